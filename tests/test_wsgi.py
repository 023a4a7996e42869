"""The serving process: it brings its own database up to date, ticks, and ends without leaving a thread behind."""

import os
import subprocess
import sys
from pathlib import Path

from tests.ready import ready


def served(home: Path, **surroundings: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GONGHUI_", "DATABASE_URL"))}
    done = subprocess.run([sys.executable, "-m", "tests.served"], capture_output=True, text=True, check=False, timeout=120,
                          env={**kept, "GONGHUI_HOME": str(home), **surroundings})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_serving_process_ticks_and_its_thread_ends_with_it(tmp_path: Path) -> None:
    assert served(tmp_path, GONGHUI_SERVING="1") == "alive: ['gonghui-tick']\nheld: []\nleft behind: []\n"
    assert (tmp_path / "gonghui.sqlite3").exists()


def test_a_process_that_does_not_serve_does_not_tick(tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GONGHUI_", "DATABASE_URL"))}
    assert "alive: []" in ready().run("tests.served", [], {**kept, "GONGHUI_HOME": str(tmp_path)}).stdout
