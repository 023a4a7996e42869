"""What a plain card shows of other records: the ways to those that it names, and the ones that were entered below it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import CharField, DateField, DecimalField, Model, OneToOneField, PositiveSmallIntegerField
from django.urls import reverse
from django.utils.safestring import SafeString

from gonghui.benefits.public import Benefit, benefits_of, cause_of
from gonghui.console.ledgers.drawing import drawn_line
from gonghui.console.ledgers.reading import address
from gonghui.kernel.ledger.api import Column, Field, Ledger, Reader, ledger_of
from gonghui.kernel.ledger.registry import ledger_about
from gonghui.kernel.privacy.inventory import private_columns
from gonghui.learning.public import trainings_of

SHOWN = 15
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
class Below:
    """The records of another ledger that belong to one: how many, the first of them, the way to all."""

    ledger: Ledger
    count: int
    columns: list[Column]
    rows: list[SafeString]
    url: str

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


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


POINTS = ("mark", "cause_label", "voided_on", "void_reason")
"""Columns that say nothing to a reader, or that the heading says."""


def _written_by_acts(ledger: Ledger) -> list[Field]:
    """What no form asks for and acts write: days, sums, words. With a flow the steps on the card say it."""
    if ledger.flow is not None:
        return []
    kinds = (DateField, CharField, DecimalField, PositiveSmallIntegerField, OneToOneField)
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


def below(ledger: Ledger, row: Any, reader: Reader) -> Iterator[Below]:
    """What was entered below this record in the ledgers to which its acts lead, and what was given because of it."""
    for act in ledger.acts:
        if act.leads and (child := ledger_of(act.leads)).visible(reader) and (link := link_to(child, ledger)):
            yield _listed(child, {link: row.pk}, f"{link}={row.pk}", link, reader)
    for key, which, query, without in FURTHER.get(ledger.key, ()):
        if (child := ledger_of(key)).visible(reader):
            yield _listed(child, which(row, reader), query.format(row.pk), without, reader)
    gift = benefits_of(row).first()
    gifts = ledger_of("benefits")
    if gift is not None and gifts.visible(reader):
        because = {"cause_label": gift.cause_label, "cause_id": row.pk}
        yield _listed(gifts, because, f"q={quote(gift.occasion)}", "occasion", reader)


FURTHER: dict[str, tuple[tuple[str, Callable[[Any, Reader], dict[str, Any]], str, str], ...]] = {
    "venues": (("loans", lambda row, reader: {"stock__venue": row.pk}, "view=out", ""),),
    "honour-programmes": (("honours", lambda row, reader: {"programme": row.pk}, "programme={}", "programme"),),
    "cadres": (
        ("attendances", lambda row, reader: {"pk__in": trainings_of(row, reader.today).values("pk")}, "", "name"),
    ),
}
"""What else hangs on a record, where no act leads: (ledger, which of its rows, the query of the way to all, the column
that is left out)."""


def link_to(child: Ledger, ledger: Ledger) -> str:
    """The field by which rows of `child` name a record of `ledger`; "" for none."""
    return next((one.key for one in child.bound if one.kind == "record" and _about(child, one.key) is ledger.model), "")


def _about(child: Ledger, key: str) -> Any:
    return child.model._meta.get_field(key).related_model


def _listed(child: Ledger, which: dict[str, Any], query: str, without: str, reader: Reader) -> Below:
    mine = child.reader(reader)
    rows = child.dress(child.universe(mine).filter(voided_on=None, **which), mine).order_by(*child.order)
    first, *rest = [one for one in child.columns if one.default and one.key != without]
    columns = [first, *rest[:COLUMNS]]
    drawn = [drawn_line(child, columns, each, mine) for each in rows[:SHOWN]]
    return Below(child, rows.count(), columns, drawn, f"{reverse(f'console:{child.key}')}?{query}")
