"""Verbs that change workers, memberships, accounts, and unions together with their members."""

from gonghui.people.actions.accounts import (
    account_open,
    code_issue,
    code_use,
    office_end,
    office_give,
    password_set,
    signed_in,
    view_drop,
    view_save,
)
from gonghui.people.actions.members import (
    Admission,
    member_amend,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    worker_amend,
)
from gonghui.people.actions.unions import union_dissolve, union_merge

__all__ = [
    "Admission", "account_open", "code_issue", "code_use", "member_amend", "member_leave", "member_restate",
    "member_transfer", "members_admit", "office_end", "office_give", "password_set", "signed_in", "union_dissolve",
    "union_merge", "view_drop", "view_save", "worker_amend",
]  # fmt: skip
