"""The two kinds of machine, each as it looks from the other."""

import os
from pathlib import Path

import pytest

from gonghui.kernel import machine


def test_a_key_that_another_start_has_just_written_is_never_replaced(tmp_path: Path) -> None:
    draft, key = tmp_path / "draft", tmp_path / "key"
    draft.write_bytes(b"mine")
    assert machine.put_if_absent(draft, key) and key.read_bytes() == b"mine"
    draft.unlink()
    draft.write_bytes(b"later")
    assert not machine.put_if_absent(draft, key) and key.read_bytes() == b"mine"


def test_a_disk_without_hard_links_takes_a_copy_and_replaces_nothing_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError("this file system has no links")

    monkeypatch.setattr(machine.os, "link", none)
    draft, key = tmp_path / "draft", tmp_path / "key"
    draft.write_bytes(b"mine")
    assert machine.put_if_absent(draft, key) and key.read_bytes() == b"mine"
    draft.write_bytes(b"later")
    assert not machine.put_if_absent(draft, key) and key.read_bytes() == b"mine"


def test_windows_is_asked_again_while_somebody_reads_the_old_file_and_linux_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def busy(draft: Path, target: Path) -> None:
        tried.append(1)
        if len(tried) < 4:
            raise PermissionError("in use")

    monkeypatch.setattr(machine.os, "replace", busy)
    monkeypatch.setattr(machine, "_PAUSE", 0)
    monkeypatch.setattr(machine, "WINDOWS", True)
    machine.replace(tmp_path / "a", tmp_path / "b")
    assert len(tried) == 4
    tried.clear()
    monkeypatch.setattr(machine, "WINDOWS", False)
    with pytest.raises(PermissionError):
        machine.replace(tmp_path / "a", tmp_path / "b")
    assert len(tried) == 1


def test_a_file_that_somebody_reads_goes_a_moment_later_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, tried = tmp_path / "a", []
    file.write_bytes(b"progress")
    unlink = Path.unlink

    def busy(path: Path, missing_ok: bool = False) -> None:
        tried.append(path)
        if len(tried) < 3:
            raise PermissionError("in use")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", busy)
    monkeypatch.setattr(machine, "_PAUSE", 0)
    monkeypatch.setattr(machine, "WINDOWS", True)
    machine.remove(file)
    machine.remove(file)
    assert len(tried) == 4 and not file.exists()


def test_a_drive_that_was_pulled_out_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows not even the root of such a path is there."""
    gone = tmp_path / "gone"
    monkeypatch.setattr(machine, "_there", lambda path: path)
    assert not machine.same_disk(gone, tmp_path) and machine.same_disk(tmp_path, tmp_path)


def test_a_file_that_stays_in_use_is_a_failure_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(draft: Path, target: Path) -> None:
        raise PermissionError("in use")

    monkeypatch.setattr(machine.os, "replace", busy)
    monkeypatch.setattr(machine, "_PAUSE", 0)
    monkeypatch.setattr(machine, "WINDOWS", True)
    with pytest.raises(PermissionError):
        machine.replace(tmp_path / "a", tmp_path / "b")


def test_an_installed_product_keeps_its_data_in_its_users_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGHUI_HOME", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", os.path.join("users", "li", "AppData", "Local"))
    monkeypatch.setenv("XDG_DATA_HOME", os.path.join("home", "li", ".local", "share"))
    monkeypatch.setattr(machine, "CHECKOUT", False)
    monkeypatch.setattr(machine, "WINDOWS", True)
    assert machine.data_home().parts[-4:] == ("AppData", "Local", "Gonghui", "data")
    monkeypatch.setattr(machine, "WINDOWS", False)
    assert machine.data_home().parts[-4:] == (".local", "share", "gonghui", "data")
    monkeypatch.setattr(machine, "CHECKOUT", True)
    assert machine.data_home() == machine.BASE / "data"
    monkeypatch.setenv("GONGHUI_HOME", "elsewhere")
    assert machine.data_home() == Path("elsewhere").resolve()
