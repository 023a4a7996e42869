"""Questions about what was given."""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from gonghui.benefits.models import Benefit
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.people.public import Worker

CHUNK = 500


def given_in_year(persons: Iterable[int], occasion: str, kind: str, on: date) -> dict[int, list[Benefit]]:
    """{person: what he was given on that occasion in the calendar year of `on`} of the persons named by their marks."""
    marks = sorted(set(persons))
    found: dict[int, list[Benefit]] = {}
    for start in range(0, len(marks), CHUNK):
        rows = Benefit.objects.valid().filter(
            person__in=marks[start : start + CHUNK], occasion=occasion, kind=kind, on__year=on.year
        )
        for row in rows.order_by("pk"):
            found.setdefault(row.person, []).append(row)
    return found


def benefits_of(cause: models.Model) -> QuerySet[Benefit]:
    """What a record (an activity, a visit, an honour) brought about, in the order it was entered."""
    rows = Benefit.objects.valid().filter(cause_label=cause._meta.label_lower, cause_id=cause.pk)
    return rows.select_related("union").order_by("pk")


def cause_of(row: Benefit) -> models.Model | None:
    """The record that brought a row about; None for what was entered by itself."""
    return apps.get_model(row.cause_label)._default_manager.filter(pk=row.cause_id).first() if row.cause_label else None


def benefits_of_worker(worker: Worker) -> QuerySet[Benefit]:
    """Everything a person of the register was given, the newest first."""
    return Benefit.objects.valid().filter(worker=worker).select_related("union").order_by("-on", "-pk")


def unsigned(scope: Scope = EVERYTHING) -> QuerySet[Benefit]:
    """What was given and nobody signed for, the oldest first."""
    rows = scope.limit(Benefit.objects.valid().filter(signed_on=None))
    return rows.select_related("union").order_by("on", "pk")
