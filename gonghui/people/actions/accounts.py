"""Accounts, the offices they hold, one-time sign-in codes."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import close
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.choices import Role
from gonghui.people.models import Account, OfficeHeld, SavedView, SignInCode

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@transaction.atomic
def account_open(*, username: str, name: str, by: writes.Hand, at: datetime) -> Account:
    """Open an account that cannot sign in until a one-time code is issued."""
    if Account.objects.filter(username=username).exists():
        raise Refused(f"账号“{username}”已经有了。", "请换一个账号名。", "username")
    account = Account(username=username, name=name)
    account.set_unusable_password()
    writes.create(account, by)
    writes.log("account_open", account, f"开通账号{username}（{name}）", by, at)
    return account


@transaction.atomic
def office_give(
    *, account: Account, union: Union, role: Role, on: date, by: writes.Hand, at: datetime, line: str = ""
) -> OfficeHeld:
    """Give an account an office from `on`; its rights cover that union and all below it.

    Raises Refused when the account holds that very office already.
    """
    if OfficeHeld.objects.open().filter(account=account, union=union, role=role, line=line).exists():
        label = Role(role).label
        raise Refused(f"{account.name}已经任{union.name}{label}。", "不用再登记；要改起始日期请先终止再任命。", "role")
    office = writes.create(OfficeHeld(account=account, union=union, role=role, line=line, start_on=on), by)
    summary = f"{account.name}任{union.name}{Role(role).label}，{cn_date(on)}起"
    writes.log("office_give", office, summary, by, at, union_id=union.pk)
    return office


@transaction.atomic
def office_end(*, office: OfficeHeld, on: date, by: writes.Hand, at: datetime) -> None:
    """End an office: `on` is the first day without its rights."""
    close(office, on, by)
    summary = f"{cn_date(on)}起{office.account.name}不再任{office.get_role_display()}"
    writes.log("office_end", office, summary, by, at, union_id=office.union_id)


def _digest(code: str) -> str:
    return hashlib.sha256(code.replace("-", "").upper().encode()).hexdigest()


@transaction.atomic
def code_issue(*, account: Account, by: writes.Hand, at: datetime, days: int = 7) -> str:
    """A one-time sign-in code for an account, valid for `days`; earlier unused codes stop working.

    Returns the code; only its digest is stored.
    """
    writes.remove_rows(SignInCode.objects.filter(account=account, used_at=None), by)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    writes.create(SignInCode(account=account, digest=_digest(code), expires_at=at + timedelta(days=days)), by)
    writes.log("code_issue", account, f"给{account.name}发一次性登录码", by, at)
    return "-".join((code[:4], code[4:8], code[8:]))


@transaction.atomic
def code_use(*, username: str, code: str, at: datetime) -> Account | None:
    """The account that a one-time code lets in, or None. A code works once; its use leaves an event."""
    good = SignInCode.objects.filter(
        digest=_digest(code),
        account__username=username,
        account__is_active=True,
        used_at=None,
        expires_at__gt=at,
    )
    if writes.change_rows(good, writes.Hand(None, username), used_at=at) != 1:
        return None
    account = Account.objects.get(username=username)
    writes.log("code_use", account, f"{account.name}用一次性登录码登录", writes.Hand(account.pk, account.name), at)
    return account


@transaction.atomic
def password_set(*, account: Account, password: str, by: writes.Hand, at: datetime) -> None:
    """Give an account its person's own password, already checked by the validators; unused codes stop working.

    Sessions opened with the old password end with the next request.
    """
    account.set_password(password)
    writes.change_rows(Account.objects.filter(pk=account.pk), by, password=account.password)
    writes.remove_rows(SignInCode.objects.filter(account=account, used_at=None), by)
    writes.log("password_set", account, f"{account.name}设了自己的口令", by, at)


@transaction.atomic
def signed_in(*, account: Account, by_code: bool, by: writes.Hand, at: datetime) -> None:
    """Note that somebody signed in, and whether by a one-time code. Attempts that fail are the lock-out's business."""
    writes.log("signed_in", account, f"{account.name}{'用登录码' if by_code else ''}登录", by, at)


@transaction.atomic
def view_save(*, account: Account, ledger: str, name: str, query: str, by: writes.Hand, at: datetime) -> SavedView:
    """Keep a person's own filters and columns of a list under a name; the same name is replaced.

    Raises Refused for a name or a query that is empty or too long to keep whole.
    """
    name = name.strip()
    if not name or len(name) > 30:
        raise Refused("视图名称要在1到30个字之间。", "请写一个短而好认的名字。", "name")
    if len(query) > 1000:
        raise Refused("条件太多，存不下。", "请少选几个条件再存。", "query")
    view = SavedView.objects.filter(account=account, ledger=ledger, name=name).first()
    if view is None:
        view = writes.create(SavedView(account=account, ledger=ledger, name=name, query=query), by)
    else:
        writes.change(view, by, query=query)
    writes.log("view_save", view, f"{account.name}存下视图“{name}”", by, at)
    return view


@transaction.atomic
def view_drop(*, view: SavedView, by: writes.Hand, at: datetime) -> None:
    """Take away a saved view."""
    writes.log("view_drop", view, f"{view.account.name}去掉视图“{view.name}”", by, at)
    writes.remove(view, by)
