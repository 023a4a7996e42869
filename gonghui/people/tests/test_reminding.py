"""Who is told of a matter: the union's chair, and in the town whoever does that line of work."""

from datetime import date

import pytest

from gonghui.people.public import Account, OfficeHeld, Role, account_open, office_give
from gonghui.people.reminding import told
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town

TODAY = date(2026, 7, 2)


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


def officer(town: LedgerTown, username: str, line: str, role: Role = Role.TOWN_OFFICER) -> Account:
    account = account_open(username=username, name=username, by=CLERK, at=AT)
    office_give(account=account, union=town.root, role=role, on=date(2020, 1, 1), lines=line.split(), by=CLERK, at=AT)
    return account


def test_the_officer_of_the_line_is_told_and_no_other_officer(town):
    mine = officer(town, "quanyi", "权益")
    assert told("town", "权益", [None], TODAY) == {None: [mine.pk]}


def test_without_an_officer_of_the_line_the_ones_without_a_line_are_told(town):
    officer(town, "quanyi", "权益")
    general = {town.accounts[name].pk for name in ("wuguoping", "chenxiulan")}
    assert set(told("town", "女工", [None], TODAY)[None]) == general


def test_a_town_of_a_chair_alone_still_hears_of_everything(town):
    chair = officer(town, "zhuxi", "", Role.TOWN_CHAIR)
    OfficeHeld.objects.filter(role=Role.TOWN_OFFICER).update(end_on=date(2026, 1, 1))
    assert told("town", "权益", [None], TODAY) == {None: [chair.pk]}


def test_a_chair_hears_of_her_own_union_only(town):
    east, west = (town.unions[f"{side}片工会联合会"].pk for side in "东西")
    answer = told("union", "权益", [east, west], TODAY)
    assert answer == {east: [town.accounts["hedong"].pk], west: [town.accounts["hexi"].pk]}


def test_who_has_left_office_is_told_no_more(town):
    east = town.unions["东片工会联合会"].pk
    OfficeHeld.objects.filter(account=town.accounts["hedong"]).update(end_on=TODAY)
    assert told("union", "权益", [east], TODAY) == {east: []}
