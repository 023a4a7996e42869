"""The sample town's plan measures itself, on any day it is built."""

from datetime import date

import pytest

from gonghui.demo.tests.snapshots import built

pytestmark = pytest.mark.django_db

JUNE, JULY, DECEMBER = date(2026, 6, 30), date(2026, 7, 2), date(2026, 12, 31)


@pytest.mark.parametrize("today", [JUNE, JULY])
def test_in_summer_seven_of_fifteen_offices_stand_and_nobody_typed_seven(today):
    targets = built(today).targets
    assert targets["三位一体办公室"] == ("7/15", "behind")
    assert targets["新建工会"] == ("6/10", "on_course")
    assert targets["有效的女职工专项协议"][0] == "30/36"
    assert targets["模范企业工会"] == ("0/10", "not_yet")


def test_the_half_years_rates_are_the_reports():
    targets = built(JUNE).targets
    assert (targets["集体合同签订率"][0], targets["集体合同职工覆盖率"][0], targets["工资协议签订率"][0]) == (
        "90%",
        "95%",
        "86%",
    )
    assert targets["合理化建议"][0] == "12/20"


def test_last_years_plan_is_filed_and_this_years_is_in_force():
    plans = dict(built(JULY).plans)
    assert plans["石桥镇总工会2025年工作计划"] == "closed"
    assert plans["石桥镇总工会2026年工作计划"] == "approved"
    assert plans["石桥镇工会2024—2028年工作规划"] == "approved"
    assert sum(title.endswith("2026年工作计划") for title in plans) == 4


def test_on_the_second_of_january_there_is_only_last_years_plan():
    town = built(date(2024, 1, 2))
    assert town.targets == {}
    assert [state for title, state in town.plans if title.endswith("2023年工作计划")] == ["approved"]


def test_at_the_end_of_the_year_what_was_not_reached_is_behind():
    targets = built(DECEMBER).targets
    assert targets["模范企业工会"] == ("0/10", "behind")
    assert targets["工会组建率"][1] in ("behind", "reached")
