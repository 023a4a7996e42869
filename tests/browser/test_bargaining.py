"""One contract from the offer to its renewal at the screen: a weekend, a holiday and an objection on the way."""

from datetime import date, datetime, time
from typing import Any

import pytest
from playwright.sync_api import expect

from gonghui.bargaining.public import Bargaining, Contract, Side, delegate_name
from gonghui.kernel.clock import OFFICE_TIME
from tests.browser.screen import Screen
from tests.ledger_town import CLERK, TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """吴国平 at his screen; days pass between his visits."""

    def __init__(self, screen: Screen, town: LedgerTown, calendar: pytest.MonkeyPatch) -> None:
        self.screen, self.page, self.town, self.calendar = screen, screen.page, town, calendar
        self.url, self.day = "", TODAY

    def procedure(self) -> Bargaining:
        """The procedure that is open before him."""
        return Bargaining.objects.get(pk=self.url.rsplit("/", 1)[-1])

    def on(self, day: date) -> None:
        """It is another day; he signs in and opens the procedure."""
        self.day = day
        self.calendar.setenv("GONGHUI_TODAY", day.isoformat())
        self.screen.come_in(self.town.sign_in("wuguoping"))
        self.page.goto(self.url or f"{self.screen.address}/bargaining")

    def take(self, button: str, **facts: str) -> None:
        """The step's button, its form, and back on the page."""
        self.page.get_by_role("link", name=button, exact=True).first.click()
        self.fill(**facts)
        self.page.locator(".go button").click()

    def fill(self, **facts: str) -> None:
        for name, value in facts.items():
            box = self.page.locator(f"[name={name}]")
            if box.evaluate("e => e.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)

    def sees(self, *words: str) -> None:
        for word in words:
            expect(self.page.locator("main")).to_contain_text(word)


@pytest.fixture
def desk(screen: Screen, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return Desk(screen, found_ledger_town(), monkeypatch)


def _sit(desk: Desk, side: str, names: tuple[str, ...], sex: str = "") -> None:
    """He names the chief on the screen; the others follow in the same way."""
    desk.page.goto(f"{desk.url}/delegates/new?side={side}")
    desk.fill(name=names[0], since="今天", **({"sex": sex} if sex else {}))
    desk.page.locator("[name=chief]").check()
    desk.page.locator(".go button").click()
    desk.sees(names[0])
    given: dict[str, Any] = {"since": desk.day, "by": CLERK, "at": datetime.combine(desk.day, time(9), OFFICE_TIME)}
    for name in names[1:]:
        delegate_name(bargaining=desk.procedure(), side=Side(side), name=name, **given)


def _talks(desk: Desk) -> None:
    """From the offer to a draft that is adopted at the second vote."""
    page = desk.page
    desk.on(date(2026, 8, 28))
    page.get_by_role("link", name="发起协商").click()
    desk.fill(union=desk.town.unions["宏达机械工会"].name, kind="女职工专项合同", level="单个单位")
    page.locator(".go button").click()
    desk.url = page.url
    desk.sees("拟定要约")
    _sit(desk, "staff", ("何建平", "周美兰", "李国栋"))
    _sit(desk, "employer", ("郑国强", "马丽", "高志远"))
    # The offer arrives; the twentieth day, 20 September, is a Sunday that is worked: nothing moves.
    desk.on(date(2026, 8, 31))
    desk.take("登记要约送达", matters="女职工的四期保护和体检")
    desk.sees("待答复", "答复协商要约", "9月20日到期", "集体合同规定 第32条")
    desk.screen.fits()
    desk.on(date(2026, 9, 7))
    desk.take("登记同意协商的答复")
    # Nobody of the women's side yet: the meeting waits, and the page says why.
    desk.sees("准备协商", "女职工专项合同的职工方里没有女代表")
    page.get_by_role("link", name="更正", exact=True).nth(2).click()
    desk.fill(sex="女")
    page.locator(".go button").click()
    desk.on(date(2026, 9, 10))
    desk.take("登记协商会议", minutes="逐条谈成", result="达成一致")
    desk.take("登记草案")
    desk.on(date(2026, 9, 14))
    # One vote too few sends the draft back by itself.
    desk.take("登记审议结果", due="48", present="45", in_favour="23")
    desk.sees("协商中", "没有通过")
    desk.on(date(2026, 9, 15))
    desk.take("登记协商会议", minutes="再谈一次", result="达成一致")
    desk.take("登记草案")
    desk.on(date(2026, 9, 16))
    desk.take("登记审议结果", due="48", present="45", in_favour="24")
    desk.sees("待签字")


def _effect(desk: Desk) -> Contract:
    """From the signature over an objection to the contract in force, published and reported."""
    page = desk.page
    # Signed on the 16th: the tenth day, 26 September, falls into Mid-Autumn and moves on.
    desk.take("登记首席代表签字", expires_on="2028-09-30", starts_on="2026-10-01")
    desk.sees("待报送", "9月28日到期", "9月26日满，星期六，顺延")
    desk.on(date(2026, 9, 18))
    desk.take("登记报送审查", receiver="县人社局 赵敏")
    # The fifteenth day, 3 October, is a holiday: the review ends on the first working day after it.
    desk.sees("人社审查", "10月8日到期")
    page.get_by_text("日子怎么算的").first.click()
    desk.sees("数到2026年10月3日，星期六，是休息日，顺延到2026年10月8日")
    desk.on(date(2026, 9, 24))
    desk.take("登记审查异议", points="体检周期没有写明")
    desk.sees("审查有异议")
    desk.on(date(2026, 9, 28))
    desk.take("登记修改后重新签字", changed="写明每年一次体检")
    desk.take("登记报送审查", receiver="县人社局 赵敏")
    desk.sees("10月13日到期")
    desk.on(date(2026, 10, 14))
    desk.take("登记期满生效")
    contract = Contract.objects.get(union=desk.town.unions["宏达机械工会"], kind="women", expires_on=date(2028, 9, 30))
    assert (contract.signed_on, contract.effective_on) == (date(2026, 9, 16), date(2026, 10, 14))
    desk.take("登记公布", how="厂务公开栏")
    desk.take("登记上级工会备案")
    desk.sees("办结")
    desk.screen.fits()
    return contract


def test_a_contract_goes_from_the_offer_to_its_renewal(desk: Desk) -> None:
    _talks(desk)
    contract = _effect(desk)
    page = desk.page
    # Two years on it is renewed: the old days stand in the form already.
    desk.url = ""
    desk.on(date(2028, 7, 10))
    desk.screen.open(f"/contracts/{contract.pk}")
    page.get_by_role("link", name="续订", exact=True).first.click()
    page.locator(".go button").click()
    renewal = Bargaining.objects.get(earlier=contract)
    assert renewal.purpose == "renew"
    desk.sees("上一份", "到2028年9月30日")
    desk.url = page.url
    _sit(desk, "staff", ("何建平", "周美兰", "李国栋"), sex="女")
    _sit(desk, "employer", ("郑国强", "马丽", "高志远"))
    desk.on(date(2028, 7, 11))
    desk.take("登记要约送达", matters="续订，体检一年一次")
    # Nobody knows the holidays of 2028 yet: the day is given, and that it is provisional is said.
    desk.sees("7月31日到期", "没有2028年的放假安排")


def test_a_corrected_day_says_which_clock_moved_and_a_step_taken_back_stays_in_sight(desk: Desk) -> None:
    page = desk.page
    desk.on(date(2026, 8, 28))
    page.get_by_role("link", name="发起协商").click()
    desk.fill(union=desk.town.unions["宏达机械工会"].name, kind="劳动安全卫生专项合同", level="单个单位")
    page.locator(".go button").click()
    desk.url = page.url
    desk.on(date(2026, 8, 31))
    desk.take("登记要约送达", matters="劳动保护")
    page.locator("#steps").get_by_role("link", name="更正").click()
    desk.fill(on="2026-08-28", reason="回执上是28日")
    page.locator(".go button").click()
    desk.sees("最后一天由2026年9月20日改为2026年9月17日")
    page.locator("#steps").get_by_role("link", name="退回").click()
    desk.fill(reason="还没有送到")
    page.locator(".go button").click()
    desk.sees("退回了，现在是“拟定要约”")
    expect(page.locator("tr.undone")).to_contain_text("登记要约送达")


def test_every_page_of_bargaining_fits_the_screen_and_can_be_read_by_everybody(desk: Desk) -> None:
    page = desk.page
    desk.on(date(2026, 7, 2))
    contract = Contract.objects.filter(effective_on__lte=date(2026, 7, 2), expires_on__gte=date(2026, 7, 2)).first()
    assert contract is not None
    desk.screen.open(f"/bargaining/contracts/{contract.pk}/new?purpose=renew")
    page.locator(".go button").click()
    at = page.url.removeprefix(desk.screen.address)
    desk.screen.all_fit(
        "/bargaining", "/bargaining?show=closed", "/bargaining/new", "/bargaining/expiring", "/bargaining/quality",
        "/bargaining/quality/weights", f"/bargaining/contracts/{contract.pk}", f"/bargaining/contracts/{contract.pk}/check",
        f"/bargaining/contracts/{contract.pk}/clauses", f"/contracts/{contract.pk}", "/wage-standards",
        *(at + part for part in ("", "/enter", "/clauses", "/delegates/new?side=staff", "/step/offer", "/amend")),
    )  # fmt: skip
