"""Opens the spreadsheets that offices keep, by what they hold and not by their name: xlsx, xls, ods, csv."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from gonghui.kernel.sheets.archive import inspect_archive
from gonghui.kernel.sheets.biff import MAGIC, inspect_biff
from gonghui.kernel.sheets.cells import Cell
from gonghui.kernel.sheets.delimited import read_delimited
from gonghui.kernel.sheets.facts import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_ROWS,
    MAX_SHEETS,
    SAVE_AS_XLSX,
    SheetFacts,
    UnreadableFile,
    damaged,
)

Merge = tuple[tuple[int, int], tuple[int, int]]
"""Top left and bottom right cell of a merged range, both inclusive, as (row, column) from 0."""

_WIDEST_FILL = 3
_REPEATS_SEEN_IN = 2_000

_NOT_TABLES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"RIFF", "图片"),
    (b"{\\rtf", "Word文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
)
_HTML_STARTS = (
    b"<html",
    b"<!doctype html",
    b"<table",
    b"<head",
    b"<meta",
    b"<style",
    b"<body",
    b"<div",
    b"mime-version",
)
_EXCEL_NAMES = frozenset((".xlsx", ".xlsm", ".xlsb", ".xltx", ".ods"))


@dataclass
class Sheet:
    """One sheet. All rows are as wide as the widest; index 0 of `rows` is row 1 of the file, index 0 of a row is A.

    Hidden rows and hidden sheets are data like any other and stand here too; `hidden` tells such a sheet.
    A value merged down over several rows stands in each of them.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merges: list[Merge] = field(default_factory=list)


def read_workbook(data: bytes, filename: str) -> list[Sheet]:
    """All sheets that hold anything, in the order of the file. Formulas count as their last computed value.

    Raises UnreadableFile, with a Chinese sentence on what to do.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"文件有{len(data) / 1024 / 1024:.0f}MB，最大{MAX_BYTES // 1024 // 1024}MB。",
            "请删掉图片和多余的表，或拆成几个文件再传。",
        )
    head = data[:2048].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if not head and not data.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise UnreadableFile("文件是空的。", "请选有内容的表格。")
    if data.startswith(b"PK\x03\x04"):
        return _read(data, inspect_archive(data))
    if data.startswith(MAGIC):
        return _read(data, inspect_biff(data))
    _refuse_others(head, data)
    suffix = PurePath(filename).suffix.lower()
    if suffix in _EXCEL_NAMES:
        raise UnreadableFile(f"文件名是{suffix}，里面却不是Excel表格。", "请用Excel或WPS打开看看，另存为xlsx再传。")
    name = PurePath(filename).stem or "表"
    rows = read_delimited(data)
    return [Sheet(name, rows)] if any(any(row) for row in rows) else []


def _refuse_others(head: bytes, data: bytes) -> None:
    for magic, what in _NOT_TABLES:
        # Two letters may begin an honest text; the picture and the program hold zero bytes at once.
        if data.startswith(magic) and (len(magic) > 2 or 0 in data[:64]):
            raise UnreadableFile(f"这是{what}，不是表格。", "请传xlsx、xls或csv。")
    start = head.lower()
    if start.startswith(_HTML_STARTS) or (start.startswith(b"<") and b"<html" in start):
        raise UnreadableFile("这是网页存成的表格，不是真正的Excel文件。", SAVE_AS_XLSX)
    if b"office:spreadsheet" in start:
        raise UnreadableFile("这是XML格式的旧表格。", SAVE_AS_XLSX)
    if start.startswith(b"<?xml"):
        raise UnreadableFile("这是XML文件，不是表格。", "请传xlsx、xls或csv。")


def _read(data: bytes, facts: list[SheetFacts]) -> list[Sheet]:
    try:
        with load_workbook(BytesIO(data)) as book:
            return _sheets(book, facts)
    except (UnreadableFile, KeyboardInterrupt, SystemExit):
        raise
    except PasswordError as error:
        raise UnreadableFile("文件加了密码，读不出来。", "请去掉密码，另存一份再传。") from error
    except BaseException as error:  # a panic inside the reader is no Exception
        raise damaged() from error


def _sheets(book: CalamineWorkbook, facts: list[SheetFacts]) -> list[Sheet]:
    listed = book.sheets_metadata
    if len(listed) > MAX_SHEETS:
        raise UnreadableFile(f"有{len(listed)}个工作表，最多能读{MAX_SHEETS}个。", "请拆成几个文件再传。")
    if len(facts) != len(listed):
        facts = [SheetFacts() for _ in listed]
    sheets: list[Sheet] = []
    row_count = cell_count = 0
    for index, about in enumerate(listed):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        source = book.get_sheet_by_index(index)
        if not source.end:
            continue
        row_count += source.end[0] + 1
        cell_count += (source.end[0] + 1) * (source.end[1] + 1)
        if row_count > MAX_ROWS:
            raise UnreadableFile(f"一共有{row_count}行，一次最多读{MAX_ROWS}行。", "请拆成几个文件再传。")
        if cell_count > MAX_CELLS:
            raise UnreadableFile("所有工作表加起来太大了，一次读不完。", "请删掉不用的工作表，或拆成几个文件再传。")
        rows = _rows(source)
        for (row, column), error in facts[index].errors.items():
            if row <= len(rows) and column < len(rows[0]):
                rows[row - 1][column] = error
        merges = source.merged_cell_ranges or []
        _fill_down(rows, merges)
        hidden = about.visible != SheetVisibleEnum.Visible
        sheets.append(Sheet(about.name, rows, hidden, merges))
    return sheets


def _rows(source: CalamineSheet) -> list[list[Cell]]:
    """The sheet from A1 on. Words that come again and again (a unit's name on every row) are kept once."""
    left: list[Cell] = [None] * (source.start[1] if source.start else 0)
    words: dict[Cell, Cell] = {"": None}
    rows: list[list[Cell]] = []
    known = words.get
    for number, row in enumerate(source.iter_rows()):
        if number < _REPEATS_SEEN_IN:
            for value in row:
                if type(value) is str:
                    words.setdefault(value, value)
        rows.append([*left, *[known(value, value) for value in row]])
    return rows


def _fill_down(rows: list[list[Cell]], merges: Iterable[Merge]) -> None:
    """A value merged over the rows below belongs to each of them; wide blocks are titles and remarks and do not.

    Rows that hold nothing of their own stay empty: offices merge a unit's name further down than its people reach.
    """
    allowance = MAX_CELLS
    fills: list[tuple[list[Cell], int, Cell]] = []
    for (top, left), (bottom, right) in merges:
        if bottom <= top or right - left >= _WIDEST_FILL or left >= len(rows[0]):
            continue
        below = rows[top + 1 : bottom + 1]
        allowance -= len(below)
        if allowance < 0:
            raise damaged()
        fills += [(row, left, rows[top][left]) for row in below if any(value is not None for value in row)]
    for row, column, value in fills:
        row[column] = value
