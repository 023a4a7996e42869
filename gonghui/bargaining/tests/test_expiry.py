"""When a contract runs out: who still owes a renewal, and what ends the debt."""

from datetime import date

import pytest

from gonghui.bargaining.public import ContractKind, ContractLevel, contract_amend, contract_end, contract_record
from gonghui.bargaining.queries import run_out, running_out
from gonghui.bargaining.tests.parties import WU, at, deadline, factory, running, town
from gonghui.kernel.workflow.asking import running as running_on
from gonghui.orgs.public import employer_amend

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LAST = date(2026, 6, 30)


def _contract(union, firms, expires=LAST, signed=date(2024, 6, 1), kind=ContractKind.COLLECTIVE, **more):
    level = ContractLevel.SINGLE if len(firms) == 1 else ContractLevel.AREA
    return contract_record(union=union, kind=kind, level=level, covers={firm.pk: None for firm in firms}, signed_on=signed,
                           effective_on=signed, expires_on=expires, by=WU, at=at(signed), **more)  # fmt: skip


def _owed(day):
    rows = running_on(day, days=90).filter(clock__in=["contract.expiry", "wage.expiry"])
    return {row.object_id for row in rows}


def _asked(day):
    """The same by the questions that the lists asked before deadlines were rows."""
    return {row.pk for row in run_out(day)} | {row.pk for row in running_out(day, 90)}


@pytest.mark.parametrize("kind", [ContractKind.COLLECTIVE, ContractKind.WAGE])
def test_ninety_days_ahead_it_shows_and_the_last_day_is_its_own(kind):
    town()
    union, firm = factory()
    contract = _contract(union, [firm], kind=kind)
    assert set(running(contract).values()) == {LAST}
    assert _owed(date(2026, 3, 31)) == set() and _owed(date(2026, 4, 1)) == {contract.pk}


def test_a_renewal_pays_the_debt_from_its_signature():
    town()
    union, firm = factory()
    old = _contract(union, [firm])
    _contract(union, [firm], date(2028, 6, 30), date(2026, 6, 10), renews=old)
    assert deadline(old, "contract.expiry").closed_on == date(2026, 6, 10)
    assert old.pk not in _owed(date(2026, 7, 2)) and old.pk in _owed(date(2026, 6, 9))


def test_an_area_contract_is_paid_only_when_every_firm_is_covered_anew():
    town()
    union, first = factory("甲木业公司")
    _, second = factory("乙木业公司")
    area = _contract(union, [first, second])
    _contract(union, [first], date(2028, 6, 30), date(2026, 6, 10))
    assert area.pk in _owed(date(2026, 7, 2))
    _contract(union, [second], date(2028, 6, 30), date(2026, 6, 20))
    assert area.pk not in _owed(date(2026, 7, 2))
    assert deadline(area, "contract.expiry").closed_on == date(2026, 6, 20)


def test_a_firm_that_was_struck_off_owes_nothing():
    town()
    union, firm = factory()
    contract = _contract(union, [firm])
    employer_amend(employer=firm, closed_on=date(2026, 7, 1), by=WU, at=at(date(2026, 7, 1)))
    assert running(contract) == {}
    assert deadline(contract, "contract.expiry").closed_on == date(2026, 7, 1)


def test_an_early_end_and_a_corrected_last_day():
    town()
    union, firm = factory()
    contract = _contract(union, [firm])
    contract_amend(contract=contract, expires_on=date(2026, 8, 31), by=WU, at=at(date(2026, 6, 1)))
    assert running(contract) == {"contract.expiry": date(2026, 8, 31)}
    contract_end(contract=contract, on=date(2026, 6, 15), reason="协商一致解除", by=WU, at=at(date(2026, 6, 15)))
    assert running(contract) == {}


def test_the_rows_say_what_the_questions_said():
    town()
    for number, days in enumerate(((2026, 3, 1), (2026, 6, 20), (2026, 9, 20), (2027, 6, 1))):
        union, firm = factory(f"{'东南西北'[number]}风{number}厂")
        old = _contract(union, [firm], date(*days))
        if number == 1:
            _contract(union, [firm], date(2028, 6, 30), date(2026, 6, 10), renews=old)
    for day in (date(2026, 2, 1), date(2026, 6, 15), date(2026, 7, 2), date(2026, 12, 31)):
        assert _owed(day) == _asked(day), day
