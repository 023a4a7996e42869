"""What differs from machine to machine, Windows and Linux side by side: the one module that may know which it is.

It imports nothing of Django: the settings and the starting process use it before there is any.
"""

import errno
import os
import shutil
import socket
import stat
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

WINDOWS = sys.platform == "win32"

BASE = Path(__file__).resolve().parents[2]
CHECKOUT = (BASE / "pyproject.toml").is_file()
"""Whether the product runs from a checkout of its repository, not from an installed wheel."""

LOCK_AT = 1 << 20
"""The byte that is locked lies far behind the words in the file, which anybody may go on reading."""

PROBES = ("192.168.0.1", "10.0.0.1", "172.16.0.1", "192.0.2.1")
"""Places to which a way is looked up (nothing is sent): each way begins at one of this machine's own addresses."""

GIVE_WAY = 5
"""By so much nicer than the server: with a page on the same core it gets a quarter of that."""

_TRIES, _PAUSE = 10, 0.05


def data_home() -> Path:
    """The data folder: GONGHUI_HOME, else `data` in a checkout, else a folder of this user's own."""
    return Path(os.environ.get("GONGHUI_HOME") or (BASE / "data" if CHECKOUT else users_home())).resolve()


def users_home() -> Path:
    """Where an installed product keeps the data of the user who runs it."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Gonghui" / "data"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "gonghui" / "data"


def speak_plainly(streams: Sequence[TextIO | Any]) -> None:
    """Let a terminal that lacks a character (cp936, ascii) show its number instead of ending the command."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


# --- files ------------------------------------------------------------------------------------------


def put_if_absent(draft: Path, target: Path) -> bool:
    """Give a finished file its name unless another process was first; whether this one was. `draft` may stay behind.

    A disk without hard links (FAT, some shares) takes a copy instead.
    """
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError:
        try:
            with open(target, "xb") as out:
                out.write(draft.read_bytes())
                out.flush()
                os.fsync(out.fileno())
        except FileExistsError:
            return False
        private_file(target)
    return True


def replace(draft: Path, target: Path) -> None:
    """Put a finished file in the place of another, or give a folder its name."""
    _patiently(lambda: os.replace(draft, target))


def remove(file: Path) -> None:
    """Take a file away; it may be gone already."""
    _patiently(lambda: file.unlink(missing_ok=True))


def _patiently(do: Callable[[], None]) -> None:
    """Windows refuses while somebody, a scanner for viruses for instance, reads the old file: try again."""
    for left in range(_TRIES, 0, -1):
        try:
            return do()
        except PermissionError:
            if not WINDOWS or left == 1:
                raise
            time.sleep(_PAUSE)


def private_file(file: Path) -> None:
    """Let only the owner read a file. On Windows the folder's own list of rights says so already."""
    if not WINDOWS:
        file.chmod(0o600)


def open_to_others(path: Path) -> bool:
    """Whether other users of this machine may look into a folder or file. Windows keeps users' folders apart itself."""
    if WINDOWS:
        return False
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return bool(mode & (stat.S_IRWXG | stat.S_IRWXO))


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders (or the nearest folders above them that exist) lie on one drive. A drive that is not there
    (Windows takes its letter away) is another one."""
    try:
        return _there(one).stat().st_dev == _there(other).stat().st_dev
    except OSError:
        return False


def free_bytes(path: Path) -> tuple[int, int]:
    """(free, all) bytes of the drive that holds a path."""
    usage = shutil.disk_usage(_there(path))
    return usage.free, usage.total


def _there(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next((each for each in (path, *path.parents) if each.exists()), Path(path.anchor or "."))


# --- one process to a data folder ---------------------------------------------------------------------


def try_lock(handle: int) -> bool:
    """Take the lock on an open file until it is closed or the process ends; False when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            if busy.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
    return True


def give_way() -> None:
    """Let every other process of the machine go first: what this one does is waited for by nobody at a screen."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), below_normal)
    else:
        os.nice(GIVE_WAY)


# --- who and where ------------------------------------------------------------------------------------


def is_root() -> bool:
    """Whether this process may do everything on the machine (on Windows an account is asked for its rights later)."""
    return sys.platform != "win32" and os.geteuid() == 0


def own_addresses() -> list[str]:
    """The IPv4 addresses under which other machines in the building reach this one. Sends nothing."""
    found = []
    for place in PROBES:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            try:
                way.connect((place, 9))
                address = str(way.getsockname()[0])
            except OSError:  # no way there: no network, or another one
                continue
        if not address.startswith(("127.", "0.", "169.254.")) and address not in found:
            found.append(address)
    return found
