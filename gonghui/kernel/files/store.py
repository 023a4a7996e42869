"""A folder of encrypted files under names that tell nothing, and whole writes."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from django.conf import settings

from gonghui.kernel.machine import remove, replace
from gonghui.kernel.privacy import open_bytes, seal_bytes
from gonghui.kernel.refusal import Refused
from gonghui.kernel.storage import in_words

T = TypeVar("T")


def kept_folder() -> Path:
    """Where kept files lie; made when it is not there."""
    folder: Path = Path(settings.HOME) / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(data: bytes) -> str:
    """Store bytes encrypted; returns the name to find them by."""
    return keep_as(secrets.token_hex(16), data)


def keep_as(name: str, data: bytes) -> str:
    """Store bytes encrypted under a given name, replacing what was there."""
    write_whole(kept_folder() / f"{name}.sealed", lambda out: out.write(seal_bytes(data)))
    return name


def read(name: str) -> bytes:
    """The bytes that were kept. Raises Refused when they are gone."""
    try:
        return open_bytes((kept_folder() / f"{name}.sealed").read_bytes())
    except FileNotFoundError as gone:
        raise Refused("这个文件已经不在了。", "请重新上传。") from gone


def forget(name: str) -> bool:
    """Delete a kept file; returns whether it was there."""
    path = kept_folder() / f"{name}.sealed"
    there = path.exists()
    remove(path)
    return there


def write_whole(path: Path, write: Callable[[Any], T]) -> T:
    """Let `write` fill a file beside `path` and put it in place when complete: never half a file.

    Raises Refused when the folder cannot be written.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(draft, "wb") as out:
            result = _written(out, write)
        replace(draft, path)
    except OSError as trouble:
        draft.unlink(missing_ok=True)
        known = in_words(trouble)
        why = known.what.partition("，")[0] if known else trouble.strerror
        raise Refused(f"写不了文件“{path.name}”：{why}。", "请核对文件夹和磁盘空间。") from trouble
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return result


def _written(out: BinaryIO, write: Callable[[Any], T]) -> T:
    result = write(out)
    out.flush()
    os.fsync(out.fileno())
    return result
