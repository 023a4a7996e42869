"""A card shows the way to what it names and what was entered below it, as far as its reader may open that."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gonghui.benefits.public import Given, Kind, benefit_give, benefits_give
from gonghui.kernel.audit.models import Event
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.people.public import Person
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town
from tests.prepared import prepared

pytestmark = pytest.mark.django_db
NOW = {"by": CLERK, "at": AT}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
EAST, WEST = "宏达机械工会", "瑞丰印染工会"


@prepared
def built() -> tuple[LedgerTown, Any, dict[str, Any]]:
    """A competition of the town, into which two unions have entered one team each."""
    town = found_ledger_town()
    values = {"name": "重点工程竞赛", "kind": "compete", "run_by": "town", "union": town.root,
              "on": date(2026, 4, 11), "until": date(2026, 7, 31), "place": "工业区"}  # fmt: skip
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


def test_one_signed_sheet_goes_with_every_signature_entered_together(raced: Any) -> None:
    town, race, _ = raced
    people = [Given(Person(name, town.unions[EAST].pk, None), Decimal(200)) for name in ("甲师傅", "乙师傅")]
    given = benefits_give(items=people, kind=Kind.BONUS, occasion="重点工程竞赛", on=TODAY, cause=race, **NOW)
    office = town.sign_in("wuguoping")
    asked = {"act": "sign", "pk": [row.pk for row in given]}
    page = office.post("/benefits/bulk", asked).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    go = asked | {"step": "do", "token": token, "on": "今天", "signed_by": ""}
    office.post("/benefits/bulk", go | {"scan": SimpleUploadedFile("签收表.pdf", PDF)})
    scans = Event.objects.filter(verb="benefit_sign").values_list("scan", flat=True)
    assert len(scans) == 2 and len(set(scans)) == 1 and all(scans)


def test_a_chair_may_send_the_signed_sheet_with_one_signature(raced: Any) -> None:
    town, race, _ = raced
    prize = Given(Person("甲师傅", town.unions[EAST].pk, None), Decimal(200))
    given = benefit_give(item=prize, kind=Kind.BONUS, occasion="重点工程竞赛", on=TODAY, cause=race, **NOW)
    assert 'name="scan"' in town.sign_in("hedong").get(f"/benefits/{given.pk}/sign").content.decode()


def test_a_name_in_a_list_of_unions_that_is_none_is_told_apart_from_the_others(raced: Any) -> None:
    town, race, _ = raced
    asked = {"token": "t" * 20, "unions": f"{EAST}\n没有这家"}
    page = town.sign_in("wuguoping").post(f"/activities/{race.activity_id}/invite", asked)
    assert "“没有这家”：没有这个工会" in page.content.decode()
