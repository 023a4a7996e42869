"""Journeys through the shell: sign in, look at what is due, find, open a figure, read it on a phone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from gonghui.people.public import Account, code_issue
from tests import small_town
from tests.browser.screen import Screen

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_IN = ["/", "/search?q=东桥", "/settings", "/figures", "/figures/people.members?period=2026H1",
             "/figures/bargaining.wage_signing_rate?period=2026H2", "/nowhere"]  # fmt: skip


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return dict(small_town.build())


def sign_in(screen: Screen, username: str, secret: str = small_town.PASSWORD) -> None:
    screen.open("/sign-in")
    screen.page.get_by_label("账号").fill(username)
    screen.page.get_by_label("口令，或一次性登录码").fill(secret)
    screen.page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("who", ["chen", "dong"])
def test_pages_fit_the_screen_and_can_be_read_by_everybody(screen: Screen, town: Any, who: str) -> None:
    """陈秀兰 at her desk, 董东升 on his phone."""
    if who == "dong":
        screen.on_a_phone()
    sign_in(screen, who)
    screen.all_fit(*SIGNED_IN)


def test_a_chair_comes_in_with_her_slip_sets_a_password_and_sees_what_is_due(screen: Screen, town: Any) -> None:
    page = screen.page
    screen.on_a_phone()
    code = code_issue(account=Account.objects.get(username="dong"), by=small_town.HAND, at=small_town.NOW)
    sign_in(screen, "dong", code)
    expect(page.get_by_role("heading", name="给自己设一个口令")).to_be_visible()
    assert screen.violations() == []
    page.get_by_label("新口令", exact=True).fill("qing-he-zhen-2026")
    page.get_by_label("再填一遍新口令").fill("qing-he-zhen-2026")
    page.get_by_role("button", name="保存口令").click()
    expect(page.get_by_text("口令已保存")).to_be_visible()
    expect(page.get_by_text("超期2天").first).to_be_visible()
    page.get_by_text("菜单").or_(page.locator(".gh-menu summary")).first.click()
    page.locator(".gh-menu").get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("已经退出。")).to_be_visible()
    assert screen.complaints == []


def test_the_officer_finds_a_union_without_touching_the_mouse(screen: Screen, town: Any) -> None:
    page = screen.page
    sign_in(screen, "chen")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("dqfz")
    expect(page.locator("#found")).to_contain_text("东桥纺织厂工会")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/unions/{town['east'].code}")
    page.locator("body").press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/figures")
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("heading", name="键盘快捷键")).to_be_visible()
    assert screen.complaints == []


def test_a_figure_draws_its_trend_under_the_strict_policy_and_changes_its_period(screen: Screen, town: Any) -> None:
    page = screen.page
    sign_in(screen, "chen")
    screen.open("/figures/people.members?period=2026H1")
    expect(page.locator("#trend svg path").first).to_be_attached()
    page.get_by_label("时段").select_option("2026")
    page.wait_for_url("**period=2026&**")
    page.get_by_label("范围").select_option(label="东桥村")
    page.wait_for_url("**org=A**")
    expect(page.locator(".gh-ihead .v")).to_have_text("3人")
    assert screen.complaints == []


def test_large_type_is_remembered_on_this_computer(screen: Screen, town: Any) -> None:
    page = screen.page
    sign_in(screen, "chen")
    page.get_by_role("button", name="大字").first.click()
    screen.open("/figures")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "18px"
