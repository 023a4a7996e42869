"""An office as a person at the command line has it: a data folder of its own, and commands in other processes."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from gonghui.kernel.backup.code import read_code
from gonghui.kernel.refusal import Refused
from tests.ready import ready


class Office:
    """A town of its own in a folder, reached by its commands as a person types them."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *words: str, manage: bool = False, **more: str) -> "subprocess.CompletedProcess[str]":
        """One command, of the product or of Django; in a process of its own, made ready beforehand."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GONGHUI_", "DATABASE_URL"))}
        program = "manage.py" if manage else "gonghui.cli"
        return ready().run(program, [*words], {**kept, "GONGHUI_HOME": str(self.home), **more})

    def sql(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.home / "gonghui.sqlite3")) as database, database:
            database.execute(statement, values)


def code_in(text: str) -> str:
    """The recovery code in what `gonghui init` printed."""
    for line in text.splitlines():
        try:
            return read_code(line)
        except Refused:
            continue
    raise AssertionError("no recovery code was printed")
