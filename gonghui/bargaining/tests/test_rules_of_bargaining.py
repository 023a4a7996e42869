"""Majorities, delegates, clauses and terms against the rules: just under, exactly, just over."""

from datetime import date
from decimal import Decimal

import pytest

from gonghui.bargaining.models import Clause, Delegate
from gonghui.bargaining.public import (
    ClauseText,
    ContractKind,
    Side,
    clause_findings,
    clauses_write,
    delegate_findings,
    delegate_leave,
    delegate_name,
    outcome,
    term_findings,
)
from gonghui.bargaining.tests.parties import WU, at, deadline, opened, running
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import head_count_record

DAY = date(2026, 6, 22)


@pytest.mark.parametrize(
    ("due", "present", "in_favour", "quorate", "adopted"),
    [
        (48, 31, 31, False, False), (48, 32, 24, True, True), (48, 33, 23, True, False),
        (180, 119, 119, False, False), (180, 120, 90, True, True), (180, 120, 89, True, False), (180, 121, 91, True, True),
        (45, 30, 22, True, False), (45, 30, 23, True, True),
    ],
)  # fmt: skip
def test_two_thirds_come_and_half_of_all_agree(due, present, in_favour, quorate, adopted):
    made = outcome(due, present, in_favour, DAY, None)
    assert (made.quorate, made.adopted) == (quorate, adopted)


def test_in_zhejiang_half_of_all_is_not_enough():
    assert not outcome(48, 45, 24, DAY, "zhejiang").adopted
    made = outcome(48, 45, 25, DAY, "zhejiang")
    assert made.adopted and made.need_for == 25


@pytest.mark.parametrize("numbers", [(0, 0, 0), (30, 31, 20), (30, 25, 26)])
def test_numbers_that_cannot_be_are_turned_down(numbers):
    with pytest.raises(Refused):
        outcome(*numbers, DAY, None)


def _side(side, count, outsiders=0, chief=1, women=0, frontline=0):
    return [
        Delegate(side=side, name=f"{side}{n}", chief=n < chief, outsider=n >= count - outsiders, since=date(2026, 1, 1),
                 sex="f" if n < women else "m", frontline=n < frontline)
        for n in range(count)
    ]  # fmt: skip


def _bad(people, kind=ContractKind.COLLECTIVE, place=None):
    from gonghui.bargaining.models import Bargaining

    return [each.key for each in delegate_findings(Bargaining(kind=kind), people, DAY, place) if not each.ok]


@pytest.mark.parametrize(("count", "bad"), [(2, ["numbers"]), (3, []), (4, [])])
def test_three_delegates_a_side_are_enough(count, bad):
    assert _bad(_side("staff", count) + _side("employer", count)) == bad


@pytest.mark.parametrize(("staff", "employer", "bad"), [(4, 3, ["equal"]), (4, 4, []), (3, 4, ["equal"])])
def test_both_sides_send_equal_numbers(staff, employer, bad):
    assert _bad(_side("staff", staff) + _side("employer", employer)) == bad


@pytest.mark.parametrize(("staff", "employer", "bad"), [(4, 3, []), (3, 3, []), (3, 4, ["equal"])])
def test_in_zhejiang_only_the_employer_may_not_send_more(staff, employer, bad):
    assert _bad(_side("staff", staff) + _side("employer", employer), place="zhejiang") == bad


@pytest.mark.parametrize(("outsiders", "bad"), [(1, []), (2, []), (3, ["outsiders_staff"])])
def test_a_third_may_come_from_outside(outsiders, bad):
    assert _bad(_side("staff", 6, outsiders=outsiders) + _side("employer", 6)) == bad


@pytest.mark.parametrize(("chiefs", "bad"), [(0, ["chief_staff"]), (1, []), (2, ["chief_staff"])])
def test_each_side_has_one_chief(chiefs, bad):
    assert _bad(_side("staff", 3, chief=chiefs) + _side("employer", 3)) == bad


@pytest.mark.parametrize(("count", "bad"), [(6, []), (7, []), (8, ["numbers"])])
def test_jiangxi_wants_at_most_seven_for_wages(count, bad):
    people = _side("staff", count, women=1) + _side("employer", count)
    assert _bad(people, ContractKind.WAGE, "jiangxi") == bad


@pytest.mark.parametrize(("frontline", "bad"), [(0, ["frontline"]), (1, []), (2, [])])
def test_shandong_wants_a_third_from_the_line(frontline, bad):
    people = _side("staff", 3, frontline=frontline) + _side("employer", 3)
    assert _bad(people, ContractKind.WAGE, "shandong") == bad


