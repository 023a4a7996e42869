"""What other contexts may use of people."""

from gonghui.people.actions import (
    Admission,
    account_open,
    code_issue,
    code_use,
    member_amend,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    office_end,
    office_give,
    password_set,
    signed_in,
    union_dissolve,
    union_merge,
    view_drop,
    view_save,
    worker_amend,
)
from gonghui.people.choices import Household, IdKind, LeaveReason, MemberState, Role, Sex
from gonghui.people.models import Account, MemberGroup, Membership, OfficeHeld, SavedView, SignInCode, Worker
from gonghui.people.queries import may_write, members_on, movement, offices_on, scope_of

__all__ = [
    "Account", "Admission", "Household", "IdKind", "LeaveReason", "MemberGroup", "MemberState", "Membership",
    "OfficeHeld", "Role", "SavedView", "Sex", "SignInCode", "Worker", "account_open", "code_issue", "code_use",
    "may_write", "member_amend", "member_leave", "member_restate", "member_transfer", "members_admit", "members_on", "movement",
    "office_end", "office_give", "offices_on", "password_set", "scope_of", "signed_in", "union_dissolve", "union_merge",
    "view_drop", "view_save",
    "worker_amend",
]  # fmt: skip
