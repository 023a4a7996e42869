"""Verbs of activities."""

from gonghui.activities.actions.attending import attend, attendance_void, declaration_drop, turnout_declare
from gonghui.activities.actions.checking_in import check_in
from gonghui.activities.actions.running import activity_close, activity_reopen, quota_set, unions_invite
from gonghui.activities.actions.signing_up import sign_up, sign_up_withdraw

__all__ = [
    "activity_close", "activity_reopen", "attend", "attendance_void", "check_in", "declaration_drop", "quota_set", "sign_up",
    "sign_up_withdraw", "turnout_declare", "unions_invite",
]  # fmt: skip
