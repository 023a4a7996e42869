"""The query that a reader's choices make of a ledger: one for the count, the list, the export and the print."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, Model, Q, QuerySet, Sum, Value, When

from gonghui.kernel.ledger.declare import Ledger
from gonghui.kernel.ledger.parts import Share, condition
from gonghui.kernel.ledger.reader import Reader

PAGE = 50


def counted(rows: QuerySet[Any], parts: Mapping[str, Q]) -> dict[str, int]:
    """How many of `rows` (all) and of each named part there are, in one query."""
    marks = {f"in_{key}": Case(When(where, then=Value(1)), default=Value(0)) for key, where in parts.items()}
    # The marks come first: a condition that looks into another table cannot stand inside the aggregate itself.
    sums = {key: Sum(f"in_{key}", default=0) for key in parts}
    return rows.order_by().annotate(**marks).aggregate(total=Count("pk"), **sums)


def shares_of(ledger: Ledger, rows: QuerySet[Any], reader: Reader) -> tuple[int, list[tuple[Share, int]]]:
    """The total of `rows` and the non-empty parts of the footer."""
    found = counted(rows, {f"part_{at}": condition(share.where, reader) for at, share in enumerate(ledger.shares)})
    parts = [(share, found[f"part_{at}"]) for at, share in enumerate(ledger.shares) if found[f"part_{at}"]]
    return found["total"], parts


def preset_counts(ledger: Ledger, reader: Reader) -> dict[str, int]:
    """How many rows each ready view holds."""
    wanted = {preset.key: condition(preset.where, reader) for preset in ledger.presets}
    return counted(ledger.universe(reader), wanted)


def page_rows(ledger: Ledger, chosen: QuerySet[Any], order: Sequence[Any], reader: Reader,
              first: int, size: int) -> list[Model]:  # fmt: skip
    """`size` rows from `first` on in `order`: the keys first, then only these rows with everything the columns show."""
    keys = list(chosen.order_by(*order).values_list("pk", flat=True)[first : first + size])
    return rows_by_key(ledger, keys, reader)


def rows_by_key(ledger: Ledger, keys: Sequence[int], reader: Reader) -> list[Model]:
    """The dressed rows of these keys, in their order; keys outside the reader's scope fall out."""
    found: dict[int, Model] = {}
    for start in range(0, len(keys), 500):
        part = ledger.universe(reader).filter(pk__in=keys[start : start + 500])
        found |= {row.pk: row for row in ledger.dress(part, reader).order_by()}
    return [found[key] for key in keys if key in found]
