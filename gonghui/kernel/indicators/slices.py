"""A figure split by one dimension: slices that add up to it, each with the rows that make it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import Dimension, Indicator, Part
from gonghui.kernel.indicators.measure import Figure, opened, total_of
from gonghui.kernel.indicators.tree import Node, Tree
from gonghui.kernel.refusal import Refused

NONE = "-"
"""How the slice of rows without a value is written in an address."""


@dataclass(frozen=True)
class Slice:
    """One slice: its value as an address writes it, what it is called, its figure."""

    value: str
    label: str
    figure: Figure


def dimension_of(part: Part, key: str) -> Dimension:
    """The part's dimension of that key. Raises Refused for one that it does not have."""
    found = part.dimension(key)
    if found is None:
        known = "、".join(f"{each.key}（{each.title}）" for each in part.dimensions)
        raise Refused(f"“{part.label}”不能按“{key[:20]}”分。", f"可以用：{known}。" if known else "这一项没有分组。")
    return found


def part_slices(part: Part, dimension: Dimension, tree: Tree, node: Node, span: Span) -> dict[str | None, int]:
    """value → number of one part, in one query; the values without a row are not there."""
    rows = opened(part, tree, node, span).order_by().annotate(slice=dimension.on(span))
    found: dict[str | None, int] = {}
    for value, number in rows.values("slice").annotate(total=total_of(part)).values_list("slice", "total"):
        spot = value or None  # values are texts
        found[spot] = found.get(spot, 0) + number
    return found


def split(item: Indicator, key: str, tree: Tree, node: Node, span: Span) -> list[Slice]:
    """An indicator (or its kept double) by one dimension, biggest base first; one query for each side.

    Raises Refused for a dimension that the indicator does not have.
    """
    dimension = dimension_of(item.numerator, key)
    tops = part_slices(item.numerator, dimension, tree, node, span)
    bases = None
    if item.denominator is not None:
        bases = part_slices(item.denominator, dimension_of(item.denominator, key), tree, node, span)
    order = bases if bases is not None else tops
    values = sorted(tops.keys() | order.keys(), key=lambda value: (value is None, -order.get(value, 0), str(value)))
    return [
        Slice(written(value), dimension.label(value),
              Figure(item, tops.get(value, 0), None if bases is None else bases.get(value, 0)))
        for value in values
    ]  # fmt: skip


def slices_said(item: Indicator, tree: Tree, node: Node, span: Span) -> str:
    """What a report says about a figure besides its number: 有名单30人次，申报人数23人次. "" for most figures."""
    found = [each.key for each in item.numerator.dimensions if each.said]
    words = (
        f"{one.label}{one.figure.numerator:,}{item.unit}" for key in found for one in split(item, key, tree, node, span)
    )
    return "，".join(words)


def written(value: Any) -> str:
    """A slice's value as an address writes it."""
    return NONE if value is None else str(value)


def sliced(part: Part, dimension: Dimension, value: str, rows: QuerySet[Any], span: Span) -> QuerySet[Any]:
    """Of a part's rows those of one slice; `value` as an address writes it."""
    marked = rows.annotate(slice=dimension.on(span))
    return marked.filter(Q(slice=None) | Q(slice="") if value == NONE else Q(slice=value))
