"""From a workbook to rows: find the table, map its columns, parse its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

from gonghui.kernel.imports.ledger import Ledger, Progress, Row, no_progress
from gonghui.kernel.imports.models import SavedMapping
from gonghui.kernel.privacy import MASK
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import (
    BadValue,
    Cell,
    Field,
    Guess,
    Sheet,
    Table,
    clean_title,
    find_table,
    guess_mapping,
    header_key,
)

_PROBED = 50
_LABELS = re.compile(r"[:：()（）\[\]【】]|\s{2,}|\u3000")


@dataclass
class Column:
    """One column of the file: its header, the field it goes to, how sure the guess is, a sample cell."""

    header: str
    key: str
    sure: bool
    sample: str = ""


@dataclass
class Reading:
    """What was read from a file. `tables` keep the original cells so that bad rows can be handed back."""

    rows: list[Row] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    tables: list[tuple[Sheet, Table]] = field(default_factory=list)
    masked: int = 0
    """Cells of private columns that our own export had masked: they leave the stored value as it is."""

    @property
    def mapping(self) -> dict[str, str]:
        return {column.header: column.key for column in self.columns if column.key}

    @property
    def headers(self) -> dict[str, str]:
        """{field key: header of the first column that goes to it}."""
        return {column.key: column.header for column in reversed(self.columns) if column.key}


def remembered(ledger: str) -> dict[str, str]:
    """The mapping that the office taught us: {folded header: field key or "" for a column to leave out}."""
    return dict(SavedMapping.objects.filter(ledger=ledger).values_list("header", "field"))


def read_rows(
    sheets: Sequence[Sheet], ledger: Ledger, today: date, chosen: Mapping[str, str] | None = None,
    progress: Progress = no_progress, filename: str = "",
) -> Reading:  # fmt: skip
    """Rows of all sheets that hold a table of this ledger.

    `chosen` is a mapping {header: field key, "" = leave out} that wins over the remembered one and over guessing.
    A sheet without the columns that the ledger needs is passed over when another sheet has them (a cover, a legend).
    Raises Refused when no sheet has a header that can be recognised.
    """
    fields = list(ledger.fields(today))
    known = {header_key(header): "" for header in ledger.not_ours.split()} | remembered(ledger.key)
    known |= {header_key(header): key for header, key in (chosen or {}).items()}
    found = [(sheet, table) for sheet in sheets if (table := find_table(sheet, fields, known))]
    if not found:
        wanted = "、".join(f.title for f in fields if f.required) or "、".join(f.title for f in fields[:4])
        raise Refused("没有找到表头。", f"{ledger.title}的表头里至少要有：{wanted}。")
    guessed = [_believed(table, guess_mapping(table.header, fields, known), fields) for _, table in found]
    complete = [ledger.complete(frozenset(guess.key for guess in guesses.values())) for guesses in guessed]
    reading = Reading()
    for (sheet, table), guesses, whole in zip(found, guessed, complete, strict=True):
        if whole or not any(complete):
            _read_table(sheet, table, guesses, fields, _headings(sheet, table, filename), reading, progress)
        else:
            reading.skipped.append((sheet.name, table.first_row, "这一页没有台账要的列，没有读"))
    return reading


def _believed(table: Table, guesses: Mapping[int, Guess], fields: Sequence[Field]) -> dict[int, Guess]:
    """The guesses without those that rest on likeness alone and whose cells say something else."""
    by_key = {f.key: f for f in fields}
    doubtful = {index: by_key[guess.key] for index, guess in guesses.items() if guess.confidence == "check"}
    bad = dict.fromkeys(doubtful, 0)
    for _, cells in islice(table.rows, _PROBED if doubtful else 0):
        for index, spec in doubtful.items():
            try:
                spec.parse(cells[index] if index < len(cells) else None)
                bad[index] -= 1
            except BadValue:
                bad[index] += 1
    return {index: guess for index, guess in guesses.items() if bad.get(index, 0) <= 0}


def _headings(sheet: Sheet, table: Table, filename: str) -> tuple[str, ...]:
    """The names in the titles, on the tab and in the file's name, in this order, then what stands behind a label
    (工会名称：…) or in brackets; each once."""
    whole = (*table.titles, sheet.name, PurePath(filename).name)
    parts = (part for text in whole for part in _LABELS.split(text))
    names = (clean_title(text) for text in (*whole, *parts))
    return tuple(dict.fromkeys(name for name in names if name))


def _read_table(
    sheet: Sheet, table: Table, guessed: Mapping[int, Guess], fields: Sequence[Field], heading: tuple[str, ...],
    into: Reading, progress: Progress,
) -> None:  # fmt: skip
    by_key = {f.key: f for f in fields}
    columns = [(index, by_key[guess.key]) for index, guess in sorted(guessed.items())]
    private = [index for index, spec in columns if spec.private]
    into.tables.append((sheet, table))
    taken = {column.header for column in into.columns}
    top: Sequence[Cell] = ()
    missing = [f for f in fields if f.required and all(f.key != g.key for g in guessed.values())]
    total = table.row_count
    for count, (number, cells) in enumerate(table.rows):
        if count % 5000 == 0:
            progress("读表格", count, total)
        top = top or cells
        into.masked += sum(index < len(cells) and str(cells[index]).startswith(MASK) for index in private)
        into.rows.append(_parse(sheet.name, number, heading, cells, columns, table.header, missing))
    into.skipped.extend((sheet.name, number, why) for number, why in table.skipped)
    for index, header in enumerate(table.header):
        if header and header not in taken:
            guess = guessed.get(index)
            column = Column(header, guess.key if guess else "", bool(guess and guess.confidence == "sure"))
            if guess and index < len(top):
                column.sample = _sample(top[index], guess.key, by_key)
            into.columns.append(column)


def _sample(cell: Cell, key: str, fields: Mapping[str, Field]) -> str:
    """A cell of the first row as the sheet says it."""
    if cell is None or fields[key].private:
        return "" if cell is None else "已遮盖"
    told = f"{cell:.15g}" if isinstance(cell, float) else str(cell.date() if isinstance(cell, datetime) else cell)
    return told[:40]


def _parse(
    sheet: str, number: int, heading: tuple[str, ...], cells: Sequence[Cell],
    columns: Sequence[tuple[int, Field]], header: Sequence[str], missing: Sequence[Field],
) -> Row:  # fmt: skip
    values: dict[str, Any] = {}
    row = Row(sheet, number, heading, values)
    width = len(cells)
    for index, spec in columns:
        cell = cells[index] if index < width else None
        if cell is None and not spec.required:
            values[spec.key] = None
            continue
        try:
            value = spec.parse(cell)
        except BadValue as bad:
            row.problem, row.hint, row.column = _first(row, header[index], bad)
            continue
        if value is None and spec.required and not row.problem:
            row.problem, row.hint, row.column = "空", f"{spec.title}必填", header[index]
        values[spec.key] = value
    if missing and not row.problem:
        row.problem, row.column = f"表里没有“{missing[0].title}”这一列", missing[0].title
        row.hint = "请加上这一列；从台账导出的，先勾上这一列再导出"
    return row


def _first(row: Row, header: str, bad: BadValue) -> tuple[str, str, str]:
    """The first problem of a row, with the further ones named after it."""
    if not row.problem:
        return bad.reason, bad.hint, header
    return row.problem, f"{row.hint}；{header}：{bad.reason}，{bad.hint}", row.column
