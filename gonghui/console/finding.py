"""Finding records of every kind by what an office types: names, initials, codes, an identity number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gonghui.console.ledgers.contracts_list import contract_name
from gonghui.console.ledgers.listing import Listing, Reader
from gonghui.console.ledgers.lists import LISTINGS
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.codes import parse_id_number

EACH = 8
"""How many of one kind are shown."""


@dataclass(frozen=True)
class Hit:
    """One record found: its name, a few words beside it, its address."""

    name: str
    beside: str
    url: str


@dataclass(frozen=True)
class Kind:
    """What was found in one ledger; `more` leads to the list with the same words when there are further ones."""

    title: str
    hits: list[Hit]
    more: str


def _union(row: Any) -> Hit:
    return Hit(row.name, f"{row.code}{'，已撤销' if row.closed_on else ''}", reverse("console:union", args=[row.code]))


def _member(row: Any) -> Hit:
    return Hit(row.worker.name, row.union.name, reverse("console:member", args=[row.pk]))


def _employer(row: Any) -> Hit:
    return Hit(row.name, row.uscc or "没有信用代码", reverse("console:employer", args=[row.pk]))


def _contract(row: Any) -> Hit:
    beside = f"{row.get_kind_display()}，{row.expires_on:%Y-%m-%d}届满"
    return Hit(contract_name(row), beside, reverse("console:contract", args=[row.pk]))


SHOWN: dict[str, Callable[[Any], Hit]] = {
    "unions": _union, "members": _member, "employers": _employer, "contracts": _contract,
}  # fmt: skip


def find(text: str, reader: Reader) -> list[Kind]:
    """Up to eight records of each kind within the reader's scope; one query a kind. Nothing for an empty text."""
    return list(_kinds(text.strip()[:60], reader)) if text.strip() else []


def _kinds(text: str, reader: Reader) -> Iterator[Kind]:
    for key, shown in SHOWN.items():
        listing = LISTINGS[key]
        rows = listing.universe(reader).filter(_where(listing, key, text, reader))
        found = list(listing.dress(rows, reader).order_by(*listing.order, "pk")[: EACH + 1])
        if found:
            more = f"{reverse(f'console:{key}')}?view=all&q={text}" if len(found) > EACH else ""
            yield Kind(listing.title, [shown(row) for row in found[:EACH]], more)


def _where(listing: Listing, key: str, text: str, reader: Reader) -> Q:
    index = _id_index(text, reader) if key == "members" else ""
    return Q(worker__id_index=index) if index else listing.search(text, reader)


def _id_index(text: str, reader: Reader) -> str:
    """The blind index of a whole identity number, for the town's own officers; else empty."""
    if not reader.town or len(text) < 15:
        return ""
    try:
        number = parse_id_number(text, today=reader.today)
    except BadValue:
        return ""
    return blind_index(number) if number else ""
