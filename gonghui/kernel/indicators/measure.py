"""Counting: one GROUP BY per part over all unions, folded up in memory, divided last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import Indicator, Part, Sum
from gonghui.kernel.indicators.tree import Node, Tree

Counts = dict[tuple[int | None, int | None], int]
"""(union, area of rows without a union) → number."""


@dataclass(frozen=True)
class Figure:
    """One figure at one node. `value` is None when the base is empty."""

    indicator: Indicator
    numerator: int
    denominator: int | None

    @property
    def value(self) -> float | None:
        if self.denominator is None:
            return self.numerator
        return round(self.numerator * 100 / self.denominator, 4) if self.denominator else None

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
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "unit": self.indicator.unit,
            "display": self.display,
            **({"frozen_at": kept.closed_at.isoformat()} if kept else {}),
        }


def total_of(part: Part) -> models.Aggregate:
    """How the rows of a part add up."""
    return models.Sum(part.field, default=0) if isinstance(part, Sum) else models.Count("pk")


def counts(part: Part, span: Span) -> Counts:
    """Numbers of one part per union, in one query whose cost does not depend on the depth of the tree."""
    keys = (part.union, part.area or part.union)
    grouped = part.rows(span).order_by().values(*dict.fromkeys(keys)).annotate(total=total_of(part))
    return _added(grouped.values_list(*keys, "total"))


def _added(grouped: Iterable[tuple[int | None, int | None, int]]) -> Counts:
    out: Counts = {}
    for union, area, number in grouped:
        spot = (union, area if union is None else None)
        if number:
            out[spot] = out.get(spot, 0) + number
    return out


def fold(numbers: Counts, tree: Tree, node: Node) -> int:
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
    """

    def __init__(self, tree: Tree, span: Span, *, live: bool = False) -> None:
        from gonghui.kernel.indicators.frozen import Closed  # its tables are there only after this module is loaded

        self.tree = tree
        self.span = span
        self._counts: dict[Part, Counts] = {}
        self._closed = None if live else Closed(span)

    def total(self, part: Part, node: Node) -> int:
        """The number of one part at a node."""
        if part not in self._counts:
            self._counts[part] = counts(part, self.span)
        return fold(self._counts[part], part.tree or self.tree, node)

    def settled(self, item: Indicator, node: Node) -> Indicator:
        """The indicator itself, or in a closed period its double over the kept rows."""
        return self._closed.double(item, node) if self._closed else item

    def figure(self, item: Indicator, node: Node) -> Figure:
        """One indicator at a node, divided last."""
        item = self.settled(item, node)
        base = self.total(item.denominator, node) if item.denominator else None
        return Figure(item, self.total(item.numerator, node), base)


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
