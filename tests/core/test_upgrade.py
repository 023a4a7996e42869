"""A new version meets an old database: it is kept first, checked, brought up to date, and sealed anew."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from gonghui.kernel import upgrading
from gonghui.kernel.audit.models import Seal
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events, guarded
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.backup.code import issue_code
from gonghui.kernel.backup.state import backup_folder
from gonghui.kernel.refusal import Refused
from gonghui.kernel.upgrading import bring_up_to_date
from gonghui.people.public import Account, account_open
from tests.town import NOW, TODAY, at


@pytest.fixture
def behind(
    transactional_db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[str]]:
    """An office whose database lacks one migration; what the upgrade does to it is written down."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is backed up with its own tools")
    settings.HOME = tmp_path / "office"
    settings.PRIVACY_KEY_FILE = settings.HOME / "keys" / "privacy"
    settings.BACKUP_FOLDER = tmp_path / "backups"
    settings.HOME.mkdir()
    account_open(username="li", name="李燕", **NOW)
    guard_events()
    seal(at())
    done: list[str] = []

    def migrate(command: object, **_: Any) -> None:
        if command == "check":
            return
        done.append("migrated")
        with connection.cursor() as cursor:  # as an upgrade that rewrites rows
            cursor.execute("UPDATE people_account SET name = name || '同志'")

    monkeypatch.setattr(upgrading.MigrationExecutor, "migration_plan", lambda *_: [] if done else ["0002"])
    monkeypatch.setattr(upgrading, "call_command", migrate)
    yield done


def test_an_upgrade_keeps_a_backup_and_leaves_an_office_in_order(
    behind: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    issue_code(TODAY)
    bring_up_to_date(at())
    (file,) = backup_folder().iterdir()
    assert behind == ["migrated"] and file.name.startswith("before-upgrade-")
    assert "要退回" in capsys.readouterr().err
    last = Seal.objects.latest("number")
    assert (last.number, last.note) == (2, "升级后按现状存证；升级前核对无误") and verify().ok and guarded()
    bring_up_to_date(at())
    assert behind == ["migrated"] and Seal.objects.count() == 2


def test_what_somebody_did_before_the_upgrade_is_written_down_for_good(behind: list[str]) -> None:
    Account.objects.update(is_active=False)
    bring_up_to_date(at())
    assert "升级前核对出1处不是系统写的" in Seal.objects.latest("number").note


def test_without_room_for_a_backup_nothing_is_upgraded(behind: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: datetime) -> str:
        raise Refused("备份没有做成：磁盘满了。")

    monkeypatch.setattr(upgrading, "back_up_before_upgrade", full)
    with pytest.raises(Refused):
        bring_up_to_date(at())
    assert behind == [] and Account.objects.get().name == "李燕"


def test_an_upgrade_that_breaks_off_leaves_the_events_guarded(
    behind: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(command: object, **_: Any) -> None:
        if command != "check":
            raise DatabaseError("disk I/O error")

    monkeypatch.setattr(upgrading, "call_command", broken)
    with pytest.raises(DatabaseError):
        bring_up_to_date(at())
    assert guarded() and verify().ok
