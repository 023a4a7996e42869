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
from gonghui.kernel.machine import same_disk
from gonghui.kernel.refusal import Refused

OLD = timedelta(hours=26)
"""A backup older than this is overdue: a day, and the hours in which a PC may be off."""


@dataclass(frozen=True)
class BackupState:
    """How the backups stand. `red` is the line for the home page, empty when all is well; `todo` says what to do.

    `beside` says that they lie on the drive that holds the data: one broken drive takes both.
    """

    made_at: datetime | None
    file: str
    size: int
    folder: Path
    red: str = ""
    todo: str = ""
    beside: bool = False


def backup_folder() -> Path:
    """Where the daily backups go: what GONGHUI_BACKUP_DIR says, else what the office chose, else beside the data."""
    chosen = chosen_folder()
    return chosen if chosen is not None and not settings.BACKUP_FOLDER_FIXED else Path(settings.BACKUP_FOLDER)


def chosen_folder() -> Path | None:
    """The folder that the office chose on the page; None while it chose none."""
    chosen = kept().get("folder")
    return Path(chosen) if isinstance(chosen, str) and chosen else None


def choose_folder(text: str) -> Path:
    """Let the daily backups go to another folder from now on; empty text means beside the data again.

    Raises Refused for a folder that is not there or cannot be written, one inside the data folder, and when
    GONGHUI_BACKUP_DIR has decided it already.
    """
    if settings.BACKUP_FOLDER_FIXED:
        raise Refused("备份的文件夹由启动时的 GONGHUI_BACKUP_DIR 定了。", "要换，请改那个环境变量再启动。")
    if not text.strip():
        keep(folder="")
        return backup_folder()
    folder = Path(text.strip()).expanduser()
    if not folder.is_absolute():
        raise Refused("请写完整的路径。", "比如 E:\\工会备份 或 /mnt/usb/backup。", "folder")
    if not folder.is_dir():
        raise Refused(f"没有这个文件夹：{folder}", "请先插好盘、建好文件夹，再来登记。", "folder")
    folder, home = folder.resolve(), Path(settings.HOME).resolve()
    if folder == home or home in folder.parents:
        raise Refused("备份不能放在数据文件夹里面。", "那块盘坏了，数据和备份会一起没有，请换一个地方。", "folder")
    write_whole(folder / "gonghui-write-test", lambda out: out.write(b"ok"))  # raises Refused in words
    (folder / "gonghui-write-test").unlink(missing_ok=True)
    keep(folder=str(folder))
    return folder


def check_there() -> None:
    """Raise Refused when the chosen folder is gone: a drive pulled out must not be replaced by a folder of its name."""
    folder = backup_folder()
    if folder == chosen_folder() and not folder.is_dir():
        raise Refused(f"备份的文件夹不在了：{folder}", "请插好那块盘，或者在“备份”页换一个文件夹。")


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
    folder = backup_folder()
    beside = same_disk(folder, Path(settings.HOME))
    state = BackupState(made_at, str(last.get("file", "")), int(last.get("size", 0)), folder, beside=beside)
    if connection.vendor != "sqlite":
        return state  # PostgreSQL is backed up with its own tools
    if current_lock() is None:
        return _red(state, "还没有恢复码，备份做不了。", "请运行 gonghui recovery-code --new，把恢复码抄下来。")
    _, why = last_trouble()
    try:
        check_there()
    except Refused as no:
        return _red(state, no.what, no.todo)
    if made_at is None:
        return _red(state, "还没有做过备份。" + why, "请运行 gonghui backup，或让系统开着，会自己做。")
    if made_at > at + OLD:
        return _red(state, f"最近一次备份的日期是{cn_date(made_at.date())}，比现在还晚。", "请核对电脑的时间。")
    if at - made_at > OLD:
        return _red(state, f"最近一次备份是{cn_date(made_at.date())}做的。{why}", f"请核对备份的地方：{state.folder}")
    return state


def _red(state: BackupState, red: str, todo: str) -> BackupState:
    return BackupState(state.made_at, state.file, state.size, state.folder, red, todo, state.beside)
