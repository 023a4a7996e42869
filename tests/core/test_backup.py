"""An office loses its computer: what is on the new one is what was on the old one, or a sentence says why not."""

import errno
import io
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.db import connection

from gonghui.kernel import files
from gonghui.kernel.backup import code as code_module
from gonghui.kernel.backup import making, restoring
from gonghui.kernel.backup.box import BoxWriter, read_header
from gonghui.kernel.backup.code import (
    LETTERS,
    current_lock,
    issue_code,
    lock_of,
    new_code,
    private_key,
    read_code,
)
from gonghui.kernel.backup.daily import back_up_before_upgrade, back_up_today, backup_job, kept_days
from gonghui.kernel.backup.making import make_backup
from gonghui.kernel.backup.restoring import restore
from gonghui.kernel.backup.state import backup_folder, backup_state
from gonghui.kernel.refusal import Refused
from gonghui.people.public import account_open
from tests.town import NOW, TODAY, at

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """An office with its own data folder, a key, one account and one kept file."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has tools of its own")
    settings.HOME = tmp_path / "office"
    settings.PRIVACY_KEY_FILE = settings.HOME / "keys" / "privacy"
    settings.BACKUP_FOLDER = tmp_path / "backups"
    settings.HOME.mkdir()
    account_open(username="li", name="李燕", **NOW)
    files.keep_as("scan", b"a scan")
    yield settings.HOME


def into(home: Path) -> tuple[Path, Path]:
    return home, home / "keys"


# --- the code on paper ------------------------------------------------------------------------------


def test_a_code_is_read_as_people_type_it() -> None:
    code = new_code()
    assert read_code(f"  {code.lower().replace('-', ' ')}\n") == code


def test_every_wrong_letter_and_every_swap_is_noticed_and_its_group_named() -> None:
    code = read_code("-".join(new_code().split("-")))
    for place, letter in enumerate(code):
        if letter == "-":
            continue
        for other in LETTERS.replace(letter, ""):
            with pytest.raises(Refused, match=f"第{place // 6 + 1}组"):
                read_code(code[:place] + other + code[place + 1 :])
    groups = code.split("-")
    for number, group in enumerate(groups):
        for place in range(3):
            swapped = group[:place] + group[place + 1] + group[place] + group[place + 2 :]
            if swapped != group:
                with pytest.raises(Refused, match=f"第{number + 1}组"):
                    read_code("-".join([*groups[:number], swapped, *groups[number + 1 :]]))


@pytest.mark.parametrize("slip", ["", "0", "ABC", "I", "〇"])
def test_what_is_no_code_is_refused_in_words(slip: str) -> None:
    with pytest.raises(Refused) as no:
        read_code(new_code()[:-1] + slip)
    assert no.value.todo


def test_a_code_opens_in_ten_years_what_it_locked_today_and_costs_whoever_guesses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The key of one code, as the first version made it."""
    monkeypatch.setattr(code_module, "Scrypt", Scrypt)
    key = private_key("ABCDE-FGHJK-MNPQR-STUVW-XYZ23-45678", b"sixteen bytes !!")
    assert (
        key.public_key().public_bytes_raw().hex() == "96aed8491655f0147577687119f51ab2621c8ba74e598b86935cc4ef541f1a6a"
    )


def test_the_office_keeps_nothing_that_opens_a_backup(office: Path) -> None:
    code = issue_code(TODAY)
    kept = b"".join(file.read_bytes() for file in (office / "keys").iterdir())
    assert code.encode() not in kept and code.replace("-", "").encode() not in kept
    lock = current_lock()
    assert lock is not None and lock_of(json.loads((office / "keys" / "recovery").read_text())) == lock
    assert lock.name != ""


# --- one backup -------------------------------------------------------------------------------------


def test_a_backup_comes_back_whole_on_a_new_computer(office: Path, tmp_path: Path) -> None:
    code = issue_code(TODAY)
    made = make_backup(tmp_path / "stick" / "a.gonghui", at())
    assert made.size == made.file.stat().st_size and not list((office / "tmp").iterdir())
    done = restore(made.file, code.lower(), *into(tmp_path / "new"))
    assert done.files == 1 and done.made_at == at().isoformat()
    for name in ("keys/privacy", "keys/recovery", "files/scan.sealed"):
        assert (tmp_path / "new" / name).read_bytes() == (office / name).read_bytes()
    with closing(sqlite3.connect(tmp_path / "new" / "gonghui.sqlite3")) as database:
        assert database.execute("SELECT username FROM people_account").fetchall() == [("li",)]


def test_a_backup_holds_no_name_in_clear(office: Path, tmp_path: Path) -> None:
    issue_code(TODAY)
    data = make_backup(tmp_path / "a.gonghui", at()).file.read_bytes()
    header = read_header(io.BytesIO(data))[0]
    assert "李燕".encode() not in data and "李燕" not in json.dumps(header, ensure_ascii=False)


