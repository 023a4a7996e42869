"""Verbs of honours: nominate, take steps for many at once, objections, the register, the care of model workers."""

from gonghui.honours.actions.caring import (
    care_record,
    care_void,
    model_worker_died,
    model_worker_restore,
    model_worker_revoke,
)
from gonghui.honours.actions.nominating import (
    Vote,
    allot,
    nomination_amend,
    nomination_open,
    nomination_step,
    round_award,
    round_publicise,
    round_recommend,
    round_review,
)
from gonghui.honours.actions.objections import objection_handle, objection_record, recheck_begins
from gonghui.honours.actions.register import honour_publicise, honour_recheck, honour_revoke

__all__ = [
    "Vote", "allot", "care_record", "care_void", "honour_publicise", "honour_recheck", "honour_revoke", "model_worker_died",
    "model_worker_restore", "model_worker_revoke", "nomination_amend", "nomination_open", "nomination_step", "objection_handle",
    "objection_record", "recheck_begins",
    "round_award", "round_publicise", "round_recommend", "round_review",
]  # fmt: skip
