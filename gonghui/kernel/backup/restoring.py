"""Bringing a backup back on a new computer: everything is unpacked and checked beside the data folder, then put in place."""

import errno
import gzip
import os
import shutil
import sqlite3
import tarfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.db.migrations.loader import MigrationLoader

from gonghui.kernel.backup.box import BoxReader
from gonghui.kernel.backup.code import read_code
from gonghui.kernel.backup.making import DATABASE, sync_folder
from gonghui.kernel.files.store import write_whole
from gonghui.kernel.machine import replace
from gonghui.kernel.refusal import Refused

FOLDERS = ("keys", "files")
OF_A_START = ("static", "tmp", "logs", "backup.json", "verified.json", "tick.json", "serving.lock")
"""What a process leaves in a data folder that holds no records yet."""


@dataclass(frozen=True)
class Restored:
    """What came back: when the backup was made, how far its proof went, how many kept files it held."""

    made_at: str
    anchor: str
    files: int


def restore(file: Path, code: str, home: Path, keys: Path) -> Restored:
    """Bring a backup back into an empty data folder, its keys into `keys`. After a failure nothing has changed.

    Raises Refused for a wrong code, a damaged file, a backup of a newer version, and a folder that is not empty.
    """
    code = read_code(code)
    _check_empty(home, keys)
    staging = home.with_name(f".{home.name}-restoring-{uuid4().hex[:8]}")
    for left in home.parent.glob(f".{home.name}-restoring-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        staging.mkdir(mode=0o700, parents=True)
        header = _unpack(file, code, staging)
        _check_database(staging / DATABASE)
        files = len(list((staging / "files").glob("*"))) if (staging / "files").is_dir() else 0
        _put_in_place(staging, home, keys)
    except OSError as trouble:
        why = "磁盘满了" if trouble.errno == errno.ENOSPC else trouble.strerror
        raise Refused(f"没有恢复：{why}。", "请核对磁盘空间和文件夹，再来一次；什么都没有改动。") from trouble
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Restored(str(header.get("made_at", "")), str(header.get("anchor", "")), files)


def _check_empty(home: Path, keys: Path) -> None:
    """Only what a first start leaves behind may be there: the sign-in secret and empty folders."""
    for place in {home, keys}:
        for path in place.rglob("*") if place.is_dir() else ():
            inside = path.relative_to(place).parts
            if path.is_file() and path != keys / "secret" and inside[0] not in OF_A_START:
                raise Refused(f"“{place}”里已经有数据，没有恢复。", "请换一个空文件夹：--into 新文件夹。")


def _unpack(file: Path, code: str, to: Path) -> dict[str, Any]:
    try:
        with open(file, "rb") as source:
            return _unboxed(source, code, to)
    except FileNotFoundError as gone:
        raise Refused(f"没有这个文件：{file}。", "请核对路径。") from gone


def _unboxed(source: BinaryIO, code: str, to: Path) -> dict[str, Any]:
    box = BoxReader(source, code)
    _check_version(box.header)
    try:
        with gzip.GzipFile(fileobj=box, mode="rb") as packed:  # type: ignore[call-overload]
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                for member in tar:
                    _take_out(tar, member, to)
            while packed.read(1 << 16):
                pass  # to the very end: only then is it sure that nothing is missing
        box.read()
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as broken:
        raise Refused("这份备份坏了：里面的内容读不出来。", "请换一份别的日期的备份；什么都没有恢复。") from broken
    return box.header


def _check_version(header: dict[str, Any]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(header.get("migrations", ())) - known:
        raise Refused(f"这份备份是更新的版本（{header.get('version', '')}）做的。", "请先装新版本，再恢复。")


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    """One member, if it is one that a backup has: no other name and no link is followed anywhere."""
    folder, _, name = member.name.rpartition("/")
    known = member.name == DATABASE or (folder in FOLDERS and name not in ("", ".", "..") and "\\" not in name)
    source = tar.extractfile(member) if known and member.isfile() else None
    if source is None:
        raise Refused("这份备份里有不认识的东西。", "请核对它的来历；什么都没有恢复。")
    target = to / folder / name
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with (
        source,
        open(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb") as out,
    ):
        shutil.copyfileobj(source, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def _check_database(file: Path) -> None:
    try:
        with closing(sqlite3.connect(str(file))) as database:
            sound = database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            sound = sound and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    except sqlite3.Error:
        sound = False
    if not sound or not (file.parent / "keys" / "privacy").is_file():
        raise Refused("这份备份里的数据库或密钥不完整。", "请换一份别的日期的备份；什么都没有恢复。")


def _put_in_place(staging: Path, home: Path, keys: Path) -> None:
    """Keys that lie apart first, then the whole folder by one rename."""
    if keys != home / "keys":
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in (staging / "keys").iterdir():
            data = file.read_bytes()
            write_whole(keys / file.name, lambda out, data=data: out.write(data))  # type: ignore[misc]
        shutil.rmtree(staging / "keys")
    (staging / "tmp").mkdir(mode=0o700)
    if (home / "static").is_dir():
        replace(home / "static", staging / "static")
    if home.exists():
        shutil.rmtree(home)  # only what `_check_empty` let pass
    replace(staging, home)
    sync_folder(home.parent)
