"""A backup every day by itself; of the old ones seven days, four weeks and twelve months are kept."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.backup.box import read_header
from gonghui.kernel.backup.code import current_lock
from gonghui.kernel.backup.making import SUFFIX, Made, Progress, make_backup, silent, snapshot
from gonghui.kernel.backup.state import backup_folder, check_there, keep, last_made, last_trouble
from gonghui.kernel.beside import beside
from gonghui.kernel.machine import replace
from gonghui.kernel.refusal import Refused

NAME = re.compile(r"gonghui-(\d{4})-(\d{2})-(\d{2})-(\d{6})\.gonghui")
AGAIN = timedelta(hours=1)
"""How long to wait after a failure before the next try."""

DAYS, WEEKS, MONTHS, UPGRADES = 7, 4, 12, 3


def backup_job(at: datetime) -> str:
    """The backup of the day, when it is due; says what went wrong, if anything."""
    if connection.vendor != "sqlite" or connection.in_atomic_block or current_lock() is None or not _due(at):
        return ""
    try:
        beside(back_up_today, at)
    except Refused as no:
        return no.what + no.todo
    return ""


def _due(at: datetime) -> bool:
    """Whether today has no backup yet (or it is gone), and the last failure is an hour ago."""
    made_at, last = last_made()
    if made_at is not None and made_at.date() == at.date() and Path(str(last.get("file"))).is_file():
        return False
    failed_at, _ = last_trouble()
    return failed_at is None or not timedelta(0) <= at - failed_at < AGAIN


def back_up_today(at: datetime, progress: Progress = silent) -> Made:
    """Make a backup in the usual place and let old ones go. Raises Refused when it fails; the old ones stay then."""
    check_there()
    made = back_up(backup_folder() / f"gonghui-{at:%Y-%m-%d-%H%M%S}{SUFFIX}", at, progress)
    rotate(made.file)
    return made


def back_up(file: Path, at: datetime, progress: Progress = silent) -> Made:
    """Seal, then make a backup, and write down how it went. Raises Refused when it fails."""
    seal(at)
    try:
        made = make_backup(file, at, progress)
    except Refused as no:
        keep(trouble={"at": at.isoformat(), "what": no.what})
        raise
    keep(last={"at": at.isoformat(), "file": str(made.file), "size": made.size, "anchor": made.anchor}, trouble=None)
    return made


def rotate(newest: Path) -> None:
    """Let go of this office's daily backups that no rule keeps. Other files, and other offices' backups, stay."""
    book = _book(newest)
    files = [file for file in newest.parent.glob(f"gonghui-*{SUFFIX}") if _book(file) == book]
    found = sorted((day, file) for file in files if (day := day_of(file)))
    stay = kept_days(day for day, _ in found)
    last_of_day = {day: file for day, file in found}
    for day, file in found:
        if file != newest and (day not in stay or last_of_day[day] != file):
            file.unlink(missing_ok=True)


def _book(file: Path) -> str | None:
    """Whose backup a file is; None for one that cannot be read."""
    try:
        with open(file, "rb") as source:
            return str(read_header(source)[0].get("book", ""))
    except (OSError, Refused):
        return None


def day_of(file: Path) -> date | None:
    """The day in the name of a daily backup; None for any other file."""
    found = NAME.fullmatch(file.name)
    try:
        return date(*(int(part) for part in found.groups()[:3])) if found else None
    except ValueError:
        return None


def kept_days(days: Iterable[date]) -> set[date]:
    """The days whose backups stay: the newest seven, and the newest of each of the last weeks and months that have one."""
    newest_first = sorted(set(days), reverse=True)
    stay = set(newest_first[:DAYS])
    groupings: tuple[tuple[Callable[[date], tuple[int, int]], int], ...] = (
        (lambda day: day.isocalendar()[:2], WEEKS), (lambda day: (day.year, day.month), MONTHS),
    )  # fmt: skip
    for of, most in groupings:
        first: dict[tuple[int, int], date] = {}
        for day in newest_first:
            first.setdefault(of(day), day)
        stay |= set(list(first.values())[:most])
    return stay


def back_up_before_upgrade(at: datetime) -> str:
    """Keep the database as the earlier version left it; returns how to go back. Raises Refused when it cannot be kept.

    Without a recovery code the copy cannot be encrypted: it stays in the data folder, as safe as the database itself.
    """
    if connection.vendor != "sqlite":
        return "数据在 PostgreSQL 里：要能退回，请在升级前用 pg_dump 备份。"
    if current_lock() is None:
        file = Path(settings.HOME) / "before-upgrade" / f"before-upgrade-{at:%Y-%m-%d-%H%M%S}.sqlite3"
        with snapshot() as copy:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            replace(copy, file)
        words = f"升级前的数据库存了一份：{file}。要退回：停下系统，装回原来的版本，用它换掉数据文件夹里的 gonghui.sqlite3。"
    else:
        file = make_backup(backup_folder() / f"before-upgrade-{at:%Y-%m-%d-%H%M%S}{SUFFIX}", at).file
        words = f"升级前备份了一份：{file}。要退回：装回原来的版本，运行 gonghui restore {file} --recovery-code 恢复码 --into 新文件夹。"
    for old in sorted(file.parent.glob("before-upgrade-*"))[:-UPGRADES]:
        old.unlink(missing_ok=True)
    return words


def newest_before_upgrade() -> Path | None:
    """The backup that the last upgrade made before it began: the way back. None when there is none."""
    found = backup_folder().glob(f"before-upgrade-*{SUFFIX}")
    return max(found, key=lambda file: file.name, default=None)
