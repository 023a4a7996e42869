"""Targets measure themselves: the figure comes from the registry, late is judged against the planned months."""

from datetime import date
from decimal import Decimal

import pytest

from gonghui.kernel.indicators import Column, Count, Indicator, registry
from gonghui.orgs.public import Union, UnionKind, union_register
from gonghui.planning.public import (
    Comparison,
    Level,
    Status,
    Target,
    TargetKind,
    measure,
    milestone_reach,
    record_attach,
    sheet,
    target_add,
    task_report,
    value_fill,
    yearly,
)
from tests.small_town import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def found_unions(office, number, day=date(2026, 3, 2)):
    for serial in range(number):
        union_register(
            name=f"新{day:%m%d}{serial}工会", kind=UnionKind.ENTERPRISE, approved_on=day, by=office.lin, at=NOW
        )


def only(plan, day=TODAY):
    (found,) = measure([plan], day).values()
    return found


def test_the_seventh_founding_shows_seven_of_fifteen_and_nobody_typed_it(office):
    plan = office.plan()
    office.counted(office.task(plan), "orgs.unions_founded", 15, unit="家")
    office.approved(plan)
    found_unions(office, 6)
    assert only(plan).display == "6/15"
    found_unions(office, 1, date(2026, 7, 1))
    found = only(plan)
    assert (found.display, found.status, found.missing) == ("7/15", Status.BEHIND, 8)
    assert (found.counted.indicator.code, found.span.start) == ("orgs.unions_founded", date(2026, 1, 1))


def test_what_is_half_done_at_half_the_year_is_on_course(office):
    plan = office.plan()
    office.counted(office.task(plan), "orgs.unions_founded", 12)
    found_unions(office, 6)
    assert only(plan).status == Status.ON_COURSE
    assert only(plan, date(2026, 7, 31)).status == Status.BEHIND


def test_nothing_is_late_before_its_months(office):
    plan = office.plan()
    office.counted(office.task(plan, months=[10, 11]), "orgs.unions_founded", 4)
    assert only(plan).status == Status.NOT_YET
    assert only(plan, date(2026, 10, 20)).status == Status.BEHIND


def test_a_task_in_spring_months_that_is_not_done_is_late_in_summer(office):
    plan = office.plan()
    task = office.task(plan, months=[3, 4])
    office.counted(task, "orgs.unions_founded", 4)
    found_unions(office, 3)
    assert only(plan, date(2026, 4, 1)).status == Status.ON_COURSE
    assert only(plan).status == Status.BEHIND
    found_unions(office, 1, date(2026, 3, 9))
    assert only(plan).status == Status.REACHED


def test_a_rate_that_stood_above_its_target_and_fell_is_late(office):
    plan = office.plan()
    office.counted(office.task(plan), "bargaining.wage_signing_rate", 90, unit="%")
    before = only(plan, date(2026, 6, 30))
    assert (before.value, before.status) == (100, Status.REACHED)
    assert (only(plan).value, only(plan).status) == (0, Status.BEHIND)


def test_growth_is_counted_from_the_last_day_before_the_year(office):
    plan = office.plan()
    office.counted(office.task(plan), "orgs.unions", 2, comparison=Comparison.INCREASE)
    assert only(plan).value == 0
    found_unions(office, 2)
    assert (only(plan).value, only(plan).status, only(plan).display) == (2, Status.REACHED, "2/2")


def test_growth_in_percent_looks_at_where_it_stood(office):
    plan = office.plan()
    office.counted(office.task(plan), "orgs.unions", 50, unit="%", comparison=Comparison.INCREASE)
    found_unions(office, 1)
    assert only(plan).value == 50  # two unions before, three now


def test_what_must_not_be_exceeded_is_late_only_when_it_is(office):
    plan = office.plan()
    office.counted(office.task(plan), "orgs.unions_founded", 2, comparison=Comparison.AT_MOST)
    found_unions(office, 2)
    assert only(plan).status == Status.ON_COURSE
    found_unions(office, 1, date(2026, 4, 1))
    assert only(plan).status == Status.BEHIND


def test_each_quarter_once_is_four_times_a_year(office):
    plan = office.plan()
    task = office.task(plan)
    target_add(
        task=task, kind=TargetKind.RECORDS, what="工作会议", quantity=Decimal(1), unit="次", per="每季度", **office.now
    )
    office.approved(plan)
    task.refresh_from_db()
    for day in (date(2026, 2, 3), date(2026, 5, 6), date(2026, 7, 20)):
        if day <= TODAY:
            record_attach(task=task, label="会议", on=day, **office.now)
    found = only(plan)
    assert (found.display, found.status) == ("2/4", Status.ON_COURSE)


