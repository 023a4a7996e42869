"""One tick over 100,000 open deadlines that all have to be told, against the same rows written in SQL by hand."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tests.bench.homes import TODAY, Homes, child, django_up
from tests.bench.measuring import Measure, at_most, say

LIMIT = 5.0
UNIONS = 1_000
STAMP = f"{TODAY} 01:00:00"


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Seconds of a tick that tells of everything, of the next one that tells nothing, and of the floor."""
    count = 2_000 if small else 100_000
    say(f"tick: {count:,} open deadlines …")
    found = child("tests.bench.ticks", homes.copy(homes.empty()), str(count), "1" if small else "3")
    floor = {"floor": found["floor"], "notices": found["notices"], "deadlines": count,
             "processor_seconds": found["first_processor"]}  # fmt: skip
    return [
        at_most("tick", found["first"], "s", LIMIT, **floor),
        at_most("tick_again", found["again"], "s", LIMIT, told_again=found["told_again"]),
    ]


def fill(file: str, count: int) -> None:
    """A chair for each of 1,000 unions, one for the town; deadlines of the next ten days and of the last ten."""
    today = date.fromisoformat(TODAY)
    deadlines = [
        ("orgs.term", "orgs.union", n, n % UNIONS + 1, (today + timedelta(days=n % 20 - 10)).isoformat())
        for n in range(1, count + 1)
    ]
    accounts = [(n, f"u{n}", f"主席{n}") for n in range(1, UNIONS + 2)]
    offices = [(n, n, "grassroots_chair") for n in range(1, UNIONS + 1)] + [(UNIONS + 1, 1, "town_chair")]
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        put(
            db,
            "people_account",
            "id username name",
            accounts,
            {"password": "!", "is_active": 1, "sessions_from": 1, "totp_sealed": "", "totp_step": 0, "pin": ""},
        )
        put(
            db,
            "people_officeheld",
            "account_id union_id role",
            offices,
            {"lines": "[]", "ended_because": "", "start_on": "2020-01-02"},
        )
        put(db, "workflow_deadline", "clock entity object_id union_id due_on", deadlines,
            {"cycle": "1", "title": "委员会换届", "subject": "", "line": "组织", "starts_on": "2020-01-02",
             "rule": "committee.term", "citation": "", "confidence": "verified", "note": "", "void": 0, "told": ""})  # fmt: skip
        db.execute("COMMIT")


def put(db: sqlite3.Connection, table: str, columns: str, rows: list[tuple[Any, ...]], same: dict[str, Any]) -> None:
    names = [*columns.split(), *same]
    marks = ", ".join(["?"] * len(names))
    db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", [(*r, *same.values()) for r in rows])


def by_hand(file: str) -> float:
    """Seconds that the same notices and marks take in plain SQL, in parts of the same size."""
    begun = perf_counter()
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA journal_mode=WAL")
        last = 0
        while True:
            db.execute("BEGIN IMMEDIATE")
            rows = db.execute(
                "SELECT id, union_id, title, due_on, object_id FROM workflow_deadline WHERE closed_on IS NULL AND NOT void"
                " AND told <> 'x' AND id > ? ORDER BY id LIMIT 5000", [last],
            ).fetchall()  # fmt: skip
            notices = [(a, STAMP, title, pk, "x", due, union, "orgs.union", thing)
                       for pk, union, title, due, thing in rows for a in (UNIONS + 1, union)]  # fmt: skip
            db.executemany(
                "INSERT INTO notices_notice (account_id, at, title, deadline_id, stage, due_on, union_id, entity,"
                " object_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", notices,
            )  # fmt: skip
            db.executemany("UPDATE workflow_deadline SET told = 'x' WHERE id = ?", [(row[0],) for row in rows])
            db.execute("COMMIT")
            if len(rows) < 5000:
                return perf_counter() - begun
            last = rows[-1][0]


def main(count: str, repeats: str) -> None:
    """Measure on this process's data folder; prints JSON."""
    django_up()
    from django.conf import settings
    from django.db import connection

    from gonghui.kernel.clock import now
    from gonghui.kernel.notices.models import Notice
    from gonghui.kernel.workflow.poller import tick

    file = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    fill(str(file), int(count))
    kept = file.with_suffix(".kept")
    shutil.copy(file, kept)
    out: dict[str, Any] = {"first": [], "again": [], "floor": [], "told_again": 0, "notices": 0,
                           "first_processor": [], "again_processor": []}  # fmt: skip
    for _ in range(int(repeats)):
        out["floor"].append(by_hand(_fresh(kept, file)))
        _fresh(kept, file)
        for name in ("first", "again"):
            begun, worked = perf_counter(), process_time()
            done = tick(now().at)
            out[name].append(perf_counter() - begun)
            out[f"{name}_processor"].append(process_time() - worked)
            out["told_again"] += done.told if name == "again" else 0
        out["notices"] = Notice.objects.count()
        connection.close()
    print(json.dumps(out))


def _fresh(kept: Path, file: Path) -> str:
    for old in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    return str(shutil.copy(kept, file))


if __name__ == "__main__":
    main(*sys.argv[1:])
