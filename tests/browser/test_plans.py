"""The officer reads last year's plan in, decides it by keyboard, sends it; the chair approves; progress unfolds."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from gonghui.orgs.public import Union, UnionKind, union_register
from gonghui.people.public import Role
from gonghui.planning.public import Plan, Task
from tests.small_town import HAND, NOW, TODAY, account, build, client_of

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = """清河镇总工会2026年工作计划
一、抓组建
1、全年新建工会15家。
2、春节前走访慰问困难职工50户。
二、抓帮扶
1、联合妇联开展金秋助学，资助学生20名左右。
"""


@pytest.fixture
def town(
    page: Page, live_server: LiveServer, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Union]:
    """A small town whose officer has signed in."""
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    sides = build()
    account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    enter(page, live_server, "chen")
    return sides


def enter(page: Page, live_server: LiveServer, username: str) -> None:
    key = client_of(username).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])


def violations(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe)
    return list(page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"))


def read_in(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/plans/all")
    page.locator("#file").set_input_files([{"name": "计划.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}])
    page.get_by_role("button", name="读进来").click()
    page.wait_for_url("**/reviews/*")


def test_a_plan_goes_from_the_file_to_its_progress(page: Page, live_server: LiveServer, town: dict[str, Union]) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    read_in(page, live_server)
    assert not Plan.objects.exists()
    page.keyboard.press("j")  # the heading
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#tally")).to_contain_text("收下1")
    expect(page.locator(".rv-item.here")).to_contain_text("春节前走访慰问")
    page.keyboard.press("e")
    page.locator(".mending textarea[name=text]").fill("春节前慰问60户")
    page.get_by_role("button", name="改好收下").click()
    expect(page.locator("#tally")).to_contain_text("收下2")
    page.locator(".rv-item", has_text="金秋助学").get_by_role("button", name="不要").click()
    expect(page.locator("#tally")).to_contain_text("不要1")
    page.get_by_role("button", name="把收下的写进计划").click()
    page.wait_for_url("**/plans/*")
    page.get_by_role("button", name="送审").click()
    expect(page.locator("main")).to_contain_text("已登记“送审”")

    enter(page, live_server, "zhou")
    page.reload()
    page.locator("summary", has_text="批准").click()
    page.locator("#approval").fill("镇党委会议通过")
    page.get_by_role("button", name="登记批准").click()
    expect(page.locator("main")).to_contain_text("镇党委会议通过")

    for number in range(7):
        union_register(name=f"新{number}工会", kind=UnionKind.ENTERPRISE, approved_on=date(2026, 3, 2), by=HAND, at=NOW)
    page.reload()
    row = page.locator("tr.tk", has_text="全年新建工会15家")
    expect(row).to_contain_text("7/15")
    expect(row).to_contain_text("落后")
    row.locator("a.main").click()
    expect(page.locator("tr.open:visible")).to_contain_text("新6工会")
    assert Task.objects.get(text__contains="15家").targets.get().hand_value is None
    row.locator("a.main").click()
    expect(page.locator("tr.open:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_plans_pages_fit_the_screen_and_can_be_read_by_everybody(
    page: Page, live_server: LiveServer, town: dict[str, Union], axe_script: str, width: int
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    read_in(page, live_server)
    review = page.url.removeprefix(live_server.url)
    page.get_by_role("button", name="待定的也全收下").click()
    page.wait_for_url("**/plans/*")
    plan = page.url.removeprefix(live_server.url)
    task = Task.objects.order_by("pk")[0]
    paths = (
        plan, f"{plan}?by=last", f"{plan}?by=changes", f"{plan}/add", f"{plan}/print", f"/tasks/{task.pk}", "/calendar",
        "/calendar?month=2026-02&print=1", "/week", "/assigned", "/plans/all", review,
    )  # fmt: skip
    wrong = {}
    for path in paths:
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        found = violations(page, axe_script)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append("wider than the screen")
        if found:
            wrong[path] = found
    assert wrong == {}
    assert complaints == []
