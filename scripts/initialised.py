"""Exit 0 when the data folder already holds a town: somebody in it can sign in.

Asks SQLite itself, so that a second `make run` serves at once; with another database `gonghui init` decides.
"""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def initialised(home: Path) -> bool:
    file = (home / "gonghui.sqlite3").resolve()
    if os.environ.get("DATABASE_URL") or not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute("SELECT 1 FROM people_account LIMIT 1").fetchone() is not None
    except sqlite3.Error:  # an empty or half-made file: `gonghui init` finishes it or says why not
        return False


if __name__ == "__main__":
    sys.exit(not initialised(Path(os.environ.get("GONGHUI_HOME") or "data")))
