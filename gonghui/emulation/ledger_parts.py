"""Conditions that several lists of this context share."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q

from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.workflow.models import OPEN, Deadline


def due_soon(clock: str, days: int = 0) -> Callable[[Reader], Q]:
    """Rows with a deadline of that clock that is over or ends within so many days (inclusive)."""

    def where(reader: Reader) -> Q:
        last = reader.today + timedelta(days=days)
        rows = Deadline.objects.filter(OPEN, clock=clock, starts_on__lte=reader.today, due_on__lte=last)
        return Q(voided_on=None, pk__in=rows.values("object_id"))

    return where
