"""What other contexts may use of planning."""

from gonghui.planning.actions import (
    accept_all,
    draft_discard,
    draft_enter,
    heading_add,
    heading_change,
    heading_drop,
    item_decide,
    milestone_reach,
    plan_amend,
    plan_approve,
    plan_close,
    plan_import,
    plan_open,
    plan_return,
    plan_roll,
    plan_submit,
    record_attach,
    record_detach,
    target_add,
    target_change,
    target_drop,
    task_add,
    task_assign,
    task_change,
    task_drop,
    task_move,
    task_report,
    value_clear,
    value_fill,
)
from gonghui.planning.choices import (
    Comparison,
    DraftKind,
    ItemKind,
    ItemState,
    Level,
    PlanState,
    Source,
    TargetKind,
    TaskState,
)
from gonghui.planning.feasts import feast_day, lunar_label
from gonghui.planning.flow import FLOW
from gonghui.planning.models import Change, DraftItem, Heading, Plan, PlanDraft, Target, Task, TaskRecord
from gonghui.planning.programmes import YearRow, YearShare, yearly
from gonghui.planning.progress import STATUS_WORDS, Progress, Status, measure, task_status
from gonghui.planning.queries import (
    Group,
    Row,
    Sheet,
    Week,
    assigned_tasks,
    hand_ins,
    live_tasks,
    month_tasks,
    plans_of,
    sheet,
    targets_of_code,
    tasks_due,
    tasks_in,
    tasks_of,
    town_plan,
    week_of,
)
from gonghui.planning.reading.documents import MAX_BYTES
from gonghui.planning.reading.reader import read_plan
from gonghui.planning.reading.shapes import Plan as ReadPlan
from gonghui.planning.reading.shapes import Target as ReadTarget
from gonghui.planning.reading.shapes import Task as ReadTask
from gonghui.planning.wording import month_words, number, quantity_words, target_words

__all__ = [
    "FLOW", "MAX_BYTES", "STATUS_WORDS", "Change", "Comparison", "DraftItem", "DraftKind", "Group", "Heading",
    "ItemKind", "ItemState", "Level", "Plan", "PlanDraft", "PlanState", "Progress", "ReadPlan", "ReadTarget", "ReadTask", "Row",
    "Sheet", "Source", "Status", "Target", "TargetKind", "Task", "TaskRecord", "TaskState", 
    "Week", "YearRow", "YearShare", "accept_all", "assigned_tasks", "draft_discard", "draft_enter", "feast_day", "hand_ins", "heading_add",
    "heading_change", "heading_drop", "item_decide", "live_tasks", "lunar_label", "measure", "milestone_reach",
    "month_tasks", "month_words", "number", "plan_amend", "plan_approve", "plan_close", "plan_import", "plan_open",
    "plan_return", "plan_roll", "plan_submit", "plans_of", "quantity_words", "read_plan", "record_attach",
    "record_detach", "sheet", "target_add", "target_change", "target_drop", "target_words", "targets_of_code",
    "task_add", "task_assign", "task_change", "task_drop", "task_move", "task_report", "task_status", "tasks_due",
    "tasks_in", "tasks_of", "town_plan", "value_clear", "value_fill", "week_of", "yearly",
]  # fmt: skip
