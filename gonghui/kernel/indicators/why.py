"""Why a figure changed: what entered, left, moved and was revalued between two moments, adding up exactly.

A rate N/D changes from N0/D0 to N1/D1. The effect of one step, that changes the numerator by n and the base by d, is

    n · (1/D0 + 1/D1) / 2  −  d · (N0 + N1) / (2 · D0 · D1)

It is linear in (n, d), gives back the whole difference when all steps are put in, does not depend on their order,
and turns its sign when the two moments change places (the Shapley value of a quotient). See docs/adr/0006.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import QuerySet

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import Indicator, Part, Sum
from gonghui.kernel.indicators.measure import Counter, Figure, Number, number, opened, total_of
from gonghui.kernel.indicators.tree import Node, Tree


@dataclass(frozen=True)
class Moment:
    """One of two moments that are compared: the indicator (or its kept double) over a span, folded by its own tree."""

    item: Indicator
    tree: Tree
    node: Node
    span: Span

    def here(self, part: Part | None = None) -> QuerySet[Any]:
        """The rows of a part (default: the base) at the node."""
        return opened(part or self.item.base, self.tree, self.node, self.span)

    def anywhere(self, part: Part) -> QuerySet[Any]:
        """The part's rows in the whole tree."""
        return part.rows(self.span)

    @property
    def whole(self) -> bool:
        return (self.item.base.tree or self.tree).below(self.node) == (None, None)

    @cached_property
    def figure(self) -> Figure:
        counter = Counter(self.tree, self.span, live=True)  # `item` is settled already
        return counter.figure(self.item, self.node)


@dataclass(frozen=True)
class Step:
    """One reason: how much it added to the numerator and the base, and to the figure itself.

    `effect` is in the figure's own unit, for a rate in percentage points; None when one of the two has no base.
    `opens` are the records of it (of the later moment, of the earlier one for what is gone), `done` says how many of
    them are in the numerator, too.
    """

    key: str
    numerator: Number
    denominator: Number | None
    effect: Fraction | None
    part: Part
    opens: QuerySet[Any]
    records: int


@dataclass(frozen=True)
class Explained:
    """Two figures and the steps from the first to the second; their effects add up to `difference` exactly."""

    before: Figure
    after: Figure
    steps: tuple[Step, ...]

    @property
    def difference(self) -> Fraction | None:
        """In the figure's own unit, for a rate in percentage points; None when one of the two has no base."""
        first, last = exact(self.before), exact(self.after)
        return None if first is None or last is None else last - first


def exact(figure: Figure) -> Fraction | None:
    """A figure's value without rounding, a rate in percent; None for an empty base."""
    if figure.denominator is None:
        return Fraction(figure.numerator)
    return Fraction(figure.numerator) * 100 / Fraction(figure.denominator) if figure.denominator else None


def effect_of(before: Figure, after: Figure, numerator: Number, denominator: Number | None) -> Fraction | None:
    """What a step adds to the figure; see the module's first lines."""
    if before.denominator is None or after.denominator is None:
        return Fraction(numerator)
    if not before.denominator or not after.denominator:
        return None
    first, last = Fraction(before.denominator), Fraction(after.denominator)
    tops = Fraction(before.numerator + after.numerator)
    return (Fraction(numerator) * (1 / first + 1 / last) - tops * Fraction(denominator or 0) / (first * last)) * 50


def explain(first: Moment, last: Moment) -> Explained:
    """Compare two moments of one indicator at one node. A fixed number of queries, whatever the size of the tree."""
    steps = []
    for key, numerator, base, part, rows in _Comparison(first, last).steps():
        top, base_change = numerator, base if first.item.is_rate else None
        records = rows.count()
        if records or top or base_change:
            effect = effect_of(first.figure, last.figure, top, base_change)
            steps.append(Step(key, top, base_change, effect, part, rows, records))
    return Explained(first.figure, last.figure, tuple(steps))


Found = tuple[str, Number, Number, Part, QuerySet[Any]]


