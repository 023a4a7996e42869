"""What an indicator is made of: parts that are queries, words that say what they mean."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gonghui.kernel.dates import Span

Rows = Callable[[Span], QuerySet[Any]]
"""A query over a span of days."""


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


@dataclass(frozen=True, kw_only=True)
class Part:
    """One side of an indicator: the rows that count, and how they add up.

    `rows(span)` gives one row per counted thing; `union` is the lookup path to the union that a row belongs to on
    the day, so totals of disjoint unions add up; rows of no union count at the `area` they name. `words` says in
    plain Chinese what is counted. `key(row)` is the record's (kind, key) for links.
    """

    label: str
    words: str
    rows: Rows
    union: str = "union_id"
    area: str = ""
    columns: tuple[Column, ...] = ()
    key: Callable[[Any], tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Count(Part):
    """The figure is the number of rows."""


@dataclass(frozen=True, kw_only=True)
class Sum(Part):
    """The figure is the sum of `field` (a lookup path or annotation) over the rows."""

    field: str


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A figure of the report, the plan and the assessment, known everywhere by its code.

    With a denominator it is a rate in percent, divided last. `exempt` opens what the base leaves out, with reasons.
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
    owner: str = "镇总工会"
    next_review: date | None = None
    flowing: bool = False

    @property
    def is_rate(self) -> bool:
        return self.denominator is not None

    def part(self, name: str) -> Part | None:
        """`numerator`, `denominator` or `exempt` by name."""
        return {"numerator": self.numerator, "denominator": self.denominator, "exempt": self.exempt}.get(name)
