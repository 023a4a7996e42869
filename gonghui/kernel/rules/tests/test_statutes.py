"""The statutes as they stand: enough of them, well formed, and giving the days people expect."""

from collections import Counter
from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest
import yaml

from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import NotInForce, calendar, due, places, rule, rules

TODAY = date(2026, 11, 23)
TOPICS = {
    "formation", "elections", "congress_of_members", "membership", "committees", "certificate", "bargaining",
    "staff_congress", "school_congress", "disputes", "supervision", "legal_aid", "relief", "finance", "audit", "safety",
    "documents", "wages",
}  # fmt: skip
CASES = [
    case
    for file in sorted((files("gonghui.statutes") / "tests").iterdir(), key=lambda file: file.name)
    if file.name.endswith(".yaml")
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def test_an_officer_finds_rules_on_every_topic():
    assert len(rules()) >= 120
    assert {found.topic for found in rules().values()} == TOPICS
    assert {"jiangsu", "zhejiang", "jiangxi", "yunnan", "shandong", "shanghai", "chongqing", "beijing"} <= set(places())


def test_every_rule_names_its_law_and_where_the_text_was_read():
    for found in rules().values():
        for text in (found, *found.locals.values()):
            assert text.law and text.short and text.summary and text.source.address, text.key
            assert text.citation.startswith(text.short)


def test_what_was_verified_can_be_opened_again_and_has_a_certain_day():
    counted = Counter(found.confidence for found in rules().values())
    assert set(counted) == {"verified", "secondary", "unverified"}
    for found in rules().values():
        for text in (found, *found.locals.values()):
            if text.confidence == "verified":
                assert text.source.reopens and text.article and not any(step.note for step in text.values), text.key


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']} {case['start']} {case.get('place', '')}")
def test_the_day_a_person_is_told(case):
    reached = due(case["start"], rule(case["rule"]).at(case["start"], case.get("place")))
    assert reached.on == case["due_on"], case["why"]
    assert reached.provisional == case.get("provisional", False)
    assert bool(reached.shifted_from) == ("到" in reached.note and "休息日" in reached.note)


def test_a_person_reads_why_the_day_moved():
    assert due(date(2026, 6, 14), rule("bargaining.reply").at(TODAY)).shifted_from == date(2026, 7, 4)
    assert (
        due(date(2026, 6, 14), rule("bargaining.reply").at(TODAY)).note == "2026年7月4日是休息日，顺延到2026年7月6日。"
    )
    assert due(date(2026, 6, 16), rule("bargaining.reply").at(TODAY)).note == ""


def test_a_person_reads_that_the_holidays_are_not_known_yet():
    assert due(date(2026, 12, 30), rule("mediation.acceptance").at(TODAY)).note.endswith("暂按法定节日计算。")
    assert "没有2030年的放假安排" in due(date(2029, 12, 20), rule("bargaining.reply").at(TODAY)).note


def test_each_holiday_file_gives_exactly_the_statutory_days_on_weekdays():
    free = {
        year: sum(day.weekday() < 5 for day in known.off) - len(known.work) for year, known in calendar().years.items()
    }
    assert (free[2024], free[2025], free[2026]) == (11, 13, 13)
    assert [year for year, known in calendar().years.items() if known.provisional] == [2027]


def test_no_law_and_no_source_is_listed_for_nothing():
    folder = files("gonghui.statutes")
    laws, sources = (
        yaml.safe_load((folder / name).read_text(encoding="utf-8")) for name in ("laws.yaml", "sources.yaml")
    )
    texts = [text for found in rules().values() for text in (found, *found.locals.values())]
    assert {law["law"] for law in laws.values()} == {text.law for text in texts}
    used = {text.source.code for text in texts} | {known.source for known in calendar().years.values()}
    assert set(sources) == used


def test_a_province_with_its_own_number_is_told_apart_from_one_without():
    found = rule("bargaining.reply")
    assert (found.at(TODAY, "zhejiang").value, found.at(TODAY, "zhejiang").kind) == (10, "working_days")
    assert found.at(TODAY, "zhejiang").local and not found.at(TODAY, "zhejiang").fallback_note
    jiangsu = found.at(TODAY, "jiangsu")
    assert (jiangsu.value, jiangsu.kind, jiangsu.local) == (20, "days", False)
    assert jiangsu.fallback_note == "《江苏省集体协商条例》里的天数和人数没有查到，按全国规定计算。"
    assert found.at(TODAY, "yunnan").fallback_note == "没有查到云南省的另行规定，按全国规定计算。"


def test_before_a_province_had_its_rule_the_national_one_holds():
    early = rule("bargaining.reply").at(date(2010, 12, 31), "zhejiang")
    assert (early.value, early.local) == (20, False)
    assert early.fallback_note == "浙江省的规定2011年1月1日才施行，按全国规定计算。"
    assert rule("bargaining.reply").at(date(2011, 1, 1), "zhejiang").local


def test_a_person_is_told_that_a_rule_exists_only_in_some_provinces():
    with pytest.raises(Refused, match="没有全国统一的数，由各省规定。现在收录的有："):
        rule("formation.deadline").at(TODAY)
    with pytest.raises(Refused, match="没有全国统一的数"):
        rule("formation.deadline").at(TODAY, "shandong")
    assert rule("formation.deadline").at(TODAY, "jiangsu").value == 1
    with pytest.raises(NotInForce, match="只在江苏省施行"):
        rule("supervision.jiangsu_fine").at(TODAY, "zhejiang")
    with pytest.raises(Refused, match="没有省份“atlantis”"):
        rule("bargaining.reply").at(TODAY, "atlantis")


def test_a_rule_changes_on_its_day():
    size = rule("committee.size_under_25")
    assert size.at(date(2016, 10, 8)).value == {"min": 1, "max": 1}
    assert size.at(date(2016, 10, 9)).value == {"min": 3, "max": 5}
    welfare = rule("welfare.festival_cap")
    assert [welfare.at(date(year, 12, 31), "anhui").value for year in (2018, 2024, 2025)] == [1500, 1500, 2200]


def test_a_repealed_rule_has_no_value_and_gives_no_day():
    edge = rule("relief.edge_multiple")
    assert Fraction(edge.at(date(2019, 12, 31)).value) == Fraction(3, 2)
    assert edge.at(date(2020, 1, 1)).value is None
    with pytest.raises(Refused, match="这条规定已经废止。"):
        due(TODAY, edge.at(TODAY))


def test_a_person_who_asks_too_early_is_told_since_when():
    with pytest.raises(NotInForce, match="这条规定2004年5月1日才施行。"):
        rule("bargaining.reply").at(date(2004, 4, 30))


@pytest.mark.parametrize(("key", "refused"), [
    ("bargaining.quorum", "不是期限"), ("bargaining.delegates_min", "不是期限"), ("bargaining.no_refusal", "不是期限"),
    ("committee.term", "3年或者5年"), ("staff_congress.term", "不是一个固定的期限"),
])  # fmt: skip
def test_what_is_no_fixed_length_gives_no_day(key, refused):
    with pytest.raises(Refused, match=refused):
        due(TODAY, rule(key).at(TODAY))


def test_a_day_beyond_the_calendar_is_refused():
    with pytest.raises(Refused, match="算不出期限"):
        due(date.max, rule("bargaining.reply").at(TODAY))


@pytest.mark.parametrize(("key", "place", "whole", "under", "exactly", "over", "met"), [
    ("election.quorum", None, 90, 59, 60, 61, (False, True, True)),
    ("election.majority", None, 90, 44, 45, 46, (False, False, True)),
    ("chair.majority", None, 90, 44, 45, 46, (False, False, True)),
    ("chair.recall_majority", None, 90, 44, 45, 46, (False, False, True)),
    ("bargaining.quorum", None, 180, 119, 120, 121, (False, True, True)),
    ("bargaining.adoption", None, 180, 89, 90, 91, (False, True, True)),
    ("bargaining.adoption", "zhejiang", 180, 89, 90, 91, (False, False, True)),
    ("bargaining.outsiders", None, 9, 2, 3, 4, (True, True, False)),
    ("staff_congress.majority", None, 180, 89, 90, 91, (False, False, True)),
    ("staff_congress.majority", "shanghai", 180, 89, 90, 91, (False, True, True)),
    ("staff_congress.managers", None, 50, 9, 10, 11, (True, True, False)),
    ("congress.extraordinary_share", None, 99, 32, 33, 34, (False, True, True)),
    ("company.staff_supervisors", None, 9, 2, 3, 4, (False, True, True)),
    ("formation.committee_from", None, None, 24, 25, 26, (False, True, True)),
    ("election.assembly_below", None, None, 99, 100, 101, (True, False, False)),
    ("congress.assembly_up_to", None, None, 99, 100, 101, (True, True, False)),
    ("relief.deep_multiple", None, 620, 619, 620, 621, (True, True, False)),
    ("relief.deep_multiple", "jiangsu", 620, 619, 620, 621, (True, False, False)),
    ("committee.size_25_200", None, None, 2, 3, 8, (False, True, False)),
])  # fmt: skip
def test_just_under_exactly_and_just_over(key, place, whole, under, exactly, over, met):
    value = rule(key).at(TODAY, place)
    assert tuple(value.met(actual, whole) for actual in (under, exactly, over)) == met


def test_a_term_of_four_years_is_not_one_the_law_knows():
    assert [rule("committee.term").at(TODAY).met(years) for years in (3, 4, 5)] == [True, False, True]
