"""A backup that is in order outside and not inside: whoever had the code packed it, or a broken machine did."""

import gzip
import io
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from gonghui.kernel.backup.box import BoxWriter
from gonghui.kernel.backup.code import Lock, new_code, private_key
from gonghui.kernel.backup.restoring import restore
from gonghui.kernel.refusal import Refused

Member = tuple[tarfile.TarInfo, bytes]


@pytest.fixture(scope="module")
def lock() -> tuple[str, Lock]:
    code, salt = new_code(), b"sixteen bytes !!"
    return code, Lock(salt, private_key(code, salt).public_key().public_bytes_raw(), "2026-07-02")


def member(name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE, leads_to: str = "") -> Member:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, len(content), leads_to
    return info, content


def forged(file: Path, lock: Lock, *members: Member) -> Path:
    """A box that the code opens, with these members inside."""
    inside = io.BytesIO()
    with gzip.GzipFile(fileobj=inside, mode="wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    with file.open("wb") as out:
        box = BoxWriter(out, lock, {"made_at": "2026-07-02", "migrations": []})
        box.write(inside.getvalue())
        box.finish()
    return file


def sound_database(folder: Path) -> bytes:
    file = folder / "sound.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE a (b)")
        database.commit()
    return file.read_bytes()


def whole(folder: Path) -> tuple[Member, Member]:
    """What every backup needs: a sound database and the key."""
    return member("gonghui.sqlite3", sound_database(folder)), member("keys/privacy", b"k")


@pytest.mark.parametrize(
    "strange",
    [
        member("../outside", b"x"), member("files/../../outside", b"x"), member("/etc/outside", b"x"), member("bin/run", b"x"),
        member("files\\..\\outside", b"x"), member("files/..", b"x"), member("files/a", kind=tarfile.SYMTYPE, leads_to="/etc/passwd"),
        member("files/a", kind=tarfile.LNKTYPE, leads_to="gonghui.sqlite3"), member("files/pipe", kind=tarfile.FIFOTYPE),
    ],
    ids=lambda one: f"{one[0].name} {one[0].type!r}",
)  # fmt: skip
def test_a_backup_with_a_strange_thing_inside_is_refused_and_nothing_is_written(
    lock: tuple[str, Lock], tmp_path: Path, strange: Member
) -> None:
    file = forged(tmp_path / "a.gonghui", lock[1], *whole(tmp_path), strange)
    new = tmp_path / "deep" / "new"
    with pytest.raises(Refused, match="不认识的东西"):
        restore(file, lock[0], new, new / "keys")
    assert not new.exists() and not list(tmp_path.rglob("outside")) and not list(tmp_path.rglob(".new-*"))


def test_a_backup_whose_database_is_torn_is_refused(lock: tuple[str, Lock], tmp_path: Path) -> None:
    (info, content), key = whole(tmp_path)
    torn = member(info.name, content[:100] + b"\xff" * (len(content) - 100))
    for members in ((torn, key), (member(info.name, b"no database"), key), ((info, content),), (key,)):
        file, new = forged(tmp_path / "a.gonghui", lock[1], *members), tmp_path / "new"
        with pytest.raises(Refused, match="不完整"):
            restore(file, lock[0], new, new / "keys")
        assert not new.exists()


def test_the_same_backup_without_the_strange_thing_comes_back(lock: tuple[str, Lock], tmp_path: Path) -> None:
    new = tmp_path / "new"
    restore(forged(tmp_path / "a.gonghui", lock[1], *whole(tmp_path)), lock[0], new, new / "keys")
    assert (new / "gonghui.sqlite3").is_file() and (new / "keys" / "privacy").read_bytes() == b"k"
