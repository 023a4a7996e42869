"""An office whose plug is pulled, and the questions that are asked of it after."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from typing import Any

from tests.bench.homes import CHECKOUT, OWN_SETTINGS, TODAY

RECORDS = ("import", "transition", "close")
"""Work that changes records; the office is put back after each time."""

OURS = ("audit", "bargaining", "imports", "orgs", "people", "workflow")
PROOF = ("audit_mark", "audit_seal", "audit_sealedrows")

DEALS = """
SELECT b.state, b.version, (SELECT count(*) FROM workflow_step s WHERE s.object_id = b.id),
       (SELECT count(*) FROM audit_event e WHERE e.object_id = b.id AND e.verb = 'offer'),
       (SELECT count(*) FROM workflow_deadline d WHERE d.object_id = b.id AND d.entity = 'bargaining.bargaining')
FROM bargaining_bargaining b ORDER BY b.id
"""


class Worker:
    """Who works on one data folder: a process with the product ready, a child of which does each piece of work."""

    def __init__(self, home: Path, process: "subprocess.Popen[str]") -> None:
        self.home, self._process = home, process

    def start(self, kind: str, *arguments: str, at: str = "") -> int:
        """Begin; returns the key of the process that does it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(self.home), kind, at, *arguments]) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def end(self) -> tuple[list[Any], int]:
        """([what was printed, touches], exit code or minus the signal) of what was begun last."""
        said = json.loads(self._line())
        return said, int(self._line())

    def do(self, kind: str, *arguments: str, at: str = "") -> list[Any]:
        """Work that must go through: [what was printed, touches]."""
        self.start(kind, *arguments, at=at)
        said, code = self.end()
        if code != 0:
            raise AssertionError(f"{kind} {arguments}: {code} {said}")
        return said

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def ready(home: Path) -> "subprocess.Popen[str]":
    """A process with the product ready, on no office of anybody's."""
    kept = {key: value for key, value in os.environ.items() if key not in (*OWN_SETTINGS, "GONGHUI_TEST")}
    surroundings = {**kept, "GONGHUI_HOME": str(home), "PYTHONPATH": str(CHECKOUT), "GONGHUI_TODAY": TODAY}
    return subprocess.Popen([sys.executable, "-m", "tests.faults.work"], env=surroundings, cwd=CHECKOUT,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip


class Office:
    """An office in a folder of its own, with a backup of it and the recovery code; and an empty computer beside it."""

    def __init__(self, base: Path) -> None:
        self.base, self.home, self.backup, self.roster = (
            base,
            base / "office",
            base / "kept.gonghui",
            base / "名册.xlsx",
        )
        self._process = ready(base / "nobody")
        self.here, self.elsewhere = Worker(self.home, self._process), Worker(base / "elsewhere", self._process)
        printed = self.here.do("gonghui", "init", "--town", "青溪镇")[0]
        self.code = next(line.strip() for line in printed.splitlines() if line.count("-") == 5)
        self.here.do("prepare", str(self.roster))
        self.here.do("gonghui", "backup", str(self.backup))
        self.content, self.rows = content(self.home), rows(self.home / "gonghui.sqlite3")
        self._put_aside(self.home, base / "untouched")
        self.before = {kind: self.state(kind) for kind in RECORDS}
        self.after: dict[str, Any] = {}

    def close(self) -> None:
        """Let the process of the office end."""
        self._process.communicate()

    def state(self, kind: str) -> Any:
        """What a piece of work changes: of each procedure its state with its traces, else the rows of every table."""
        with closing(sqlite3.connect(self.home / "gonghui.sqlite3")) as database:
            if kind == "transition":
                return database.execute(DEALS).fetchall()
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}

    def order(self, kind: str) -> tuple[Worker, list[str]]:
        """Who does a piece of work, and with which arguments."""
        return {
            "backup": (self.here, [str(self.base / "next.gonghui")]),
            "restore": (self.elsewhere, [str(self.backup), self.code, str(self.base / "new")]),
            "seal": (self.here, ["12"]),
            "move": (self.here, [str(self.base / "new" / "moved.sqlite3")]),
            "import": (self.here, [str(self.roster)]),
            "transition": (self.here, []),
            "close": (self.here, []),
        }[kind]

    def whole(self, kind: str) -> tuple[float, int]:
        """Seconds that the work takes and its touches of files and statements, when nobody pulls the plug."""
        worker, arguments = self.order(kind)
        begun = perf_counter()
        _, touches = worker.do(kind, *arguments, at="count")
        seconds = perf_counter() - begun
        if kind in RECORDS:
            self.after[kind] = self.state(kind)
            assert self.after[kind] != self.before[kind]
        self.clear(kind)
        return seconds, touches

    def pull_after(self, kind: str, seconds: float) -> bool:
        """Begin the work and pull the plug; whether it was still at it."""
        worker, arguments = self.order(kind)
        child = worker.start(kind, *arguments)
        sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        return worker.end()[1] != 0

    def pull_at(self, kind: str, touch: int) -> bool:
        """The same at the n-th touch."""
        worker, arguments = self.order(kind)
        worker.start(kind, *arguments, at=str(touch))
        return worker.end()[1] != 0

    def check(self, kind: str) -> None:
        """Before or after, never between. Raises AssertionError."""
        checks: dict[str, Callable[[], None]] = {
            "backup": self._check_backup, "restore": self._check_restored, "move": self._check_moved,
        }  # fmt: skip
        checks.get(kind, lambda: self._check_records(kind))()
        self.clear(kind)

    def _check_records(self, kind: str) -> None:
        if kind in RECORDS:
            found, before, after = self.state(kind), self.before[kind], self.after[kind]
            if kind == "transition":
                assert all(one in pair for one, *pair in zip(found, before, after, strict=True)), (
                    f"half a step: {found}"
                )
            else:
                assert found in (before, after), {key: found[key] for key in found if found[key] != before.get(key)}
        self.here.do("gonghui", "verify")

    def _check_backup(self) -> None:
        file, new = self.base / "next.gonghui", self.base / "new"
        if file.exists():
            self.elsewhere.do("restore", str(file), self.code, str(new))
            assert content(new) == self.content

    def _check_restored(self) -> None:
        new = self.base / "new"
        if not (new / "gonghui.sqlite3").exists():
            assert not (new / "keys" / "privacy").exists() and not (new / "files").exists(), "half an office"
            self.elsewhere.do("restore", str(self.backup), self.code, str(new))
        assert content(new) == self.content

    def _check_moved(self) -> None:
        """The old office keeps its records; the new one holds nothing, and takes everything the next time, or everything,
        which passes its proof beside the keys (the old one then knows that it is old)."""
        so_far, new = self.home / "gonghui.sqlite3", self.base / "new" / "moved.sqlite3"
        assert rows(so_far) == self.rows
        there = rows(new) if new.exists() else {}
        if not there.get("people_account"):
            assert not any(there.values()), "half an office"
            self.here.do("gonghui", "verify")
            self.here.do("move", str(new))
        assert rows(new) == self.rows, "half an office"
        for rest in self.home.glob("gonghui.sqlite3*"):
            rest.unlink()
        new.replace(so_far)
        self.here.do("gonghui", "verify")

    def clear(self, kind: str) -> None:
        """Make room for the next time."""
        (self.base / "next.gonghui").unlink(missing_ok=True)
        shutil.rmtree(self.base / "new", ignore_errors=True)
        if kind in (*RECORDS, "seal", "move"):
            self._put_aside(self.base / "untouched", self.home)

    def _put_aside(self, source: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)


def content(home: Path) -> str:
    """A digest of everything in the database of a data folder."""
    with closing(sqlite3.connect(home / "gonghui.sqlite3")) as database:
        return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


def rows(file: Path) -> dict[str, int]:
    """How many rows each table of our own records holds; sealing adds to its own and to no other."""
    with closing(sqlite3.connect(file)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in names if name.split("_")[0] in OURS and name not in PROOF]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(ours)}


def moments(kind: str, office: Office, runs: int, seed: int) -> list[float]:
    """Random moments within the time that the work takes."""
    seconds, _ = office.whole(kind)
    chance = Random(f"{kind} {seed}")
    return [chance.uniform(0, seconds) for _ in range(runs)]
