"""Who looks after the machine sees how it stands, backs up, chooses where; nobody else sees any of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gonghui.console.running import backups
from gonghui.kernel import health
from gonghui.kernel.audit.models import Event
from gonghui.kernel.backup.code import issue_code
from gonghui.kernel.backup.state import backup_folder, keep
from gonghui.people.public import Role
from tests.ledger_town import TODAY, LedgerTown, found_ledger_town


@pytest.fixture
def town(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    town = found_ledger_town()
    town.person("guanli", "管理", town.root, Role.ADMINISTRATOR)
    town.person("zhuxi", "周立新", town.root, Role.TOWN_CHAIR)
    settings.BACKUP_FOLDER = tmp_path / "backups"
    settings.BACKUP_FOLDER_FIXED = False
    keep(folder="", last=None, trouble=None)
    return town


@pytest.fixture
def administrator(town: LedgerTown) -> Client:
    return town.sign_in("guanli")


def lit(monkeypatch: pytest.MonkeyPatch, *colours: str) -> None:
    """Lights of these colours in the place of the machine's own."""
    checks = tuple((f"{at}", f"第{at}项", lambda _, c=colour: (c, "现状", "" if c == "green" else "这样办。"))
                   for at, colour in enumerate(colours))  # fmt: skip
    monkeypatch.setattr(health, "CHECKS", checks)


def test_the_administrator_sees_every_light_and_what_to_do_about_a_red_one(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = administrator.get("/health/")
    assert page.status_code == 200
    for _, title, _ in health.CHECKS:
        assert title in page.content.decode()
    lit(monkeypatch, "green", "red", "amber")
    text = administrator.get("/health/").content.decode()
    assert "有1项要处理" in text and text.index("第1项") < text.index("第2项") < text.index("第0项")
    lit(monkeypatch, "green")
    assert "都正常" in administrator.get("/health/").content.decode()


@pytest.mark.parametrize("who", ["wuguoping", "hedong"])
@pytest.mark.parametrize("address", ["/health/", "/backups", "/phones", "/backups/progress"])
def test_for_everybody_else_these_pages_are_not_there(town: LedgerTown, who: str, address: str) -> None:
    assert town.sign_in(who).get(address).status_code == 404


def test_the_chair_has_them_too_and_a_stranger_is_asked_who_he_is(town: LedgerTown) -> None:
    assert town.sign_in("zhuxi").get("/health/").status_code == 200
    assert Client().get("/health/").status_code == 302


def test_a_program_on_this_machine_reads_the_lights_and_no_other_machine_does(
    town: LedgerTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    lit(monkeypatch, "green", "amber")
    answer = Client().get("/health.json")
    assert json.loads(answer.content)["status"] == "amber"
    assert Client(REMOTE_ADDR="192.168.1.7").get("/health.json").status_code == 404
    assert Client(headers={"x-forwarded-for": "127.0.0.1"}).get("/health.json").status_code == 404


def test_the_lights_tell_nothing_about_a_person(town: LedgerTown) -> None:
    words = Client().get("/health.json").content.decode()
    for name in ("张三", "宏达机械", "吴国平", "13812340000"):
        assert name not in words


@pytest.mark.django_db(transaction=True)
def test_a_backup_now_appears_in_the_list_and_in_the_history(administrator: Client) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is backed up with its own tools")
    issue_code(TODAY)
    assert "还没有做过备份" in administrator.get("/backups").content.decode()
    assert administrator.post("/backups/now").status_code == 302
    text = administrator.get("/backups").content.decode()
    (made,) = backup_folder().glob("gonghui-*.gonghui")
    assert made.name in text
    assert Event.objects.filter(verb="backup_now", by_name="管理").exists()


def test_a_backup_that_fails_says_why(administrator: Client, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is backed up with its own tools")
    (Path(health.settings.PRIVACY_KEY_FILE).with_name("recovery")).unlink(missing_ok=True)
    administrator.post("/backups/now")
    assert "还没有恢复码，备份了也打不开。" in administrator.get("/backups").content.decode()
    assert "备份了也打不开" not in administrator.get("/backups").content.decode()  # told once
    administrator.post("/backups/now")  # and one may try again


def test_a_backup_that_died_with_its_process_does_not_seem_to_go_on(administrator: Client) -> None:
    backups._tell("加密写入", 4, 9)
    assert "加密写入" not in administrator.get("/backups").content.decode()


def test_the_backups_go_where_the_administrator_says_if_there_is_such_a_place(
    administrator: Client, tmp_path: Path, settings: Any
) -> None:
    stick = tmp_path / "U盘"
    for given, what in (
        ("backup", "请写完整的路径"),
        (str(stick), "没有这个文件夹"),
        (str(settings.HOME), "不能放在数据文件夹里面"),
    ):
        refused = administrator.post("/backups/folder", {"folder": given})
        assert refused.status_code == 422 and what in refused.content.decode()
    stick.mkdir()
    assert administrator.post("/backups/folder", {"folder": str(stick)}).status_code == 302
    assert backup_folder() == stick and list(stick.iterdir()) == []
    assert Event.objects.filter(verb="backup_folder").count() == 1
    stick.rmdir()
    if connection.vendor == "sqlite":
        issue_code(TODAY)
        assert "备份的文件夹不在了" in administrator.get("/backups").content.decode()
        administrator.post("/backups/now")
        assert not stick.exists()  # a drive that was pulled out is not replaced by a folder of its name
    administrator.post("/backups/folder", {"folder": ""})
    assert backup_folder() == tmp_path / "backups"


def test_what_the_environment_says_about_backups_the_page_does_not_change(
    administrator: Client, settings: Any, tmp_path: Path
) -> None:
    settings.BACKUP_FOLDER_FIXED = True
    assert administrator.post("/backups/folder", {"folder": str(tmp_path)}).status_code == 422
    assert backup_folder() == tmp_path / "backups"


def test_phones_are_told_an_address_only_when_the_server_listens_to_them(
    administrator: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    from gonghui.console.running import phones

    monkeypatch.setattr(phones, "own_addresses", lambda: ["192.168.1.20"])
    monkeypatch.setenv("GONGHUI_LISTEN", "127.0.0.1:8000")
    alone = administrator.get("/phones").content.decode()
    assert "gonghui serve --lan" in alone and "<svg" not in alone
    monkeypatch.setenv("GONGHUI_LISTEN", "0.0.0.0:8000")
    settings.ALLOWED_HOSTS = ["127.0.0.1", "192.168.1.20", "testserver"]
    shared = administrator.get("/phones").content.decode()
    assert "http://192.168.1.20:8000" in shared and "<svg" in shared and "没有加密" in shared
