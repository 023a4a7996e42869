"""Closing and merging unions together with their members."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import holds_from, refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    Union,
    UnionEmployer,
    UnionPlacement,
    employer_attach,
    union_close,
    union_place,
)
from gonghui.people.actions.members import move
from gonghui.people.choices import LeaveReason
from gonghui.people.models import Membership


@transaction.atomic
def union_merge(*, union: Union, into: Union, on: date, reason: str, by: writes.Hand, at: datetime) -> int:
    """Merge a union into another from `on`: members, employers and unions below it follow; past days keep theirs.

    What came to the union on `on` or later comes to `into` on the same day. Returns how many members moved. Raises
    Refused when one of the two is closed or `into` was founded after `on`.
    """
    refuse_future(on, at)
    if union.pk == into.pk:
        raise Refused("不能并到自己。", "请选另一个工会。", "into")
    if into.closed_on:
        raise Refused(f"{into.name}已于{cn_date(into.closed_on)}撤销。", "请选还在的工会。", "into")
    if into.approved_on and on < into.approved_on:
        raise Refused(f"{into.name}{cn_date(into.approved_on)}才批准成立。", "请填那天或更晚的日期。", "on")
    for link in UnionEmployer.objects.open().filter(union=union).select_related("employer"):
        employer_attach(employer=link.employer, union=into, on=max(on, link.start_on), by=by, at=at)
    below = UnionPlacement.objects.open().filter(parent=union).exclude(union__closed_on__lte=on)
    for place in below.select_related("union"):
        union_place(union=place.union, parent=into, on=max(on, place.start_on), by=by, at=at)
    rows = list(Membership.objects.open().filter(union=union).select_related("worker", "union", "employer"))
    for row in rows:
        day = max(on, row.start_on)
        writes.change(row, by, end_on=day, end_reason=LeaveReason.UNION_CLOSED, went_to=into.name)
        move(row, into, day, by, at, row.employer)
    union_close(union=union, on=on, reason=reason or f"并入{into.name}", merged_into=into, by=by, at=at)
    return len(rows)


@transaction.atomic
def union_dissolve(*, union: Union, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Close a union that has no members left. Raises Refused while somebody stands on its roll on `on` or later."""
    left = Membership.objects.filter(holds_from(on), union=union).count()
    if left:
        raise Refused(
            f"{union.name}名册上{cn_date(on)}或以后还有{left}人。", "请先办转出，或者把整个工会并入别的工会。", "on"
        )
    union_close(union=union, on=on, reason=reason, by=by, at=at)
