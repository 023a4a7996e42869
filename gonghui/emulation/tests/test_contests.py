"""劳动竞赛: months reported in time, a ranking that nobody can argue with."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui.activities.public import Attendance
from gonghui.benefits.public import benefits_of
from gonghui.emulation.actions import competition_rank, competition_unrank, contest_place
from gonghui.emulation.models import Competition, Entrant, MatchScore, MonthResult
from gonghui.emulation.ranking import average, contest, months_of, places, ranked
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ledger.api import Reader, entry_amend, entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING
from gonghui.kernel.workflow.asking import deadlines_of
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

NOW = {"by": CLERK, "at": AT}
AFTER = {"by": CLERK, "at": datetime(2026, 7, 8, 9, tzinfo=OFFICE_TIME)}
EAST, WEST = "宏达机械工会", "瑞丰印染工会"
POINTS = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)


def running(town: LedgerTown, name: str = "重点工程竞赛", union: str = EAST, kind: str = "compete", **more: Any) -> Any:
    """An activity from 11 April to 30 June."""
    values = {"name": name, "kind": kind, "run_by": "union", "union": town.unions[union], "on": date(2026, 4, 11),
              "until": date(2026, 6, 30), "place": "工业区"}  # fmt: skip
    return entry_record(ledger=ledger_of("activities"), values=values | more, **NOW)


def competition(town: LedgerTown, name: str = "重点工程竞赛", union: str = EAST) -> Competition:
    values = {
        "activity": running(town, name, union),
        "theme": "project",
        "compared": "产值",
        "measured_in": "万元",
        "report_day": 5,
    }
    made: Competition = entry_record(ledger=ledger_of("competitions"), values=values, **NOW)
    return made


def team(of: Competition, name: str = "总装一班", target: str = "90") -> Entrant:
    values = {
        "competition": of,
        "union": of.union,
        "name": name,
        "heads": 12,
        "goal": "产值",
        "target": Decimal(target),
    }
    made: Entrant = entry_record(ledger=ledger_of("entrants"), values=values, **NOW)
    return made


def month(of: Entrant, which: str, value: str, on: date = date(2026, 7, 2), **more: Any) -> MonthResult:
    values = {"entrant": of, "month": which, "value": Decimal(value), "on": on, "note": f"{which}照报"}
    made: MonthResult = entry_record(ledger=ledger_of("competition-months"), values=values, **(more or NOW))
    return made


class TestCompetitions(LedgerSuite):
    key = "competitions"
    first = {
        "activity": "重点工程竞赛",
        "theme": "project",
        "compared": "产值",
        "measured_in": "万元",
        "report_day": "5",
    }
    second = {"activity": "节能竞赛", "theme": "saving", "compared": "电耗", "measured_in": "度", "report_day": "8"}
    change = {"compared": "产值和质量"}
    refused = (
        ({"activity": "篮球赛"}, "登记的类别是体育活动。"),
        ({"activity": "没完没了赛"}, "没有写结束日期"),
        ({"activity": "另一场", "report_day": "31"}, "每月没有都有的31日。"),
    )

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        running(place.town)
        running(place.town, "节能竞赛", WEST)
        running(place.town, "篮球赛", kind="sport")
        running(place.town, "没完没了赛", until=None)
        running(place.town, "另一场")
        return place


class OfCompetitions(LedgerSuite):
    """The forms list competitions and teams by their keys."""

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        for name, union, who in (("重点工程竞赛", EAST, "总装一班"), ("节能竞赛", WEST, "细纱二班")):
            of = competition(place.town, name, union)
            if cls.key == "competition-months":
                team(of, who)
        return place

    @classmethod
    def typed(cls, given: Any) -> dict[str, Any]:
        found = super().typed(given)
        for key, model in (("competition", Competition), ("entrant", Entrant)):
            if found.get(key):
                found[key] = str(model.objects.get(name=found[key]).pk)
        return found


class TestEntrants(OfCompetitions):
    key = "entrants"
    first = {
        "competition": "重点工程竞赛",
        "name": "总装二班",
        "union": "{east}",
        "heads": "12",
        "goal": "产值",
        "target": "90",
    }
    second = {
        "competition": "节能竞赛",
        "name": "细纱三班",
        "union": "{west}",
        "heads": "20",
        "goal": "电耗",
        "target": "100",
    }
    change = {"heads": "14"}
    refused = (({"target": "0", "name": "新的"}, "目标值是0。"), ({"heads": "0", "name": "新的"}, "参赛人数是0。"))


class TestMonths(OfCompetitions):
    key = "competition-months"
    first = {"entrant": "总装一班", "month": "2026-05", "value": "30", "on": "0603", "note": "五月超额"}
    second = {"entrant": "细纱二班", "month": "2026-06", "value": "0", "on": "0701", "note": "停产检修"}
    change = {"value": "31"}
    refused = (
        ({"month": "五月"}, "月份“五月”看不懂。"),
        ({"month": "2026-07"}, "没有2026-07这个月。"),
        ({"month": "2026-06", "on": "0531"}, "2026-06还没有到。"),
    )


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


@pytest.mark.postgres
def test_each_month_is_reported_by_the_fifth_of_the_next(town: LedgerTown) -> None:
    of = competition(town)
    row = team(of)
    assert months_of(of) == ["2026-04", "2026-05", "2026-06"]
    month(row, "2026-04", "28", date(2026, 5, 5))
    month(row, "2026-05", "30", date(2026, 6, 9))
    assert [(each.due_on, each.closed_on) for each in deadlines_of(row)] == [
        (date(2026, 5, 5), date(2026, 5, 5)), (date(2026, 6, 5), date(2026, 6, 9)), (date(2026, 7, 5), None)]  # fmt: skip


@pytest.mark.postgres
def test_a_ranking_waits_for_the_last_month_and_then_stands(town: LedgerTown) -> None:
    of = competition(town)
    one, two, three = team(of), team(of, "总装二班", "60"), team(of, "总装三班", "120")
    for which in months_of(of):
        month(one, which, "30")
        month(three, which, "40")
    month(two, "2026-04", "10")
    with pytest.raises(Refused, match="还缺2份月报：总装二班2026-05、总装二班2026-06。"):
        competition_rank(competition=of, **AFTER)
    for which in ("2026-05", "2026-06"):
        month(two, which, "10")
    assert competition_rank(competition=of, **AFTER) == 3
    assert [(place, each.name, str(percent)) for place, each, percent in ranked(of)] == [
        (1, "总装一班", "100.0"), (1, "总装三班", "100.0"), (3, "总装二班", "50.0")]  # fmt: skip
    with pytest.raises(Refused, match="已经确认名次。要改，请先撤销名次"):
        month(two, "2026-06", "20", **AFTER)
    of.refresh_from_db()
    reader, team_of = Reader(EVERYTHING, AFTER["at"].date()), ledger_of("competition-months").field("entrant").target
    assert (
        "请先在竞赛的页面撤销名次" in str(team_of.gone(reader, "总装二班")) and team_of.gone(reader, "总装九班") is None
    )
    competition_unrank(competition=of, reason="总装二班报错了", **AFTER)
    assert Entrant.objects.get(pk=one.pk).place is None


def test_nothing_is_ranked_while_it_runs_or_without_a_team(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="还没有参赛队。"):
        competition_rank(competition=competition(town), **NOW)
    coming = entry_record(
        ledger=ledger_of("competitions"), values={"activity": running(town, "下半年赛", until=date(2026, 12, 1)), "theme": "six",
        "compared": "质量", "measured_in": "分", "report_day": 5}, **NOW)  # fmt: skip
    with pytest.raises(Refused, match="“下半年赛”还没有结束。"):
        competition_rank(competition=coming, **NOW)


class TestScores(LedgerSuite):
    key = "match-scores"
    first = {"activity": "车工比武", "name": "张三", "union": "{east}", "judge": "裁判甲", "item": "精度", "weight": "60", "points": "90.5",
             "on": "0620"}  # fmt: skip
    second = {"activity": "车工比武", "name": "李四", "union": "{west}", "judge": "裁判甲", "item": "精度", "weight": "60", "points": "88",
              "on": "0620"}  # fmt: skip
    change = {"points": "91"}
    refused = (
        ({"points": "101", "item": "速度", "weight": "40"}, "超过100分。"),
        ({"item": "速度", "weight": "50"}, "裁判甲给张三打的各项加起来占110%。"),
        ({"judge": "张三"}, "张三不能给自己打分。"),
        ({"activity": "篮球赛", "judge": "裁判乙"}, "登记的类别是体育活动。"),
    )

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        running(place.town, "车工比武", kind="match")
        running(place.town, "篮球赛", kind="sport")
        return place


@pytest.mark.postgres
def test_five_judges_without_the_highest_and_the_lowest_and_equals_share_a_place(town: LedgerTown) -> None:
    of = running(town, "车工比武", kind="match")

    def judged(name: str, *points: str) -> None:
        for number, each in enumerate(points):
            for item, weight in (("精度", 60), ("速度", 40)):
                values = {"activity": of, "name": name, "union": town.unions[EAST], "judge": f"裁判{number}", "item": item,
                          "weight": weight, "points": Decimal(each), "on": date(2026, 6, 20)}  # fmt: skip
                entry_record(ledger=ledger_of("match-scores"), values=values, **NOW)

    judged("张三", "90", "90", "90", "60", "100")
    judged("小李", "90", "90", "90", "0", "95")
    judged("小王", "80", "81")
    assert [(place, row.name, str(score), judges) for place, row, score, judges in contest(of)] == [
        (1, "张三", "90.00", 5), (1, "小李", "90.00", 5), (3, "小王", "80.50", 2)]  # fmt: skip
    assert contest_place(activity=of, **NOW) == 3
    came = Attendance.objects.valid().filter(activity=of).order_by("pk")
    assert [(row.name, row.result) for row in came] == [
        ("张三", "第1名，90.00分"), ("小李", "第1名，90.00分"), ("小王", "第3名，80.50分")]  # fmt: skip
    wrong = MatchScore.objects.filter(name="小王").first()
    entry_amend(ledger=ledger_of("match-scores"), row=wrong, values={"points": Decimal("90")}, **NOW)
    assert contest_place(activity=of, **NOW) == 1
    assert came.last().result == "第3名，83.50分"  # type: ignore[union-attr]
    assert contest_place(activity=of, **NOW) == 0


def test_a_contest_that_nobody_judged_has_no_places(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="“车工比武”还没有评分。"):
        contest_place(activity=running(town, "车工比武", kind="match"), **NOW)


def test_the_prize_of_a_team_is_given_by_name_once_its_place_stands(town: LedgerTown) -> None:
    of = competition(town)
    row = team(of)
    gifts = ledger_of("entrants").act("gifts")
    assert gifts is not None and gifts.do is not None and gifts.barred is not None
    reader = Reader(EVERYTHING, AFTER["at"].date())
    assert "名次还没有确认" in str(gifts.barred(row, reader))
    for which in months_of(of):
        month(row, which, "30")
    competition_rank(competition=of, **AFTER)
    row.refresh_from_db()
    assert gifts.barred(row, reader) is None
    values = {
        "kind": "bonus",
        "what": "",
        "amount": Decimal(200),
        "on": date(2026, 7, 8),
        "names": "张三、李四",
        "union": row.union,
    }
    gifts.do(row, values, AFTER["by"], AFTER["at"])
    assert [(one.name, one.occasion, one.signed_on) for one in benefits_of(of)] == [
        ("张三", "重点工程竞赛", None), ("李四", "重点工程竞赛", None)]  # fmt: skip


@given(st.lists(POINTS, max_size=9))
@settings(max_examples=60)
def test_places_follow_the_scores_and_equals_share_one(points: list[Decimal]) -> None:
    scores = dict(enumerate(points))
    found = places(scores)
    for one, first in scores.items():
        assert found[one] == 1 + sum(other > first for other in scores.values())


@given(st.lists(POINTS, min_size=1, max_size=9))
@settings(max_examples=60)
def test_one_judge_alone_moves_nothing_once_there_are_five(totals: list[Decimal]) -> None:
    found = average(totals)
    assert min(totals) <= found.quantize(Decimal("0.1")) or found >= min(totals) - Decimal("0.01")
    assert found <= max(totals) + Decimal("0.01")
    if len(totals) >= 5:
        extreme = [*sorted(totals)[:-1], Decimal(100)]
        assert average(extreme) == found
    assert average(list(reversed(totals))) == found
