"""A roster of 100,000 rows: the import in a fresh process, against reading, encrypting and inserting the same rows."""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.homes import Homes, child, django_up
from tests.bench.measuring import Measure, against_floor, at_most, peak_megabytes, say
from tests.bench.office import FAMILY, GIVEN, spread

LIMIT, MEGABYTES = 4.0, 400
HEADER = (
    "序号",
    "姓名",
    "性别",
    "身份证号",
    "所属工会",
    "入会日期",
    "联系电话",
    "民族",
    "文化程度",
    "户籍类型",
    "是否农民工",
    "岗位",
)
TABLES = ("people_worker", "people_membership", "audit_event")


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Time of the import and its peak memory."""
    rows, repeats = (300, 1) if small else (100_000, 3)
    office, file = homes.office(80, 0), homes.base / "roster.xlsx"
    write_roster(file, rows)
    runs, peaks = [], []
    for turn in range(repeats):
        say(f"roster_import: {rows:,} rows, {turn + 1} of {repeats} …")
        home, raw = homes.copy(office), homes.copy(office)
        product = child("tests.bench.roster", home, "product", str(file))
        if product["created"] != rows:
            raise AssertionError(f"{product['created']} of {rows} rows came in: {product['why']}")
        floor = child("tests.bench.roster", raw, "floor", str(file), str(home / "gonghui.sqlite3"))
        runs.append((product["seconds"], floor["seconds"]))
        peaks.append(product["megabytes"])
        homes.drop(home)
        homes.drop(raw)
    return [
        against_floor("roster_import", runs, LIMIT, rows=rows),
        at_most("roster_import_memory", peaks, "MB", MEGABYTES),
    ]


def write_roster(file: Path, rows: int) -> None:
    """A sheet as an office keeps it: a title above the header, identity numbers that no person can hold."""
    import xlsxwriter

    from gonghui.kernel.sheets.codes import id_check_digit

    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("会员名册")
        sheet.write_row(0, 0, ["石桥县工会会员名册"])
        sheet.write_row(1, 0, HEADER)
        for n in range(rows):
            born = date(1966, 1, 1) + timedelta(days=n % 14_000)
            serial = n // 14_000 * 2 + (1 if spread(n, 10) < 6 else 0)
            number = f"329999{born:%Y%m%d}{serial:03d}"
            name = FAMILY[n % 20] + GIVEN[n // 20 % 20] + GIVEN[n // 400 % 20]
            joined = date(2008, 1, 1) + timedelta(days=spread(n, 6_700))
            sheet.write_row(n + 2, 0, [
                n + 1, name, "男" if serial % 2 else "女", number + id_check_digit(number), _union(n),
                f"{joined.year}.{joined.month}.{joined.day}", f"1549{n:07d}", "汉族", ("大专", "本科", "高中")[n % 3],
                "农业" if n % 2 else "城镇", "是" if n % 3 else "否", ("操作工", "质检员", "司机", "文员")[n % 4],
            ])  # fmt: skip


def _union(n: int) -> str:
    return f"第{4 + n % 70}号单位工会"


def product(file: str) -> dict[str, Any]:
    """The import as the command line runs it."""
    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now

    data = Path(file).read_bytes()
    begun = perf_counter()
    from gonghui.kernel.imports.apps import load_ledgers
    from gonghui.kernel.imports.ledger import ledger_named
    from gonghui.kernel.imports.running import import_file

    load_ledgers()
    result = import_file(
        ledger=ledger_named("members"), data=data, filename="roster.xlsx", by=Hand(None, "命令行"), at=now().at
    )
    seconds = perf_counter() - begun
    why = [row.reason for row in result.rejected[:3]]
    return {"seconds": seconds, "megabytes": peak_megabytes(), "created": result.count("created"), "why": why}


def floor(file: str, written: str) -> dict[str, Any]:
    """Bare read, bare encryption of the same values, bare insert of the very rows that the import wrote."""
    from django.conf import settings

    from gonghui.kernel.privacy import blind_index, seal_text

    rows = {table: _rows_of(written, table) for table in TABLES}
    begun = perf_counter()
    import python_calamine

    sheet = python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()
    number, phone = HEADER.index("身份证号"), HEADER.index("联系电话")
    sealed = [(seal_text(row[number]), blind_index(row[number]), seal_text(row[phone])) for row in sheet[2:]]
    if len(sealed) != len(rows["people_worker"][1]):
        raise AssertionError("the floor read another number of rows than the import wrote")
    with closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), isolation_level=None)) as db:
        for pragma in str(settings.DATABASES["default"]["OPTIONS"]["init_command"]).split(";"):
            db.execute(pragma)
        db.execute("BEGIN IMMEDIATE")
        for table, (columns, values) in rows.items():
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", values)
        db.execute("COMMIT")
    return {"seconds": perf_counter() - begun}


def _rows_of(file: str, table: str) -> tuple[int, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as db:
        rows = db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    return len(rows[0]), rows


def main(side: str, *arguments: str) -> None:
    """One side on this process's data folder; prints JSON."""
    django_up()
    print(json.dumps(product(*arguments) if side == "product" else floor(*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
