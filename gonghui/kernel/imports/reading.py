"""From a workbook to rows: find the table, map its columns, parse its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gonghui.kernel.imports.ledger import Ledger, Progress, Row, no_progress
from gonghui.kernel.imports.models import SavedMapping
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import (
    BadValue,
    Cell,
    Field,
    Sheet,
    Table,
    clean_title,
    find_table,
    guess_mapping,
    header_key,
)


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

    @property
    def mapping(self) -> dict[str, str]:
        return {column.header: column.key for column in self.columns if column.key}

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.key)


def remembered(ledger: str) -> dict[str, str]:
    """The mapping that the office taught us: {folded header: field key or "" for a column to leave out}."""
    return dict(SavedMapping.objects.filter(ledger=ledger).values_list("header", "field"))


def read_rows(
    sheets: Sequence[Sheet], ledger: Ledger, today: date, chosen: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> Reading:  # fmt: skip
    """Rows of all sheets that hold a table of this ledger.

    `chosen` is a mapping {header: field key, "" = leave out} that wins over the remembered one and over guessing.
    Raises Refused when no sheet has a header that can be recognised.
    """
    fields = list(ledger.fields(today))
    known = {**remembered(ledger.key), **{header_key(h): key for h, key in (chosen or {}).items()}}
    reading = Reading()
    for sheet in sheets:
        table = find_table(sheet, fields, known)
        if table is None:
            continue
        _read_table(sheet, table, fields, known, reading, progress)
    if not reading.tables:
        wanted = "、".join(f.title for f in fields if f.required)
        raise Refused("没有找到表头。", f"{ledger.title}的表头里至少要有：{wanted}。")
    return reading


def _read_table(
    sheet: Sheet, table: Table, fields: Sequence[Field], known: Mapping[str, str], into: Reading, progress: Progress
) -> None:
    guessed = guess_mapping(table.header, fields, known)
    by_key = {f.key: f for f in fields}
    columns = [(index, by_key[guess.key]) for index, guess in sorted(guessed.items())]
    into.tables.append((sheet, table))
    taken = {column.header for column in into.columns}
    first = len(into.rows)
    heading = tuple(name for name in (clean_title(table.title), clean_title(sheet.name)) if name)
    missing = [f for f in fields if f.required and all(f.key != g.key for g in guessed.values())]
    total = len(sheet.rows)
    for count, (number, cells) in enumerate(table.rows):
        if count % 5000 == 0:
            progress("读表格", count, total)
        into.rows.append(_parse(sheet.name, number, heading, cells, columns, table.header, missing))
    into.skipped.extend((sheet.name, number, why) for number, why in table.skipped)
    for index, header in enumerate(table.header):
        if header and header not in taken:
            guess = guessed.get(index)
            column = Column(header, guess.key if guess else "", bool(guess and guess.confidence == "sure"))
            column.sample = _sample(into.rows[first:][:1], guess.key if guess else "", by_key)
            into.columns.append(column)


def _sample(rows: Sequence[Row], key: str, fields: Mapping[str, Field]) -> str:
    if not rows or not key:
        return ""
    if fields[key].private:
        return "已遮盖"
    value = rows[0].values.get(key)
    return "" if value is None else str(value)[:40]


def _parse(
    sheet: str, number: int, heading: tuple[str, ...], cells: Sequence[Cell],
    columns: Sequence[tuple[int, Field]], header: Sequence[str], missing: Sequence[Field],
) -> Row:  # fmt: skip
    values: dict[str, Any] = {}
    row = Row(sheet, number, heading, values)
    width = len(cells)
    for index, spec in columns:
        cell = cells[index] if index < width else None
        try:
            value = spec.parse(cell)
        except BadValue as bad:
            row.problem, row.hint, row.column = _first(row, header[index], bad)
            continue
        if value is None and spec.required and not row.problem:
            row.problem, row.hint, row.column = "空", f"{spec.title}必填", header[index]
        values[spec.key] = value
    if missing and not row.problem:
        row.problem, row.hint, row.column = f"表里没有“{missing[0].title}”这一列", "请加上这一列", missing[0].title
    return row


def _first(row: Row, header: str, bad: BadValue) -> tuple[str, str, str]:
    """The first problem of a row, with the further ones named after it."""
    if not row.problem:
        return bad.reason, bad.hint, header
    return row.problem, f"{row.hint}；{header}：{bad.reason}，{bad.hint}", row.column
