"""What other contexts may use of activities."""

from gonghui.activities.actions import (
    activity_close,
    activity_reopen,
    attend,
    attendance_result,
    attendance_void,
    check_in,
    declaration_drop,
    findings_set,
    invitation_decline,
    opinion_give,
    opinions_enter,
    quota_set,
    sign_up,
    sign_up_withdraw,
    turnout_declare,
    turnouts_declare,
    unions_invite,
)
from gonghui.activities.actions.attending import Comer, comer_of
from gonghui.activities.actions.checking_in import check_in_code, position, walked_in
from gonghui.activities.archive import (
    archive_of,
    declared_and_named,
    findings_shown,
    missing_papers,
    satisfaction_of,
    totals_of_year,
)
from gonghui.activities.choices import FEWEST, Answer, Basis, Kind, Question, RunBy, SignUpState, Source
from gonghui.activities.models import Activity, Attendance, Finding, Invitation, Opinion, SignUp, Turnout
from gonghui.activities.queries import Heads, heads_of, invited, open_to, places_left, taken, waiting

__all__ = [
    "FEWEST", "Activity", "Answer", "Attendance", "Basis", "Comer", "Finding", "Heads", "Invitation", "Kind", "Opinion",
    "Question", "RunBy", "SignUp", "SignUpState", "Source", "Turnout", "activity_close", "activity_reopen", "archive_of",
    "attend", "attendance_result", "attendance_void", "check_in", "check_in_code", "comer_of", "declaration_drop", "declared_and_named",
    "findings_set", "findings_shown", "heads_of", "invitation_decline", "invited", "missing_papers", "open_to",
    "opinion_give", "opinions_enter", "places_left", "position", "quota_set", "satisfaction_of", "sign_up",
    "sign_up_withdraw", "taken", "totals_of_year", "turnout_declare", "turnouts_declare", "unions_invite", "waiting",
    "walked_in",
]  # fmt: skip
