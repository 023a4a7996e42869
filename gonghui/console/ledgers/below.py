"""What a plain card shows of other records: the ways to those that it names, and the ones that were entered below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString

from gonghui.benefits.public import Benefit, benefits_of, cause_of
from gonghui.console.ledgers.drawing import drawn_line
from gonghui.console.ledgers.reading import address
from gonghui.kernel.ledger.api import Column, Ledger, Reader, ledger_of
from gonghui.kernel.ledger.registry import ledger_about

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
    cause = cause_of(row) if isinstance(row, Benefit) else None
    if cause is not None and found:
        about = ledger_about(cause._meta.label_lower)
        if about is not None:
            found[-1][1].append(Fact(about.title, about.caption(cause), "", open_url(cause, reader)))
    return found


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
        if act.leads and (child := ledger_of(act.leads)).visible(reader):
            link = next(
                (one.key for one in child.bound if one.kind == "record" and _about(child, one.key) is ledger.model), ""
            )
            if link:
                yield _listed(child, {link: row.pk}, f"{link}={row.pk}", link, reader)
    gift = benefits_of(row).first()
    gifts = ledger_of("benefits")
    if gift is not None and gifts.visible(reader):
        because = {"cause_label": gift.cause_label, "cause_id": row.pk}
        yield _listed(gifts, because, f"q={quote(gift.occasion)}", "occasion", reader)


def _about(child: Ledger, key: str) -> Any:
    return child.model._meta.get_field(key).related_model


def _listed(child: Ledger, which: dict[str, Any], query: str, without: str, reader: Reader) -> Below:
    mine = child.reader(reader)
    rows = child.dress(child.universe(mine).filter(voided_on=None, **which), mine).order_by(*child.order)
    first, *rest = [one for one in child.columns if one.default and one.key != without]
    columns = [first, *rest[:COLUMNS]]
    drawn = [drawn_line(child, columns, each, mine) for each in rows[:SHOWN]]
    return Below(child, rows.count(), columns, drawn, f"{reverse(f'console:{child.key}')}?{query}")
