"""Where backups lie and how they stand: a small file in the data folder, read by the health page."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from gonghui.kernel.backup.code import current_lock
from gonghui.kernel.dates import cn_date
from gonghui.kernel.files.store import write_whole

OLD = timedelta(hours=26)
"""A backup older than this is overdue: a day, and the hours in which a PC may be off."""


@dataclass(frozen=True)
class BackupState:
    """How the backups stand. `red` is the line for the home page, empty when all is well; `todo` says what to do."""

    made_at: datetime | None
    file: str
    size: int
    folder: Path
    red: str = ""
    todo: str = ""


def backup_folder() -> Path:
    """Where the daily backups go."""
    return Path(settings.BACKUP_FOLDER)


def _file() -> Path:
    return Path(settings.HOME) / "backup.json"


def kept() -> dict[str, Any]:
    """What was written down last; empty before the first backup."""
    with suppress(OSError, ValueError):
        found = json.loads(_file().read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def keep(**news: Any) -> None:
    """Write down what happened; the rest stays."""
    content = json.dumps(kept() | news, ensure_ascii=False).encode()
    write_whole(_file(), lambda out: out.write(content))


def _moment(found: Any) -> datetime | None:
    with suppress(TypeError, ValueError, KeyError):
        return datetime.fromisoformat(found["at"])
    return None


def last_made() -> tuple[datetime | None, dict[str, Any]]:
    """When the last backup was made and what is known of it."""
    last = kept().get("last")
    return (_moment(last), last) if isinstance(last, dict) else (None, {})


def last_trouble() -> tuple[datetime | None, str]:
    """When a backup last failed since the last good one, and why."""
    trouble = kept().get("trouble")
    return (_moment(trouble), str(trouble.get("what", ""))) if isinstance(trouble, dict) else (None, "")


def backup_state(at: datetime) -> BackupState:
    """How the backups stand at a moment, for the health page and the home page."""
    made_at, last = last_made()
    state = BackupState(made_at, str(last.get("file", "")), int(last.get("size", 0)), backup_folder())
    if connection.vendor != "sqlite":
        return state  # PostgreSQL is backed up with its own tools
    if current_lock() is None:
        return _red(state, "还没有恢复码，备份做不了。", "请运行 gonghui recovery-code --new，把恢复码抄下来。")
    _, why = last_trouble()
    if made_at is None:
        return _red(state, "还没有做过备份。" + why, "请运行 gonghui backup，或让系统开着，会自己做。")
    if made_at > at + OLD:
        return _red(state, f"最近一次备份的日期是{cn_date(made_at.date())}，比现在还晚。", "请核对电脑的时间。")
    if at - made_at > OLD:
        return _red(state, f"最近一次备份是{cn_date(made_at.date())}做的。{why}", f"请核对备份的地方：{state.folder}")
    return state


def _red(state: BackupState, red: str, todo: str) -> BackupState:
    return BackupState(state.made_at, state.file, state.size, state.folder, red, todo)
