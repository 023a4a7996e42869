"""Who joins a running contract counts from the day of joining, whoever was on its first list from the start."""

from datetime import date

from gonghui.bargaining.public import ContractKind, ContractLevel, contract_amend, contract_record
from tests.town import OFFICER, SmallTown, at, town_figure

RATE = "bargaining.contract_signing_rate"


def _area_contract(town: SmallTown):
    covers = {town.employers["乙厂"].pk: None}
    return contract_record(
        union=town.unions["乙厂"], kind=ContractKind.COLLECTIVE, level=ContractLevel.AREA, covers=covers,
        signed_on=date(2026, 5, 1), effective_on=date(2026, 5, 20), expires_on=date(2028, 5, 19), by=OFFICER,
        at=at(date(2026, 6, 1)),
    )  # fmt: skip


def test_a_firm_that_joins_the_area_contract_in_july_is_not_covered_in_june(town: SmallTown):
    contract = _area_contract(town)
    june = town_figure(town, RATE, "2026-06")
    joins = {town.employers["丙厂"].pk: None}
    contract_amend(contract=contract, covers=joins, by=OFFICER, at=at(date(2026, 7, 10)))
    assert town_figure(town, RATE, "2026-06") == june
    assert contract.covers.get(employer=town.employers["丙厂"]).start_on == date(2026, 7, 10)


def test_a_firm_forgotten_on_the_list_and_added_the_same_day_is_covered_from_the_start(town: SmallTown):
    contract = _area_contract(town)
    forgotten = {town.employers["丙厂"].pk: None}
    contract_amend(contract=contract, covers=forgotten, by=OFFICER, at=at(date(2026, 6, 1)))
    assert contract.covers.get(employer=town.employers["丙厂"]).start_on.year == 1900
