"""The office writes its half-year report: a click on a figure, its own words, a number filled by hand, Word."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from gonghui.people.public import Role, account_open, office_give
from tests.town import NOW, TODAY, small_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page: Page, live_server: LiveServer, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The report's address in a browser in which the officer of a small town has signed in."""
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    account = account_open(username="shenyan", name="沈燕", **NOW)
    office_give(account=account, union=small_town().root, role=Role.TOWN_OFFICER, on=TODAY, **NOW)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
    return f"{live_server.url}/reports/half-year"


def violations(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe)
    return list(page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"))


@pytest.mark.parametrize("width", [390, 1440])
def test_the_report_fits_the_screen_and_can_be_read_by_everybody(
    page: Page, desk: str, axe_script: str, width: int
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    for tail in ("", "?compare=1&code=people.members", "?code=relief.households", "?edit=intro"):
        page.goto(desk + tail)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), tail
        assert violations(page, axe_script) == [], tail
    assert complaints == []


def test_the_officer_opens_a_figure_writes_her_sentence_and_fills_a_gap(page: Page, desk: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(desk)
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