def test_a_hand_value_counts_and_says_so_and_the_figure_stays_visible(office):
    plan = office.plan()
    target = office.counted(office.task(plan), "orgs.unions_founded", 10)
    office.approved(plan)
    found_unions(office, 2)
    value_fill(
        target=Target.objects.get(pk=target.pk), value=Decimal(5), why="县总通报", on=date(2026, 6, 30), **office.now
    )
    found = only(plan)
    assert (found.by_hand, found.value, found.counted.numerator, found.display) == (True, 5, 2, "5/10")


def test_an_indicator_that_nobody_declares_any_more_has_no_number(office):
    plan = office.plan()
    target = office.counted(office.task(plan), "orgs.unions_founded", 10)
    Target.objects.filter(pk=target.pk).update(code="gone.away")
    assert (only(plan).status, only(plan).display) == (Status.UNKNOWN, "—/10")


def test_an_empty_base_is_no_zero(office, monkeypatch):
    monkeypatch.setattr(registry.INDICATORS, "known", dict(registry.INDICATORS.known))
    nothing = Count(label="无", words="没有。", rows=lambda span: Union.objects.none(), union="pk",
                    columns=(Column("名", "name"),), key=lambda row: ("union", row.pk))  # fmt: skip
    registry.register(
        Indicator(code="test.rate", title="率", why="试。", unit="%", numerator=nothing, denominator=nothing)
    )
    plan = office.plan()
    office.counted(office.task(plan), "test.rate", 90)
    assert (only(plan).status, only(plan).value) == (Status.UNKNOWN, None)


def test_a_plan_of_next_year_has_no_figures_yet(office):
    plan = office.plan("明年", start_on=date(2027, 1, 1), end_on=date(2027, 12, 31))
    office.counted(office.task(plan), "orgs.unions_founded", 10)
    assert only(plan).status == Status.NOT_YET


def test_a_milestone_is_late_after_its_last_day(office):
    plan = office.plan()
    target = target_add(
        task=office.task(plan, due_on=date(2026, 6, 30)), kind=TargetKind.MILESTONE, what="制度印发", **office.now
    )
    office.approved(plan)
    assert only(plan).status == Status.BEHIND
    milestone_reach(target=Target.objects.get(pk=target.pk), on=date(2026, 7, 1), **office.now)
    assert only(plan).status == Status.REACHED


def test_a_programme_counts_over_its_years(office):
    programme = office.plan("规划", start_on=date(2025, 1, 1), end_on=date(2028, 12, 31), level=Level.PROGRAMME)
    office.counted(office.task(programme), "orgs.unions_founded", 8)
    found_unions(office, 2, date(2025, 5, 6))
    found_unions(office, 1)
    assert only(programme).display == "3/8"


def test_a_programme_gives_each_year_its_share_and_shows_what_came(office):
    programme = office.plan("规划", start_on=date(2025, 1, 1), end_on=date(2028, 12, 31), level=Level.PROGRAMME)
    office.counted(office.task(programme), "orgs.unions_founded", 10)
    office.counted(office.task(programme, "总数"), "orgs.unions", 10)
    plan = office.plan(parent=programme)
    office.counted(office.task(plan), "orgs.unions_founded", 4)
    found_unions(office, 2, date(2025, 5, 6))
    found_unions(office, 1)
    founded, standing = yearly(programme, TODAY)
    assert [(one.year, one.share, one.planned, one.value) for one in founded.years] == [
        (2025, 3, None, 2), (2026, 3, 4, 1), (2027, 3, None, None), (2028, 3, None, None),
    ]  # fmt: skip
    assert [(one.share, one.value) for one in standing.years] == [(4, 4), (6, 5), (8, None), (10, None)]


def test_the_page_of_a_plan_asks_as_much_for_forty_tasks_as_for_four(office, django_assert_max_num_queries):
    plan = office.plan()
    heading = office.heading(plan)
    for number in range(4):
        office.counted(office.task(plan, f"工作{number}", heading), "orgs.unions_founded", 10)
    with django_assert_max_num_queries(40) as few:
        sheet(plan, TODAY)
    for number in range(36):
        office.counted(office.task(plan, f"再{number}", heading), "orgs.unions_founded", 10)
    with django_assert_max_num_queries(len(few)):
        sheet(plan, TODAY)


def test_the_sheet_numbers_tasks_through_and_counts_the_late(office):
    plan = office.plan()
    one, two = office.heading(plan), office.heading(plan, "二、维护权益")
    office.counted(office.task(plan, "甲", one), "orgs.unions_founded", 10)
    done = office.task(plan, "乙", two)
    office.task(plan, "丙")
    office.approved(plan)
    done.refresh_from_db()
    task_report(task=done, done_on=date(2026, 5, 1), **office.now)
    shown = sheet(plan, TODAY)
    assert [[(row.number, row.task.text) for row in group.rows] for group in shown.groups] == [
        [(1, "甲")], [(2, "乙")], [(3, "丙")],
    ]  # fmt: skip
    assert (shown.counts["behind"], shown.counts["reached"], shown.counts["on_course"]) == (1, 1, 1)
    assert shown.met == (0, 1)
