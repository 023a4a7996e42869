"""师徒结对: who teaches whom, looked at on the agreed days."""

from datetime import date, datetime
from typing import Any

import pytest

from gonghui.emulation.actions import mentoring_end, mentoring_extend, mentoring_reopen
from gonghui.emulation.models import Mentoring
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

NOW = {"by": CLERK, "at": AT}
LATER = {"by": CLERK, "at": datetime(2026, 12, 30, 9, tzinfo=OFFICE_TIME)}
GOALS = "半年内能独立操作数控车床"


class TestMentoring(LedgerSuite):
    key = "mentorings"
    first = {"name": "张三", "mentor": "何师傅", "union": "{east}", "trade": "数控车工", "goals": GOALS, "start_on": "0301",
             "end_on": "2027-02-28", "check_months": "3"}  # fmt: skip
    second = {"name": "小李", "mentor": "周师傅", "union": "{west}", "trade": "挡车工", "goals": "独立看台", "start_on": "0401",
              "end_on": "2026-12-31", "check_months": "2"}  # fmt: skip
    change = {"goals": "独立操作并会编程"}
    refused = (
        ({"mentor": "张三"}, "师傅和徒弟是同一个人。"),
        ({"end_on": "2026-03-01", "name": "新人"}, "约定的日期不在结对日期之后。"),
        ({"check_months": "0", "name": "新人"}, "几个月检查一次写的是0。"),
    )


class TestChecks(LedgerSuite):
    key = "mentoring-checks"
    first = {"mentoring": "张三", "on": "0602", "reached": "yes", "findings": "能独立换刀对刀", "checker": "沈国良"}
    second = {"mentoring": "小李", "on": "0603", "reached": "no", "findings": "接头还不熟", "checker": "沈国良"}
    change = {"findings": "能独立换刀"}
    refused = (
        ({"on": "0201"}, "2026年3月1日才结对。"),
        ({"on": "0605", "checker": "何师傅"}, "何师傅是这一对里的人，不能自己检查。"),
        ({"mentoring": "没有的人"}, "没有这个师徒"),
    )

    @classmethod
    def found(cls) -> Any:
        place = super().found()
        for name, mentor, union in (("张三", "何师傅", place.east), ("小李", "周师傅", place.west)):
            pair(place.town, name=name, mentor=mentor, union=place.town.unions[union])
        return place


def pair(town: LedgerTown, **more: Any) -> Mentoring:
    given = {"union": town.unions["宏达机械工会"], "name": "张三", "mentor": "何师傅", "trade": "数控车工", "goals": GOALS,
             "start_on": date(2026, 3, 1), "end_on": date(2026, 12, 1), "check_months": 3}  # fmt: skip
    made: Mentoring = entry_record(ledger=ledger_of("mentorings"), values=given | more, **NOW)
    return made


def check(row: Mentoring, on: date) -> None:
    values = {"mentoring": row, "on": on, "reached": "yes", "findings": "进步快", "checker": "沈国良"}
    entry_record(ledger=ledger_of("mentoring-checks"), values=values, **LATER)


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


@pytest.mark.postgres
def test_an_apprentice_has_one_mentor_at_a_time_and_a_mentor_four_apprentices(town: LedgerTown) -> None:
    first = pair(town)
    with pytest.raises(Refused, match="张三2026年3月1日起跟着何师傅学，还没有结束。"):
        pair(town, mentor="李师傅", start_on=date(2026, 4, 1))
    for name in ("徒一", "徒二", "徒三"):
        pair(town, name=name)
    with pytest.raises(Refused, match="何师傅已经带着4个徒弟。"):
        pair(town, name="徒四")
    mentoring_end(mentoring=first, outcome="ended", on=date(2026, 6, 1), note="徒弟调岗", **NOW)
    assert pair(town, mentor="李师傅", start_on=date(2026, 6, 2)).worker == town.members["张三"].worker


@pytest.mark.postgres
def test_each_check_stops_its_own_day_and_the_outcome_those_that_were_not_held(town: LedgerTown) -> None:
    row = pair(town)
    days = [each.due_on for each in deadlines_of(row).filter(clock="mentoring.check")]
    assert days == [date(2026, 6, 1), date(2026, 9, 1)]
    check(row, date(2026, 6, 9))
    assert [each.closed_on for each in deadlines_of(row).filter(clock="mentoring.check")] == [date(2026, 6, 9), None]
    mentoring_extend(mentoring=row, end_on=date(2027, 1, 1), reason="还差编程", **LATER)
    assert deadlines_of(row).filter(clock="mentoring.check").count() == 3
    mentoring_end(mentoring=row, outcome="passed", on=date(2026, 12, 28), note="", **LATER)
    assert not deadlines_of(row).filter(closed_on=None).exists()


def test_nobody_passes_without_a_check_and_nothing_ends_without_its_reason(town: LedgerTown) -> None:
    row = pair(town)
    for outcome, on, said in (("passed", date(2026, 6, 1), "一次检查也没有登记"), ("ended", date(2026, 6, 1), "还没有写终止的原因"),
                              ("ended", date(2026, 2, 1), "2026年3月1日才结对")):  # fmt: skip
        with pytest.raises(Refused, match=said):
            mentoring_end(mentoring=row, outcome=outcome, on=on, note="", **NOW)
    with pytest.raises(Refused, match="续签要比它晚"):
        mentoring_extend(mentoring=row, end_on=row.end_on, reason="再学学", **NOW)
    check(row, date(2026, 6, 1))
    mentoring_end(mentoring=row, outcome="passed", on=date(2026, 6, 2), note="", **NOW)
    with pytest.raises(Refused, match="已经出师。要再结对，请另登记一条。"):
        mentoring_end(mentoring=row, outcome="passed", on=date(2026, 6, 2), note="", **NOW)
    again = pair(town, mentor="李师傅", start_on=date(2026, 6, 3))
    with pytest.raises(Refused, match="张三现在跟着李师傅学。"):
        mentoring_reopen(mentoring=row, reason="记错人", **NOW)
    mentoring_end(mentoring=again, outcome="ended", on=date(2026, 6, 4), note="记错人", **NOW)
    mentoring_reopen(mentoring=row, reason="记错人", **NOW)
    assert row.outcome == "" and row.ended_on is None
