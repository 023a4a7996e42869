"""Every light turns when what it stands for goes wrong, says what to do, and is green again when it is well."""

import json
import os
from collections import namedtuple
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from gonghui.kernel import health, machine, ticks
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.audit.proof.state import note_check
from gonghui.kernel.audit.writes import Hand, create, log
from gonghui.kernel.backup import state as backup_words
from gonghui.kernel.backup.code import issue_code
from gonghui.kernel.backup.state import keep
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.health import AMBER, GREEN, RED, lights, worst
from gonghui.kernel.holding import hold
from gonghui.kernel.notices.models import Channel, Dispatch
from gonghui.kernel.ticking import Result
from gonghui.kernel.ticks import last_tick, note_tick

NOW = datetime(2026, 7, 2, 9, 30, tzinfo=OFFICE_TIME)
CLERK = Hand(None, "建镇")


@pytest.fixture(autouse=True)
def office(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own in which everything is well."""
    settings.HOME = tmp_path / "data"
    settings.PRIVACY_KEY_FILE = settings.HOME / "keys" / "privacy"
    settings.BACKUP_FOLDER, settings.BACKUP_FOLDER_FIXED = tmp_path / "stick", False
    settings.HOME.mkdir(mode=0o700)
    issue_code(NOW.date())
    (settings.HOME / "keys").chmod(0o700)
    keep(last={"at": NOW.isoformat(), "file": "x", "size": 2_000_000})
    note_tick(NOW, [Result("proof", "", seconds=0.4)])
    seal(NOW)
    note_check(NOW, 0)
    monkeypatch.setattr(backup_words, "same_disk", lambda *_: False)
    monkeypatch.setattr(health, "free_bytes", lambda _: (90 << 30, 200 << 30))
    kept = hold(settings.HOME, 8000)
    yield settings.HOME
    kept.release()


def light(key: str, at: datetime = NOW) -> health.Light:
    return next(each for each in lights(at) if each.key == key)


def test_a_well_kept_machine_shows_nothing_but_green() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's backups are out of sight")
    found = lights(NOW)
    assert [(each.key, each.value) for each in found if each.colour != GREEN] == []
    assert worst(found) == GREEN and all(each.todo == "" and each.value for each in found)
    assert light("backup").value == "今天09:30，1.9 MB"


def test_whatever_is_not_green_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "free_bytes", lambda _: (100, 200 << 30))
    for each in lights(NOW + timedelta(days=9)):
        assert (each.colour == GREEN) == (each.todo == ""), each


@pytest.mark.parametrize(("free", "colour"), [(6 << 30, GREEN), (5 << 30, GREEN), (4 << 30, AMBER), (1 << 29, RED)])
def test_a_full_disk(free: int, colour: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "free_bytes", lambda _: (free, 200 << 30))
    assert light("disk").colour == colour


def test_an_old_backup_and_one_beside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's backups are out of sight")
    assert light("backup", NOW + timedelta(hours=26)).colour == GREEN
    assert light("backup", NOW + timedelta(hours=27)).colour == RED
    monkeypatch.setattr(backup_words, "same_disk", lambda *_: True)
    assert light("backup_place").colour == AMBER


def test_a_clock_that_does_not_tick_a_job_that_fails_and_one_that_takes_long() -> None:
    assert light("tick", NOW + timedelta(minutes=10)).colour == GREEN
    assert light("tick", NOW + timedelta(minutes=11)).colour == RED
    note_tick(NOW, [Result("backup", "", seconds=40.0)])
    slow = light("tick")
    assert slow.colour == AMBER and "备份40.0秒" in slow.value
    note_tick(NOW, [Result("notices", "", failed=True)])
    assert light("tick").colour == RED and "提醒" in light("tick").value


def test_what_waits_for_the_proof_and_what_the_proof_found() -> None:
    channel = create(Channel(kind="mail", name="群", address="x", start_at=NOW), CLERK)
    log("test", channel, "记一条", CLERK, NOW)
    assert light("sealing").colour == GREEN and "等着存证的2行" in light("sealing").value
    assert light("sealing", NOW + timedelta(hours=2)).colour == AMBER
    note_check(NOW, 3)
    assert light("checked").colour == RED and "查出3处" in light("checked").value
    note_check(NOW, 0)
    assert light("checked", NOW + timedelta(days=3)).colour == AMBER


def test_messages_that_never_left_the_house() -> None:
    channel = create(Channel(kind="mail", name="群", address="x", start_at=NOW), CLERK)
    row = Dispatch.objects.create(channel=channel, day=NOW.date(), text="x", next_at=NOW)
    assert light("notices").colour == AMBER
    Dispatch.objects.filter(pk=row.pk).update(given_up=True, problem="连不上")
    assert light("notices").colour == RED
    assert light("notices", NOW + timedelta(days=8)).colour == GREEN


def test_a_clock_that_was_set_back_and_records_from_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    note_tick(NOW + timedelta(minutes=1), [])
    note_tick(NOW - timedelta(hours=3), [])  # a minute later by the machine's own counter: set back
    back = light("clock")
    assert back.colour == AMBER and "往回拨" in back.value and "181分钟" in back.value
    assert last_tick().jumped_by < 0
    log("test", create(Channel(kind="mail", name="乙", address="x", start_at=NOW), CLERK), "记一条", CLERK,
        NOW + timedelta(days=1))  # fmt: skip
    assert light("clock").colour == RED and "时间比实际慢" in light("clock").todo


def test_a_clock_that_jumped_ahead_is_noticed_by_a_process_that_saw_both_ends_and_a_pause_is_no_jump(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note_tick(NOW + timedelta(days=40), [])
    assert "往后跳" in light("clock", NOW + timedelta(days=40)).value
    ticks._before.clear()  # the machine was off, and another process begins
    note_tick(NOW + timedelta(days=50), [])
    assert last_tick().jumped_at == NOW + timedelta(days=40)
    assert light("clock", NOW + timedelta(days=50)).colour == GREEN


def test_a_folder_that_others_may_enter(office: Path) -> None:
    if machine.WINDOWS:
        pytest.skip("Windows keeps users' folders apart itself")
    (office / "keys").chmod(0o755)
    assert light("rights").colour == RED and str(office / "keys") in light("rights").value


def test_another_process_on_the_same_folder(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGHUI_SERVING", "1")
    assert light("processes").colour == GREEN
    (office / "serving.lock").write_text(json.dumps({"process": 1 + max(os.getpid(), os.getppid())}), encoding="utf-8")
    assert light("processes").colour == RED


def test_a_look_that_fails_is_a_red_light_and_not_a_broken_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> tuple[int, int]:
        raise OSError("/home/li/机密")

    monkeypatch.setattr(health, "free_bytes", broken)
    assert light("disk").colour == RED and "机密" not in light("disk").value


def test_the_size_of_things_is_written_for_people() -> None:
    assert [health.size(n) for n in (10, 3 << 20, 5 << 30)] == ["1 KB", "3.0 MB", "5.0 GB"]
    assert health.moment(None, NOW) == "还没有过"
    assert health.moment(NOW.astimezone(timezone.get_fixed_timezone(0)), NOW) == "今天09:30"


def test_one_drive_or_two_is_asked_of_the_drive_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.same_disk(tmp_path, tmp_path / "not there yet" / "deeper")
    real = Path.stat
    Disk = namedtuple("Disk", "st_dev")

    def stat(path: Path, **options: Any) -> Any:
        return Disk(7) if path.name == "stick" else real(path, **options)

    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(Path, "stat", stat)
    assert not machine.same_disk(tmp_path, tmp_path / "stick")