def test_without_a_recovery_code_there_is_no_backup_but_a_sentence(office: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="还没有恢复码"):
        make_backup(tmp_path / "a.gonghui", at())
    assert backup_job(at()) == "" and "恢复码" in backup_state(at()).red


def test_on_postgresql_the_refusal_names_the_tool(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_code(TODAY)
    with monkeypatch.context() as patch:
        patch.setattr(connection, "vendor", "postgresql")
        with pytest.raises(Refused) as no:
            make_backup(tmp_path / "a.gonghui", at())
        assert backup_job(at()) == ""
    assert "pg_dump" in no.value.todo and (CHECKOUT / "docs/howto/backup-on-postgresql.md").is_file()


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_old_backup_and_says_so(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = issue_code(TODAY)
    old = back_up_today(at())
    before = old.file.read_bytes()
    for hours, place in ((0, "_Told.write"), (2, "copy_database")):
        with monkeypatch.context() as patch:
            patch.setattr(f"gonghui.kernel.backup.making.{place}", full)
            assert "磁盘满了" in backup_job(at(TODAY + timedelta(days=1)) + timedelta(hours=hours))
    assert [file.name for file in backup_folder().iterdir()] == [old.file.name] and old.file.read_bytes() == before
    assert not list((office / "tmp").iterdir())
    late = backup_state(at(TODAY + timedelta(days=2)))
    assert "磁盘满了" in late.red and str(backup_folder()) in late.todo
    assert restore(old.file, code, *into(office.parent / "new")).files == 1


def test_a_disk_that_gives_back_something_else_is_noticed(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue_code(TODAY)
    monkeypatch.setattr("gonghui.kernel.backup.making._Told.digest", lambda told: b"")
    with pytest.raises(Refused, match="这个盘可能坏了"):
        make_backup(office.parent / "a.gonghui", at())
    assert not (office.parent / "a.gonghui").exists()


def test_a_damaged_database_never_replaces_a_good_backup(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue_code(TODAY)

    class Damaged(sqlite3.Connection):
        def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
            return super().execute("SELECT 'row 7 missing'" if "quick_check" in sql else sql, *more)

    connect = sqlite3.connect
    monkeypatch.setattr(making.sqlite3, "connect", lambda name: connect(name, factory=Damaged))
    with pytest.raises(Refused, match="数据库文件坏了"):
        make_backup(office.parent / "a.gonghui", at())
    assert not (office.parent / "a.gonghui").exists()


# --- bringing it back -------------------------------------------------------------------------------


@pytest.fixture
def stick(office: Path, tmp_path: Path) -> tuple[Path, str]:
    code = issue_code(TODAY)
    return make_backup(tmp_path / "a.gonghui", at()).file, code


def test_nothing_is_restored_over_an_office_that_is_there(stick: tuple[Path, str], office: Path) -> None:
    before = (office / "keys" / "privacy").read_bytes()
    with pytest.raises(Refused, match="已经有数据"):
        restore(*stick, *into(office))
    assert (office / "keys" / "privacy").read_bytes() == before


def test_what_a_first_start_leaves_behind_does_not_hinder(stick: tuple[Path, str], tmp_path: Path) -> None:
    new = tmp_path / "new"
    for folder in ("keys", "tmp", "static"):
        (new / folder).mkdir(parents=True)
    (new / "keys" / "secret").write_text("of the first start")
    (new / "static" / "a.css").write_text("x")
    restore(*stick, *into(new))
    assert (new / "gonghui.sqlite3").is_file() and (new / "static" / "a.css").is_file()


def test_keys_come_back_to_the_place_of_their_own(stick: tuple[Path, str], tmp_path: Path) -> None:
    restore(*stick, tmp_path / "new", tmp_path / "safe")
    assert (tmp_path / "safe" / "privacy").is_file() and not (tmp_path / "new" / "keys").exists()


def test_a_backup_of_a_newer_version_waits_for_that_version(stick: tuple[Path, str], tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    class Older:
        disk_migrations = {("audit", "0001_initial"): None}

    monkeypatch.setattr(restoring, "MigrationLoader", lambda _: Older)
    with pytest.raises(Refused, match="更新的版本"):
        restore(*stick, *into(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_every_other_trouble_is_a_sentence_and_leaves_nothing(stick: tuple[Path, str], tmp_path: Path) -> None:
    file, code = stick
    data = file.read_bytes()
    (tmp_path / "cut.gonghui").write_bytes(data[:-40])
    (tmp_path / "letter.docx").write_bytes(b"PK" + data)
    for wrong, by in (
        (tmp_path / "cut.gonghui", code), (tmp_path / "letter.docx", code), (tmp_path / "gone.gonghui", code),
        (file, new_code()), (file, "ABC"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            restore(wrong, by, *into(tmp_path / "new"))
        assert no.value.what and no.value.todo
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".new-*"))


def test_a_full_disk_while_restoring_leaves_nothing(stick: tuple[Path, str], tmp_path: Path,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(restoring.shutil, "copyfileobj", full)
    with pytest.raises(Refused, match="没有恢复：磁盘满了"):
        restore(*stick, *into(tmp_path / "new"))
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".new-*"))


# --- every day --------------------------------------------------------------------------------------


def test_one_backup_a_day_and_a_new_one_when_it_is_gone(office: Path) -> None:
    issue_code(TODAY)
    for _ in range(3):
        assert backup_job(at()) == ""
    (only,) = backup_folder().iterdir()
    assert backup_state(at()).red == "" and backup_state(at()).file == str(only)
    only.unlink()
    backup_job(at() + timedelta(minutes=1))
    assert len(list(backup_folder().iterdir())) == 1
    backup_job(at(TODAY + timedelta(days=1)))
    assert len(list(backup_folder().iterdir())) == 2


def test_a_failure_is_tried_again_after_an_hour_and_not_before(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue_code(TODAY)
    tries = []
    monkeypatch.setattr("gonghui.kernel.backup.making.copy_database", lambda _: tries.append(1) or full())
    for minutes in (0, 1, 59, 61, 62):
        backup_job(at() + timedelta(minutes=minutes))
    assert len(tries) == 2


def test_a_line_turns_red_when_the_last_backup_is_older_than_a_day(office: Path) -> None:
    assert "恢复码" in backup_state(at()).red
    issue_code(TODAY)
    assert "还没有做过备份" in backup_state(at()).red
    backup_job(at())
    assert backup_state(at() + timedelta(hours=25)).red == ""
    assert "2026年7月2日" in backup_state(at() + timedelta(hours=27)).red


def test_a_clock_that_jumps_neither_stops_the_backups_nor_hides_that_they_are_old(office: Path) -> None:
    issue_code(TODAY)
    backup_job(at(date(2099, 1, 1)))
    assert "比现在还晚" in backup_state(at()).red
    backup_job(at())
    assert backup_state(at()).red == "" and len(list(backup_folder().iterdir())) == 2


def test_old_backups_go_and_the_right_ones_stay(office: Path) -> None:
    days = {date(2025, 7, 1) + timedelta(days=n) for n in range(400)}
    kept = kept_days(days)
    newest = max(days)
    assert {newest - timedelta(days=n) for n in range(7)} <= kept
    assert {(day.year, day.month) for day in kept} >= {((newest.replace(day=1) - timedelta(days=30 * n)).year,
            (newest.replace(day=1) - timedelta(days=30 * n)).month) for n in range(11)}  # fmt: skip
    assert len(kept) <= 7 + 4 + 12 and len({day.isocalendar()[:2] for day in kept}) >= 4


def test_rotation_lets_go_of_our_own_and_of_nothing_else(office: Path) -> None:
    issue_code(TODAY)
    folder = backup_folder()
    folder.mkdir()
    lock = current_lock()
    assert lock is not None
    for day in range(10, 25):
        with open(folder / f"gonghui-2020-01-{day}-080000.gonghui", "wb") as out:
            BoxWriter(out, lock, {"book": "another office's"}).finish()
    (folder / "notes.txt").write_text("x")
    for day in range(12):
        backup_job(at(TODAY + timedelta(days=day)))
        backup_job(at(TODAY + timedelta(days=day)) + timedelta(hours=1))
    names = {file.name for file in folder.iterdir()}
    assert "notes.txt" in names and len([name for name in names if "2020" in name]) == 15
    assert len([name for name in names if "2026" in name]) == 8


def test_what_a_power_cut_left_behind_is_swept_away(office: Path) -> None:
    issue_code(TODAY)
    folder, old = backup_folder(), datetime(2020, 1, 1).timestamp()
    folder.mkdir()
    for left in (folder / ".gonghui-x.gonghui.ab12", office / "tmp" / "backup-dead.sqlite3"):
        left.parent.mkdir(exist_ok=True)
        left.write_bytes(b"half")
        os.utime(left, (old, old))
    backup_job(at())
    assert len(list(folder.iterdir())) == 1 and not list((office / "tmp").iterdir())


def test_before_an_upgrade_the_office_is_kept_and_told_how_to_go_back(office: Path) -> None:
    words = back_up_before_upgrade(at())
    assert "换掉" in words and len(list((office / "before-upgrade").iterdir())) == 1
    assert not backup_folder().exists(), "a copy that is not encrypted stays with the data"
    code = issue_code(TODAY)
    words = back_up_before_upgrade(at())
    (file,) = backup_folder().glob("before-upgrade-*.gonghui")
    assert str(file) in words and restore(file, code, *into(office.parent / "old")).files == 1
