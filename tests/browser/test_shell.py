"""Journeys through the shell: sign in, look at what is due, find, open a figure, read it on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from gonghui.people.public import Account, code_issue
from tests import small_town

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_IN = ["/", "/search?q=东桥", "/settings", "/figures", "/figures/people.members?period=2026H1",
             "/figures/bargaining.wage_signing_rate?period=2026H2", "/nowhere"]  # fmt: skip


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return dict(small_town.build())


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about: blocked scripts and styles, errors in ours, files that are not there."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def sign_in(page: Page, server: LiveServer, username: str, secret: str = small_town.PASSWORD) -> None:
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("账号").fill(username)
    page.get_by_label("口令，或一次性登录码").fill(secret)
    page.get_by_role("button", name="登录").click()


def violations(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe)
    return list(page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"))


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("who", ["chen", "dong"])
def test_pages_fit_the_screen_and_can_be_read_by_everybody(
    page: Page, live_server: LiveServer, axe_script: str, town: Any, complaints: list[str], width: int, who: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, who)
    for address in SIGNED_IN:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert violations(page, axe_script) == [], address
    assert [said for said in complaints if "404" not in said] == []


def test_a_chair_comes_in_with_her_slip_sets_a_password_and_sees_what_is_due(
    page: Page, live_server: LiveServer, axe_script: str, town: Any, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    code = code_issue(account=Account.objects.get(username="dong"), by=small_town.HAND, at=small_town.NOW)
    sign_in(page, live_server, "dong", code)
    expect(page.get_by_role("heading", name="给自己设一个口令")).to_be_visible()
    assert violations(page, axe_script) == []
    page.get_by_label("新口令", exact=True).fill("qing-he-zhen-2026")
    page.get_by_label("再填一遍新口令").fill("qing-he-zhen-2026")
    page.get_by_role("button", name="保存口令").click()
    expect(page.get_by_text("口令已保存")).to_be_visible()
    expect(page.get_by_text("超期2天").first).to_be_visible()
    page.get_by_text("菜单").or_(page.locator(".gh-menu summary")).first.click()
    page.locator(".gh-menu").get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("已经退出。")).to_be_visible()
    assert complaints == []


def test_the_officer_finds_a_union_without_touching_the_mouse(
    page: Page, live_server: LiveServer, town: Any, complaints: list[str]
) -> None:
    sign_in(page, live_server, "chen")
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
    assert complaints == []


def test_a_figure_draws_its_trend_under_the_strict_policy_and_changes_its_period(
    page: Page, live_server: LiveServer, town: Any, complaints: list[str]
) -> None:
    sign_in(page, live_server, "chen")
    page.goto(f"{live_server.url}/figures/people.members?period=2026H1")
    expect(page.locator("#trend svg path").first).to_be_attached()
    page.get_by_label("时段").select_option("2026")
    page.wait_for_url("**period=2026&**")
    page.get_by_label("范围").select_option(label="东桥村")
    page.wait_for_url("**org=A**")
    expect(page.locator(".gh-ihead .v")).to_have_text("3人")
    assert complaints == []


def test_large_type_is_remembered_on_this_computer(page: Page, live_server: LiveServer, town: Any) -> None:
    sign_in(page, live_server, "chen")
    page.get_by_role("button", name="大字").first.click()
    page.goto(f"{live_server.url}/figures")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "18px"
