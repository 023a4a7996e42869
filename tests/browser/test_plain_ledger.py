"""A ledger that nobody made pages for: the officer stamps, corrects and takes back, at the desk and on a phone."""

import pytest
from playwright.sync_api import expect

from gonghui.kernel.ledger.api import entry_record, ledger_of
from tests.browser.screen import Screen
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


def test_plain_pages_fit_the_screen_and_can_be_read_by_everybody(screen: Screen, town: LedgerTown) -> None:
    screen.come_in(town.sign_in("wuguoping"))
    values = {"union": town.unions["宏达机械工会"], "programme": "model", "achieved_on": TODAY, "checklist": ["staff"]}
    row = entry_record(ledger=ledger_of("standings"), values=values, by=CLERK, at=AT)
    screen.all_fit("/standings", "/standings/new", f"/standings/{row.pk}", f"/standings/{row.pk}/amend", "/seal-uses",
                    f"/standings/{row.pk}/void", "/standings?print=1", "/seal-uses/new")  # fmt: skip


def test_the_officer_enters_a_stamp_corrects_it_and_takes_it_back(screen: Screen, town: LedgerTown) -> None:
    page = screen.page
    screen.come_in(town.sign_in("wuguoping"))
    screen.open("/")
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
    screen.open("/seal-uses")
    expect(page.locator(".gh-foot")).to_contain_text("共0件")
