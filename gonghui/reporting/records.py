"""The records behind the report's figures: the parts of a figure, and the tables of the appendix."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import QuerySet

from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.indicators import Indicator, Part, Sum, opened, rest_of
from gonghui.kernel.indicators.measure import Number
from gonghui.kernel.indicators.models import FrozenRow
from gonghui.kernel.indicators.opening import open_rows
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.orgs.public import Union
from gonghui.people.public import Membership
from gonghui.reporting.report import Report, Source
from gonghui.reporting.wording import REST

PRINTED = ("numerator", REST)
"""The parts on paper: for a rate, who is in and who is missing; together they are the base."""


def part_named(item: Indicator, name: str) -> Part | None:
    """`numerator`, `denominator` or `rest` of an indicator."""
    return rest_of(item) if name == REST else item.part(name)


@dataclass(frozen=True)
class Table:
    """One table of the appendix. `count` is what the rows add up to: the figure. `numbers` are the sources it proves."""

    numbers: tuple[int, ...]
    title: str
    words: str
    count: Number
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    total: tuple[str, ...] = ()


def cell(value: Any) -> str:
    """A value as a table prints it: dates as 2026-07-06, nothing as a dash."""
    if isinstance(value, date):
        return cn_date(value) if value == SINCE_EVER else value.isoformat()
    return "—" if value is None or value == "" else str(value)


def names_people(rows: QuerySet[Any]) -> bool:
    """Whether the rows are members, of today's records or of a closed period's: on paper they are not named."""
    return rows.model is Membership or (rows.model is FrozenRow and rows.filter(kind="member").exists())


def per_union(rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """(code, union, people) per union from the very rows that the figure counts."""
    counted = rows.order_by().values("union_id").annotate(people=CountRows("pk"))
    people = dict(counted.values_list("union_id", "people"))
    unions = Union.objects.in_bulk(people)
    return sorted((unions[key].code, unions[key].name, number) for key, number in people.items())


def table_for(part: Part, rows: QuerySet[Any], numbers: Sequence[int], title: str, scope: Scope) -> Table:
    """The table as a reader may see it: the figure is the office's, the records are his, the rest is one sentence."""
    found = open_rows(part, rows, scope)
    table = table_of(part, found.rows, numbers, title)
    if not found.closed:
        return table
    count = found.count if found.total is None else found.total
    return replace(table, count=count, words=f"{table.words}{found.rest}。")


def table_of(part: Part, rows: QuerySet[Any], numbers: Sequence[int], title: str) -> Table:
    """The appendix table of a part: its records, or for members how many each union has (no names on paper)."""
    if names_people(rows):
        unions = per_union(rows)
        total = sum(people for _, _, people in unions)
        body: tuple[tuple[str, ...], ...] = tuple(
            (str(at), code, name, str(people)) for at, (code, name, people) in enumerate(unions, 1)
        )
        return Table(tuple(numbers), title, part.words + "按工会列出人数，不列姓名。", total,
                     ("序号", "工会编号", "工会", "人数"), body, frozenset({3}), ("", "", "合计", str(total)))  # fmt: skip
    heads = ("序号", *(column.title for column in part.columns))
    numeric = frozenset(at for at, column in enumerate(part.columns, 1) if column.numeric)
    found = list(rows)
    body = tuple((str(at), *(cell(column.of(row)) for column in part.columns)) for at, row in enumerate(found, 1))
    if not isinstance(part, Sum):
        return Table(tuple(numbers), title, part.words, len(found), heads, body, numeric)
    value = part.columns[max(numeric) - 1] if numeric else None
    total = sum(int(value.of(row) or 0) for row in found) if value else 0
    foot = tuple("合计" if at == 1 else str(total) if at in numeric else "" for at in range(len(heads)))
    return Table(tuple(numbers), title, part.words, total, heads, body, numeric, foot)


def appendix(report: Report, scope: Scope = EVERYTHING) -> list[Table]:
    """What a reader of `scope` gets: a table per part of every printed figure; a part that several share appears once."""
    shared: dict[Part, list[tuple[Source, str]]] = {}
    for source in report.sources:
        if source.figure is None:
            continue
        item = source.figure.indicator
        for name in PRINTED:
            part = part_named(item, name)
            if part is not None:
                shared.setdefault(part, []).append((source, name))
    tables = []
    for part, users in shared.items():
        rows = opened(part, report.tree, report.node, report.span)
        titles = {source.title for source, _ in users}
        title = part.label if part.label in titles or len(titles) > 1 else f"{users[0][0].title}：{part.label}"
        table = table_for(part, rows, [source.number for source, _ in users], title, scope)
        if table.rows or (table.count and not scope.everything):
            tables.append(table)
    return tables
