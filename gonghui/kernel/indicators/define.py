"""What an indicator is made of: parts that are queries, words that say what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Expression, F, Min, Q, QuerySet
from django.db.models.expressions import Combinable

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.tree import Tree

Rows = Callable[[Span], QuerySet[Any]]
"""A query over a span of days."""

SIDES = ("numerator", "denominator", "exempt")


@dataclass(frozen=True)
class Column:
    """One column of the opened records: its title and the lookup path (or callable) that fills it."""

    title: str
    value: str | Callable[[Any], Any]
    numeric: bool = False

    def of(self, row: Any) -> Any:
        """The column's value for one row; None where the path ends at an empty link."""
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("__"):
            row = getattr(row, name) if row is not None else None
        return row


@dataclass(frozen=True)
class OnDay:
    """The rows of a standing part: those of `base` that fulfil `holds(day)` on the last day of the span.

    Said so, and not as a function of the span, many days are counted in one walk through the table. `holds` may look
    through links to dated facts of which at most one holds on a day. `shown` adds what the opened rows need.
    """

    base: Callable[[], QuerySet[Any]]
    holds: Callable[[date], Q]
    shown: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows

    def __call__(self, span: Span) -> QuerySet[Any]:
        return self.on(span.end)

    def on(self, day: date) -> QuerySet[Any]:
        """The rows of one day."""
        return self.shown(self.base().filter(self.holds(day)))


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """A way to split a part: every row falls into exactly one slice, so the slices add up to the part.

    `value` is the lookup path of the slice's text, or a function Span → expression for a dated one. `labels` names
    the values (choices' dict); a value without a label stands for itself, an empty one is called `blank`. `said`: a
    report that names the figure says its slices, too.
    """

    key: str
    title: str
    value: str | Callable[[Span], Expression | Combinable]
    labels: Mapping[Any, str] = field(default_factory=dict, compare=False)
    blank: str = "没有填"
    said: bool = False

    def on(self, span: Span) -> Expression | Combinable:
        """The expression that gives a row's slice."""
        return self.value(span) if callable(self.value) else F(self.value)

    def label(self, value: Any) -> str:
        """What a slice is called."""
        return self.blank if value in (None, "") else str(self.labels.get(value, value))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One side of an indicator: the rows that count, and how they add up.

    `rows(span)` gives one row per counted thing; `union` is the lookup path to the union that a row belongs to on
    the day, so totals of disjoint unions add up; rows of no union count at the `area` they name. `words` says in
    plain Chinese what is counted. `key(row)` is the record's (kind, key) for links. `subject` is the path to what
    stays the same when a dated row is replaced by the next (the worker of a membership, the union of a placement):
    by it two days are compared, and numerator and base of a rate.
    """

    label: str
    words: str
    rows: Rows
    union: str = "union_id"
    area: str = ""
    subject: str = "pk"
    columns: tuple[Column, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    key: Callable[[Any], tuple[str, int]]
    tree: Tree | None = field(default=None, compare=False, repr=False)
    """The tree that a kept part (of a closed period) was counted by."""

    def dimension(self, key: str) -> Dimension | None:
        """The dimension of that key, if the part has it."""
        return next((each for each in self.dimensions if each.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Count(Part):
    """The figure is the number of rows."""


@dataclass(frozen=True, kw_only=True)
class Sum(Part):
    """The figure is the sum of `field` (a lookup path or annotation) over the rows."""

    field: str


@dataclass(frozen=True, kw_only=True)
class Distinct(Part):
    """Each subject counts once, however many of the rows `every` name it; opening gives one row per subject.

    The row that stands for a subject is its first (lowest key). So a subject belongs to one union, and totals of
    disjoint unions add up, also where its rows stand in several unions.
    """

    every: Rows
    subject: str
    rows: Rows = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", self._once)

    def _once(self, span: Span) -> QuerySet[Any]:
        rows = self.every(span)
        firsts = rows.order_by().values(self.subject).annotate(first=Min("pk"))
        return rows.filter(pk__in=firsts.values("first"))


@dataclass(frozen=True, kw_only=True)
class Cohort(Part):
    """Of those at the start of the span, the ones that are still there at its end: the numerator of 巩固率.

    `standing(day)` gives who is there on a day. The start is the day before the span's first day; somebody who went
    and came back is still there. Rows are those of the start, so each counts in the union it began in.
    """

    standing: Callable[[date], QuerySet[Any]]
    subject: str
    rows: Rows = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", self._kept)

    def _kept(self, span: Span) -> QuerySet[Any]:
        still = self.standing(span.end).order_by()
        return self.started(span).filter(**{f"{self.subject}__in": still.values(self.subject)})

    def started(self, span: Span) -> QuerySet[Any]:
        """Those at the start."""
        return self.standing(span.start - timedelta(days=1))

    def base(self, *, label: str, words: str) -> Count:
        """The denominator that goes with it: those at the start."""
        return Count(label=label, words=words, rows=self.started, union=self.union, area=self.area,
                     subject=self.subject, columns=self.columns, dimensions=self.dimensions, key=self.key)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """Where a kept figure comes from. `changed` says that the indicator is declared differently today."""

    period: str
    closed_at: datetime
    closed_by: str
    changed: bool
    live: Indicator


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A figure of the report, the plan and the assessment, known everywhere by its code.

    With a denominator it is a rate in percent, divided last. `exempt` opens what the base leaves out, with reasons.
    `kept` is set on the double that stands for the indicator in a closed period: its parts are the rows of then.
    """

    code: str
    title: str
    why: str
    unit: str
    numerator: Part
    denominator: Part | None = None
    exempt: Part | None = None
    left_out: str = ""
    higher_is_better: bool = True
    flowing: bool = False
    kept: Kept | None = field(default=None, compare=False, repr=False)

    @property
    def is_rate(self) -> bool:
        return self.denominator is not None

    def part(self, name: str) -> Part | None:
        """`numerator`, `denominator` or `exempt` by name."""
        return {"numerator": self.numerator, "denominator": self.denominator, "exempt": self.exempt}.get(name)

    @property
    def declared(self) -> Indicator:
        """The indicator as it is declared: of a kept double the one that it stands for."""
        return self.kept.live if self.kept else self

    @property
    def base(self) -> Part:
        """The denominator of a rate, else what is counted."""
        return self.denominator or self.numerator

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The ways to split the figure: those that every side of it has."""
        return tuple(each for each in self.base.dimensions if self.numerator.dimension(each.key))


def rest_of(item: Indicator) -> Part | None:
    """What the base holds and the numerator does not: who is still missing. None for a figure without a base."""
    base, done = item.denominator, item.numerator
    if base is None:
        return None

    def rows(span: Span) -> QuerySet[Any]:
        there = done.rows(span).order_by().exclude(**{f"{done.subject}": None}).values(done.subject)
        return base.rows(span).exclude(**{f"{base.subject}__in": there})

    more = {"field": base.field} if isinstance(base, Sum) else {}
    kind: type[Any] = Sum if isinstance(base, Sum) else Count
    missing: Part = kind(
        label="尚缺", words=f"在“{base.label}”之内、不在“{done.label}”之内的。", rows=rows, union=base.union,
        area=base.area, subject=base.subject, columns=base.columns, dimensions=base.dimensions, key=base.key,
        tree=base.tree, **more,
    )  # fmt: skip
    return missing
