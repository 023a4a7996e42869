"""A ledger that nobody made pages for: the officer stamps, corrects and takes back, at the desk and on a phone."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from gonghui.kernel.ledger.api import entry_record, ledger_of
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


def come_in(page: Page, server: LiveServer, town: LedgerTown, username: str) -> None:
    key = town.sign_in(username).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.url}])


def violations(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe)
    return list(page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"))


@pytest.mark.parametrize("width", [390, 1440])
def test_plain_pages_fit_the_screen_and_can_be_read_by_everybody(
    page: Page, live_server: LiveServer, axe_script: str, town: LedgerTown, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    come_in(page, live_server, town, "wuguoping")
    values = {"union": town.unions["宏达机械工会"], "programme": "model", "achieved_on": TODAY, "checklist": ["staff"]}
    row = entry_record(ledger=ledger_of("standings"), values=values, by=CLERK, at=AT)
    for address in ("/standings", "/standings/new", f"/standings/{row.pk}", f"/standings/{row.pk}/amend", "/seal-uses",
                    f"/standings/{row.pk}/void", "/standings?print=1", "/seal-uses/new"):  # fmt: skip
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert violations(page, axe_script) == [], address


def test_the_officer_enters_a_stamp_corrects_it_and_takes_it_back(
    page: Page, live_server: LiveServer, town: LedgerTown
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    come_in(page, live_server, town, "wuguoping")
    page.goto(live_server.url)
    page.get_by_role("link", name="综合").click()
    page.get_by_role("link", name="登记用印").click()
    for label, text in (("用印日期", "今天"), ("用印事由", "培训通知"), ("申请人", "陈秀兰"), ("批准人", "陈秀兰")):
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="登记用印").click()
    expect(page.get_by_text("申请人和批准人是同一个人。")).to_be_visible()
    page.get_by_label("批准人").fill("周立新")
    page.get_by_role("button", name="登记用印").dblclick()
    expect(page.get_by_text("用印登记“培训通知”记好了。")).to_be_visible()
    page.get_by_role("link", name="更正").click()
    page.get_by_label("份数").fill("78")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("份数：1→78")).to_be_visible()
    page.get_by_role("link", name="作废").click()
    page.get_by_label("作废原因").fill("没有盖")
    page.get_by_role("button", name="登记作废").click()
    expect(page.get_by_text("作废，原因：没有盖。").first).to_be_visible()
    page.goto(f"{live_server.url}/seal-uses")
    expect(page.locator(".gh-foot")).to_contain_text("共0件")