class _Comparison:
    """The rows of both moments, sorted by what became of their subjects.

    A row of the later moment is new when its subject was nowhere in the earlier base, moved in when it was in the
    base elsewhere, else it was here; a row of the earlier moment likewise. So every row falls into exactly one step.
    """

    def __init__(self, first: Moment, last: Moment) -> None:
        self.first, self.last = first, last

    def steps(self) -> Iterator[Found]:
        """(key, change of the numerator, change of the base, part, records) of every step."""
        yield from self._side(self.last, self.first, 1, "entered", "moved_in")
        yield from self._side(self.first, self.last, -1, "left", "moved_out")
        if self.first.item.is_rate:
            yield self._turned(self.last, self.first, 1, "gained")
            yield self._turned(self.first, self.last, -1, "lost")
        yield self._changed()

    def _side(self, own: Moment, other: Moment, sign: int, fresh: str, moved: str) -> Iterator[Found]:
        there = _subjects(other.item.base, other.anywhere(other.item.base))
        yield self._found(fresh, sign, own, lambda part: own.here(part).exclude(**_in(part, there)))
        if not (own.whole and other.whole):
            here = _subjects(other.item.base, other.here())
            yield self._found(
                moved, sign, own, lambda part: own.here(part).filter(**_in(part, there)).exclude(**_in(part, here))
            )

    def _found(self, key: str, sign: int, own: Moment, chosen: Any) -> Found:
        base, top = own.item.base, own.item.numerator
        rows = chosen(base)
        change = sign * _total(base, rows)
        if not own.item.is_rate:
            return key, change, 0, base, rows
        return key, sign * _total(top, chosen(top)), change, base, rows

    def _turned(self, own: Moment, other: Moment, sign: int, key: str) -> Found:
        """Rows of the numerator whose subject is in both bases, but in the numerator only at this moment."""
        top = own.item.numerator
        stayed = _subjects(other.item.base, other.here())
        there = _subjects(other.item.numerator, other.here(other.item.numerator))
        rows = own.here(top).filter(**_in(top, stayed)).exclude(**_in(top, there))
        return key, sign * _total(top, rows), 0, top, rows

    def _changed(self) -> Found:
        """Subjects that are there both times with another amount."""
        first, last = self.first.item, self.last.item
        change, differing = self._kept(first.base, last.base)
        top: Number = change
        base: Number = 0
        if first.is_rate:
            base = change
            top, more = self._kept(first.numerator, last.numerator)
            differing |= more
        part = last.base
        return "changed", top, base, part, self.last.here(part).filter(**{f"{part.subject}__in": differing})

    def _kept(self, before: Part, after: Part) -> tuple[Number, set[Any]]:
        """(change of the total, subjects whose amount changed) over what stayed in the base and in this part."""
        old, new = self.first.here(before), self.last.here(after)
        both_old, both_new = (old.filter(**_in(before, _subjects(after, new))),
                              new.filter(**_in(after, _subjects(before, old))))  # fmt: skip
        if before is not self.first.item.base:
            both_old = both_old.filter(**_in(before, _subjects(self.last.item.base, self.last.here())))
            both_new = both_new.filter(**_in(after, _subjects(self.first.item.base, self.first.here())))
        change = _total(after, both_new) - _total(before, both_old)
        if not change and not isinstance(after, Sum):
            return 0, set()
        then, now = _amounts(before, both_old), _amounts(after, both_new)
        return change, {subject for subject in now if now[subject] != then.get(subject)}


def _subjects(part: Part, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().exclude(**{part.subject: None}).values(part.subject)


def _in(part: Part, subjects: QuerySet[Any]) -> dict[str, Any]:
    return {f"{part.subject}__in": subjects}


def _total(part: Part, rows: QuerySet[Any]) -> Number:
    return number(rows.order_by().aggregate(total=total_of(part))["total"])


def _amounts(part: Part, rows: QuerySet[Any]) -> dict[Any, Number]:
    added = total_of(part) if isinstance(part, Sum) else CountRows("pk")
    found = rows.order_by().values(part.subject).annotate(amount=added).values_list(part.subject, "amount")
    return {subject: number(amount) for subject, amount in found}


def rounded(values: list[Fraction], digits: int) -> list[Fraction]:
    """Values rounded to `digits` decimals so that they still add up to their rounded sum.

    Each is cut; the units that are then missing go to those that lost most by it, the first of equals first.
    """
    unit = Fraction(1, 10**digits)
    cut = [value // unit for value in values]
    missing = round(sum(values, Fraction(0)) / unit) - sum(cut)
    lost = sorted(range(len(values)), key=lambda at: cut[at] * unit - values[at])
    for at in lost[: max(missing, 0)]:
        cut[at] += 1
    return [number * unit for number in cut]
