"""After a whole working day nothing in the data folder, the backups or the log holds the numbers that were typed in."""

import base64
import gzip
import os
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.privacy.journey import GONE, NUMBERS, ROOM, surroundings
from tests.privacy.needles import found_in
from tests.ready import ready


def test_the_planted_numbers_are_found_nowhere(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGHUI_", "DATABASE_URL"))}
    run = ready().run("tests.privacy.journey", [str(tmp_path)], environment | surroundings(tmp_path))
    log = tmp_path / "log"
    log.mkdir()
    (log / "stderr.txt").write_text(run.stderr, encoding="utf-8")
    (log / "stdout.txt").write_text(run.stdout, encoding="utf-8")
    said = run.stderr
    assert run.returncode == 0, said[-3000:]
    assert "********" in said, "the fault was logged, with its numbers covered"
    assert list((tmp_path / "home").glob("gonghui.sqlite3*")) and list((tmp_path / "backup").iterdir())
    assert list((tmp_path / "home" / "files").iterdir()), "the uploaded roster is kept, encrypted"
    assert found_in([tmp_path], [*NUMBERS, GONE, ROOM]) == []


@pytest.mark.parametrize("dress", [
    lambda number: number.encode(), lambda number: number.encode("utf-16"), lambda number: number.encode().hex().encode(),
    *(lambda number, pad=pad: base64.b64encode(b"abc"[:pad] + number.encode() + b"xyz") for pad in range(3)),
    lambda number: gzip.compress(number.encode()), lambda number: b"%PDF " + zlib.compress(number.encode() * 3),
])  # fmt: skip
def test_the_search_itself_sees_every_dress(tmp_path: Path, dress) -> None:
    (tmp_path / "kept.bin").write_bytes(b"\x00before" + dress(NUMBERS[0]) + b"after")
    hidden = dress(NUMBERS[0])[:2] in (b"\x1f\x8b",)
    if hidden:
        (tmp_path / "kept.bin").write_bytes(dress(NUMBERS[0]))
    assert found_in([tmp_path], NUMBERS)


def test_the_search_looks_into_zips_inside_zips_and_at_names(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w", zipfile.ZIP_DEFLATED) as inner:
        inner.writestr("a.xml", f"<c>{NUMBERS[0]}</c>")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w", zipfile.ZIP_DEFLATED) as outer:
        outer.write(tmp_path / "inner.zip", "inner.zip")
    (tmp_path / "inner.zip").unlink()
    assert found_in([tmp_path], NUMBERS)
    (tmp_path / "outer.zip").unlink()
    (tmp_path / f"{NUMBERS[3]}.txt").write_text("")
    assert found_in([tmp_path], NUMBERS)
