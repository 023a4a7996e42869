"""Accounts for the members of a union, many at once: who has none gets one with the office of a member, and a slip."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.actions.accounts import account_open
from gonghui.people.actions.keeping import Slip, slips_issue
from gonghui.people.actions.offices import office_give
from gonghui.people.choices import Role
from gonghui.people.models import Account, Membership, OfficeHeld, Worker
from gonghui.people.queries import members_on


def members_without_account(union: Union, day: date) -> list[Membership]:
    """The full members on the union's roll on `day` whose own record no account opens, in the order of the roll."""
    held = OfficeHeld.objects.on(day).filter(role=Role.WORKER, account__is_active=True, worker__isnull=False)
    rows = members_on(day).filter(union=union).exclude(worker__in=held.values("worker"))
    return list(rows.select_related("worker", "employer").order_by("employer__name", "worker__initials", "pk"))


def members_never_signed_in(union: Union, day: date) -> list[Account]:
    """Accounts of the union's members who have not set a password yet, and who never held another office."""
    held = OfficeHeld.objects.on(day).filter(role=Role.WORKER, union=union, worker__isnull=False)
    others = OfficeHeld.objects.exclude(role=Role.WORKER).values("account")
    rows = Account.objects.filter(pk__in=held.values("account"), is_active=True).exclude(pk__in=others)
    return [row for row in rows.order_by("username") if not row.has_usable_password()]


@transaction.atomic
def member_accounts_open(
    *, union: Union, workers: Sequence[Worker], days: int, by: writes.Hand, at: datetime
) -> list[Slip]:
    """An account, the office of a member from today, and a slip of `days` for each of these members of a union.

    The account's name is the union's code and the initials (h01wsf, then h01wsf-2). Raises Refused, and opens none, for
    somebody who is not on the union's roll or has an account.
    """
    wanted = {row.worker_id for row in members_without_account(union, at.date())}
    taken = set(Account.objects.filter(username__istartswith=union.code).values_list("username", flat=True))
    opened = []
    for worker in workers:
        if worker.pk not in wanted:
            raise Refused(f"{worker.name}已经有账号，或者不在{union.name}的名册上。", "请刷新页面再办。")
        username = _free(f"{union.code}{worker.initials}".lower()[:34], taken)
        account = account_open(username=username, name=worker.name, by=by, at=at)
        office_give(account=account, union=union, role=Role.WORKER, worker=worker, on=at.date(), by=by, at=at)
        taken.add(username)
        wanted.discard(worker.pk)
        opened.append(account)
    return slips_issue(accounts=opened, days=days, by=by, at=at)


def _free(wanted: str, taken: set[str]) -> str:
    number = 2
    found = wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
