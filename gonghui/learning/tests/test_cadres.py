"""Which cadre had how many hours, and who never had any."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gonghui.activities.public import Activity, Comer, attend
from gonghui.kernel.dates import parse_period
from gonghui.kernel.indicators import figures, indicator
from gonghui.kernel.ledger.api import Reader, entry_record, ledger_of
from gonghui.kernel.printing.render import render
from gonghui.kernel.printing.tests.letters import text_of
from gonghui.kernel.scope import EVERYTHING
from gonghui.learning.prints import RECORD
from gonghui.learning.tests.hall import NOW, activity
from gonghui.orgs.public import Seat, tree_on
from tests.ledger_town import CLERK, TODAY, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite, TownPlace


class TestCourses(LedgerSuite):
    key = "courses"
    first = {"activity": "东片干部班", "hours": "16", "exam": "written", "certificate": "结业证书"}
    second = {"activity": "西片干部班", "hours": "8"}
    change = {"hours": "12"}
    refused = (
        ({"activity": "又一个班", "hours": "17"}, "2天的培训写了17学时。"),
        ({"activity": "又一个班", "hours": "0"}, "学时是0。"),
        ({"activity": "又一个班", "exam": "none"}, "发证书的没有写怎么考核。"),
        ({"activity": "球赛"}, "“球赛”是体育活动，不是培训。"),
        ({}, "已经登记过了。"),
    )

    @classmethod
    def found(cls) -> TownPlace:
        place = super().found()
        two_days = {"kind": "cadre", "on": date(2026, 6, 1), "until": date(2026, 6, 2), "run_by": "union"}
        for name, union in (("东片干部班", place.east), ("西片干部班", place.west), ("又一个班", place.east)):
            activity(place.town, name=name, union=place.town.unions[union], **two_days)
        activity(place.town, name="球赛", kind="sport")
        return place


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def training(town: LedgerTown, on: date, hours: str, *who: tuple[str, str], **more: Any) -> Activity:
    course = activity(town, name=f"{on}培训班", kind="cadre", on=on, until=on, **more)
    entry_record(ledger=ledger_of("courses"), values={"activity": course, "hours": Decimal(hours)}, **NOW)
    attend(activity=course, comers=[Comer(name, town.unions[union].pk) for name, union in who], **NOW)
    return course


def view(key: str) -> list[str]:
    ledger = ledger_of("cadres")
    reader = Reader(EVERYTHING, TODAY, "核对", True)
    where = ledger.preset(key).where
    rows = ledger.universe(reader).filter(where if not callable(where) else where(reader))
    return [row.holder for row in rows.order_by("committee__union__code")]


def figure(code: str) -> tuple[Any, Any]:
    span = parse_period("2026H1").span
    tree = tree_on(span.end)
    found = figures([indicator(code)], tree, ("union", tree.root), span)[0]
    return found.numerator, found.denominator


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_list_says_who_had_none_and_the_rate_counts_the_others(town: LedgerTown) -> None:
    assert view("never") == ["宏主席", "华主席", "瑞主席"]
    training(town, date(2026, 3, 3), "8", ("宏主席", "宏达机械工会"), ("张三", "宏达机械工会"))
    training(town, date(2025, 5, 5), "4", ("宏主席", "宏达机械工会"), ("瑞主席", "瑞丰印染工会"))
    assert view("never") == ["华主席"]
    assert view("year") == ["华主席", "瑞主席"]
    assert figure("learning.cadre_coverage_rate") == (1, 3)
    assert figure("learning.cadre_hours")[0] == Decimal(16)
    row = ledger_of("cadres").universe(Reader(EVERYTHING, TODAY)).get(holder="宏主席")
    assert (row.hours_year, row.hours_all, row.last_trained) == (8, 12, date(2026, 3, 3))


@pytest.mark.django_db
def test_one_of_the_same_name_in_another_union_is_somebody_else(town: LedgerTown) -> None:
    training(town, date(2026, 3, 3), "8", ("宏主席", "瑞丰印染工会"))
    assert "宏主席" in view("never")


@pytest.mark.django_db
def test_the_record_of_a_cadre_lists_his_trainings(town: LedgerTown) -> None:
    training(town, date(2026, 3, 3), "8", ("宏主席", "宏达机械工会"))
    words = text_of(render(RECORD, Seat.objects.get(holder="宏主席"), TODAY, CLERK))
    assert "2026-03-03培训班" in words and "累计8" in words


@pytest.mark.django_db
def test_an_officer_opens_the_list_and_the_card(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    page = office.get("/cadres?view=never").content.decode()
    assert "宏主席" in page and "从没受过训的" in page
    card = office.get(f"/cadres/{Seat.objects.get(holder='宏主席').pk}")
    assert card.status_code == 200 and "没受过训" in card.content.decode()
    assert "来没来请在活动的到会名单登记" in card.content.decode()
