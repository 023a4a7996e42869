"""A chair's first day: a printed slip, a password of her own, a form left open too long, and nothing lost."""

import re
from datetime import datetime, time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gonghui.kernel import clock
from gonghui.orgs.public import Union
from gonghui.people.public import Role
from tests import small_town
from tests.browser.screen import Screen

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "屋顶漏雨，请镇里来看"
BACK = "document.dispatchEvent(new Event('visibilitychange'))"
AWAY = f"""() => {{
  Object.defineProperty(document, "visibilityState", {{value: "hidden", configurable: true}});
  {BACK};
  delete document.visibilityState;
}}"""
"""The person looks at another window, and at this one again."""


@pytest.fixture
def hour(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the office's clock; the small town has a chair (zhou) besides."""

    def at(hour: int, minute: int = 0) -> None:
        moment = datetime.combine(small_town.TODAY, time(hour, minute), clock.OFFICE_TIME)
        monkeypatch.setattr(clock, "now", lambda today=None: clock.Moment(small_town.TODAY, moment))

    at(9)
    sides: dict[str, Union] = small_town.build()
    small_town.account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    return at


def sign_in(screen: Screen, username: str, secret: str = small_town.PASSWORD) -> None:
    screen.open("/sign-in")
    type_in(screen.page, username, secret)


def type_in(page: Page, username: str, secret: str) -> None:
    page.get_by_label("账号").fill(username)
    page.get_by_label("口令，或一次性登录码").fill(secret)
    page.get_by_role("button", name="登录").click()


def kept(page: Page, does: str) -> None:
    """What was typed is kept by what the person does, and the answer is there: nothing is under way any more."""
    with page.expect_response("**/drafts/keep"):
        page.evaluate(does)


def printed_slip(screen: Screen) -> str:
    """The code on the slip that the town's chair prints for dong."""
    page = screen.page
    sign_in(screen, "zhou")
    screen.open("/accounts/")
    assert screen.violations() == []
    page.get_by_label("选董东升").check()
    page.get_by_role("button", name="印选中的账号条").click()
    expect(page.get_by_role("heading", name="董东升")).to_be_visible()
    assert screen.violations() == []
    found = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", page.locator(".acc-slip").inner_text())
    assert found
    return found[0]


def first_sign_in(screen: Screen, code: str) -> None:
    page = screen.page
    sign_in(screen, "dong", code)
    screen.open("/members")
    expect(page.get_by_role("heading", name="给自己设一个口令")).to_be_visible()
    page.get_by_label("新口令", exact=True).fill("chang-jiang-shui-88")
    page.get_by_label("再填一遍新口令").fill("chang-jiang-shui-88")
    page.get_by_role("button", name="保存口令").click()
    expect(page.get_by_text("口令已保存")).to_be_visible()


def test_from_the_printed_slip_to_a_form_that_survives_the_time_out(screen: Screen, hour: Any) -> None:
    code = printed_slip(screen)
    screen.page.context.clear_cookies()  # another machine: her own phone
    screen.on_a_phone()
    phone = screen.page
    first_sign_in(screen, code)
    screen.open("/members/new")
    form = phone.locator("main form[method=post]").first
    form.get_by_label("备注").or_(form.locator("textarea, input[type=text]").last).first.fill(WORDS)
    hour(9, 45)
    form.locator("button[type=submit], button:not([type])").last.click()
    expect(phone.get_by_text("您刚才填的内容替您留着")).to_be_visible()
    type_in(phone, "dong", "chang-jiang-shui-88")
    expect(phone.get_by_text("填的内容填回来了，还没有保存")).to_be_visible()
    words = phone.evaluate("Array.from(document.querySelectorAll('main form *')).map(e => e.value || '').join('|')")
    assert WORDS in words
    assert screen.violations() == []
    phone.get_by_role("button", name="不要了").click()
    expect(phone.get_by_text("填的内容填回来了")).to_have_count(0)


def test_an_open_page_warns_calmly_and_lets_one_stay_or_closes_with_the_words_kept(screen: Screen, hour: Any) -> None:
    page = screen.page
    sign_in(screen, "chen")
    screen.open("/members/new")
    box = page.locator("main form[method=post]").first.locator("textarea, input[type=text]").last
    box.fill(WORDS)
    kept(page, AWAY)
    hour(9, 29)
    kept(page, BACK)
    dialog = page.get_by_role("dialog", name="快要退出登录了")
    expect(dialog).to_be_visible()
    assert screen.violations() == []
    dialog.get_by_role("button", name="我还在").click()
    expect(dialog).to_be_hidden()
    hour(9, 58)
    kept(page, BACK)
    expect(dialog).to_be_visible()
    hour(11)
    page.evaluate(BACK)
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert "members/new" in page.url
    type_in(page, "chen", small_town.PASSWORD)
    expect(page.get_by_text("这里填了一半，没有保存")).to_be_visible()
    page.get_by_role("button", name="填回来").click()
    assert box.input_value() == WORDS
