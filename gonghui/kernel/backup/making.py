"""Writing one backup while the office works on: a snapshot of the database, the kept files, the keys; in one piece."""

import errno
import gzip
import hashlib
import os
import secrets
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from time import time
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.transaction import TransactionManagementError

from gonghui.kernel.audit.proof.chain import filed_anchor, short
from gonghui.kernel.backup.box import BoxWriter
from gonghui.kernel.backup.code import Lock, current_lock
from gonghui.kernel.machine import replace
from gonghui.kernel.refusal import Refused

SUFFIX = ".gonghui"
DATABASE = "gonghui.sqlite3"
TOLD_EVERY = 4 << 20
"""Bytes between two words about the progress."""

LEFT_BEHIND = 6 * 3600
"""Seconds after which an unfinished file is nobody's work any more."""


Progress = Callable[[str, int, int], None]
"""progress(stage in Chinese, bytes done, bytes in all); 0 of 0 while nobody can say."""


def silent(stage: str, done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Made:
    """A finished backup. `size` in bytes."""

    file: Path
    size: int
    at: datetime
    anchor: str


def make_backup(file: Path, at: datetime, progress: Progress = silent) -> Made:
    """Write a backup to `file`, which is there whole or not at all. The office may go on working meanwhile.

    Raises Refused without a recovery code, on PostgreSQL, when the disk is full or the database is damaged.
    """
    if connection.vendor != "sqlite":
        raise Refused("数据在 PostgreSQL 里，要用它自己的工具备份。",
                      "请用 pg_dump，并另存密钥和文件；写法见 docs/howto/backup-on-postgresql.md。")  # fmt: skip
    lock = current_lock()
    if lock is None:
        raise Refused("还没有恢复码，备份了也打不开。", "请先运行 gonghui recovery-code --new，把恢复码抄下来。")
    progress("抄一份数据库", 0, 0)
    with _troubles(file.parent), snapshot() as database:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = _about(at)
        size = _written(file, lock, about, database, progress)
    return Made(file, size, at, str(about["anchor"]))


@contextmanager
def _troubles(folder: Path) -> Iterator[None]:
    """Turn what the disk says into a sentence."""
    try:
        yield
    except (OSError, sqlite3.Error) as trouble:
        full = getattr(trouble, "errno", None) == errno.ENOSPC or "disk is full" in str(trouble)
        if full:
            raise Refused(
                "备份没有做成：磁盘满了。", f"请清出空间，或把备份换到别的盘；原来的备份都还在（{folder}）。"
            ) from trouble
        why = trouble.strerror if isinstance(trouble, OSError) else "数据库读不出来"
        raise Refused(f"备份没有做成：{why}。", f"请核对备份的地方还在不在：{folder}") from trouble


@contextmanager
def snapshot() -> Iterator[Path]:
    """The database as it is at one moment, as a file that goes away after; checked, so that damage is not backed up."""
    folder = Path(settings.HOME) / "tmp"
    copy = folder / f"backup-{secrets.token_hex(8)}.sqlite3"
    try:
        with _troubles(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sweep(folder, "backup-*")
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            copy_database(copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def copy_database(target: Path) -> None:
    """Copy the running database as it is at one moment into `target`. Raises Refused when it is damaged."""
    if connection.in_atomic_block:
        raise TransactionManagementError("a copy made inside a transaction would wait for its own end")
    connection.ensure_connection()
    with closing(sqlite3.connect(str(target))) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        sound = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if sound != "ok":
        raise Refused("数据库文件坏了，没有拿它去换掉以前的备份。", "请停下系统，用最近的一份备份恢复。")


def sweep(folder: Path, pattern: str) -> None:
    """Remove files that a process left behind unfinished when the power went off."""
    for file in folder.glob(pattern):
        with suppress(OSError):
            if time() - file.stat().st_mtime > LEFT_BEHIND:
                file.unlink()


def _about(at: datetime) -> dict[str, Any]:
    """What may be read without the code: when, by which version, how far the proof went."""
    filed = filed_anchor()
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    anchor = f"{filed['number']}-{short(filed['digest'])[:4]}-{short(filed['digest'])[4:]}" if filed else ""
    book = filed["book"] if filed else ""
    return {"made_at": at.isoformat(), "book": book, "version": _version(), "anchor": anchor, "migrations": applied}


def _version() -> str:
    try:
        return version("gonghui")
    except PackageNotFoundError:
        return ""


def _written(file: Path, lock: Lock, about: dict[str, Any], database: Path, progress: Progress) -> int:
    """Write beside `file`, read it back, put it in place; returns its size."""
    sweep(file.parent, f".*{SUFFIX}.*")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600), "w+b") as out:
            told = _Told(out)
            _fill(told, lock, about, database, progress)
            progress("读回来核对", 0, 0)
            out.flush()
            os.fsync(out.fileno())
            out.seek(0)
            if hashlib.file_digest(out, "sha256").digest() != told.digest():
                raise OSError(errno.EIO, "写下去的和读回来的不一样，这个盘可能坏了")
        replace(draft, file)
        sync_folder(file.parent)
    finally:
        draft.unlink(missing_ok=True)
    return file.stat().st_size


class _Told:
    """A file that remembers the digest of what was written to it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._sum = out, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._sum.update(data)
        return self._out.write(data)

    def digest(self) -> bytes:
        return self._sum.digest()


class _Counted:
    """A file that tells how much of what there is has gone through it."""

    def __init__(self, out: Any, of: int, progress: Progress) -> None:
        self._out, self._of, self._progress, self._done, self._told = out, of, progress, 0, 0

    def write(self, data: bytes) -> int:
        self._done += len(data)
        if self._done - self._told >= TOLD_EVERY:
            self._told = self._done
            self._progress("加密写入", min(self._done, self._of), self._of)
        return int(self._out.write(data))


def _fill(out: Any, lock: Lock, about: dict[str, Any], database: Path, progress: Progress) -> None:
    box = BoxWriter(out, lock, about)
    of = database.stat().st_size + sum(file.stat().st_size for file in (Path(settings.HOME) / "files").glob("*.sealed"))
    with (
        gzip.GzipFile(fileobj=box, mode="wb", compresslevel=3, filename="", mtime=0) as packed,
        tarfile.open(fileobj=cast(Any, _Counted(packed, of, progress)), mode="w|") as tar,
    ):
        tar.add(database, DATABASE, filter=_plain)
        for file in sorted(Path(settings.PRIVACY_KEY_FILE).parent.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                tar.add(file, f"keys/{file.name}", filter=_plain)
        for name, data in _kept_files():
            info = tarfile.TarInfo(f"files/{name}")
            info.size = len(data)
            tar.addfile(info, BytesIO(data))
    box.finish()


def _kept_files() -> Iterator[tuple[str, bytes]]:
    """The files that are kept, encrypted as they lie there; one that is forgotten just now is left out."""
    folder = Path(settings.HOME) / "files"
    for file in sorted(folder.glob("*.sealed")) if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            yield file.name, file.read_bytes()


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member without the names and numbers of this machine's users."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; Windows does so by itself and refuses to be asked."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
