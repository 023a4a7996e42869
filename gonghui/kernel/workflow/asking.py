"""Questions about deadlines."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q, QuerySet

from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.kernel.workflow.models import Deadline


def deadlines(scope: Scope = EVERYTHING) -> QuerySet[Deadline]:
    """The deadlines a reader may see, those whose ground fell away left out."""
    return scope.limit(Deadline.objects.filter(void=False))


def running(day: date, scope: Scope = EVERYTHING, days: int | None = None) -> QuerySet[Deadline]:
    """The deadlines that run on `day`, overdue ones included, most urgent first.

    `days`: only those whose last day lies at most so many days ahead.
    """
    rows = deadlines(scope).filter(Q(closed_on=None) | Q(closed_on__gt=day), starts_on__lte=day)
    if days is not None:
        rows = rows.filter(due_on__lte=day + timedelta(days=days))
    return rows.order_by("due_on", "pk")


def deadlines_of(record: models.Model) -> QuerySet[Deadline]:
    """Every deadline of one record, met ones included, in the order of their starts."""
    rows = Deadline.objects.filter(entity=record._meta.label_lower, object_id=record.pk, void=False)
    return rows.order_by("starts_on", "pk")
