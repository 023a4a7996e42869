"""Clocks: from which day a record owes what by when, and what stops it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.apps import apps
from django.db import models

from gonghui.kernel.registry import Registry
from gonghui.kernel.workflow.steps import Taken

Who = Literal["union", "town", "both"]


@dataclass(frozen=True)
class Start:
    """One run of a clock: the day that is counted from (or the last day itself, for a clock without a length).

    `cycle` tells runs on one record apart. `since`: the day from which the matter shows; without it that is the start of
    a length that is counted, and for a clock without a length every day before the last one.
    """

    on: date
    cycle: str = ""
    since: date | None = None


Starts = Callable[[Any, Taken], "Sequence[Start] | date | None"]
Stops = Callable[[Any, Taken, Start], date | None]
Words = Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A period of law or practice on the records of one model.

    Either `starts_by`/`stops_by` name steps of the model's flow, or `starts` and `stops` say the days by themselves;
    `stops` gives the day that stopped a run (inclusive), None while it runs. `length` is the rule that measures the
    period; without it the start is the last day, and `cites` may name the rule behind it. `place(record)` is the
    province whose rules hold. `remind`: days before the last day on which people are told. `who` answers for it.
    `line_of(record)` is the line of work of one record, where they are not all of one. `load(keys)` fetches the records
    with all that the functions read. `edition` goes up when these functions change.
    """

    key: str
    title: str
    model: str
    starts_by: str = ""
    stops_by: tuple[str, ...] = ()
    starts: Starts | None = None
    stops: Stops | None = None
    length: str = ""
    cites: str = ""
    act: str = ""
    stop_words: str = ""
    line: str = ""
    line_of: Words | None = None
    who: Who = "both"
    remind: tuple[int, ...] = (3,)
    escalate: int | None = None
    place: Callable[[Any], str | None] | None = None
    subject: Words = lambda record: ""
    union: Callable[[Any], int | None] = lambda record: getattr(record, "union_id", None)
    load: Callable[[Collection[int]], Iterable[Any]] | None = None
    edition: int = 1

    @property
    def rule(self) -> str:
        """The key of the rule that is cited."""
        return self.length or self.cites

    def runs(self, record: Any, steps: Taken) -> list[Start]:
        """Every run of the clock on a record; none on one that was declared void."""
        if getattr(record, "voided_on", None) is not None:
            return []
        if self.starts is None:
            return [Start(step.on, str(step.pk)) for step in steps.all(self.starts_by)]
        found = self.starts(record, steps)
        if found is None:
            return []
        return [Start(found)] if isinstance(found, date) else list(found)

    def stopped(self, record: Any, steps: Taken, start: Start) -> date | None:
        """The day that stopped a run, None while it runs."""
        if self.stops is not None:
            return self.stops(record, steps, start)
        begun = next(step for step in steps.all(self.starts_by) if str(step.pk) == start.cycle)
        again = steps.first_after(begun, *self.stops_by, self.starts_by)
        return again.on if again else None

    def fetch(self, keys: Collection[int]) -> list[Any]:
        """The records of these keys, with what the clock's functions read."""
        if self.load is not None:
            return list(self.load(keys))
        return list(apps.get_model(self.model)._default_manager.filter(pk__in=keys))


CLOCKS = Registry[Clock]("clock")
register_clock, clocks, clock_of = CLOCKS.register, CLOCKS.all, CLOCKS.get


def clocks_on(model: type[models.Model]) -> list[Clock]:
    """The clocks that run on a model's records."""
    return [clock for clock in clocks() if clock.model.lower() == model._meta.label_lower]
