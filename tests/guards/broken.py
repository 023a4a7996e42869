"""Breaking one guard in a copy of the checkout and asking its test."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
LEFT_BEHIND = {".git", ".venv", "node_modules", "build", "data", "dist"}
"""Folders of the checkout that a copy does without; folders of the same name further down belong to the product."""
FAILED = 1
"""pytest's exit code for tests that ran and failed; a copy that cannot even be imported gives another one."""


@dataclass(frozen=True)
class Guard:
    """A line of defence: what it holds, where it stands, how it is broken, and which test must notice.

    `old` occurs exactly once in `file`; `new` takes its place. `test` is a file of tests, or one of its functions.
    """

    holds: str
    file: str
    old: str
    new: str
    test: str

    def trouble(self) -> str:
        """Why this declaration cannot be tried; empty when it can."""
        source, _, name = self.test.partition("::")
        if not (CHECKOUT / self.file).exists():
            return f"{self.file} is gone"
        found = (CHECKOUT / self.file).read_text(encoding="utf-8").count(self.old)
        if found != 1:
            return f"{self.file} has it {found} times: {self.old!r}"
        if self.old == self.new:
            return f"{self.file}: nothing is broken"
        if not (CHECKOUT / source).exists():
            return f"{source} is gone"
        tests = (CHECKOUT / source).read_text(encoding="utf-8") if name else ""
        of, _, method = name.split("[")[0].rpartition("::")
        here = re.search(rf"def {re.escape(method)}\(", tests)
        inherited = of and re.search(rf"class {re.escape(of)}\(\w", tests)
        if name and not here and not inherited:
            return f"{source} has no {name}"
        return ""


def guards() -> list[Guard]:
    """All declared guards."""
    folder = Path(__file__).with_name("data")
    rows = [row for file in sorted(folder.glob("*.yaml")) for row in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [Guard(**row) for row in rows]


def _left_behind(folder: str, names: list[str]) -> set[str]:
    top = LEFT_BEHIND if Path(folder) == CHECKOUT else set()
    return {name for name in names if name in top or name == "__pycache__" or name.endswith("_cache")}


class Copy:
    """A checkout of its own, in which guards may be broken."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(shutil.copytree(CHECKOUT, folder, ignore=_left_behind))
        self._passing: dict[str, bool] = {}
        if (CHECKOUT / "build").exists():
            os.symlink(CHECKOUT / "build", self.folder / "build")

    def passes(self, test: str) -> bool:
        """Whether a test passes while nothing is broken; asked once."""
        if test not in self._passing:
            self._passing[test] = self.run(test) == 0
        return self._passing[test]

    def noticed(self, guard: Guard) -> bool:
        """Whether the guard's test passes, and fails once the guard is broken; the copy is whole again afterwards."""
        if not self.passes(guard.test):
            return False
        file = self.folder / guard.file
        whole = file.read_text(encoding="utf-8")
        file.write_text(whole.replace(guard.old, guard.new), encoding="utf-8")
        try:
            return self.run(guard.test) == FAILED
        finally:
            file.write_text(whole, encoding="utf-8")

    def run(self, test: str) -> int:
        """pytest's exit code for one file or function of tests."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", test]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
        return done.returncode
