"""Whoever looks after the machine: the lights, the backups and the code for phones fit and can be read."""

from typing import Any

import pytest
from playwright.sync_api import expect

from gonghui.people.public import Role
from tests import small_town
from tests.browser.screen import Screen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(screen: Screen, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Screen:
    """A screen at which the administrator has signed in; the server listens to the office's network."""
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    monkeypatch.setenv("GONGHUI_LISTEN", "0.0.0.0:8000")
    monkeypatch.setattr("gonghui.console.running.phones.own_addresses", lambda: ["192.168.1.20"])
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "192.168.1.20"]
    sides = small_town.build()
    small_town.account("guan", "管理", Role.ADMINISTRATOR, sides["town"])
    screen.come_in(small_town.client_of("guan"))
    return screen


def test_the_pages_of_the_machine_fit_the_screen_and_can_be_read_by_everybody(
    desk: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.all_fit("/health/", "/backups", "/phones")
    monkeypatch.setattr("gonghui.console.running.backups._progress", lambda: {"error": "备份没有做成：磁盘满了。"})
    desk.all_fit("/backups")


def test_a_backup_under_way_shows_how_far_it_is_and_the_page_comes_back_when_it_is_done(
    desk: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way: list[dict[str, Any]] = [{"stage": "加密写入", "done": 4_000_000, "of": 9_000_000}]
    monkeypatch.setattr("gonghui.console.running.backups._progress", lambda: under_way[0])
    desk.open("/backups")
    expect(desk.page.locator("#backup-progress")).to_contain_text("加密写入")
    under_way[0] = {}
    expect(desk.page.locator("#backup-progress")).to_have_count(0)
