"""Finding records of every kind by what an office types: names, initials, codes, an identity number."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gonghui.console.ledgers.reading import address
from gonghui.console.navigation import LINES
from gonghui.kernel.ledger.api import Ledger, Reader, all_ledgers
from gonghui.kernel.ledger.rows import first_with, rows_by_key
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.privacy.words import sought_number
from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.codes import parse_id_number
from gonghui.planning.public import live_tasks

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


def find(text: str, reader: Reader) -> list[Kind]:
    """Up to eight records of each kind within the reader's scope; one query a kind. Nothing for an empty text."""
    return list(_kinds(text.strip()[:60], reader)) if text.strip() else []


def found_page(request: HttpRequest, text: str, reader: Reader) -> HttpResponse:
    """What was found, as a page or, for htmx, under the box. A person's number is looked up and not shown again."""
    number = sought_number(text)
    page = {"query": "" if number else text, "number": number, "kinds": find(text, reader)}
    shown = "console/_found.html" if request.htmx else "console/search.html"  # type: ignore[attr-defined]
    return render(request, shown, page)


def _kinds(text: str, reader: Reader) -> Iterator[Kind]:
    rail = [line.label for line in LINES]  # what is found stands in the order of the menu: unions before contracts
    for ledger in sorted(
        (each for each in all_ledgers() if each.visible(reader)), key=lambda each: rail.index(each.line)
    ):
        keys = _keys(ledger, text, reader)
        if keys:
            many = len(keys) > EACH and not sought_number(text)
            more = f"{reverse(f'console:{ledger.key}')}?view=all&q={text}" if many else ""
            found = rows_by_key(ledger, keys[:EACH], reader)
            hits = [Hit(ledger.row_name(row), ledger.beside(row), address(ledger, row)) for row in found]
            yield Kind(ledger.title, hits, more)
    yield from _tasks(text, reader)


def _tasks(text: str, reader: Reader) -> Iterator[Kind]:
    """Tasks of plans in force and assigned ones, by their words, their owner or the document's number."""
    words = Q(text__contains=text) | Q(owner_name__contains=text) | Q(assigned_number__contains=text)
    rows = live_tasks(reader.scope).filter(words).order_by("-starts_on", "position", "pk")[:EACH]
    hits = [Hit(row.short, row.plan.title if row.plan else f"{row.assigned_by}交办", reverse("console:task", args=[row.pk]))
            for row in rows]  # fmt: skip
    if hits:
        yield Kind("计划任务", hits, "")


def _keys(ledger: Ledger, text: str, reader: Reader) -> list[int]:
    index = _id_index(text, ledger.reader(reader)) if ledger.key == "members" else ""
    if not index:
        return first_with(ledger, text, reader, EACH + 1)
    rows = ledger.universe(reader).filter(worker__id_index=index).order_by(*ledger.order, "pk")
    return list(rows.values_list("pk", flat=True)[: EACH + 1])


def _id_index(text: str, reader: Reader) -> str:
    """The blind index of a whole identity number, for the town's own officers; else empty."""
    if not reader.town or len(text) < 15:
        return ""
    try:
        number = parse_id_number(text, today=reader.today)
    except BadValue:
        return ""
    return blind_index(number) if number else ""
