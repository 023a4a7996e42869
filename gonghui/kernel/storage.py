"""What a disk or a database says when it cannot, in the office's words: full, read-only, busy, damaged, gone."""

import errno
import sqlite3
from collections.abc import Iterator

from gonghui.kernel.refusal import Refused

FULL = Refused("磁盘满了，这一步没有保存。", "请先清出空间（清空回收站、移走大文件），再办一次。")
READ_ONLY = Refused("数据文件夹只能读、不能写，这一步没有保存。", "请核对文件夹的权限，盘上有没有写保护，再办一次。")
BUSY = Refused("数据库正忙，这一步没有保存。", "请过一分钟再办；一直这样，请看“运行状况”。")
BROKEN = Refused("磁盘读写出错，这一步没有保存。", "请马上停下系统，把数据文件夹整个复制一份，再用备份恢复。")
GONE = Refused("连不上数据库。", "请核对数据文件夹或PostgreSQL还在不在，再重新启动。")

_SQLITE = {
    sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_READONLY: READ_ONLY, sqlite3.SQLITE_BUSY: BUSY, sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: BROKEN, sqlite3.SQLITE_CORRUPT: BROKEN, sqlite3.SQLITE_NOTADB: BROKEN,
    sqlite3.SQLITE_CANTOPEN: GONE,
}  # fmt: skip
_POSTGRES = {
    "53100": FULL,
    "25006": READ_ONLY,
    "55P03": BUSY,
    "57014": BUSY,
    "53300": BUSY,
    "58030": BROKEN,
    "XX001": BROKEN,
}
"""By SQLSTATE; https://www.postgresql.org/docs/15/errcodes-appendix.html"""

_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: READ_ONLY, errno.EACCES: READ_ONLY,
           errno.EPERM: READ_ONLY, errno.EIO: BROKEN}  # fmt: skip


def in_words(problem: BaseException | None) -> Refused | None:
    """What a failure of disk or database means for its reader; None for every other failure."""
    for each in _chain(problem):
        if isinstance(each, sqlite3.Error):
            found = _SQLITE.get(getattr(each, "sqlite_errorcode", 0) & 0xFF)
        elif getattr(each, "sqlstate", None):
            found = _POSTGRES.get(str(getattr(each, "sqlstate", "")))
        elif isinstance(each, OSError):
            found = _SYSTEM.get(each.errno or 0)
        else:
            found = (
                GONE
                if type(each).__module__.startswith("psycopg") and type(each).__name__ == "OperationalError"
                else None
            )
        if found is not None:
            return found
    return None


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    """A failure and what it came from, the origin first."""
    found: list[BaseException] = []
    while problem is not None and problem not in found:
        found.append(problem)
        problem = problem.__cause__ or problem.__context__
    return reversed(found)
