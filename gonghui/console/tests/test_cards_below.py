"""A card shows the way to what it names and what was entered below it, as far as its reader may open that."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gonghui.benefits.public import Given, Kind, benefit_give
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.people.public import Person
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town
from tests.prepared import prepared

pytestmark = pytest.mark.django_db
NOW = {"by": CLERK, "at": AT}
EAST, WEST = "宏达机械工会", "瑞丰印染工会"


@prepared
def built() -> tuple[LedgerTown, Any, dict[str, Any]]:
    """A competition of the town, into which two unions have entered one team each."""
    town = found_ledger_town()
    values = {"name": "重点工程竞赛", "kind": "compete", "run_by": "town", "union": town.root,
              "on": date(2026, 4, 11), "until": date(2026, 6, 30), "place": "工业区"}  # fmt: skip
    activity = entry_record(ledger=ledger_of("activities"), values=values, **NOW)
    about = {"activity": activity, "theme": "project", "compared": "产值", "measured_in": "万元", "report_day": 5}
    race = entry_record(ledger=ledger_of("competitions"), values=about, **NOW)
    teams = {
        name: entry_record(
            ledger=ledger_of("entrants"), **NOW,
            values={"competition": race, "union": town.unions[name], "name": f"{name[:2]}一班", "heads": 12, "goal": "产值",
                    "target": Decimal(90)},
        )
        for name in (EAST, WEST)
    }  # fmt: skip
    return town, race, teams


@pytest.fixture
def raced(monkeypatch: pytest.MonkeyPatch, db: None) -> tuple[LedgerTown, Any, dict[str, Any]]:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return built()


def test_the_officer_finds_the_teams_on_the_card_of_their_competition_and_the_way_to_its_activity(raced: Any) -> None:
    town, race, teams = raced
    card = town.sign_in("wuguoping").get(f"/competitions/{race.pk}").content.decode()
    assert f'href="/activities/{race.activity_id}">重点工程竞赛</a>' in card
    assert all(f'href="/entrants/{team.pk}"' in card for team in teams.values())
    assert f"/entrants?competition={race.pk}" in card


def test_a_chair_finds_there_only_the_team_of_his_own_union(raced: Any) -> None:
    town, race, teams = raced
    card = town.sign_in("hedong").get(f"/competitions/{race.pk}").content.decode()
    assert f'href="/entrants/{teams[EAST].pk}"' in card
    assert "瑞丰一班" not in card


def test_a_prize_leads_back_to_what_it_was_given_for_and_stands_on_its_card(raced: Any) -> None:
    town, race, _ = raced
    prize = Given(Person("赵国栋", town.unions[EAST].pk, None), Decimal(200))
    given = benefit_give(item=prize, kind=Kind.BONUS, occasion="重点工程竞赛", on=TODAY, cause=race, **NOW)
    office = town.sign_in("wuguoping")
    assert f'href="/competitions/{race.pk}">重点工程竞赛</a>' in office.get(f"/benefits/{given.pk}").content.decode()
    assert f'href="/benefits/{given.pk}"' in office.get(f"/competitions/{race.pk}").content.decode()


def test_the_menu_marks_the_ledger_that_is_open_and_not_one_whose_name_begins_the_same(raced: Any) -> None:
    office = raced[0].sign_in("wuguoping")
    for page in ("/competition-months", "/mentoring-checks", "/showcase-years"):
        marked = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', office.get(page).content.decode())
        assert marked == [page]
