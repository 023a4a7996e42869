"""What other contexts may use of emulation."""

from gonghui.emulation.actions import (
    call_tell,
    competition_rank,
    contest_place,
    entry_choose,
    mentoring_end,
    suggestion_hand_in,
    suggestion_register,
    suggestion_step,
)
from gonghui.emulation.choices import Form, Level, Matter, Told, Way
from gonghui.emulation.flow import SUGGESTION_FLOW
from gonghui.emulation.models import CallEntry, Suggestion
from gonghui.emulation.queries import REPLY_DAYS, reply_by, similar
from gonghui.emulation.scoring import points_of, table_on, written

__all__ = [
    "REPLY_DAYS",
    "SUGGESTION_FLOW",
    "CallEntry",
    "Form",
    "Level",
    "Matter",
    "Suggestion",
    "Told",
    "Way",
    "call_tell",
    "competition_rank",
    "contest_place",
    "entry_choose",
    "mentoring_end",
    "points_of",
    "reply_by",
    "similar",
    "suggestion_hand_in",
    "suggestion_register",
    "suggestion_step",
    "table_on",
    "written",
]
