"""The sample town gives the sample report's figures and its plan measures itself, on any day it is built."""

from datetime import date, datetime, time

import pytest

from gonghui.demo.accounts import FOUNDER
from gonghui.demo.codes import Codes
from gonghui.demo.public import build_town
from gonghui.demo.tests.snapshots import built, half_year, periods
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.codes import parse_id_number, parse_uscc
from gonghui.kernel.sheets.values import parse_phone
from gonghui.orgs.public import town_found

pytestmark = pytest.mark.django_db

JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
ODD_DAYS = (date(2024, 1, 2), date(2024, 2, 29))

NUMBERS = {
    "orgs.unions": 78, "orgs.unions_workplace": 61, "orgs.unions_village_joint": 17, "orgs.unions_founded": 6,
    "people.members": 7520, "people.members_women": 3044, "people.members_migrant": 3186,
    "bargaining.contracts_first_signed": 6, "bargaining.contracts_renewed": 12, "bargaining.wage_agreements": 43,
    "bargaining.womens_agreements": 30, "orgs.three_in_one_offices": 7, "orgs.model_unions": 2,
    "emulation.knowledge_workers": 2, "emulation.advanced_units": 1, "emulation.civilised_workers": 5,
    "emulation.city_honours": 2, "emulation.model_workers": 5,
}  # fmt: skip

RATES = {
    "bargaining.renewal_rate": (12, 12), "bargaining.contract_signing_rate": (45, 50),
    "bargaining.contract_coverage_rate": (5871, 6180), "bargaining.wage_signing_rate": (43, 50),
    "orgs.mediation_committee_rate": (78, 78), "orgs.supervision_body_rate": (78, 78),
}  # fmt: skip


@pytest.mark.parametrize("today", [JUNE, DECEMBER])
def test_the_first_half_year_has_the_figures_of_the_sample_report(today):
    town = built(today)
    assert {code: town.figure("2026H1", code).value for code in NUMBERS} == NUMBERS
    found = {code: town.figure("2026H1", code) for code in RATES}
    assert {code: (rate.numerator, rate.denominator) for code, rate in found.items()} == RATES
    assert found["bargaining.contract_coverage_rate"].display == "95%"


def test_every_text_of_the_town_fits_its_column_so_that_it_can_be_founded_on_postgres_too():
    assert built(JUNE).too_long == []


ATTENDED = {
    "learning.cadre_training_attendances": {"有名单": 30, "申报人数": 23},
    "learning.worker_training_attendances": {"有名单": 264, "申报人数": 446},
    "learning.contest_participants": {"申报人数": 1436}, "emulation.competition_participants": {"申报人数": 642},
}  # fmt: skip
"""The report's 53 人次, 710 人次, 1400多人, 600多人, and how many of them are known by name."""


def test_trainings_contest_and_competition_are_the_reports_and_say_how_many_are_named():
    town = built(JUNE)
    assert {code: town.attended[code] for code in ATTENDED} == ATTENDED
    assert {code: town.figure("2026H1", code).value for code in ATTENDED} == {
        code: sum(parts.values()) for code, parts in ATTENDED.items()
    }


def test_committees_that_some_unions_lack_and_employers_without_a_union_show_as_less_than_all():
    town = built(JUNE)
    for code in ("orgs.women_committee_rate", "orgs.audit_committee_rate", "orgs.formation_rate"):
        assert 90 < town.figure("2026H1", code).value < 100
    formed = town.figure("2026H1", "orgs.formation_rate")
    assert formed.denominator - formed.numerator == 12


def test_the_year_began_with_72_unions_and_39_of_44_contracts():
    town = built(JUNE)
    assert town.figure("2025H2", "orgs.unions").value == 72
    signed = town.figure("2025H2", "bargaining.contract_signing_rate")
    assert (signed.numerator, signed.denominator) == (39, 44)
    assert town.figure("2025H2", "bargaining.wage_signing_rate").display == "81.8%"


def test_earlier_half_years_are_smaller_and_worse_but_not_empty():
    town = built(DECEMBER)
    past = periods(DECEMBER)[:-1]
    for code in ("orgs.unions", "people.members"):
        numbers = [town.figure(period, code).value for period in past]
        assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers)
    wages = [town.figure(period, "bargaining.wage_signing_rate").value for period in past]
    assert all(50 < rate < 86 for rate in wages[:-1]) and wages[-1] == 86
    for period in past:
        assert 95 < town.figure(period, "people.retention_rate").value < 100
        assert town.figure(period, "people.members_joined").value > 200
        assert town.figure(period, "people.members_left").value > 15
        assert town.figure(period, "bargaining.contracts_renewed").value > 0


