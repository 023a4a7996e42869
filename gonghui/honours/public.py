"""What other contexts may use of honours."""

from gonghui.honours.actions import (
    Vote,
    allot,
    care_record,
    care_void,
    honour_publicise,
    honour_recheck,
    honour_revoke,
    model_worker_died,
    model_worker_restore,
    model_worker_revoke,
    nomination_amend,
    nomination_open,
    nomination_step,
    objection_handle,
    objection_record,
    round_award,
    round_publicise,
    round_recommend,
    round_review,
)
from gonghui.honours.actions.nominating import candidate_for
from gonghui.honours.against import BY_HAND, Candidate, Fact, facts_against, honours_of, vetoes_asked
from gonghui.honours.choices import CareKind, Category, ForWhom, Level, Outcome, Position, Source, Veto
from gonghui.honours.flow import FLOW as HONOUR_FLOW
from gonghui.honours.guards import LISTED, candidate_of
from gonghui.honours.ledger_people import NEW as NOMINATION_FIELDS
from gonghui.honours.models import Honour, ModelWorker, Nomination, Objection, Programme, Round
from gonghui.honours.notice import notice_length, notice_until
from gonghui.honours.picking import LIVING
from gonghui.honours.places import Places, live, places, places_of
from gonghui.honours.prints import last_visit
from gonghui.honours.shares import Share, shares

__all__ = [
    "BY_HAND", "HONOUR_FLOW", "LISTED", "LIVING", "NOMINATION_FIELDS", "Candidate", "CareKind", "Category", "Fact", "ForWhom",
    "Honour", "Level", "ModelWorker", "Nomination", "Objection", "Outcome", "Places", "Position", "Programme", "Round", "Share",
    "Source", "Veto", "Vote", "allot", "candidate_for", "candidate_of", "care_record", "care_void", "facts_against",
    "honour_publicise", "honour_recheck", "honour_revoke", "honours_of", "last_visit", "live", "model_worker_died",
    "model_worker_restore", "model_worker_revoke", "nomination_amend", "nomination_open", "nomination_step", "notice_length",
    "notice_until", "objection_handle", "objection_record", "places", "places_of", "round_award", "round_publicise",
    "round_recommend", "round_review", "shares", "vetoes_asked",
]  # fmt: skip
