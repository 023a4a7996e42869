"""Whether contracts are kept: the check, what is put right by when, and the rate beside the signing rate."""

from datetime import date

import pytest

from gonghui.bargaining.actions import contract_withdraw
from gonghui.bargaining.public import (
    Checked,
    ContractKind,
    Kept,
    check_record,
    check_rectified,
    contract_record,
    quality,
)
from gonghui.bargaining.tests.parties import WU, at, factory, running, town
from gonghui.kernel.dates import parse_period
from gonghui.kernel.indicators import figures, indicator
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import tree_on

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
GOOD = [Checked("劳动报酬", Kept.KEPT), Checked("工作时间", Kept.KEPT)]
BAD = [Checked("劳动报酬", Kept.KEPT), Checked("工作时间", Kept.BROKEN, "周末没有安排补休")]


def _contracts(count):
    town()
    made = []
    for number in range(count):
        union, firm = factory(f"{'东南西北中'[number % 5]}{number}厂")
        made.append(contract_record(union=union, kind=ContractKind.COLLECTIVE, covers={firm.pk: None}, by=WU,
                                    signed_on=date(2025, 6, 1), effective_on=date(2025, 6, 20),
                                    expires_on=date(2028, 6, 19), at=at(date(2025, 6, 20))))  # fmt: skip
    return made


def _rate(period="2026H1"):
    span = parse_period(period).span
    tree = tree_on(span.end)
    return figures([indicator("bargaining.performance_rate")], tree, ("union", tree.root), span)[0]


def test_three_of_ten_contracts_were_checked_and_the_rate_stands_on_three():
    made = _contracts(10)
    for number, contract in enumerate(made[:3]):
        bad = number == 2
        check_record(contract=contract, on=date(2026, 3, 2), checkers="吴国平", items=BAD if bad else GOOD,
                     rectify_by=date(2026, 4, 2) if bad else None, by=WU, at=at(date(2026, 3, 3)))  # fmt: skip
    figure = _rate()
    assert (figure.numerator, figure.denominator) == (2, 3)
    assert "不是全部有效合同" in indicator("bargaining.performance_rate").denominator.words
    check = made[2].checks.get()
    assert running(check) == {"compliance.rectify": date(2026, 4, 2)}
    check_rectified(check=check, on=date(2026, 3, 30), note="已安排补休", by=WU, at=at(date(2026, 3, 31)))
    assert running(check) == {}
    assert (_rate().numerator, _rate("2026-03").numerator) == (3, 3)


def test_mended_in_july_does_not_change_june():
    contract = _contracts(1)[0]
    check = check_record(contract=contract, on=date(2026, 6, 10), checkers="吴国平", items=BAD,
                         rectify_by=date(2026, 7, 10), by=WU, at=at(date(2026, 6, 10)))  # fmt: skip
    check_rectified(check=check, on=date(2026, 7, 3), note="补休了", by=WU, at=at(date(2026, 7, 3)))
    assert (_rate("2026H1").numerator, _rate("2026H1").denominator) == (0, 1)


def test_a_contract_is_checked_once_a_day():
    contract, day = _contracts(1)[0], date(2026, 6, 10)
    check_record(contract=contract, on=day, checkers="吴国平", items=GOOD, by=WU, at=at(day))
    with pytest.raises(Refused, match="已经登记过一次检查"):
        check_record(contract=contract, on=day, checkers="吴国平", items=GOOD, by=WU, at=at(day))


def test_a_contract_not_in_force_is_not_checked():
    contract = _contracts(1)[0]
    for day in (date(2025, 6, 19), date(2028, 6, 20)):
        with pytest.raises(Refused):
            check_record(contract=contract, on=day, checkers="吴国平", items=GOOD, by=WU, at=at(day))
    for day in (date(2025, 6, 20), date(2028, 6, 19)):
        check_record(contract=contract, on=day, checkers="吴国平", items=GOOD, by=WU, at=at(day))


def test_a_broken_clause_needs_its_finding_and_a_day():
    contract = _contracts(1)[0]
    day = date(2026, 3, 2)
    with pytest.raises(Refused, match="没有写整改期限"):
        check_record(contract=contract, on=day, checkers="吴国平", items=BAD, by=WU, at=at(day))
    with pytest.raises(Refused, match="没有写明情况"):
        check_record(contract=contract, on=day, checkers="吴国平", items=[Checked("工时", Kept.BROKEN)],
                     rectify_by=day, by=WU, at=at(day))  # fmt: skip


def test_a_bare_result_says_so_and_every_point_says_why():
    contract = _contracts(1)[0]
    check_record(contract=contract, on=date(2026, 3, 2), checkers="吴国平", items=GOOD, by=WU, at=at(date(2026, 3, 2)))
    made = quality(contract, date(2026, 7, 2), "jiangsu")
    assert made.bare and made.full == 100 and len(made.sides) == 5
    points = {point.key: point for side in made.sides for point in side.points}
    assert points["kept"].got == 8 and points["voted"].got == 0
    assert "只补录了结果" in points["voted"].words and all(point.words for point in points.values())


def test_a_contract_on_which_a_check_rests_is_not_withdrawn():
    contract = _contracts(1)[0]
    check_record(contract=contract, on=date(2026, 3, 2), checkers="吴国平", items=GOOD, by=WU, at=at(date(2026, 3, 2)))
    with pytest.raises(Refused, match="已经有履约检查"):
        contract_withdraw(contract=contract, reason="登记错了", by=WU, at=at(date(2026, 3, 3)))
