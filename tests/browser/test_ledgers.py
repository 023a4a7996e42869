"""Journeys through the ledgers: an officer at the desk against Excel, a chair with her phone."""

import pytest
from playwright.sync_api import expect

from gonghui.kernel.audit.models import Event
from gonghui.people.public import Membership
from tests.browser.screen import Screen
from tests.ledger_town import TODAY, LedgerTown, found_ledger_town, id_number

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


@pytest.mark.parametrize("who", ["wuguoping", "hedong"])
def test_ledgers_cards_and_forms_fit_the_screen_and_can_be_read_by_everybody(
    screen: Screen, town: LedgerTown, who: str
) -> None:
    """吴国平 at his desk, 何东 on her phone."""
    if who == "hedong":
        screen.on_a_phone()
    screen.come_in(town.sign_in(who))
    union, member = town.unions["宏达机械工会"].code, town.members["张三"].pk
    firm, deal = town.employers["宏达机械"].pk, town.contracts["宏达机械"].pk
    screen.all_fit(
        "/unions", "/members", "/employers", "/contracts?q=无此", "/contracts?print=1", f"/unions/{union}",
        f"/members/{member}", f"/employers/{firm}", f"/contracts/{deal}", f"/contracts/{deal}/renew",
        f"/unions/{union}/body", f"/members/{member}/look",
    )  # fmt: skip


def test_the_officer_narrows_the_list_chooses_columns_and_keeps_the_view(screen: Screen, town: LedgerTown) -> None:
    page = screen.page
    screen.come_in(town.sign_in("wuguoping"))
    screen.open("/unions")
    page.locator(".gh-filters summary", has_text="片区村居").click()
    page.get_by_label("东片", exact=True).check()
    assert screen.violations() == []
    page.locator(".gh-drop[open]").get_by_role("button", name="按这个看").click()
    expect(page.locator(".gh-foot")).to_contain_text("共2家")
    page.locator(".tools summary", has_text="列").click()
    page.get_by_label("统一社会信用代码", exact=True).check()
    page.get_by_label("统一社会信用代码的次序").fill("1")
    page.get_by_role("button", name="用这些列").click()
    expect(page.locator("thead th").nth(2)).to_have_text("统一社会信用代码")
    page.locator(".acts summary", has_text="存视图").click()
    page.get_by_label("给现在的条件和列起个名字").fill("东片")
    page.get_by_role("button", name="存下来").click()
    expect(page.locator(".views .own")).to_have_text(" 东片")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()
    assert download.value.suggested_filename == "基层工会2026-07-02.xlsx"
    assert screen.complaints == []


def test_the_officer_selects_rows_and_one_is_refused_with_its_reason(screen: Screen, town: LedgerTown) -> None:
    page = screen.page
    screen.come_in(town.sign_in("wuguoping"))
    screen.open("/members")
    expect(page.locator(".gh-bulk")).to_be_hidden()
    page.get_by_label("选张三").check()
    page.get_by_label("选赵六").check()
    expect(page.locator(".gh-bulk")).to_contain_text("已选2人")
    assert screen.violations() == []
    page.get_by_role("button", name="转会").click()
    page.get_by_label("转到哪个工会").fill("瑞丰印染工会")
    page.get_by_label("从哪天起").fill("今天")
    page.get_by_role("button", name="给这2人转会").click()
    expect(page.get_by_text("办好1人")).to_be_visible()
    expect(page.get_by_text("赵六已经在瑞丰印染工会。")).to_be_visible()
    assert screen.violations() == []
    assert screen.complaints == []


def test_the_chair_admits_a_member_on_her_phone_and_a_slip_keeps_what_she_typed(
    screen: Screen, town: LedgerTown
) -> None:
    page = screen.page
    screen.on_a_phone()
    screen.come_in(town.sign_in("hedong"))
    screen.open("/members")
    page.get_by_role("link", name="登记入会").click()
    page.get_by_label("工会", exact=True).fill("宏达机械工会")
    page.get_by_label("姓名").fill("孙七")
    page.get_by_label("身份证号").fill(id_number(500))
    page.get_by_label("入会日期").fill("7.3")
    page.get_by_role("button", name="登记入会").click()
    expect(page.get_by_text("2026年7月3日还没有到，请核对日期。")).to_be_visible()
    expect(page.get_by_label("姓名")).to_have_value("孙七")
    assert screen.violations() == []
    page.get_by_label("入会日期").fill("0701")
    page.get_by_role("button", name="登记入会").dblclick()
    expect(page.get_by_text("孙七已登记在宏达机械工会的名册上。")).to_be_visible()
    assert Membership.objects.filter(worker__name="孙七").count() == 1
    assert [said for said in screen.complaints if "422" not in said] == []


def test_the_chair_looks_at_an_identity_number_once_and_it_closes(screen: Screen, town: LedgerTown) -> None:
    page = screen.page
    screen.come_in(town.sign_in("hedong"))
    row = town.members["张三"]
    screen.open(f"/members/{row.pk}")
    page.get_by_role("link", name="查看").click()
    page.get_by_label("用途").select_option("join")
    page.get_by_label("说明").fill("核对入会申请")
    page.get_by_role("button", name="查看一次").click()
    expect(page.get_by_text(row.worker.id_number())).to_be_visible()
    assert screen.violations() == []
    page.get_by_role("link", name="看好了，关上").click()
    expect(page.get_by_text(row.worker.id_number())).to_have_count(0)
    expect(page.get_by_text("办理入会、转会：核对入会申请")).to_be_visible()
    assert Event.objects.filter(verb="private_look").count() == 1
