"""An employer leaves the list of an area contract: later figures lose it, earlier ones keep it."""

from datetime import date

import pytest

from gonghui.bargaining.public import (
    Contract,
    ContractKind,
    ContractLevel,
    contract_amend,
    contract_cover_end,
    contract_record,
)
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import indicator
from gonghui.kernel.refusal import Refused
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db
HALF, TODAY = Span(date(2026, 1, 1), date(2026, 6, 30)), Span(date(2026, 1, 1), date(2026, 7, 2))


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def area(town: LedgerTown) -> Contract:
    covers = {town.employers[name].pk: None for name in ("宏达机械", "华丰食品")}
    return contract_record(
        union=town.unions["东片工会联合会"], kind=ContractKind.WAGE, level=ContractLevel.AREA, covers=covers,
        signed_on=date(2026, 2, 1), effective_on=date(2026, 2, 1), expires_on=date(2027, 1, 31), by=CLERK, at=AT,
    )  # fmt: skip


def leave(
    town: LedgerTown, contract: Contract, firm: str = "华丰食品", on: date = date(2026, 7, 1), why: str = "停产"
) -> None:
    contract_cover_end(contract=contract, employer=town.employers[firm], on=on, reason=why, by=CLERK, at=AT)


@pytest.mark.postgres
def test_a_day_before_it_left_an_employer_still_counts(town: LedgerTown) -> None:
    contract = area(town)
    leave(town, contract)
    item = indicator("bargaining.wage_signing_rate")
    assert [item.numerator.rows(span).count() for span in (HALF, TODAY)] == [2, 1]
    assert (
        Event.objects.get(verb="contract_cover_end").summary
        == "华丰食品2026年7月1日起退出东片工会联合会工资专项协议：停产"
    )


@pytest.mark.parametrize(
    ("firm", "on", "why", "said"),
    [
        ("瑞丰印染", date(2026, 7, 1), "停产", "不在这份合同的覆盖名单里"), ("华丰食品", date(2026, 7, 3), "停产", "还没有到"),
        ("华丰食品", date(2026, 1, 1), "停产", "在名单里是"), ("华丰食品", date(2026, 7, 1), " ", "还没有写退出的原因"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused(town: LedgerTown, firm: str, on: date, why: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        leave(town, area(town), firm, on, why)


def test_the_last_employer_does_not_leave_and_one_that_left_does_not_come_back(town: LedgerTown) -> None:
    contract = area(town)
    leave(town, contract)
    with pytest.raises(Refused, match="只覆盖宏达机械一家"):
        leave(town, contract, "宏达机械")
    with pytest.raises(Refused, match="已于2026年7月1日退出这份合同"):
        contract_amend(contract=contract, covers={town.employers["华丰食品"].pk: 9}, by=CLERK, at=AT)
    with pytest.raises(Refused, match="只覆盖宏达机械一家"):
        leave(town, town.contracts["宏达机械"], "宏达机械")


def test_the_officer_lets_an_employer_leave_on_the_contracts_page(
    town: LedgerTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    contract, office = area(town), town.sign_in("wuguoping")
    sent = {"token": "one", "employer": "华丰食品", "on": "0701", "reason": "停产"}
    assert office.post(f"/contracts/{contract.pk}/leave", sent).status_code == 302
    page = office.get(f"/contracts/{contract.pk}").content.decode()
    assert "2026年7月1日退出，停产" in page
    assert "宏达机械" in office.get("/contracts?kind=wage").content.decode()
    single = f"/contracts/{town.contracts['宏达机械'].pk}"
    assert "单位退出" not in office.get(single).content.decode()
    barred = office.get(f"{single}/leave")
    assert barred.status_code == 403 and "单个单位的合同只有这一家。" in barred.content.decode()
