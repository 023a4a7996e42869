"""What is sealed opens again with the key and with no other; the key is the owner's alone."""

import multiprocessing
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from gonghui.kernel.privacy import blind_index, open_bytes, open_text, seal_bytes, seal_text
from gonghui.kernel.privacy.seal import _keys

SECRET = "329999198503010017"


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> Path:
    settings.PRIVACY_KEY_FILE = tmp_path / "keys" / "privacy"
    return Path(settings.PRIVACY_KEY_FILE)


def test_what_is_sealed_opens_again_and_never_looks_the_same(key: Path) -> None:
    first, second = seal_text(SECRET), seal_text(SECRET)
    assert first != second and SECRET not in first and len(first) <= 120
    assert open_text(first) == open_text(second) == SECRET
    assert open_bytes(seal_bytes(b"\x00\xff")) == b"\x00\xff"
    assert seal_text("") == open_text("") == ""


def test_a_value_is_found_by_its_index_alone(key: Path) -> None:
    assert blind_index(SECRET) == blind_index(SECRET) != blind_index(SECRET[:-1] + "8")
    assert len(blind_index(SECRET)) == 32 and SECRET[:6] not in blind_index(SECRET)


def test_another_key_opens_nothing_and_finds_nothing(key: Path, tmp_path: Path, settings: Any) -> None:
    sealed, index = seal_text(SECRET), blind_index(SECRET)
    settings.PRIVACY_KEY_FILE = tmp_path / "other" / "privacy"
    with pytest.raises(InvalidTag):
        open_text(sealed)
    assert blind_index(SECRET) != index


def test_a_changed_value_does_not_open(key: Path) -> None:
    sealed = bytearray(seal_bytes(SECRET.encode()))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        open_bytes(bytes(sealed))


def test_a_damaged_key_file_is_named_and_not_replaced(key: Path) -> None:
    key.parent.mkdir()
    key.write_bytes(b"short")
    with pytest.raises(ValueError, match="no key file"):
        seal_text(SECRET)
    assert key.read_bytes() == b"short"


def test_only_the_owner_may_read_the_key(key: Path) -> None:
    seal_text(SECRET)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert [each.name for each in key.parent.iterdir()] == ["privacy"]


def test_threads_that_start_at_once_agree_on_one_key(key: Path) -> None:
    start = Barrier(8)

    def first(_: int) -> bytes:
        start.wait(10)
        return _keys.__wrapped__(str(key))[1]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(first, range(8)))) == 1
    assert [each.name for each in key.parent.iterdir()] == ["privacy"]


def test_two_processes_that_start_at_once_agree_on_one_key(key: Path) -> None:
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map(_index_part, [str(key)] * 2, chunksize=1)
    assert found[0] == found[1] == _index_part(str(key))


def _index_part(path: str) -> bytes:
    return _keys.__wrapped__(path)[1]
