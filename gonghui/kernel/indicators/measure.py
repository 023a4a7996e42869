"""Counting: one GROUP BY per part over all unions, folded up in memory, divided last."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import QuerySet

from gonghui.kernel.again import Row, asked_again
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import Indicator, OnDay, Part, Sum
from gonghui.kernel.indicators.tree import Node, Tree

if TYPE_CHECKING:
    from gonghui.kernel.indicators.frozen import Closed

Number = int | Decimal
"""How many; yuan with cents and half hours are decimals, everything whole is an int."""

Counts = dict[tuple[int | None, int | None], Number]
"""(union, area of rows without a union) → number."""


def number(value: Any) -> Number:
    """A sum as the database gives it (None for nothing), whole numbers as int, others without idle zeros."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return int(value or 0)


def plain(value: Number | None) -> int | float | None:
    """The number as JSON has it."""
    return float(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True)
class Figure:
    """One figure at one node. `value` is None when the base is empty."""

    indicator: Indicator
    numerator: Number
    denominator: Number | None

    @property
    def value(self) -> float | None:
        if self.denominator is None:
            return plain(self.numerator)
        return round(float(self.numerator * 100 / self.denominator), 4) if self.denominator else None

    @property
    def display(self) -> str:
        """As offices write it: 7,520 · 90% · 94.7% · — for an empty base."""
        if self.value is None:
            return "—"
        if self.denominator is None:
            return f"{self.numerator:,}"
        rounded = f"{float(self.value):.1f}".removesuffix(".0")
        if rounded == "100" and self.numerator < self.denominator:
            rounded = "99.9"  # 100% is said only when nobody is missing
        return f"{rounded}%"

    def as_json(self) -> dict[str, Any]:
        kept = self.indicator.kept
        return {
            "code": self.indicator.code,
            "title": self.indicator.title,
            "numerator": plain(self.numerator),
            "denominator": plain(self.denominator),
            "value": self.value,
            "unit": self.indicator.unit,
            "display": self.display,
            **({"frozen_at": kept.closed_at.isoformat()} if kept else {}),
        }


def total_of(part: Part, only: models.Q | None = None) -> models.Aggregate:
    """How the rows of a part add up, or those of them that fulfil a condition."""
    if isinstance(part, Sum):
        return models.Sum(part.field, default=0, filter=only)
    return models.Count("pk", filter=only)


def counts(part: Part, span: Span) -> Counts:
    """Numbers of one part per union, in one query whose cost does not depend on the depth of the tree."""
    keys = _keys(part)

    def ask() -> QuerySet[Any, Row]:
        return part.rows(span).order_by().values(*keys).annotate(total=total_of(part)).values_list(*keys, "total")

    return _added((row[0], row[-2], row[-1]) for row in _asked(part, span, ask))


def counts_on(part: Part, days: Sequence[date]) -> list[Counts]:
    """Numbers of a standing part on several days, in one query that walks through the table once."""
    assert isinstance(part.rows, OnDay)
    keys, standing = _keys(part), part.rows

    def ask() -> QuerySet[Any, Row]:
        numbers = {f"on_{at}": total_of(part, standing.holds(day)) for at, day in enumerate(days)}
        return standing.base().order_by().values(*keys).annotate(**numbers).values_list(*keys, *numbers)

    found = _asked(part, tuple(days), ask)
    first = len(keys)
    return [_added((row[0], row[first - 1], row[first + at]) for row in found) for at in range(len(days))]


def _keys(part: Part) -> tuple[str, ...]:
    """The paths to a row's union and to its area; one path where it is the same."""
    return tuple(dict.fromkeys((part.union, part.area or part.union)))


def _asked(part: Part, days: Hashable, ask: Callable[[], Iterable[Row]]) -> Iterable[Row]:
    """The rows of a declared part in the words of last time; a kept part is another one in every request."""
    return ask() if part.tree is not None else asked_again(("counts", part, days), ask)


def _added(grouped: Iterable[tuple[Any, Any, Any]]) -> Counts:
    out: Counts = {}
    for union, area, how_many in grouped:
        spot = (union, area if union is None else None)
        if how_many:
            out[spot] = number(out.get(spot, 0) + how_many)
    return out


def fold(numbers: Counts, tree: Tree, node: Node) -> Number:
    """The total at a node: itself and all below it. Rows of no union count at their area and at the root."""
    unions, areas = tree.below(node)
    if unions is None:
        return sum(numbers.values())
    if not areas and len(unions) < len(numbers):
        return sum(numbers.get((union, None), 0) for union in unions)
    return sum(
        number
        for (union, area), number in numbers.items()
        if (union in unions if union is not None else area in (areas or ()))
    )


class Counter:
    """Counts each part once, however many indicators and nodes ask for it.

    In a closed period the figures are those that were kept; with `live` they are counted from today's records.
    Counters made together by `counters` share their walks through the tables.
    """

    def __init__(self, tree: Tree, span: Span, *, live: bool = False, closed: "Closed | None" = None) -> None:
        from gonghui.kernel.indicators.frozen import Closed  # its tables are there only after this module is loaded

        self.tree = tree
        self.span = span
        self.series: Sequence[Counter] = (self,)
        self._counts: dict[Part, Counts] = {}
        self._closed = None if live else closed or Closed(span)

    def total(self, part: Part, node: Node) -> Number:
        """The number of one part at a node."""
        if part not in self._counts:
            if isinstance(part.rows, OnDay) and len(self.series) > 1:
                self._count_series(part)
            else:
                self._counts[part] = counts(part, self.span)
        return fold(self._counts[part], part.tree or self.tree, node)

    def _count_series(self, part: Part) -> None:
        for counter, found in zip(self.series, counts_on(part, [c.span.end for c in self.series]), strict=True):
            counter._counts[part] = found

    def settled(self, item: Indicator, node: Node) -> Indicator:
        """The indicator itself, or in a closed period its double over the kept rows."""
        if self._closed is None:
            return item
        return self._closed.double(item.declared, node)

    def figure(self, item: Indicator, node: Node) -> Figure:
        """One indicator at a node, divided last."""
        item = self.settled(item, node)
        base = self.total(item.denominator, node) if item.denominator else None
        return Figure(item, self.total(item.numerator, node), base)


def counters(asked: Sequence[tuple[Tree, Span]]) -> list[Counter]:
    """A counter for each tree and span of a series: what is closed, and each standing part, in one query for all."""
    from gonghui.kernel.indicators.frozen import closed_among

    closed = closed_among([span for _, span in asked])
    series = [Counter(tree, span, closed=books) for (tree, span), books in zip(asked, closed, strict=True)]
    for counter in series:
        counter.series = series
    return series


def figures(items: Sequence[Indicator], tree: Tree, node: Node, span: Span) -> list[Figure]:
    """The figures of `items` at one node for a span that has happened."""
    counter = Counter(tree, span)
    return [counter.figure(item, node) for item in items]


def inside(part: Part, tree: Tree, node: Node) -> models.Q:
    """Condition: a row of the part counts at the node."""
    unions, areas = (part.tree or tree).below(node)
    if unions is None:
        return models.Q()
    found = models.Q(**{f"{part.union}__in": unions})
    if part.area and areas:
        found |= models.Q(**{part.union: None, f"{part.area}__in": areas})
    return found


def opened(part: Part, tree: Tree, node: Node, span: Span) -> QuerySet[Any]:
    """The very rows that a part counts at a node."""
    return part.rows(span).filter(inside(part, tree, node))