def test_past_half_years_do_not_depend_on_when_in_the_year_the_town_was_built():
    june, december = built(JUNE), built(DECEMBER)
    for period in ("2024H2", "2025H1", "2025H2"):
        assert june.figures[period] == december.figures[period]


def test_the_second_half_of_the_year_takes_nothing_back_that_was_recorded_in_the_first():
    june, december = built(JUNE).events, built(DECEMBER).events
    assert december[: len(june)] == june


def test_the_second_half_year_goes_on():
    town = built(DECEMBER)
    assert town.figure("2026H2", "orgs.unions_founded").value == 2
    assert town.figure("2026H2", "people.members_joined").value > 100
    assert town.figure("2026H2", "people.members_left").value > 20
    due = town.figure("2026H2", "bargaining.renewal_rate")
    assert due.denominator - due.numerator == 2


@pytest.mark.parametrize("today", [*ODD_DAYS, JUNE, DECEMBER])
def test_nothing_has_happened_after_today(today):
    town = built(today)
    late = {column: day for column, day in town.happened_on.items() if day > today}
    assert late == {}
    assert max(at for at, _, _ in town.events).astimezone(OFFICE_TIME).date() <= today
    assert set(town.figures) == set(periods(today))


@pytest.mark.parametrize("today", [*ODD_DAYS, JUNE, DECEMBER])
def test_the_office_always_finds_something_overdue_and_something_to_come(today):
    town = built(today)
    assert town.expired >= 1 and town.expiring >= 2
    assert town.terms_over >= 1
    assert town.figure(half_year(today), "people.members").value > 6000


def test_at_the_end_of_june_one_firm_has_had_its_signed_contract_too_long_in_the_drawer():
    town = built(JUNE)
    assert "东升建材工会" in town.unfiled
    assert town.certificates_over >= 1


def test_before_july_the_half_year_is_as_far_as_it_has_gone():
    town = built(date(2024, 2, 29))
    assert town.figure("2024H1", "orgs.unions_founded").value == 2
    assert town.figure("2024H1", "orgs.unions").value == 74


def test_every_person_has_a_number_that_passes_the_check_and_that_nobody_can_hold():
    town = built(JUNE)
    numbers = [number for _, number, _, _ in town.workers]
    assert len(set(numbers)) == len(numbers)
    for _, number, phone, born in town.workers:
        assert number.startswith("329999")
        assert parse_id_number(number, today=JUNE) == number
        assert number[6:14] == f"{born:%Y%m%d}"
        assert not phone or (phone.startswith("154") and parse_phone(phone) == phone)


def test_nobody_joined_a_union_as_a_child():
    assert built(JUNE).youngest >= 18


def test_every_unit_has_a_code_that_passes_the_check_and_that_nobody_can_hold():
    codes = built(JUNE).credit_codes
    assert len(set(codes)) == len(codes) > 250
    for code in codes:
        assert code and code[2:8] == "329999"
        assert parse_uscc(code) == code


def test_no_two_people_of_the_same_birthday_share_a_number_and_women_have_even_ones():
    codes, born = Codes(), date(1990, 5, 1)
    numbers = [codes.id_number(born, woman) for woman in (True, True, False, False)]
    assert len(set(numbers)) == 4
    assert [int(number[16]) % 2 for number in numbers] == [0, 0, 1, 1]


def test_the_sample_persons_get_their_offices_and_a_code_each():
    people = {one["username"]: one for one in built(JUNE).people}
    assert people["zhoulixin"]["organisation"] == "石桥镇总工会"
    assert people["zhenglaishun"]["organisation"] == "石桥镇西塘村联合工会"
    assert {one["role"] for one in people.values()} >= {
        "town_chair", "town_officer", "auditor", "grassroots_chair", "county", "administrator", "worker",
    }  # fmt: skip
    assert len({one["code"] for one in people.values()}) == len(people) >= 12
    assert "wangxiuzhen" not in people  # she has left the office


def test_a_town_is_not_written_over_another():
    at = datetime.combine(JUNE, time(10), OFFICE_TIME)
    town_found(name="柳镇", province="jiangsu", by=FOUNDER, at=at)
    with pytest.raises(Refused, match="已经有一个镇"):
        build_town(today=JUNE, at=at)


def test_in_summer_seven_of_fifteen_offices_stand_and_nobody_typed_seven():
    targets = built(JUNE).targets
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
    plans = dict(built(JUNE).plans)
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
