"""Next year is proposed from this year: dates move, lunar feasts take their work along, gaps name the unions."""

from calendar import isleap
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import calendar
from gonghui.orgs.public import (
    EmployerKind,
    UnionKind,
    committee_record,
    employer_attach,
    employer_register,
    union_register,
)
from gonghui.planning.feasts import FEASTS, feast_of, moved
from gonghui.planning.public import (
    Level,
    Plan,
    Source,
    Task,
    accept_all,
    draft_enter,
    plan_roll,
    task_assign,
    task_report,
)
from tests.small_town import NOW

YEARS = st.integers(2020, 2035)
TEXTS = st.sampled_from(
    ["春节慰问困难职工", "元宵联欢", "端午慰问", "中秋慰问", "重阳敬老活动", "清明祭扫", "年终总结", "送清凉"]
)


@settings(deadline=None)
@given(old=YEARS, gap=st.integers(1, 3), text=TEXTS, months=st.lists(st.integers(1, 12), unique=True, max_size=12),
       day=st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31)))  # fmt: skip
def test_a_task_never_lands_outside_its_year_and_never_on_a_rest_day(old, gap, text, months, day):
    due = None
    if day is not None:
        due = day.replace(year=old, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else day.replace(year=old)
    placed = moved(text, months, due, old, old + gap)
    assert all(1 <= month <= 12 for month in placed.months)
    assert len(placed.months) <= max(len(months), len(months) + 1) and bool(placed.months) == bool(months)
    assert (placed.due_on is None) == (due is None)
    if placed.due_on:
        assert placed.due_on.year == old + gap
        assert not calendar().rests(placed.due_on)


@settings(deadline=None)
@given(old=YEARS, new=YEARS)
def test_the_last_day_of_february_stays_the_last_day(old, new):
    last = date(old, 2, 29 if isleap(old) else 28)
    placed = moved("普查摸底", [2], last, old, new).due_on
    end = date(new, 2, 29 if isleap(new) else 28)
    assert placed == end or (calendar().rests(end) and placed < end)


def test_spring_festival_takes_its_visits_along():
    assert FEASTS[0].day(2027) == date(2027, 2, 6)
    placed = moved("春节前走访慰问困难职工", [1, 2], date(2026, 2, 13), 2026, 2027)
    assert placed.due_on == date(2027, 2, 2)
    assert placed.why == "随春节移（2月17日→2月6日）"
    assert moved("中秋慰问", [9], None, 2026, 2025).months == [10]


def test_preparations_in_december_go_with_the_next_years_festival():
    placed = moved("12月做好春节慰问准备", [12], date(2025, 12, 19), 2025, 2026)
    assert (placed.due_on, placed.months) == (date(2026, 12, 8), [12])


def test_what_the_festival_would_pull_out_of_the_year_stays_at_its_beginning():
    placed = moved("春节慰问摸底", [1], date(2026, 1, 5), 2026, 2028)  # the festival of 2028 is on 26 January
    assert placed.due_on == date(2028, 1, 3)


def test_a_day_that_was_a_workday_and_is_a_weekend_moves_to_the_workday_before():
    placed = moved("报送半年总结", [7], date(2026, 7, 10), 2026, 2027)
    assert (placed.due_on, placed.why) == (date(2027, 7, 9), "7月10日是休息日，提前到7月9日")


def test_fixed_feasts_keep_their_day():
    assert feast_of("庆祝“三八”妇女节") is None
    assert moved("庆祝“三八”妇女节", [3], date(2027, 3, 8), 2027, 2028).due_on == date(2028, 3, 8)


# --- the proposals -------------------------------------------------------------------------------------

pytestmark = [pytest.mark.django_db]


def proposed(draft, source=None):
    rows = draft.items.filter(kind="task").select_related("prior")
    return [item for item in rows if source is None or item.source == source]


def roll(office, plan, year=2027):
    return plan_roll(plan=Plan.objects.get(pk=plan.pk), year=year, **office.now)


def test_last_years_outcome_cost_and_records_hang_on_each_proposal(office):
    plan = office.plan()
    done = office.task(plan, "春节前走访慰问困难职工", due_on=date(2026, 2, 13), months=[1, 2])
    office.approved(plan)
    done.refresh_from_db()
    task_report(task=done, done_on=date(2026, 2, 10), outcome="走访62户", cost=Decimal(62000), **office.now)
    draft = roll(office, plan)
    (item,) = proposed(draft, Source.YEARLY)
    assert (item.prior, item.proposed["due_on"]) == (done, "2027-02-02")
    assert "上年结果：走访62户；花费62,000元" in item.why
    accept_all(draft=draft, **office.now)
    new = draft_enter(draft=draft, **office.now)
    assert new.title == "清河镇总工会2027年工作计划"
    assert new.tasks.get(carried_from=done).due_on == date(2027, 2, 2)


def test_open_tasks_and_missed_targets_are_proposed_with_what_is_lacking(office):
    plan = office.plan()
    office.task(plan, "修订考核细则")
    office.counted(office.task(plan, "新建工会"), "orgs.unions_founded", 6, unit="家")
    task_assign(union=office.town, plan=plan, text="县里的一次性任务", assigned_by="县总", assigned_on=date(2026, 3, 1),
                **office.now)  # fmt: skip
    office.approved(plan)
    once = Task.objects.get(assigned_by="县总")
    task_report(task=once, done_on=date(2026, 5, 1), **office.now)
    draft = roll(office, plan)
    assert [item.proposed["text"] for item in proposed(draft, Source.OPEN)] == ["修订考核细则"]
    (missed,) = proposed(draft, Source.MISSED)
    assert "新建工会 0/6，还差6家" in missed.why
    assert not [item for item in proposed(draft) if "一次性" in item.proposed["text"]]


def test_a_rate_that_fell_is_proposed_with_the_unions_concerned(office):
    plan = office.plan()
    office.task(plan)
    draft = roll(office, plan)
    fallen = {item.proposed["targets"][0]["code"]: item for item in proposed(draft, Source.FALLEN)}
    item = fallen["bargaining.wage_signing_rate"]
    assert "从2025年12月31日的100%降到0%（0/2）" in item.why
    assert "东桥纺织厂工会、西塘纺织厂工会，共2家" in item.why
    assert item.proposed["targets"][0]["quantity"] == "100"


def test_what_falls_due_next_year_is_proposed_with_its_unions(office):
    town = office.town
    employer = employer_register(name="新江机械", kind=EmployerKind.ENTERPRISE, by=office.lin, at=NOW)
    union = union_register(
        name="新江机械工会", kind=UnionKind.ENTERPRISE, approved_on=date(2024, 3, 1), by=office.lin, at=NOW
    )
    employer_attach(employer=employer, union=union, on=date(2024, 3, 1), by=office.lin, at=NOW)
    committee_record(
        union=union, term=1, elected_on=date(2024, 3, 1), expires_on=date(2027, 2, 28), by=office.lin, at=NOW
    )
    plan = office.plan()
    office.task(plan)
    assert plan.union == town
    found = [item for item in proposed(roll(office, plan), Source.FALLS_DUE) if "新江机械" in item.why]
    assert found and found[0].proposed["targets"][0]["kind"] == "records"
    assert 2 in found[0].proposed["months"]


def test_a_year_is_rolled_once_and_a_programme_never(office):
    plan = office.plan()
    office.task(plan)
    with pytest.raises(Refused, match="2026年以后"):
        roll(office, plan, 2026)
    roll(office, plan)
    with pytest.raises(Refused, match="已经推出来了"):
        roll(office, plan)
    programme = office.plan("规划", start_on=date(2024, 1, 1), end_on=date(2028, 12, 31), level=Level.PROGRAMME)
    with pytest.raises(Refused, match="多年规划不推"):
        roll(office, programme, 2030)
