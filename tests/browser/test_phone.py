"""A member's phone, from the wall of the canteen to the honour roll: what one taps, reads and keys in."""

import pytest
from playwright.sync_api import expect

from gonghui.activities.public import Activity, attend, check_in_code, comer_of, sign_up, sign_up_withdraw
from tests.browser.screen import Screen
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, activity, quiz_round, town_with_phones

pytestmark = pytest.mark.django_db(transaction=True)
SMALL = """
Array.from(document.querySelectorAll('a, button, input, summary, select, textarea, .pick label'))
  .filter(e => e.offsetParent !== null && !e.matches('.skip') && !(e.matches('input') && e.closest('label')))
  .map(e => [e.outerHTML.slice(0, 60), Math.round(e.getBoundingClientRect().width), Math.round(e.getBoundingClientRect().height)])
  .filter(([_, wide, high]) => wide < 44 || high < 44)
"""
"""What a thumb misses: everything that can be tapped and is smaller than 44 by 44."""


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return town_with_phones()


@pytest.fixture
def phone(screen: Screen, town: LedgerTown) -> Screen:
    """张三's phone."""
    screen.on_a_phone()
    screen.come_in(town.sign_in("zhang"))
    return screen


def fits_a_thumb(phone: Screen) -> None:
    """The page as it stands can be read by everybody and tapped by anybody. Raises AssertionError."""
    assert phone.page.evaluate(SMALL) == [], phone.page.url
    phone.fits()


def tap(phone: Screen, name: str) -> None:
    phone.page.get_by_role("button", name=name).click()


def test_a_member_waits_moves_up_and_checks_in(phone: Screen, town: LedgerTown) -> None:
    talk = activity(town, quota=1)
    first = sign_up(activity=talk, worker=town.members["李四"].worker, **NOW)
    signs_up_and_waits(phone)
    sign_up_withdraw(sign_up=first, **NOW)
    moves_up(phone)
    checks_in(phone, talk)
    assert [said for said in phone.complaints if "422" not in said] == []


def signs_up_and_waits(phone: Screen) -> None:
    phone.open("/")
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="活动报名").click()
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="工会大讲堂").click()
    fits_a_thumb(phone)
    tap(phone, "排候补")
    expect(phone.page.get_by_text("您是候补第1位")).to_be_visible()
    fits_a_thumb(phone)


def moves_up(phone: Screen) -> None:
    phone.page.get_by_role("link", name="首页").click()
    expect(phone.page.get_by_text("报上了")).to_be_visible()
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="去签到").click()
    fits_a_thumb(phone)


def checks_in(phone: Screen, talk: Activity) -> None:
    phone.page.get_by_label("签到码").fill("ABCDEF")
    tap(phone, "签到")
    expect(phone.page.get_by_text("签到码不对")).to_be_visible()
    fits_a_thumb(phone)
    phone.open(f"/my/check-in/{talk.pk}/{check_in_code(talk, TODAY)}")
    fits_a_thumb(phone)
    tap(phone, "我到了，签到")
    expect(phone.page.get_by_role("heading", name="签到好了")).to_be_visible()
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="我", exact=True).click()
    expect(phone.page.get_by_text("工会大讲堂")).to_be_visible()
    fits_a_thumb(phone)


def test_a_member_rates_takes_the_quiz_and_hands_in_a_suggestion(phone: Screen, town: LedgerTown) -> None:
    talk, row = activity(town), town.members["张三"]
    attend(activity=talk, comers=[comer_of(row.worker, row.union_id)], **NOW)
    quiz_round(town)
    rates(phone)
    takes_the_quiz(phone)
    hands_in(phone)
    phone.open("/my/honours")
    fits_a_thumb(phone)
    phone.open("/my/benefits")
    fits_a_thumb(phone)
    assert phone.complaints == []


def rates(phone: Screen) -> None:
    phone.open("/my/")
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="说说怎么样").click()
    for question in ("内容对我有用", "组织得好", "以后还愿意来"):
        phone.page.get_by_role("group", name=question).get_by_label("满意", exact=True).check()
    fits_a_thumb(phone)
    tap(phone, "交上去")
    expect(phone.page.get_by_text("没有人看得到是谁填的")).to_be_visible()


def takes_the_quiz(phone: Screen) -> None:
    phone.page.get_by_role("link", name="答题").click()
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="工会法答题").click()
    fits_a_thumb(phone)
    tap(phone, "开始答题")
    for place in (1, 2, 3):
        expect(phone.page.get_by_role("heading", name=f"第{place}题，共3题")).to_be_visible()
        phone.page.locator(".pick input").first.check()
        fits_a_thumb(phone)
        phone.page.get_by_role("button", name="存好").click()
    expect(phone.page.get_by_role("timer")).to_contain_text("还剩")
    fits_a_thumb(phone)
    tap(phone, "交卷")
    expect(phone.page.get_by_text("交卷了，得")).to_be_visible()
    fits_a_thumb(phone)


def hands_in(phone: Screen) -> None:
    phone.page.get_by_role("link", name="建议").click()
    fits_a_thumb(phone)
    phone.page.get_by_role("link", name="提个建议").click()
    phone.page.get_by_label("建议什么").fill("三号冲床加一道红外防护")
    phone.page.get_by_label("安全").check()
    phone.page.get_by_label("现在怎么样").fill("手伸进去冲床就停，去年有两次险。")
    fits_a_thumb(phone)
    tap(phone, "交上去")
    expect(phone.page.get_by_text("前给您答复。", exact=False).first).to_be_visible()
    fits_a_thumb(phone)


def test_the_keyboard_reaches_everything_and_large_letters_stay(phone: Screen) -> None:
    phone.open("/my/")
    phone.page.keyboard.press("Tab")
    expect(phone.page.get_by_role("link", name="跳到正文")).to_be_focused()
    tap(phone, "大字")
    phone.page.get_by_role("link", name="活动", exact=True).click()
    expect(phone.page.locator("html")).to_have_attribute("data-size", "large")
    fits_a_thumb(phone)
