"""The rows of a list page, drawn here and not by the template: five hundred cells cost ten times as much there."""

from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from gonghui.console.ledgers.reading import address
from gonghui.console.templatetags.gonghui import icon, iso, thousands
from gonghui.kernel.ledger.api import Badge, Column, Due, Ledger, Reader

CLOCKS = {"over": "exclamation-triangle-fill", "soon": "clock-fill"}


def drawn_row(ledger: Ledger, columns: list[Column], row: Any, reader: Reader) -> SafeString:
    """One row: its box to tick, its name with the way to its card, then the cells in the order of `columns`."""
    name = escape(_words(columns[0].of(row, reader)))
    return SafeString(
        f'<tr><td class="cb"><input class="form-check-input" form="bulk" type="checkbox" name="pk" value="{escape(row.pk)}"'
        f' aria-label="选{name}"></td>{_cells(ledger, columns, row, reader, name)}</tr>'
    )


def drawn_line(ledger: Ledger, columns: list[Column], row: Any, reader: Reader) -> SafeString:
    """One row where nothing is ticked: its name with the way to its card, then the cells."""
    return SafeString(f"<tr>{_cells(ledger, columns, row, reader, escape(_words(columns[0].of(row, reader))))}</tr>")


def _cells(ledger: Ledger, columns: list[Column], row: Any, reader: Reader, name: str) -> str:
    url = escape(address(ledger, row))
    cells = "".join([_cell(column, column.of(row, reader)) for column in columns[1:]])
    return f'<td class="name el"><a class="main" href="{url}" title="{name}">{name}</a></td>{cells}'


def _cell(column: Column, value: Any) -> str:
    unit = f'<span class="pm">{escape(column.unit)}</span>' if column.unit and value is not None else ""
    if isinstance(value, Badge):
        phone = " m" if column.line else ""
        mark = f'<span class="gh-s gh-s-{value.look}">{icon(value.icon)}{escape(value.word)}</span>'
        return f'<td class="tail{phone}">{mark}{unit}</td>'
    place = "num" if column.numeric else "nw"
    if isinstance(value, Due):
        return f'<td class="{place} clk" data-l="{escape(column.title)}">{iso(value.on)}{_clock(value)}{unit}</td>'
    phone = "m" if column.line and value not in (None, "") else "hide-s"
    words = thousands(value) if column.numeric else iso(value) if isinstance(value, date) else _words(value)
    return f'<td class="{place} {phone}">{escape(words)}{unit}</td>'


def _clock(due: Due) -> str:
    """How far away the last day is, where that is worth saying."""
    if not due.words:
        return ""
    return f' <span class="gh-k gh-k-{due.look}">{icon(CLOCKS.get(due.look, "clock"))}{escape(due.words)}</span>'


def _words(value: Any) -> str:
    return "" if value is None else str(value)
