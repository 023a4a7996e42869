"""An office whose plug is pulled, and the questions that are asked of it after."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter, sleep

from gonghui.kernel.backup.restoring import restore
from tests.bench.homes import CHECKOUT, OWN_SETTINGS


class Office:
    """An office in a folder of its own, with a backup of it and the recovery code."""

    def __init__(self, base: Path) -> None:
        self.base, self.home, self.backup = base, base / "office", base / "kept.gonghui"
        printed = self.gonghui(self.home, "init", "--town", "青溪镇")
        self.code = next(line.strip() for line in printed.splitlines() if line.count("-") == 5)
        self.gonghui(self.home, "backup", str(self.backup))
        self.content = content(self.home)

    def surroundings(self, home: Path) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key not in (*OWN_SETTINGS, "GONGHUI_TEST")}
        return {**kept, "GONGHUI_HOME": str(home), "PYTHONPATH": str(CHECKOUT)}

    def gonghui(self, home: Path, *command: str) -> str:
        """What a command prints; it must go through."""
        done = subprocess.run([sys.executable, "-m", "gonghui.cli", *command], env=self.surroundings(home), cwd=CHECKOUT,
                              capture_output=True, text=True, check=False)  # fmt: skip
        if done.returncode != 0:
            raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def arguments(self, kind: str) -> tuple[Path, list[str]]:
        """(data folder, arguments) of a piece of work."""
        new = self.base / "new"
        return {
            "backup": (self.home, [str(self.base / "next.gonghui")]),
            "restore": (self.base / "elsewhere", [str(self.backup), self.code, str(new)]),
            "seal": (self.home, ["12"]),
        }[kind]

    def start(self, kind: str, at: str = "") -> "subprocess.Popen[str]":
        """The work, ready to begin."""
        home, arguments = self.arguments(kind)
        surroundings = self.surroundings(home) | ({"GONGHUI_FAULT_AT": at} if at else {})
        work = subprocess.Popen([sys.executable, "-m", "tests.faults.work", kind, *arguments], env=surroundings, cwd=CHECKOUT,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
        assert work.stdout is not None and work.stdout.readline() == "ready\n"
        return work

    def whole(self, kind: str) -> tuple[float, int]:
        """Seconds that the work takes and its touches of files, when nobody pulls the plug."""
        work = self.start(kind, "count")
        begun = perf_counter()
        said, _ = work.communicate()
        self.clear()
        return perf_counter() - begun, int(said)

    def pull_after(self, kind: str, seconds: float) -> bool:
        """Begin the work and pull the plug; whether it was still at it."""
        work = self.start(kind)
        sleep(seconds)
        work.kill()
        return work.wait() != 0

    def pull_at(self, kind: str, touch: int) -> bool:
        """The same at the n-th touch of a file."""
        work = self.start(kind, str(touch))
        work.communicate()
        return work.returncode != 0

    def check(self, kind: str) -> None:
        """Before or after, never between. Raises AssertionError."""
        if kind == "seal":
            self.gonghui(self.home, "verify")
        elif kind == "backup":
            self._check_backup()
        else:
            self._check_restored()
        self.clear()

    def _check_backup(self) -> None:
        file, new = self.base / "next.gonghui", self.base / "new"
        if file.exists():
            restore(file, self.code, new, new / "keys")
            assert content(new) == self.content

    def _check_restored(self) -> None:
        new = self.base / "new"
        if not (new / "gonghui.sqlite3").exists():
            assert not (new / "keys" / "privacy").exists() and not (new / "files").exists(), "half an office"
            restore(self.backup, self.code, new, new / "keys")
        assert content(new) == self.content

    def clear(self) -> None:
        """Make room for the next time."""
        (self.base / "next.gonghui").unlink(missing_ok=True)
        for folder in ("new", "elsewhere"):
            shutil.rmtree(self.base / folder, ignore_errors=True)


def content(home: Path) -> str:
    """A digest of everything in the database of a data folder."""
    with closing(sqlite3.connect(home / "gonghui.sqlite3")) as database:
        return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


def moments(kind: str, office: Office, runs: int, seed: int) -> list[float]:
    """Random moments within the time that the work takes."""
    seconds, _ = office.whole(kind)
    chance = Random(f"{kind} {seed}")
    return [chance.uniform(0, seconds) for _ in range(runs)]
