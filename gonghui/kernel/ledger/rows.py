"""The query that a reader's choices make of a ledger: one for the count, the list, the export and the print."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, Model, Q, QuerySet, Sum, Value, When

from gonghui.kernel.again import Row, asked_again, asked_with, worded
from gonghui.kernel.ledger.choice import Choice
from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.parts import Share, condition
from gonghui.kernel.ledger.reader import Reader

PAGE = 50


def counted(rows: QuerySet[Any], parts: Mapping[str, Q]) -> dict[str, int]:
    """How many of `rows` (all) and of each named part there are, in one query."""
    marks = {f"in_{key}": Case(When(where, then=Value(1)), default=Value(0)) for key, where in parts.items()}
    # The marks come first: a condition that looks into another table cannot stand inside the aggregate itself.
    sums = {key: Sum(f"in_{key}", default=0) for key in parts}
    return rows.order_by().annotate(**marks).aggregate(total=Count("pk"), **sums)


def shares_of(choice: Choice, reader: Reader) -> tuple[int, list[tuple[Share, int]]]:
    """The total of the chosen rows and the non-empty parts of the footer."""
    ledger = choice.ledger

    def ask() -> dict[str, int]:
        parts = {f"part_{at}": condition(share.where, reader) for at, share in enumerate(ledger.shares)}
        return counted(choice.chosen(reader), parts)

    total, *numbers = _numbers(_asked_for("shares", choice), reader, ask)
    return total, [(share, number) for share, number in zip(ledger.shares, numbers, strict=True) if number]


def preset_counts(ledger: Ledger, reader: Reader) -> dict[str, int]:
    """How many rows each ready view holds."""

    def ask() -> dict[str, int]:
        wanted = {preset.key: condition(preset.where, reader) for preset in ledger.presets}
        return counted(ledger.universe(reader), wanted)

    _, *numbers = _numbers(("presets", ledger.key, id(ledger)), reader, ask)
    return dict(zip((preset.key for preset in ledger.presets), numbers, strict=True))


def gap_counts(ledger: Ledger, gaps: Sequence[str], reader: Reader) -> dict[str, int]:
    """How many rows of the ledger's first view lack what each of these gaps names."""

    def ask() -> dict[str, int]:
        first = ledger.universe(reader).filter(condition(ledger.presets[0].where, reader))
        return counted(first, {f"gap_{at}": condition(ledger.gaps[gap][1], reader) for at, gap in enumerate(gaps)})

    _, *numbers = _numbers(("gaps", ledger.key, id(ledger), *gaps), reader, ask)
    return dict(zip(gaps, numbers, strict=True))


def _numbers(key: tuple[Hashable, ...], reader: Reader, ask: Callable[[], dict[str, int]]) -> list[int]:
    """The one row of numbers that answers a question of this reader."""
    return [number or 0 for number in _rows(key, reader, lambda: [tuple(ask().values())])[0]]


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
