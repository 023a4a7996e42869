"""Cadres in office and what training they had.

A cadre is whoever holds a seat in a union's committee. A training is his when somebody of his name came for his union,
or for a union directly below it (a federation's chair stands on the roll of the firm that he works in).
"""

from datetime import date
from typing import Any

from django.db.models import DecimalField, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from gonghui.activities.public import Attendance
from gonghui.activities.public import Kind as ActivityKind
from gonghui.learning.models import Course
from gonghui.orgs.public import Seat

HOURS = DecimalField(max_digits=7, decimal_places=1)


def seats_on(day: date) -> QuerySet[Any]:
    """The seats held on `day` in unions that exist; of several of one person in a union the first."""
    standing = Q(committee__union__closed_on=None) | Q(committee__union__closed_on__gt=day)
    same = {"committee__union": OuterRef("committee__union"), "holder": OuterRef("holder"), "pk__lt": OuterRef("pk")}
    earlier = Seat.objects.on(day).filter(**same)
    return Seat.objects.on(day).filter(standing, ~Exists(earlier)).exclude(holder="")


def _his(holder: Any, union: Any) -> QuerySet[Any]:
    """The attendances at cadre trainings of the one with this name in this union."""
    rows = Attendance.objects.valid().filter(
        activity__kind=ActivityKind.CADRE_TRAINING, activity__voided_on=None, name=holder
    )
    return rows.filter(Q(union_id=union) | Q(union__placements__parent_id=union))


def trained(first: date, last: date) -> Exists:
    """Condition on seats: the holder came to a cadre training that began within these days (both included)."""
    return Exists(_his(OuterRef("holder"), OuterRef("committee__union_id")).filter(activity__on__range=(first, last)))


def _hours(first: date, last: date) -> Coalesce:
    """The hours (学时) of a seat's holder within these days (both included)."""
    came = _his(OuterRef(OuterRef("holder")), OuterRef(OuterRef("committee__union_id")))
    mine = Course.objects.valid().filter(activity__on__range=(first, last))
    mine = mine.filter(Exists(came.filter(activity=OuterRef("activity"))))
    total = mine.order_by().annotate(one=Value(1)).values("one").annotate(total=Sum("hours")).values("total")
    return Coalesce(Subquery(total, output_field=HOURS), Value(0, output_field=HOURS))


def with_training(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Seats with `hours_year` (since 1 January of `day`'s year), `hours_all` and `last_trained` (None: never)."""
    his = _his(OuterRef("holder"), OuterRef("committee__union_id")).filter(activity__on__lte=day)
    last = his.order_by().annotate(one=Value(1)).values("one").annotate(last=Max("activity__on")).values("last")
    return rows.annotate(
        hours_year=_hours(day.replace(month=1, day=1), day), hours_all=_hours(date(1900, 1, 1), day),
        last_trained=Subquery(last),
    )  # fmt: skip


def trainings_of(seat: Seat, day: date) -> QuerySet[Attendance]:
    """What the holder of a seat attended up to `day`, the newest first."""
    rows = _his(seat.holder, seat.committee.union_id).filter(activity__on__lte=day).select_related("activity")
    return rows.distinct().order_by("-activity__on", "-pk")
