"""Writes spreadsheets that a person can read, Excel cannot run, and the reader of this package takes back."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gonghui.kernel.sheets.cells import Cell, neutralise
from gonghui.kernel.sheets.fields import REASON_HEADER, header_key

_ROWS_PER_SHEET = 1_000_000
_LONGEST_TEXT = 32_767
_WIDTH_SAMPLE = 200
_NARROWEST, _WIDEST = 6, 42
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}

Value = Cell | Decimal


class BadSheet(NamedTuple):
    """The rejected rows of one sheet: its title and header as written, and (cells, reason) for each row."""

    name: str
    title: str
    header_rows: Sequence[Sequence[str]]
    rows: Iterable[tuple[Sequence[Cell], str]]


def write_rows(
    target: str | Path | BinaryIO,
    title: str | None,
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    text_columns: Collection[int] = (),
    *,
    sheet_name: str = "",
    mark: str = "",
) -> int:
    """Writes rows under a bold, frozen header, with a title row above when `title` is given; gives back their number.

    `mark` is a watermark: a line under the title of every sheet, and in the head and foot of every printed page.
    Columns in `text_columns` (index from 0) become text: codes, telephone numbers. Dates are written as dates, Decimal
    as a number, True as 是. Text that could be taken for a formula gets an apostrophe. Rows may be a generator: memory
    does not grow with them; after a million a further sheet begins.
    """
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        writer = _Writer(book, text_columns, mark)
        count = 0
        for row in rows:
            if count % _ROWS_PER_SHEET == 0:
                writer.begin(sheet_name or title or "表", title, [columns])
            writer.row(row)
            count += 1
        if not count:
            writer.begin(sheet_name or title or "表", title, [columns])
        writer.end()
        return count


def write_bad_rows(target: str | Path | BinaryIO, sheets: Iterable[BadSheet]) -> int:
    """Gives rejected rows back under their own title and header with 未导入原因 behind; gives back their number.

    Once corrected, the file can be imported as it is.
    """
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        writer = _Writer(book, ())
        count = 0
        for sheet in sheets:
            width = max((len(row) for row in sheet.header_rows), default=0)
            dropped = [
                column
                for column in range(width)
                if any(_at(row, column) and header_key(row[column]) == _REASON for row in sheet.header_rows)
            ]
            header = [_without(row, dropped, width) for row in sheet.header_rows] or [[]]
            writer.begin(sheet.name, sheet.title or None, _with_reason(header), last_is_reason=True)
            for cells, reason in sheet.rows:
                writer.row([*_without(cells, dropped, width), reason])
                count += 1
        writer.end()
        return count


_REASON = header_key(REASON_HEADER)


def _with_reason(header: list[list[Any]]) -> list[list[Any]]:
    """The header rows with 未导入原因 in the topmost; a cell below that only repeats the one above is left empty."""
    lines = [[*header[0], REASON_HEADER]]
    for line in header[1:]:
        lines.append([*("" if below == above else below for above, below in zip(header[0], line, strict=True)), ""])
    return lines


def _at(row: Sequence[Any], column: int) -> Any:
    return row[column] if column < len(row) else None


def _without(row: Sequence[Any], dropped: Collection[int], width: int) -> list[Any]:
    return [_at(row, column) for column in range(width) if column not in dropped]


class _Writer:
    """Writes one sheet after the other, each from the top down."""

    def __init__(self, book: xlsxwriter.Workbook, text_columns: Collection[int], mark: str = "") -> None:
        self._book, self._mark = book, mark
        self._text_columns = frozenset(text_columns)
        self._names: set[str] = set()
        self._title = book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
        self._head = book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#EFEDE4",
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self._reason = book.add_format({"font_color": "#B42318"})
        self._text = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheet: Worksheet | None = None

    def begin(
        self, name: str, title: str | None, header: Sequence[Sequence[str]], *, last_is_reason: bool = False
    ) -> None:
        """Starts a sheet with its title row and one or two header rows."""
        self.end()
        sheet = self._sheet = self._book.add_worksheet(tab_name(name, self._names))
        width = max(map(len, header))
        self._widths = [float(_NARROWEST)] * width
        self._line = self._written = 0
        self._reason_column = width - 1 if last_is_reason else -1
        if title:
            across(sheet, 0, 0, width - 1, neutralise(title), self._title)
            sheet.set_row(0, 26)
            self._line = 1
        if self._mark:
            self._watermark(sheet, width)
        for line in header:
            self._header_line(sheet, line, merge=line is header[0] and len(header) > 1)
        sheet.freeze_panes(self._line, 0)

    def _watermark(self, sheet: Worksheet, width: int) -> None:
        across(sheet, self._line, 0, width - 1, neutralise(self._mark), self._reason)
        self._line += 1
        printed = self._mark.replace("&", "&&")[:240]
        sheet.set_header(f"&C{printed}")
        sheet.set_footer(f"&L{printed}&R第&P页，共&N页" if len(printed) < 200 else f"&C{printed}")

    def _header_line(self, sheet: Worksheet, line: Sequence[str], merge: bool) -> None:
        column = 0
        while column < len(line):
            last = column
            while merge and line[column] and last + 1 < len(line) and line[last + 1] == line[column]:
                last += 1
            across(sheet, self._line, column, last, neutralise(line[column] or ""), self._head)
            self._widen(column, (line[column] or "") if last == column else "")
            column = last + 1
        self._line += 1

    def row(self, values: Sequence[Value]) -> None:
        """Writes the next row."""
        sheet = self._sheet
        assert sheet is not None
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            self._cell(sheet, column, value)
            if self._written < _WIDTH_SAMPLE:
                self._widen(column, value)
        self._line += 1
        self._written += 1

    def _cell(self, sheet: Worksheet, column: int, value: Value) -> None:
        if isinstance(value, bool):
            value = "是" if value else "否"
        if isinstance(value, time | timedelta) or (column in self._text_columns and not isinstance(value, date)):
            value = str(value)
        if isinstance(value, str):
            style = self._reason if column == self._reason_column else self._text
            sheet.write_string(self._line, column, neutralise(value)[:_LONGEST_TEXT], style)
        elif isinstance(value, datetime):
            sheet.write_datetime(self._line, column, value.replace(tzinfo=None), self._moment)
        elif isinstance(value, date):
            sheet.write_datetime(self._line, column, value, self._day)
        elif isinstance(value, int) and abs(value) >= 10**15:  # Excel would round it
            sheet.write_string(self._line, column, str(value), self._text)
        elif value is not None:
            sheet.write_number(self._line, column, value)

    def _widen(self, column: int, value: Value) -> None:
        if column < len(self._widths):
            text = "2026-01-01" if isinstance(value, date) else str(value or "")
            needed = 2 + sum(1.9 if unicodedata.east_asian_width(char) in "WF" else 1.05 for char in text[:60])
            self._widths[column] = min(_WIDEST, max(self._widths[column], needed))

    def end(self) -> None:
        """Sets the widths of the sheet that was written last."""
        if self._sheet is not None:
            for column, width in enumerate(self._widths):
                self._sheet.set_column(column, column, width)
        self._sheet = None


def across(sheet: Worksheet, row: int, first: int, last: int, text: str, style: Format) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, text, style)
    else:
        sheet.write_string(row, first, text, style)


def tab_name(wanted: str, used: set[str]) -> str:
    """A tab's name as Excel allows it: at most 31 characters, some signs forbidden, none twice."""
    base = _NOT_IN_NAMES.sub("", wanted).strip().strip("'")[:31].strip() or "表"
    name, number = base, 1
    while name.lower() in used:
        number += 1
        tail = f"({number})"
        name = base[: 31 - len(tail)] + tail
    used.add(name.lower())
    return name
