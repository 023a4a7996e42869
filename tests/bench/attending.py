"""What people attended: a sign-in sheet of 10,000 rows, and the distinct people over a million attendances."""

import json
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.homes import Homes, child, django_up
from tests.bench.measuring import Measure, against_floor, at_most, say

SHEET_LIMIT, PEOPLE_LIMIT = 3.0, 1.5
"""Seconds for the sheet; times the bare statement for the people."""

PERIOD = "2026H1"
HEADER = ("序号", "活动名称", "活动日期", "姓名", "所属工会")
TABLES = ("activities_attendance", "activities_turnout", "audit_event")


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Time of the sheet with its floor, and of the people with theirs."""
    rows, times = (200, 1) if small else (10_000, 3)
    members, attendances = (600, 5_000) if small else (100_000, 1_000_000)
    office, file = homes.office(80, 12_000 if not small else 600), homes.base / "comers.xlsx"
    runs = []
    for turn in range(times):
        say(f"attendance_import: {rows:,} rows, {turn + 1} of {times} …")
        home, raw = homes.copy(office), homes.copy(office)
        product = child("tests.bench.attending", home, "sheet", str(file), str(rows))
        if product["created"] != rows:
            raise AssertionError(f"{product['created']} of {rows} rows came in: {product['why']}")
        floor = child("tests.bench.attending", raw, "floor", str(file), str(home / "gonghui.sqlite3"))
        runs.append((product["seconds"], floor["seconds"]))
        homes.drop(home)
        homes.drop(raw)
    say(f"attendance_people: {attendances:,} attendances …")
    crowd = homes.copy(homes.office(600 if not small else 80, members))
    people = child("tests.bench.attending", crowd, "people", str(attendances), str(1 if small else 5))
    homes.drop(crowd)
    floors = [floor for _, floor in runs]
    return [
        at_most("attendance_import", [product for product, _ in runs], "s", SHEET_LIMIT, rows=rows, floor=floors),
        against_floor("attendance_people", people["runs"], PEOPLE_LIMIT, people=people["people"], rows=attendances),
    ]


def write_sheet(file: Path, names: list[tuple[str, str]]) -> None:
    """A sign-in sheet as an office keeps it: a title above the header."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("签到表")
        sheet.write_row(0, 0, ["职工大讲堂签到表"])
        sheet.write_row(1, 0, HEADER)
        for at, (name, union) in enumerate(names):
            sheet.write_row(at + 2, 0, [at + 1, "职工大讲堂", "2026.6.20", name, union])


def sheet(file: str, rows: str) -> dict[str, Any]:
    """The import as the command line runs it, of people of the rolls whose name is the only one in their union."""
    from datetime import date

    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now
    from gonghui.kernel.imports.apps import load_ledgers
    from gonghui.kernel.imports.ledger import ledger_named
    from gonghui.kernel.imports.running import import_file
    from gonghui.kernel.ledger.api import entry_record, ledger_of
    from gonghui.orgs.public import town
    from gonghui.people.public import members_on

    by, at, wanted = Hand(None, "命令行"), now().at, int(rows)
    values = {"name": "职工大讲堂", "kind": "worker", "run_by": "town", "union": town(), "on": date(2026, 6, 20)}
    entry_record(ledger=ledger_of("activities"), values=values, by=by, at=at)
    rolls = Counter(members_on(date(2026, 6, 20)).values_list("worker__name", "union__name"))
    known = [pair for pair, count in rolls.items() if count == 1]
    guests = (
        (f"客{chr(0x4E00 + at % 800)}{chr(0x4E00 + at // 800)}", union)
        for at, (_, union) in enumerate(rolls.elements())
    )
    listed = [*known, *guests][:wanted]
    write_sheet(Path(file), listed)
    data = Path(file).read_bytes()
    load_ledgers()
    begun = perf_counter()
    result = import_file(ledger=ledger_named("attendances"), data=data, filename="comers.xlsx", by=by, at=at)
    seconds = perf_counter() - begun
    why = [row.reason for row in result.rejected[:3]]
    return {"seconds": seconds, "created": result.count("created"), "why": why}


def floor(file: str, written: str) -> dict[str, Any]:
    """Bare read, and bare insert of the very rows that the import wrote."""
    from django.conf import settings

    rows = {table: _rows_of(written, table) for table in TABLES}
    begun = perf_counter()
    import python_calamine

    read = python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()
    if len(read) - 2 != len(rows["activities_attendance"][1]):
        raise AssertionError("the floor read another number of rows than the import wrote")
    with closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("BEGIN IMMEDIATE")
        for table, (columns, values) in rows.items():
            db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * columns)})", values)
        db.execute("COMMIT")
    return {"seconds": perf_counter() - begun}


def _rows_of(file: str, table: str) -> tuple[int, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as db:
        rows = db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    return len(rows[0]), rows


def people(attendances: str, repeats: str) -> dict[str, Any]:
    """The figure of the people against the bare statement, in turn, over attendances written behind the product's back."""
    from django.db import connection

    from gonghui.kernel.dates import parse_period
    from gonghui.kernel.indicators import figures, indicator
    from gonghui.orgs.public import tree_on
    from tests.bench.figures_sql import came

    file, span = str(connection.settings_dict["NAME"]), parse_period(PERIOD).span
    connection.close()
    fill(file, int(attendances))
    days = {"start": span.start.isoformat(), "end": span.end.isoformat()}
    item, runs = indicator("activities.people"), []
    found: Any = 0
    tree = tree_on(span.end)
    for _ in range(int(repeats)):
        begun = perf_counter()
        found = figures([item], tree, ("union", tree.root), span)[0].numerator
        half = perf_counter()
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA cache_size=-16000")
            db.execute("PRAGMA temp_store=MEMORY")
            bare = sum(row[1] for row in db.execute(came(), days))
        runs.append((half - begun, perf_counter() - half))
        if bare != found:
            raise AssertionError(f"product {found}, bare statement {bare}")
    return {"runs": runs, "people": found}


def fill(file: str, attendances: int) -> None:
    """Fifty activities of the half-year; everybody on a roll comes to as many of them as are needed."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        rolls = db.execute(
            "SELECT m.union_id, m.worker_id, w.name FROM people_membership m JOIN people_worker w ON w.id = m.worker_id "
            "WHERE m.end_on IS NULL GROUP BY m.worker_id"
        ).fetchall()
        root = db.execute("SELECT min(id) FROM orgs_union").fetchone()[0]
        count = -(-attendances // len(rolls))
        db.execute("BEGIN IMMEDIATE")
        for at in range(count):
            db.execute(
                'INSERT INTO activities_activity (id, name, kind, run_by, union_id, organiser, partners, topic, "on", place, '
                "report, void_reason, version) VALUES (?, ?, 'worker', 'town', ?, '', '', '', ?, '', '', '', 1)",
                (at + 1, f"第{at + 1}期", root, f"2026-{at % 6 + 1:02d}-{at % 27 + 1:02d}"),
            )
            rows = ((at + 1, union, worker, name, f"w{worker}") for union, worker, name in rolls)
            db.executemany(
                "INSERT INTO activities_attendance (activity_id, union_id, worker_id, name, person, source, result, asked, "
                "void_reason, version) VALUES (?, ?, ?, ?, ?, 'list', '', 0, '', 1)",
                rows,
            )
        db.execute("COMMIT")
        db.execute("ANALYZE")


def main(side: str, *arguments: str) -> None:
    """One side on this process's data folder; prints JSON."""
    django_up()
    sides = {"sheet": sheet, "floor": floor, "people": people}
    print(json.dumps(sides[side](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
