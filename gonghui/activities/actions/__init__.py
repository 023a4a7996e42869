"""Verbs of activities."""

from gonghui.activities.actions.afterwards import findings_set, opinion_give, opinions_enter
from gonghui.activities.actions.attending import (
    attend,
    attendance_result,
    attendance_void,
    declaration_drop,
    turnout_declare,
    turnouts_declare,
)
from gonghui.activities.actions.checking_in import check_in
from gonghui.activities.actions.running import activity_close, activity_reopen, quota_set, unions_invite
from gonghui.activities.actions.signing_up import invitation_decline, sign_up, sign_up_withdraw

__all__ = [
    "activity_close", "activity_reopen", "attend", "attendance_result", "attendance_void", "check_in", "declaration_drop", "findings_set",
    "invitation_decline", "opinion_give", "opinions_enter", "quota_set", "sign_up", "sign_up_withdraw", "turnout_declare",
    "turnouts_declare", "unions_invite",
]  # fmt: skip
