"""A chair follows a reminder on her phone; an officer copies who is still missing and registers a group."""

from typing import Any

import pytest
from playwright.sync_api import expect

from gonghui.kernel.notices.actions import channel_put
from gonghui.kernel.workflow.poller import tick
from tests import small_town
from tests.browser.screen import Screen

pytestmark = pytest.mark.django_db(transaction=True)
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c"


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    made = dict(small_town.build())
    tick(small_town.NOW)
    channel_put(kind="wecom", name="工会干部群", address=ROBOT, by=small_town.HAND, at=small_town.NOW)
    return made


@pytest.mark.parametrize(
    ("who", "addresses"),
    [("dong", ("/notices",)), ("chen", ("/notices", "/notices/missing", "/notices/channels"))],
)
def test_the_pages_of_the_reminders_fit_and_can_be_read_by_everybody(
    screen: Screen, town: Any, who: str, addresses: tuple[str, ...]
) -> None:
    if who == "dong":
        screen.on_a_phone()
    screen.come_in(small_town.client_of(who))
    screen.all_fit(*addresses)


def test_a_chair_follows_a_reminder_from_the_bell_to_the_union(screen: Screen, town: Any) -> None:
    page = screen.page
    screen.on_a_phone()
    screen.come_in(small_town.client_of("dong"))
    screen.open("/")
    page.get_by_role("link", name="条没看").click()
    page.get_by_role("link", name="委员会换届").first.click()
    expect(page).to_have_url(f"{screen.address}/unions/{town['east'].code}")


def test_an_officer_copies_the_names_of_those_who_are_missing(screen: Screen, town: Any) -> None:
    page = screen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.come_in(small_town.client_of("chen"))
    screen.open("/notices/missing?clock=orgs.term")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("button", name="已复制，可以粘贴")).to_be_visible()
    assert "东桥纺织厂工会，最后一天7月4日" in page.evaluate("navigator.clipboard.readText()")
