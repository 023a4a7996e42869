"""Closed periods read back: an indicator's double whose parts are the rows that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import Column, Count, Indicator, Kept, Part, Sum
from gonghui.kernel.indicators.digest import definition
from gonghui.kernel.indicators.models import Closing, Frozen, FrozenPart, FrozenRow
from gonghui.kernel.indicators.tree import Node, Tree


@dataclass
class Book:
    """One closing: its tree and the doubles of the indicators in it."""

    closing: Closing
    _parts: dict[int, Part] = field(default_factory=dict)
    _doubles: dict[str, Indicator | None] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Tree:
        return tree_from(self.closing.tree)

    @cached_property
    def _figures(self) -> dict[str, Frozen]:
        rows = Frozen.objects.filter(closing=self.closing).select_related("numerator", "denominator", "exempt")
        return {row.code: row for row in rows}

    def covers(self, node: Node) -> bool:
        """Whether the node lies in what was closed."""
        own: Node = (self.closing.node_kind, self.closing.node_id)  # type: ignore[assignment]  # written from a Node
        if self.closing.whole or node == own:
            return True
        unions, areas = self.tree.below(own)
        inside = {"union": unions, "area": areas}[node[0]]
        return inside is not None and node[1] in inside

    def double(self, item: Indicator) -> Indicator | None:
        """The indicator over the kept rows; None for one that did not exist at the closing."""
        if item.code not in self._doubles:
            row = self._figures.get(item.code)
            self._doubles[item.code] = self._double(item, row) if row else None
        return self._doubles[item.code]

    def _double(self, item: Indicator, row: Frozen) -> Indicator:
        shut = self.closing
        return replace(
            item,
            numerator=self._part(row.numerator, item.numerator),
            denominator=self._part(row.denominator, item.denominator) if row.denominator else None,
            exempt=self._part(row.exempt, item.exempt) if row.exempt else None,
            kept=Kept(shut.period, shut.closed_at, shut.closed_by, row.definition != definition(item), item),
        )

    def _part(self, row: FrozenPart, live: Part | None) -> Part:
        if row.pk not in self._parts:
            self._parts[row.pk] = kept_part(row, self.tree, live)
        return self._parts[row.pk]


def kept_part(row: FrozenPart, tree: Tree, live: Part | None) -> Part:
    """The rows of a closing as a part like any other: it is counted, opened, split and exported the same way."""
    columns = tuple(
        Column(title, partial(_cell, at), numeric) for at, (title, numeric) in enumerate(row.columns)
    )  # fmt: skip
    dimensions = tuple(replace(each, value=partial(_slice, each.key)) for each in (live.dimensions if live else ()))
    common: dict[str, Any] = {
        "label": row.label, "words": row.words, "rows": partial(_rows, row.pk), "union": "union_id", "area": "area_id",
        "subject": "subject", "columns": columns, "dimensions": dimensions, "key": _key, "tree": tree,
    }  # fmt: skip
    return Sum(field="amount", **common) if row.summed else Count(**common)


def _rows(part: int, span: Span) -> QuerySet[FrozenRow]:
    return FrozenRow.objects.filter(part=part).order_by("pk")


def _cell(at: int, row: FrozenRow) -> Any:
    return row.cells[at]


def _slice(key: str, span: Span) -> Cast:
    return Cast(KeyTextTransform(key, "slices"), TextField())


def _key(row: FrozenRow) -> tuple[str, int]:
    return row.kind, row.key


class Closed:
    """The closings that settle the figures of one span, widest first; none for most spans. One query, when asked."""

    def __init__(self, span: Span, closings: Iterable[Closing] | None = None) -> None:
        self.span = span
        self._closings = closings

    @cached_property
    def _books(self) -> list[Book]:
        found = closings_ending({self.span.end}) if self._closings is None else self._closings
        return [Book(closing) for closing in found]

    def double(self, item: Indicator, node: Node) -> Indicator:
        """The kept double for a node, or the indicator itself where nothing was closed.

        A flowing figure needs a closing of these very days. A standing one stands on its last day: a closing that
        ends on it will do, these very days first.
        """
        fits = [book for book in self._books if self._fits(book, item) and book.covers(node)]
        fits.sort(key=lambda book: book.closing.start_on != self.span.start)
        doubles = (book.double(item) for book in fits)
        return next((double for double in doubles if double is not None), item)

    def _fits(self, book: Book, item: Indicator) -> bool:
        return not item.flowing or book.closing.start_on == self.span.start


def closings_ending(days: Iterable[date]) -> QuerySet[Closing]:
    """The closings in force that end on these days, widest first."""
    return Closing.objects.filter(end_on__in=days, reopened_at=None).order_by("-whole", "closed_at")


def closed_among(spans: Sequence[Span]) -> list[Closed]:
    """What is closed of each span, in one query for all."""
    found = list(closings_ending({span.end for span in spans}))
    return [Closed(span, [closing for closing in found if closing.end_on == span.end]) for span in spans]


def closing_of(span: Span, node: Node) -> Closing | None:
    """The closing of these very days that a node lies in, if any."""
    books = Closed(span)._books
    return next((b.closing for b in books if b.closing.start_on == span.start and b.covers(node)), None)


def tree_as_json(tree: Tree) -> dict[str, Any]:
    """A tree as a closing keeps it."""
    return {
        "root": tree.root, "parents": list(tree.parents.items()), "areas": list(tree.areas.items()),
        "area_parents": list(tree.area_parents.items()),
    }  # fmt: skip


def tree_from(kept: dict[str, Any]) -> Tree:
    """The tree that a closing kept."""
    maps = (dict((key, value) for key, value in kept[name]) for name in ("parents", "areas", "area_parents"))
    return Tree(kept["root"], *maps)
