"""The box that a backup lies in: it opens with the recovery code, whole and in order, and for nobody else."""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from gonghui.kernel.backup.box import BoxReader, BoxWriter
from gonghui.kernel.backup.code import (
    Lock,
    current_lock,
    issue_code,
    new_code,
)
from gonghui.kernel.refusal import Refused
from tests.town import TODAY


@pytest.fixture
def lock(tmp_path: Path, settings: Any) -> tuple[str, Lock]:
    settings.PRIVACY_KEY_FILE = tmp_path / "keys" / "privacy"
    code, found = issue_code(TODAY), current_lock()
    assert found is not None
    return code, found


def boxed(lock: Lock, *parts: bytes) -> bytes:
    out = io.BytesIO()
    box = BoxWriter(out, lock, {"made_at": "2026-07-02"})
    for part in parts:
        box.write(part)
    box.finish()
    return out.getvalue()


def opened(data: bytes, code: str) -> bytes:
    return BoxReader(io.BytesIO(data), code).read()


def test_a_box_gives_back_what_went_in_and_shows_none_of_it(lock: tuple[str, Lock]) -> None:
    content = os.urandom(100) + b"329999198503010017" * 200_000
    data = boxed(lock[1], content[:3], content[3:])
    assert opened(data, lock[0]) == content and b"329999198503010017" not in data
    assert opened(boxed(lock[1]), lock[0]) == b""
    assert BoxReader(io.BytesIO(data), lock[0]).read(7) == content[:7]


def test_a_box_that_was_changed_cut_or_added_to_opens_for_nobody(lock: tuple[str, Lock]) -> None:
    data = boxed(lock[1], b"x" * 3_000_000)
    header = len(data) - len(data[data.index(b"}\x00") + 1 :])
    spots = [0, 20, 40, 200, header + 1, header + 40, len(data) // 2, len(data) - 1]
    for spot in spots:
        with pytest.raises(Refused):
            opened(data[:spot] + bytes([data[spot] ^ 1]) + data[spot + 1 :], lock[0])
    for size in (0, 10, header, header + 2, len(data) // 2, len(data) - 1):
        with pytest.raises(Refused):
            opened(data[:size], lock[0])
    with pytest.raises(Refused):
        opened(data + b"\x00", lock[0])


def test_what_a_backup_says_of_itself_in_clear_cannot_be_changed_either(lock: tuple[str, Lock]) -> None:
    data = boxed(lock[1], b"x")
    with pytest.raises(Refused):
        opened(data.replace(b"2026-07-02", b"2027-07-02", 1), lock[0])


def test_chunks_neither_swap_places_nor_go_missing(lock: tuple[str, Lock]) -> None:
    data = boxed(lock[1], b"a" * (1 << 20) + b"b" * (1 << 20) + b"c")
    start, size = data.index(b"}\x00") + 1, 4 + (1 << 20) + 16
    one, two, rest = data[start : start + size], data[start + size : start + 2 * size], data[start + 2 * size :]
    assert opened(data[:start] + one + two + rest, lock[0])
    for wrong in (two + one + rest, one + rest, one + two):
        with pytest.raises(Refused):
            opened(data[:start] + wrong, lock[0])


def test_the_code_of_another_day_is_told_apart_from_a_damaged_file(lock: tuple[str, Lock]) -> None:
    data = boxed(lock[1], b"x")
    with pytest.raises(Refused, match=f"编号{lock[1].name}的恢复码"):
        opened(data, new_code())
