"""Closing and merging unions together with their members."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    Union,
    UnionEmployer,
    UnionPlacement,
    employer_attach,
    union_close,
    union_place,
)
from gonghui.people.actions.members import member_transfer
from gonghui.people.models import Membership


@transaction.atomic
def union_merge(*, union: Union, into: Union, on: date, reason: str, by: writes.Hand, at: datetime) -> int:
    """Merge a union into another from `on`: members, employers and unions below it follow; past days keep theirs.

    Returns how many members moved.
    """
    if union.pk == into.pk:
        raise Refused("不能并到自己。", "请选另一个工会。", "into")
    rows = list(Membership.objects.open().filter(union=union).select_related("worker", "union"))
    for link in UnionEmployer.objects.open().filter(union=union).select_related("employer"):
        employer_attach(employer=link.employer, union=into, on=on, by=by, at=at)
    for place in UnionPlacement.objects.open().filter(parent=union).select_related("union"):
        union_place(union=place.union, parent=into, on=on, by=by, at=at)
    for row in rows:
        member_transfer(row=row, to=into, on=max(on, row.start_on), by=by, at=at, employer=row.employer)
    union_close(union=union, on=on, reason=reason or f"并入{into.name}", merged_into=into, by=by, at=at)
    return len(rows)


@transaction.atomic
def union_dissolve(*, union: Union, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Close a union that has no members left. Raises Refused while somebody stands on its roll."""
    left = Membership.objects.open().filter(union=union).count()
    if left:
        raise Refused(f"{union.name}名册上还有{left}人。", "请先办转出，或者把整个工会并入别的工会。")
    union_close(union=union, on=on, reason=reason, by=by, at=at)
