"""The officer reads last year's plan in, decides it by keyboard, sends it; the chair approves; progress unfolds."""

from datetime import date

import pytest
from playwright.sync_api import expect

from gonghui.orgs.public import Union, UnionKind, union_register
from gonghui.people.public import Role
from gonghui.planning.public import Plan, Task
from tests.browser.screen import Screen
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
def town(screen: Screen, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Union]:
    """A small town whose officer has signed in."""
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    sides = build()
    account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    screen.come_in(client_of("chen"))
    return sides


def read_in(screen: Screen) -> None:
    page = screen.page
    screen.open("/plans/all")
    page.locator("#file").set_input_files([{"name": "计划.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}])
    page.get_by_role("button", name="读进来").click()
    page.wait_for_url("**/reviews/*")


def test_a_plan_goes_from_the_file_to_its_progress(screen: Screen, town: dict[str, Union]) -> None:
    page = screen.page
    read_in(screen)
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

    screen.come_in(client_of("zhou"))
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


def test_the_plans_pages_fit_the_screen_and_can_be_read_by_everybody(screen: Screen, town: dict[str, Union]) -> None:
    page = screen.page
    read_in(screen)
    review = page.url.removeprefix(screen.address)
    page.get_by_role("button", name="待定的也全收下").click()
    page.wait_for_url("**/plans/*")
    plan = page.url.removeprefix(screen.address)
    task = Task.objects.order_by("pk")[0]
    screen.all_fit(
        plan, f"{plan}?by=last", f"{plan}?by=changes", f"{plan}/add", f"{plan}/print", f"/tasks/{task.pk}", "/calendar",
        "/calendar?month=2026-02&print=1", "/week", "/assigned", "/plans/all", review,
    )  # fmt: skip
