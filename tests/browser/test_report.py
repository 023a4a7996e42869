"""The office writes its half-year report: a click on a figure, its own words, a number filled by hand, Word."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from gonghui.people.public import Role, account_open, office_give
from tests.browser.screen import Screen
from tests.town import NOW, TODAY, small_town

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = "/reports/half-year"


@pytest.fixture
def desk(screen: Screen, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen at which the officer of a small town has signed in."""
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    account = account_open(username="shenyan", name="沈燕", **NOW)
    office_give(account=account, union=small_town().root, role=Role.TOWN_OFFICER, on=TODAY, **NOW)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    screen.come_in(client)
    return screen


def test_the_report_fits_the_screen_and_can_be_read_by_everybody(desk: Screen) -> None:
    tails = ("", "?compare=1&code=people.members", "?code=relief.households", "?edit=intro")
    desk.all_fit(*(REPORT + tail for tail in tails))


def test_the_officer_opens_a_figure_writes_her_sentence_and_fills_a_gap(desk: Screen) -> None:
    page = desk.page
    desk.open(REPORT)
    page.locator("#p-founding-members .gh-n").click()
    expect(page.locator("#side")).to_contain_text("清河甲厂工会")
    expect(page.locator("#side")).to_contain_text("一致")

    page.locator("#p-founding-members").hover()
    page.locator("#p-founding-members .pen").click()
    page.locator("#p-founding-members textarea").fill("会员队伍不断壮大，现有")
    page.locator("#p-founding-members summary").click()
    page.locator(".tok", has_text="会员").filter(has_not_text="女").first.click()
    page.locator("#p-founding-members button[value=write]").click()
    expect(page.locator("span#p-founding-members.own")).to_contain_text("会员队伍不断壮大，现有")
    expect(page.locator("span#p-founding-members .gh-n")).to_have_count(1)

    page.locator("#p-relief-households .gh-gap").click()
    page.locator("#value").fill("17")
    page.locator("#note").fill("民政办名单")
    page.locator("button[value=fill]").click()
    expect(page.locator("#p-relief-households")).to_contain_text("困难职工17名")
    expect(page.locator("#tally")).to_contain_text("手填1")

    with page.expect_download() as download:
        page.locator("a", has_text="导出Word").click()
    assert download.value.suggested_filename == "清河镇总工会2026年上半年工作总结.docx"
