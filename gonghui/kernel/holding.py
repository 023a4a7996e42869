"""One serving process to a data folder: the second is told who was first, and does not touch anything."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from gonghui.kernel.machine import try_lock
from gonghui.kernel.refusal import Refused

NAME = "serving.lock"


class Held:
    """The right to serve a data folder, until `release()` or the end of the process, whichever way it ends."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let the next one in."""
        os.close(self._handle)


def hold(home: Path, port: int = 0, doing: str = "开着") -> Held:
    """Take a data folder for this process. Raises Refused, naming the other process, when one has it already."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(home / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    if not try_lock(handle):
        os.close(handle)
        other = who(home)
        number = f"（{other.get('doing', '')}，进程号{other['process']}）" if other.get("process") else ""
        where = f"，网页在端口{other['port']}" if other.get("port") else ""
        raise Refused(
            f"另一个程序正用着这个数据文件夹{number}{where}：{home}",
            "请直接打开那个网页；要换一个程序，先停下那一个。两个同时写会弄乱数据，所以没有启动。",
        )
    words = json.dumps({"process": os.getpid(), "port": port, "doing": doing}).encode()
    os.ftruncate(handle, 0)
    os.write(handle, words)
    return Held(handle)


def who(home: Path) -> dict[str, Any]:
    """What the process that holds (or last held) the folder wrote down: process, port, doing."""
    with suppress(OSError, ValueError):
        found = json.loads((home / NAME).read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def held(home: Path) -> bool:
    """Whether a process holds the folder just now."""
    try:
        handle = os.open(home / NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        return not try_lock(handle)
    finally:
        os.close(handle)


def end_with_parent(before: Callable[[], object]) -> None:
    """Let this worker end when the process that started it is gone, however it went; `before` runs first.

    A worker left alone would go on serving and hold the folder against the next start. Nothing happens in a process
    that nobody started as a worker.
    """
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        try:
            before()
        finally:
            os._exit(1)

    Thread(target=follow, name="gonghui-follow", daemon=True).start()
