"""One table as an Excel sheet made for printing: title, lines above and below, groups, borders, A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gonghui.kernel.sheets.cells import neutralise
from gonghui.kernel.sheets.writer import OPTIONS, across, tab_name

_A4 = 9
_SONG, _HEI, _TITLE = "宋体", "黑体", "方正小标宋简体"
_CHARACTER = 2.1
"""Width of a Chinese character in Excel's unit at 10 points."""


Value = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class PaperColumn:
    """A column: its head, its share of the width (in Chinese characters, about), where its words stand."""

    title: str
    weight: float
    align: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a heading of their own; without a title they stand under none."""

    title: str
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class PaperTable:
    """A table for paper. `above` and `below` are lines of up to three or four parts, spread over the width.

    `total` is a last row as wide as the columns. Numbers get thousands separators, dates are 2026-07-06, None is empty.
    """

    title: str
    columns: Sequence[PaperColumn]
    groups: Sequence[Group]
    total: Sequence[Value] | None = None
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    landscape: bool = True
    office: str = ""


def write_paper(target: BinaryIO, sheet: PaperTable) -> None:
    """Write the sheet. Text that could be taken for a formula gets an apostrophe, as in every file of the product."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        _Paper(book, sheet).write()


class _Paper:
    def __init__(self, book: xlsxwriter.Workbook, sheet: PaperTable) -> None:
        self.book, self.sheet = book, sheet
        self.page: Worksheet = book.add_worksheet(tab_name(sheet.title, set()))
        self.last = len(sheet.columns) - 1
        self.line = 0
        self._formats: dict[tuple[Any, ...], Format] = {}

    def write(self) -> None:
        sheet = self.sheet
        across(self.page, 0, 0, self.last, neutralise(sheet.title),
               self._format(font_name=_TITLE, font_size=20, align="center"))  # fmt: skip
        self.page.set_row(0, 36)
        self.line = 1
        self._spread(sheet.above)
        for at, column in enumerate(sheet.columns):
            self.page.set_column(at, at, max(4, column.weight * _CHARACTER))
            self.page.write_string(self.line, at, neutralise(column.title),
                                   self._format(font_name=_HEI, align="center", border=1, text_wrap=True))  # fmt: skip
        self._print_setup()
        self.line += 1
        for group in sheet.groups:
            if group.title:
                across(
                    self.page, self.line, 0, self.last, neutralise(group.title), self._format(font_name=_HEI, border=1)
                )
                self.line += 1
            for row in group.rows:
                self._row(row)
        if sheet.total is not None:
            self._row(sheet.total)
        self._spread(sheet.below)

    def _print_setup(self) -> None:
        if self.sheet.landscape:
            self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(self.line, self.line)
        self.page.freeze_panes(self.line + 1, 0)
        self.page.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
        self.page.set_footer("&R第&P页　共&N页")

    def _spread(self, parts: Sequence[str]) -> None:
        """A line whose first part stands left and whose last stands right, each merged over its share of columns."""
        count = min(len(parts), self.last + 1)
        for at in range(count):
            first, until = (self.last + 1) * at // count, (self.last + 1) * (at + 1) // count - 1
            place = "left" if at == 0 else "right" if at == count - 1 else "center"
            across(self.page, self.line, first, until, neutralise(parts[at]), self._format(align=place))
        if count:
            self.line += 1

    def _row(self, values: Sequence[Any]) -> None:
        for at, value in enumerate(values):
            look: dict[str, Any] = {"border": 1, "text_wrap": True, "align": self.sheet.columns[at].align or "left"}
            if value is None or value == "":
                self.page.write_blank(self.line, at, None, self._format(**look))
            elif isinstance(value, bool):
                self.page.write_string(self.line, at, "是" if value else "否", self._format(**look))
            elif isinstance(value, date):
                day = value if not isinstance(value, datetime) else value.replace(tzinfo=None)
                self.page.write_datetime(self.line, at, day, self._format(**look, num_format="yyyy-mm-dd"))
            elif isinstance(value, int | float | Decimal):
                self.page.write_number(self.line, at, value, self._format(**look, num_format=_number(value)))
            else:
                self.page.write_string(self.line, at, neutralise(str(value)), self._format(**look))
        self.line += 1

    def _format(self, **look: Any) -> Format:
        look = {"font_name": _SONG, "font_size": 10, "valign": "vcenter", **look}
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]


def _number(value: float | Decimal) -> str:
    """As many decimals as the value was written with."""
    tail = str(value).partition(".")[2] if not isinstance(value, int) else ""
    return "#,##0" + (f".{'0' * len(tail)}" if tail and tail.isdigit() else "")
