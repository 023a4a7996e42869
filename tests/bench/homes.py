"""Data folders of the bench: temporary, each filled once, and commands that run in a process of their own on one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
TODAY = "2026-07-06"
"""The day on which everything is measured: the first half-year is over."""

OWN_SETTINGS = ("DATABASE_URL", "GONGHUI_HOSTS", "GONGHUI_HTTPS", "GONGHUI_DEBUG", "GONGHUI_KEYS", "GONGHUI_TODAY",
                "GONGHUI_MAIL", "GONGHUI_WECOM", "GONGHUI_BACKUP_DIR")  # fmt: skip


class Homes:
    """Temporary data folders; `with Homes() as homes` removes all of them at the end."""

    def __init__(self) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="gonghui-bench-"))

    def __enter__(self) -> "Homes":
        return self

    def __exit__(self, *problem: object) -> None:
        shutil.rmtree(self.base, ignore_errors=True)

    def empty(self) -> Path:
        """A folder with a database of this version and nothing in it."""
        home = self.base / "empty"
        if not home.exists():
            gonghui(home, "tick")
        return home

    def sample(self) -> Path:
        """A folder with the sample town."""
        home = self.base / "sample"
        if not home.exists():
            gonghui(home, "init", "--demo")
        return home

    def office(self, unions: int, members: int) -> Path:
        """A folder with an office of that many grassroots unions and members."""
        home = self.base / f"office-{unions}-{members}"
        if not home.exists():
            self.copy(self.empty(), home)
            child("tests.bench.office", home, str(unions), str(members))
        return home

    def copy(self, home: Path, to: Path | None = None) -> Path:
        """A fresh copy of a folder that no process has open."""
        to = to or Path(tempfile.mkdtemp(prefix="copy-", dir=self.base))
        shutil.copytree(home, to, dirs_exist_ok=True)
        return to

    def drop(self, home: Path) -> None:
        """Remove a copy that is no longer needed."""
        shutil.rmtree(home, ignore_errors=True)


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process that works on `home` and on nothing of this person's own office."""
    kept = {key: value for key, value in os.environ.items() if key not in OWN_SETTINGS}
    return {**kept, "GONGHUI_HOME": str(home), "GONGHUI_TODAY": TODAY, "PYTHONPATH": str(CHECKOUT), **more}


def gonghui(home: Path, *command: str, **more: str) -> str:
    """Run a command of the product on a data folder; returns what it prints."""
    return _run([sys.executable, "-m", "gonghui.cli", *command], home, more)


def child(module: str, home: Path, *arguments: str, **more: str) -> Any:
    """Run a module of the bench in a process of its own; returns the JSON that it prints."""
    return json.loads(_run([sys.executable, "-m", module, *arguments], home, more))


def _run(command: list[str], home: Path, more: Mapping[str, str]) -> str:
    home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command, env=surroundings(home, **more), cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[1:])} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def django_up() -> None:
    """Make Django ready in a child process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
