"""Dated facts: a row holds from `start_on` (inclusive) to `end_on` (exclusive, empty = still holds)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.refusal import Refused


def holds_on(day: date, prefix: str = "") -> Q:
    """Condition: the fact holds on `day`. `prefix` is the lookup path to the fact, ending in `__`."""
    return Q(**{f"{prefix}start_on__lte": day}) & (Q(**{f"{prefix}end_on": None}) | Q(**{f"{prefix}end_on__gt": day}))


def holds_from(day: date) -> Q:
    """Condition: the fact holds on `day` or on some later day."""
    return Q(end_on=None) | Q(end_on__gt=day) & Q(end_on__gt=F("start_on"))


def refuse_future(day: date | None, at: datetime, field: str = "on") -> None:
    """Raise Refused when `day` lies after the day of writing: only what has happened is recorded."""
    if day is not None and day > at.date():
        raise Refused(f"{cn_date(day)}还没有到。", "请核对日期，或者到那天再登记。", field)


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """The facts that hold on `day`."""
        return self.filter(holds_on(day))

    def open(self) -> Self:
        """The facts with no end recorded."""
        return self.filter(end_on=None)


class Dated(models.Model):
    """Abstract: a fact that holds from `start_on` to the day before `end_on`."""

    start_on = models.DateField("起始日期", default=SINCE_EVER)
    end_on = models.DateField("截止日期（不含）", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def ends_after_start(name: str) -> models.CheckConstraint:
    """Database constraint: a fact ends on or after the day it starts."""
    return models.CheckConstraint(
        condition=Q(end_on=None) | Q(end_on__gte=F("start_on")), name=f"{name}_ends_after_start"
    )


def one_open(owner: str, name: str, *more: str) -> models.UniqueConstraint:
    """Database constraint: one open fact per owner."""
    return models.UniqueConstraint(fields=[owner, *more], condition=Q(end_on=None), name=f"{name}_one_open")


def record_from(
    model: type[Dated], owner: Mapping[str, Any], day: date, values: Mapping[str, Any], by: writes.Hand,
    forget: Collection[str] = (),
) -> tuple[Any, bool]:  # fmt: skip
    """Say what holds for `owner` from `day` on, until the next change that is already recorded.

    The row in force on `day` is closed on it and what `values` does not name is carried over, except the fields in
    `forget`; a row that starts on that very day is corrected in place. Earlier days keep what they had. Returns
    (row, changed); nothing is written when the same values already hold.
    """
    for subject in owner.values():
        if isinstance(subject, models.Model):
            writes.hold(subject)
    rows: list[Any] = list(model._default_manager.filter(**owner).order_by("start_on", "pk"))
    current = next((r for r in rows if r.start_on <= day and (r.end_on is None or r.end_on > day)), None)
    if current is None:
        until = min((r.start_on for r in rows if r.start_on > day), default=None)
        return writes.create(model(**owner, **values, start_on=day, end_on=until), by), True
    if all(getattr(current, key) == value for key, value in values.items()):
        return current, False
    if current.start_on == day:
        writes.change(current, by, **values)
        return current, True
    skip = {"id", "start_on", "end_on", "version", *owner, *values, *forget}
    carried = {f.attname: getattr(current, f.attname) for f in model._meta.concrete_fields if f.name not in skip}
    until = current.end_on
    writes.change(current, by, end_on=day)
    return writes.create(model(**owner, **carried, **values, start_on=day, end_on=until), by), True


def close(row: Any, day: date, by: writes.Hand, **more: Any) -> None:
    """End a fact: `day` is the first day on which it no longer holds. Raises Refused before its start."""
    if day < row.start_on:
        raise Refused("结束日期早于开始日期。", "请核对日期。", "end_on")
    writes.change(row, by, end_on=day, **more)
