"""What other contexts may use of activities."""

from gonghui.activities.actions import (
    activity_close,
    activity_reopen,
    attend,
    attendance_void,
    check_in,
    declaration_drop,
    quota_set,
    sign_up,
    sign_up_withdraw,
    turnout_declare,
    unions_invite,
)
from gonghui.activities.actions.attending import Comer, comer_of
from gonghui.activities.actions.checking_in import check_in_code, position, walked_in
from gonghui.activities.choices import Basis, Kind, RunBy, SignUpState, Source
from gonghui.activities.models import Activity, Attendance, Invitation, SignUp, Turnout
from gonghui.activities.queries import Heads, heads_of, invited, missing_papers, open_to, places_left, waiting

__all__ = [
    "Activity",
    "Attendance",
    "Basis",
    "Comer",
    "Heads",
    "Invitation",
    "Kind",
    "RunBy",
    "SignUp",
    "SignUpState",
    "Source",
    "Turnout",
    "activity_close",
    "activity_reopen",
    "attend",
    "attendance_void",
    "check_in",
    "check_in_code",
    "comer_of",
    "declaration_drop",
    "heads_of",
    "invited",
    "missing_papers",
    "open_to",
    "places_left",
    "position",
    "quota_set",
    "sign_up",
    "sign_up_withdraw",
    "turnout_declare",
    "unions_invite",
    "waiting",
    "walked_in",
]
