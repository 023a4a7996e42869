"""The law pages in a browser: they fit, everybody can read them, and the chair enters a paper's number."""

import pytest
from playwright.sync_api import expect

from gonghui.kernel.rules.models import RuleOverride
from gonghui.people.public import Role
from tests import small_town
from tests.browser.screen import Screen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(screen: Screen, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen at which the town's chair has signed in."""
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    sides = small_town.build()
    small_town.account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    screen.come_in(small_town.client_of("zhou"))
    return screen


def test_the_law_fits_the_screen_and_can_be_read_by_everybody(desk: Screen) -> None:
    tails = ("", "?topic=bargaining&place=zhejiang", "?q=没有这个词", "/bargaining.reply", "/contract.contents",
                 "/bargaining.reply/own", "/changes", "/review", "/holidays", "/holidays/2026", "/holidays/2028",
                 "/holidays/2027/enter", "?topic=elections&print=1")  # fmt: skip
    desk.all_fit(*(f"/law{tail}" for tail in tails))


def test_the_chair_follows_a_citation_and_enters_the_number_of_a_paper(desk: Screen) -> None:
    page = desk.page
    desk.open("/law?q=答复协商要约")
    page.locator(".gh-cite", has_text="集体合同规定 第32条").first.click()
    expect(page.locator("h1")).to_have_text("答复协商要约")
    page.locator("#from").fill("2026-06-14")
    page.get_by_role("button", name="算到哪天").click()
    expect(page.locator(".answer b")).to_have_text("2026年7月6日")
    page.get_by_role("link", name="登记").click()
    page.get_by_label("数", exact=True).fill("15")
    page.get_by_label("从哪天起").fill("0701")
    page.get_by_label("文号").fill("苏协劳〔2026〕3号")
    page.get_by_label("文件名称").fill("关于规范集体协商程序的通知")
    page.get_by_role("button", name="登记这个数").dblclick()
    expect(page.locator(".lawhead .v")).to_have_text("15日以内")
    expect(page.locator(".lawhead .gh-cite")).to_contain_text("本单位按苏协劳〔2026〕3号")
    assert RuleOverride.objects.count() == 1
