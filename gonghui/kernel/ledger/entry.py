"""The model of a plain ledger's row."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from gonghui.kernel.privacy.inventory import Private

VALID = Q(voided_on=None)
"""Condition: an entry that was not taken back."""


class EntryQuerySet(models.QuerySet[Any]):
    def valid(self) -> Self:
        """The entries that were not taken back."""
        return self.filter(VALID)


class Entry(models.Model):
    """Abstract: a row that is corrected with a trace and never deleted, only declared void with a reason."""

    PRIVATE: Mapping[str, Private] = {}

    voided_on = models.DateField("作废日期", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废原因", max_length=120, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True


def entered_once(*fields: str, name: str) -> models.UniqueConstraint:
    """Database constraint: only one valid row has these values."""
    return models.UniqueConstraint(fields=fields, condition=VALID, name=name)


def voided(row: Any) -> date | None:
    """The day on which a row was declared void; None for a valid row and for models that know no such thing."""
    day: date | None = getattr(row, "voided_on", None)
    return day
