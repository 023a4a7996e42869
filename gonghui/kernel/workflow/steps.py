"""The steps a record has taken: reading them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from gonghui.kernel.workflow.models import Step


@dataclass(frozen=True)
class Taken:
    """The valid steps of one record, in the order in which they were taken."""

    steps: tuple[Step, ...] = ()

    def last(self, *names: str) -> Step | None:
        """The latest step, or the latest of these names."""
        return next((step for step in reversed(self.steps) if not names or step.name in names), None)

    def all(self, *names: str) -> list[Step]:
        """Every step of these names, oldest first."""
        return [step for step in self.steps if step.name in names]

    def day(self, *names: str) -> date | None:
        """The day of the latest step of these names."""
        step = self.last(*names)
        return step.on if step else None

    def fact(self, name: str, key: str) -> Any:
        """What the latest step of a name recorded under a key; None without either."""
        step = self.last(name)
        return step.facts.get(key) if step else None

    def first_after(self, since: Step, *names: str) -> Step | None:
        """The first step of these names taken after `since`."""
        at = self.steps.index(since)
        return next((step for step in self.steps[at + 1 :] if step.name in names), None)

    def until(self, step: Step) -> "Taken":
        """The steps before one of them."""
        return Taken(self.steps[: self.steps.index(step)])

    def __contains__(self, name: str) -> bool:
        return self.last(name) is not None


def steps_of(record: models.Model) -> Taken:
    """The valid steps of one record."""
    return steps_of_many([record])[record.pk]


def steps_of_many(records: Sequence[models.Model]) -> dict[int, Taken]:
    """The valid steps of several records of one model, in one query for 500 of them."""
    found: dict[int, list[Step]] = {record.pk: [] for record in records}
    if records:
        for part in chunks(sorted(found)):
            rows = Step.objects.filter(entity=records[0]._meta.label_lower, object_id__in=part, undone_at=None)
            for step in rows.order_by("pk"):
                found[step.object_id].append(step)
    return {key: Taken(tuple(steps)) for key, steps in found.items()}


def chunks(keys: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    """`keys` in parts that a query can carry."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
