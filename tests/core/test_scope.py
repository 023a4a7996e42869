"""Rights follow the offices a person holds on the day: what each may open, and nothing more."""

from datetime import date, timedelta

from gonghui.people.public import Account, Role, account_open, may_write, office_end, office_give, scope_of
from tests.town import OFFICER, TODAY, SmallTown, at

NOW = {"by": OFFICER, "at": at()}
START = date(2026, 1, 1)


def _account(name: str) -> Account:
    return account_open(username=name, name=name, **NOW)


def test_a_chair_of_two_unions_opens_both_and_no_third(town: SmallTown):
    chair = _account("lianghui")
    for key in ("甲厂", "乙厂"):
        office_give(account=chair, union=town.unions[key], role=Role.GRASSROOTS_CHAIR, on=START, **NOW)
    assert scope_of(chair, TODAY).unions == {town.unions["甲厂"].pk, town.unions["乙厂"].pk}


def test_a_chair_whose_office_has_ended_opens_nothing_and_writes_nothing(town: SmallTown):
    chair = _account("lizhi")
    office = office_give(account=chair, union=town.unions["甲厂"], role=Role.GRASSROOTS_CHAIR, on=START, **NOW)
    office_end(office=office, on=TODAY, **NOW)
    assert scope_of(chair, TODAY).unions == frozenset()
    assert not may_write(chair, TODAY)
    assert scope_of(chair, TODAY - timedelta(days=1)).may_open(town.unions["甲厂"].pk)


def test_the_head_of_the_education_union_opens_the_schools_below_it(town: SmallTown):
    head = _account("jiaoyu")
    office_give(account=head, union=town.unions["education"], role=Role.GRASSROOTS_CHAIR, on=START, **NOW)
    mine = scope_of(head, TODAY).unions or frozenset()
    assert {town.unions["小学"].pk, town.unions["中学"].pk} <= mine
    assert town.unions["甲厂"].pk not in mine


def test_an_administrator_opens_no_record_and_an_officer_of_the_town_opens_all(town: SmallTown):
    keeper, officer = _account("guanli"), _account("ganshi")
    office_give(account=keeper, union=town.root, role=Role.ADMINISTRATOR, on=START, **NOW)
    office_give(account=officer, union=town.root, role=Role.TOWN_OFFICER, on=START, **NOW)
    assert scope_of(keeper, TODAY).unions == frozenset() and not may_write(keeper, TODAY)
    assert scope_of(officer, TODAY).everything and may_write(officer, TODAY)
