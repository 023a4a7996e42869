"""Verbs of plans. Every one checks, writes, and leaves an event; changes of an approved plan leave a Change row too."""

from gonghui.planning.actions.plans import plan_amend, plan_approve, plan_close, plan_open, plan_return, plan_submit
from gonghui.planning.actions.records import record_attach, record_detach
from gonghui.planning.actions.reviews import (
    accept_all,
    draft_discard,
    draft_enter,
    item_decide,
    plan_import,
    plan_roll,
)
from gonghui.planning.actions.targets import (
    milestone_reach,
    target_add,
    target_change,
    target_drop,
    value_clear,
    value_fill,
)
from gonghui.planning.actions.tasks import (
    heading_add,
    heading_change,
    heading_drop,
    task_add,
    task_assign,
    task_change,
    task_drop,
    task_move,
    task_report,
)

__all__ = [
    "accept_all", "draft_discard", "draft_enter", "heading_add", "heading_change", "heading_drop", "item_decide", "milestone_reach",
    "plan_amend", "plan_approve", "plan_close", "plan_import", "plan_open", "plan_return", "plan_roll", "plan_submit",
    "record_attach", "record_detach", "target_add", "target_change", "target_drop", "task_add", "task_assign",
    "task_change", "task_drop", "task_move", "task_report", "value_clear", "value_fill",
]  # fmt: skip