@pytest.mark.parametrize(("women", "bad"), [(0, ["women"]), (1, []), (2, [])])
def test_the_womens_agreement_is_bargained_by_a_woman(women, bad):
    people = _side("staff", 3, women=women) + _side("employer", 3)
    assert _bad(people, ContractKind.WOMEN) == bad


def test_nobody_sits_on_both_sides():
    people = _side("staff", 3) + _side("employer", 3)
    people[5].name = people[1].name
    assert _bad(people) == ["double"]


@pytest.mark.parametrize(
    ("last", "grade"),
    [
        (date(2027, 6, 29), "warn"), (date(2027, 6, 30), "ok"), (date(2027, 7, 1), "ok"),
        (date(2029, 6, 29), "ok"), (date(2029, 6, 30), "ok"), (date(2029, 7, 1), "warn"),
    ],
)  # fmt: skip
def test_a_contract_runs_one_to_three_years(last, grade):
    assert [each.grade for each in term_findings("collective", date(2026, 7, 1), last, None)] == [grade]


@pytest.mark.parametrize(("last", "grade"), [(date(2027, 6, 30), "ok"), (date(2027, 7, 1), "warn")])
def test_a_wage_agreement_runs_a_year(last, grade):
    assert [each.grade for each in term_findings("wage", date(2026, 7, 1), last, None)] == [grade]


def test_a_text_not_gone_through_says_what_is_open():
    found = clause_findings([Clause(item="劳动报酬", agreed=True)], "collective", DAY, None)[0]
    assert found.grade == "warn" and "15项里还有14项没有核对" in found.words


@pytest.mark.django_db
def test_an_agreed_item_needs_its_words():
    record = opened(date(2026, 5, 8))
    with pytest.raises(Refused, match="没有写内容"):
        clauses_write(bargaining=record, clauses=[ClauseText("劳动报酬", True)], by=WU, at=at(DAY))
    with pytest.raises(Refused, match="没有写明是什么"):
        figure = ClauseText("劳动报酬", True, "不低于", figure=Decimal(2600))
        clauses_write(bargaining=record, clauses=[figure], by=WU, at=at(DAY))
    clauses_write(bargaining=record, clauses=[ClauseText("劳动报酬", True, "每月10日发放")], by=WU, at=at(DAY))
    assert record.clauses.get().text == "每月10日发放"


@pytest.mark.django_db
@pytest.mark.postgres
def test_an_empty_seat_is_filled_within_fifteen_days():
    record = opened(date(2026, 5, 8))
    left = record.delegates.get(name="李国栋")
    delegate_leave(delegate=left, on=date(2026, 6, 1), why="离职", by=WU, at=at(date(2026, 6, 2)))
    assert running(record) == {"bargaining.vacancy": date(2026, 6, 16)}
    delegate_name(bargaining=record, side=Side.STAFF, name="王素芬", since=date(2026, 6, 10), replaces=left, by=WU,
                  at=at(date(2026, 6, 10)))  # fmt: skip
    assert running(record) == {}
    assert deadline(record, "bargaining.vacancy").closed_on == date(2026, 6, 10)


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_second_chief_and_a_seat_on_the_other_side_are_turned_down():
    record = opened(date(2026, 5, 8))
    with pytest.raises(Refused, match="已经有首席代表何建平"):
        delegate_name(bargaining=record, side=Side.STAFF, name="王素芬", chief=True, since=DAY, by=WU, at=at(DAY))
    with pytest.raises(Refused, match="不能互相兼任"):
        delegate_name(bargaining=record, side=Side.EMPLOYER, name="周美兰", since=DAY, by=WU, at=at(DAY))
    record.delegates.filter(chief=True).delete()
    with pytest.raises(Refused, match="外单位人员"):
        delegate_name(bargaining=record, side=Side.STAFF, name="律师", chief=True, outsider=True, since=DAY, by=WU,
                      at=at(DAY))  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("women", "grade"), [(9, "ok"), (10, "stop"), (11, "stop"), (None, "warn")])
def test_jiangxi_wants_a_woman_where_a_tenth_are_women(women, grade):
    record = opened(date(2026, 5, 8), ContractKind.WAGE, province="jiangxi")
    employer = record.covers.get().employer
    head_count_record(employer=employer, on=date(2026, 6, 1), staff=100, women=women, by=WU, at=at(DAY))
    record.delegates.update(sex="m")
    found = delegate_findings(record, list(record.delegates.all()), DAY, "jiangxi")
    assert [each.grade for each in found if each.key == "women"] == [grade]
