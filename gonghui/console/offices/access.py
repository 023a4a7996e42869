"""Which offices a person may give and see to, and what he finds in the list of offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from gonghui.console.request import OfficeRequest
from gonghui.kernel.dated import holds_on
from gonghui.people.public import (
    IN_THE_TOWN,
    Account,
    Cover,
    Doing,
    OfficeHeld,
    RecordGrant,
    Role,
    handed_kinds,
    roles_given_by,
)

LATELY = timedelta(days=400)
"""So long an office that has ended stays in the list of those who left."""


def gives(request: OfficeRequest, role: str) -> bool:
    """Whether this person gives, ends, has covered and hands over offices of a role."""
    return role in roles_given_by(request.offices)


def offices(request: OfficeRequest) -> QuerySet[OfficeHeld]:
    """The offices that this person knows of: all of them for those who have the right to the pages at all."""
    rows = OfficeHeld.objects.select_related("account", "union")
    return rows if request.rights.may(Doing.OFFICES) else rows.none()


def office_of(request: OfficeRequest, pk: int) -> OfficeHeld:
    """One office. Raises Http404."""
    found = offices(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def cover_of(request: OfficeRequest, pk: int) -> Cover:
    """One cover. Raises Http404."""
    rows = Cover.objects.select_related("office__account", "office__union", "account")
    found = rows.filter(pk=pk, office__in=offices(request)).first()
    if found is None:
        raise Http404
    return found


def grant_of(request: OfficeRequest, pk: int) -> RecordGrant:
    """One grant to the county. Raises Http404."""
    found = RecordGrant.objects.select_related("account", "union").filter(pk=pk).first()
    if found is None or not request.rights.may(Doing.GRANT):
        raise Http404
    return found


def accounts(but: int = 0) -> list[tuple[str, str]]:
    """The accounts in use as a form lists them: 吴国平（wuguoping）."""
    rows = Account.objects.filter(is_active=True).exclude(pk=but).order_by("name", "pk")
    return [(str(pk), f"{name}（{username}）") for pk, name, username in rows.values_list("pk", "name", "username")]


STATES = (("", "现任"), ("later", "还没到任"), ("gone", "已离任"))


def listed(request: OfficeRequest, state: str, words: str) -> list[OfficeHeld]:
    """The offices of a state, the town's first; `words` stand in the person's, the account's or the union's name."""
    today = request.moment.today
    where = {"later": Q(start_on__gt=today), "gone": Q(end_on__lte=today, end_on__gt=today - LATELY)}
    rows = offices(request).filter(where.get(state, holds_on(today)))
    if words:
        named = Q(account__name__contains=words) | Q(account__username__contains=words)
        rows = rows.filter(named | Q(union__name__contains=words) | Q(union__short_name__contains=words))
    found = list(rows.order_by("union__code", "pk")[:500])
    order = list(Role)
    if state == "gone":
        return sorted(found, key=lambda row: row.end_on or today, reverse=True)
    return sorted(found, key=lambda row: (row.role not in IN_THE_TOWN, order.index(Role(row.role)), row.union.code))


@dataclass(frozen=True)
class Open:
    """A kind of work that is open in an office: its title, how many, the first of them in words with their last days."""

    title: str
    count: int
    lines: Sequence[tuple[str, date | None]]
    follows: bool
    """It needs no passing on: whoever holds the office has it."""


MOST = 60


def open_work(office: OfficeHeld, day: date) -> list[Open]:
    """What is open in an office, kind by kind."""
    found = []
    for kind in handed_kinds():
        rows = kind.rows(office, day)
        count = rows.order_by().count()
        if count:
            found.append(Open(kind.title, count, [kind.said(row) for row in rows[:MOST]], kind.pass_on is None))
    return found
