"""What a plain card shows of other records: the ways to those that it names, and the ones that were entered below it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import (
    CharField,
    DateField,
    DecimalField,
    Model,
    OneToOneField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
)
from django.urls import reverse
from django.utils.safestring import SafeString

from gonghui.benefits.public import Benefit, benefits_of, cause_of
from gonghui.console.ledgers.drawing import drawn_line
from gonghui.console.ledgers.lists import new_url
from gonghui.console.ledgers.reading import address
from gonghui.kernel.ledger.api import Column, Field, Ledger, Reader, ledger_of
from gonghui.kernel.ledger.choice import Choice
from gonghui.kernel.ledger.registry import hanging_on, ledger_about
from gonghui.kernel.ledger.rows import page_rows
from gonghui.kernel.privacy.inventory import private_columns
from gonghui.kernel.scope import Scope
from gonghui.learning.public import trainings_of

SHOWN = 5
"""Records below one that its card lists; the rest is one press away."""
COLUMNS = 6


@dataclass(frozen=True)
class Fact:
    """One fact of a card; `url` opens the record that it names, empty where it names none that this reader opens."""

    label: str
    value: Any
    unit: str = ""
    url: str = ""


@dataclass(frozen=True)
class Part:
    """The rows of one ledger that name the record: as many as the list behind `url` shows, the first few of them."""

    ledger: Ledger
    total: int
    columns: list[Column]
    rows: list[SafeString]
    url: str
    new: str


def facts_of(ledger: Ledger, row: Any, reader: Reader) -> list[tuple[str, list[Fact]]]:
    """(title, facts) of the parts of a plain card; private values stand apart. A ledger without fields of its own shows
    its columns."""
    if not ledger.bound:
        shown = [Fact(one.title, one.of(row, reader), one.unit, _to(row, one.key, reader)) for one in ledger.columns]
        return [("内容", shown)]
    parts = ledger.sections or {"内容": tuple(one.key for one in ledger.bound)}
    fields = [
        (title, [one for key in keys if (one := ledger.field(key)) and not one.private])
        for title, keys in parts.items()
    ]
    found = [(title, [Fact(one.label, one.shown(row), one.unit, _to(row, one.key, reader)) for one in those])
             for title, those in fields]  # fmt: skip
    added = [one for one in _written_by_acts(ledger) if getattr(row, one.key) not in (None, "")]
    if added:
        found.append(
            ("办理结果", [Fact(one.label, one.shown(row), one.unit, _to(row, one.key, reader)) for one in added])
        )
    cause = cause_of(row) if isinstance(row, Benefit) else None
    if cause is not None and found:
        about = ledger_about(cause._meta.label_lower)
        if about is not None:
            found[-1][1].append(Fact(about.title, about.caption(cause), "", open_url(cause, reader)))
    return found


POINTS = ("mark", "cause_label", "version", "voided_on", "void_reason")
"""Columns that say nothing to a reader, or that the heading says."""


def _written_by_acts(ledger: Ledger) -> list[Field]:
    """What no form asks for and acts write: days, sums, words. With a flow the steps on the card say it."""
    if ledger.flow is not None:
        return []
    kinds = (DateField, CharField, DecimalField, PositiveIntegerField, PositiveSmallIntegerField, OneToOneField)
    apart = (*POINTS, *private_columns(ledger.model))
    return [Field(one.name).bound(ledger.model) for one in ledger.model._meta.concrete_fields
            if not one.editable and type(one) in kinds and one.name not in apart and ledger.field(one.name) is None]  # fmt: skip


def _to(row: Any, key: str, reader: Reader) -> str:
    found = getattr(row, key, None)
    return open_url(found, reader) if isinstance(found, Model) else ""


def open_url(record: Model, reader: Reader) -> str:
    """The card of a record; empty where no ledger has it or this reader may not open it."""
    about = ledger_about(record._meta.label_lower)
    if about is None or not about.visible(reader):
        return ""
    mine = about.reader(reader)
    may = mine.scope.everything or about.universe(mine).filter(pk=record.pk).exists()
    return address(about, record) if may else ""


def hanging(ledger: Ledger, row: Any, reader: Reader) -> dict[str, Any]:
    """`hanging`: the parts with rows, and what was given because of the record; `beginning`: the parts without, where
    this reader may enter the first."""
    nameable: dict[tuple[str, Scope], bool] = {}
    closed, found = ledger.settled(row), []
    for other, key in hanging_on(ledger):
        if other.visible(reader):
            new = "" if closed else add_url(other, key, ledger, row, reader, nameable)
            found.append(_part(other, key, row, reader, new))
    return {"hanging": [part for part in (*found, *_further(ledger, row, reader)) if part.total],
            "beginning": [part for part in found if part.new and not part.total]}  # fmt: skip


def _part(ledger: Ledger, key: str, row: Any, reader: Reader, new: str) -> Part:
    view = "all" if any(preset.key == "all" for preset in ledger.presets) else ledger.presets[0].key
    mine, choice = ledger.reader(reader), Choice(ledger, view, picked={key: (str(row.pk),)})
    rows = page_rows(choice, mine, 0, SHOWN + 1)
    total = len(rows) if len(rows) <= SHOWN else choice.chosen(mine).count()
    return _drawn(ledger, total, rows, key, mine, choice.query(), new)


def _further(ledger: Ledger, row: Any, reader: Reader) -> Iterator[Part]:
    """What belongs to a record without naming it: lent out of its stock, trained before, given because of it."""
    wanted = [(key, which(row, reader), query, without) for key, which, query, without in FURTHER.get(ledger.key, ())]
    gift = benefits_of(row).first()
    if gift is not None:
        because = {"cause_label": gift.cause_label, "cause_id": row.pk}
        wanted.append(("benefits", because, f"q={quote(gift.occasion)}", "occasion"))
    for key, where, query, without in wanted:
        other = ledger_of(key)
        mine = other.reader(reader)
        if other.visible(reader):
            found = other.universe(mine).filter(voided_on=None, **where)
            rows = list(other.dress(found, mine).order_by(*other.order)[: SHOWN + 1])
            yield _drawn(other, len(rows) if len(rows) <= SHOWN else found.count(), rows, without, mine, query, "")


FURTHER: dict[str, tuple[tuple[str, Callable[[Any, Reader], dict[str, Any]], str, str], ...]] = {
    "venues": (("loans", lambda row, reader: {"stock__venue": row.pk}, "view=out", ""),),
    "cadres": (
        ("attendances", lambda row, reader: {"pk__in": trainings_of(row, reader.today).values("pk")}, "", "name"),
    ),
}
"""What no column says: (ledger, which of its rows, the query of the way to all, the column that is left out)."""


def _drawn(ledger: Ledger, total: int, rows: list[Any], without: str, mine: Reader, query: str, new: str) -> Part:
    named, *rest = [column for column in ledger.columns if column.default and column.key != without]
    kept = sorted(rest, key=lambda column: not column.line)[: COLUMNS - 1]
    columns = [named, *(column for column in rest if column in kept or column.key == "state")]
    lines = [drawn_line(ledger, columns, one, mine) for one in rows[:SHOWN]]
    return Part(ledger, total, columns, lines, f"{reverse(f'console:{ledger.key}')}?{query}", new)


def add_url(
    ledger: Ledger,
    key: str,
    above: Ledger,
    row: Any,
    reader: Reader,
    nameable: dict[tuple[str, Scope], bool] | None = None,
) -> str:
    """The form for a new row of `ledger` that names `row` (of `above`) in `key`; "" for whoever cannot enter such a one.

    `nameable` keeps which records may be named here from one call to the next.
    """
    mine, act = ledger.reader(reader), ledger.act("new")
    url, one = new_url(ledger, mine), next((one for one in act.fields if one.key == key), None) if act else None
    if not url or one is None or one.target is None:
        return ""
    writing, known = mine.writing(), {} if nameable is None else nameable
    asked = (one.target.word, writing.scope)
    if asked not in known:
        known[asked] = one.target.rows(writing).filter(pk=row.pk).exists()
    return f"{url}?{key}={getattr(row, above.ref)}" if known[asked] else ""
