"""The query that a reader's choices make of a ledger: one for the count, the list, the export and the print."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.db.models import Case, Count, Model, QuerySet, Sum, Value, When

from gonghui.kernel.again import Row, asked_again, asked_with, worded
from gonghui.kernel.ledger.choice import Choice
from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.parts import Share, Where, condition
from gonghui.kernel.ledger.reader import Reader

PAGE = 50


def _counted(
    key: tuple[Hashable, ...], reader: Reader, rows: Callable[[], QuerySet[Any]], parts: Sequence[Where]
) -> list[int]:
    """How many rows there are, and how many of each part, in one query."""

    def ask() -> list[Row]:
        # The marks come first: a condition that looks into another table cannot stand inside the aggregate itself.
        marks = {f"in_{at}": Case(When(condition(where, reader), then=Value(1)), default=Value(0))
                 for at, where in enumerate(parts)}  # fmt: skip
        sums = {f"sum_{at}": Sum(f"in_{at}", default=0) for at in range(len(parts))}
        return [tuple(rows().order_by().annotate(**marks).aggregate(total=Count("pk"), **sums).values())]

    return [number or 0 for number in _rows(key, reader, ask)[0]]


def shares_of(choice: Choice, reader: Reader) -> tuple[int, list[tuple[Share, int]]]:
    """The total of the chosen rows and the non-empty parts of the footer."""
    shares = choice.ledger.shares
    key = _asked_for("shares", choice)
    total, *numbers = _counted(key, reader, lambda: choice.chosen(reader), [share.where for share in shares])
    return total, [(share, number) for share, number in zip(shares, numbers, strict=True) if number]


def preset_counts(ledger: Ledger, reader: Reader) -> dict[str, int]:
    """How many rows each ready view holds."""
    key, views = ("presets", ledger.key, id(ledger)), ledger.presets
    _, *numbers = _counted(key, reader, lambda: ledger.universe(reader), [preset.where for preset in views])
    return dict(zip((preset.key for preset in views), numbers, strict=True))


def gap_counts(ledger: Ledger, gaps: Sequence[str], reader: Reader) -> dict[str, int]:
    """How many rows of the ledger's first view lack what each of these gaps names."""
    key = ("gaps", ledger.key, id(ledger), *gaps)
    first = ledger.presets[0].where
    _, *numbers = _counted(key, reader, lambda: ledger.universe(reader).filter(condition(first, reader)),
                           [ledger.gaps[gap][1] for gap in gaps])  # fmt: skip
    return dict(zip(gaps, numbers, strict=True))


def _rows(key: tuple[Hashable, ...], reader: Reader, ask: Callable[[], Iterable[Row]]) -> list[Row]:
    return asked_again((*key, reader), ask) if key else list(ask())


def _asked_for(what: str, choice: Choice) -> tuple[Hashable, ...]:
    """What a choice asks for, whatever columns it shows; nothing for typed words, which are others every time."""
    if choice.q:
        return ()
    picked = tuple(sorted((key, values) for key, values in choice.picked.items() if values))
    return what, choice.ledger.key, id(choice.ledger), choice.view, choice.gap, choice.sort, picked


def page_rows(choice: Choice, reader: Reader, first: int, size: int) -> list[Model]:
    """`size` chosen rows from `first` on: the keys first, then only these rows with everything the columns show."""

    def ask() -> Iterable[Row]:
        return choice.chosen(reader).order_by(*choice.order()).values_list("pk")[first : first + size]

    key = _asked_for("page", choice)
    found = _rows((*key, first, size) if key else key, reader, ask)
    return rows_by_key(choice.ledger, [pk for (pk,) in found if pk], reader)


def rows_by_key(ledger: Ledger, keys: Sequence[int], reader: Reader) -> list[Model]:
    """The dressed rows of these keys, in their order; keys outside the reader's scope fall out."""
    found: dict[int, Model] = {}
    rows = dressed(ledger, reader).order_by()
    for start in range(0, len(keys), 500):
        found |= {row.pk: row for row in rows.filter(pk__in=keys[start : start + 500])}
    return [found[key] for key in keys if key in found]


def dressed(ledger: Ledger, reader: Reader) -> QuerySet[Any]:
    """Every row of the ledger that the reader may open, with everything that cards and columns show."""
    return worded(("dressed", ledger.key, id(ledger), reader), lambda: ledger.dress(ledger.universe(reader), reader))


def first_with(ledger: Ledger, text: str, reader: Reader, most: int) -> list[int]:
    """The keys of the first rows in which the typed words stand, at most so many, in the ledger's order."""

    def ask(words: str) -> QuerySet[Any, Row]:
        rows = worded(("universe", ledger.key, id(ledger), reader), lambda: ledger.universe(reader))
        return rows.filter(ledger.search(words, reader)).order_by(*ledger.order, "pk").values_list("pk")[:most]

    return [pk for (pk,) in asked_with(("with", ledger.key, id(ledger), reader, most), text, ask) if pk]
