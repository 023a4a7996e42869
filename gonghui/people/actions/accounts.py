"""Accounts, and a person's own views."""

import re
from datetime import datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused
from gonghui.people.actions.tries import plain_username
from gonghui.people.models import Account, SavedView

USERNAME = re.compile(r"\w[\w.-]{0,39}")


@transaction.atomic
def account_open(*, username: str, name: str, by: writes.Hand, at: datetime) -> Account:
    """Open an account that cannot sign in until a one-time code is issued; capitals in its name do not matter.

    Raises Refused for a name that is taken or hard to type.
    """
    username = plain_username(username)
    if not USERNAME.fullmatch(username):
        raise Refused("账号名里有空格或符号，或者太长。", "请用姓名的拼音，如 chenxiulan，最多40个字。", "username")
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused(f"账号“{username}”已经有了。", "请换一个账号名。", "username")
    account = Account(username=username, name=name)
    account.set_unusable_password()
    writes.create(account, by)
    writes.log("account_open", account, f"开通账号{username}（{name}）", by, at)
    return account


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
