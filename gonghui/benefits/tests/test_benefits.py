"""实惠发放: what was given to whom, and who signed for it."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from gonghui.benefits.prints import RECEIPT
from gonghui.benefits.public import (
    Benefit,
    Given,
    benefit_give,
    benefit_sign,
    benefit_unsign,
    benefits_give,
    benefits_of,
    unsigned,
)
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import parse_period
from gonghui.kernel.indicators import figures, indicator
from gonghui.kernel.indicators.afterwards import afterwards
from gonghui.kernel.indicators.closing import period_close
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.opening import open_part
from gonghui.kernel.indicators.slices import split
from gonghui.kernel.ledger.api import entry_amend, entry_record, entry_void, ledger_of
from gonghui.kernel.printing.render import render
from gonghui.kernel.printing.tests.letters import text_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.orgs.public import tree_on
from gonghui.people.public import Person, person_of
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

NOW = {"by": CLERK, "at": AT}
SPRING = date(2026, 2, 6)


class TestBenefits(LedgerSuite):
    key = "benefits"
    first = {"name": "张三", "union": "{east}", "kind": "comfort", "amount": "500", "source": "dues", "occasion": "春节慰问",
             "on": "0206", "given_by": "沈燕"}  # fmt: skip
    second = {"name": "赵六", "union": "{west}", "kind": "prize", "what": "毛巾两条", "amount": "30", "source": "employer",
              "occasion": "职工乒乓球赛", "on": "0620"}  # fmt: skip
    change = {"amount": "600"}
    refused = (
        ({"name": "李四", "amount": ""}, "慰问金没有写金额。"),
        ({"name": "李四", "kind": "prize", "amount": "20"}, "奖品没有写是什么。"),
        ({"name": "李四", "quantity": "0"}, "数量是0。"),
        ({"on": "0301"}, "张三2026年2月6日已经领过“春节慰问”的慰问金。"),
    )


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def of(town: LedgerTown, name: str) -> Person:
    row = town.members[name]
    return person_of(row.worker, row.union_id)


def given(town: LedgerTown, *names: str, **more: Any) -> list[Benefit]:
    items = [Given(of(town, name), Decimal(500)) for name in names]
    return benefits_give(items=items, **{"kind": "comfort", "occasion": "春节慰问", "on": SPRING, **NOW, **more})


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_prize_list_is_entered_at_once_and_hangs_on_its_cause(town: LedgerTown) -> None:
    items = [Given(of(town, "张三"), Decimal(300), "球拍", 1), Given(of(town, "赵六"), None, "毛巾", 2),
             Given(Person("钱多", town.unions["宏达机械工会"].pk), Decimal(20), "水杯", 1)]  # fmt: skip
    rows = benefits_give(
        items=items, kind="prize", occasion="职工乒乓球赛", on=SPRING, cause=town.root, given_by="沈燕", **NOW
    )
    assert list(benefits_of(town.root)) == rows
    assert [row.worker_id is not None for row in rows] == [True, True, False]
    assert Event.objects.filter(verb="benefit_record").count() == 3


@pytest.mark.django_db
def test_nobody_gets_the_same_twice_for_one_occasion_of_a_year(town: LedgerTown) -> None:
    given(town, "张三")
    with pytest.raises(Refused, match="张三2026年2月6日已经领过“春节慰问”的慰问金"):
        given(town, "李四", "张三", on=date(2026, 3, 1))
    assert Benefit.objects.count() == 1
    given(town, "张三", on=date(2025, 1, 20))
    with pytest.raises(Refused, match="名单里李四写了两次"):
        given(town, "李四", "李四")


@pytest.mark.django_db
def test_one_list_may_give_one_person_two_things(town: LedgerTown) -> None:
    items = [Given(of(town, "张三"), Decimal(60), "大米"), Given(of(town, "张三"), Decimal(40), "油")]
    assert len(benefits_give(items=items, kind="goods", occasion="春节慰问", on=SPRING, **NOW)) == 2


@pytest.mark.django_db
def test_what_is_still_to_come_is_not_entered(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="还没有到"):
        given(town, "张三", on=date(2026, 9, 1))


@pytest.mark.django_db
def test_money_wants_an_amount_and_goods_a_name(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="张三：慰问金没有写金额"):
        benefit_give(item=Given(of(town, "张三")), kind="comfort", occasion="春节慰问", on=SPRING, **NOW)
    with pytest.raises(Refused, match="张三：书籍没有写是什么"):
        benefit_give(item=Given(of(town, "张三")), kind="book", occasion="读书月", on=SPRING, **NOW)


@pytest.mark.django_db
def test_a_signature_comes_after_the_giving_and_once(town: LedgerTown) -> None:
    [row] = given(town, "张三")
    with pytest.raises(Refused, match="签收早于发放"):
        benefit_sign(row=row, on=date(2026, 2, 5), **NOW)
    with pytest.raises(Refused, match="本人签的"):
        benefit_sign(row=row, on=SPRING, signed_by="张三", **NOW)
    benefit_sign(row=row, on=SPRING, signed_by="张母", **NOW)
    with pytest.raises(Refused, match="已经签收了"):
        benefit_sign(row=row, on=SPRING, **NOW)
    assert Event.objects.get(verb="benefit_sign").summary == "张母代张三签收：春节慰问"
    benefit_unsign(row=row, reason="签到别人名下了", **NOW)
    assert (row.signed_on, row.signed_by) == (None, "")


@pytest.mark.django_db
def test_what_was_taken_back_is_signed_by_nobody(town: LedgerTown) -> None:
    [row] = given(town, "张三")
    entry_void(ledger=ledger_of("benefits"), row=row, reason="没有领", **NOW)
    with pytest.raises(Refused, match="已作废"):
        benefit_sign(row=row, on=SPRING, **NOW)
    assert given(town, "张三")


@pytest.mark.django_db
def test_a_chair_sees_the_missing_signatures_of_her_own_people(town: LedgerTown) -> None:
    given(town, "张三", "赵六")
    east = Scope(frozenset({town.unions["宏达机械工会"].pk}))
    assert [row.name for row in unsigned(east)] == ["张三"]


def entered(town: LedgerTown, name: str, **more: Any) -> Benefit:
    values = {"name": name, "union": town.unions["宏达机械工会"], "kind": "comfort", "amount": Decimal(500),
              "source": "dues", "occasion": "春节慰问", "on": SPRING}  # fmt: skip
    row: Benefit = entry_record(ledger=ledger_of("benefits"), values=values | more, **NOW)
    return row


@pytest.mark.django_db
def test_a_name_on_the_roll_is_found_and_another_name_is_a_guest(town: LedgerTown) -> None:
    on_roll, guest = entered(town, "张三"), entered(town, "钱多")
    assert (on_roll.worker, guest.worker) == (town.members["张三"].worker, None)
    assert guest.person < 0
    entry_amend(ledger=ledger_of("benefits"), row=guest, values={"name": "李四"}, **NOW)
    assert guest.worker == town.members["李四"].worker and guest.person == guest.worker_id


@pytest.mark.django_db
def test_namesakes_on_one_roll_are_told_apart_by_the_end_of_their_number(town: LedgerTown) -> None:
    first = town.members["张三"].worker
    second = town.member("张三", "宏达机械工会").worker
    with pytest.raises(Refused, match="名册上有2个张三"):
        entered(town, "张三")
    with pytest.raises(Refused, match="没有号码是9999的张三"):
        entered(town, "张三9999")
    rows = [entered(town, f"张三{one.id_number()[-4:]}") for one in (first, second)]
    assert [(row.name, row.worker) for row in rows] == [("张三", first), ("张三", second)]
    entry_amend(ledger=ledger_of("benefits"), row=rows[0], values={"amount": Decimal(600)}, **NOW)
    assert rows[0].worker == first


def figure(code: str, period: str = "2026H1") -> tuple[Any, Any]:
    span = parse_period(period).span
    tree = tree_on(span.end)
    found = figures([indicator(code)], tree, ("union", tree.root), span)[0]
    return found.numerator, found.denominator


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_figures_say_how_many_people_how_often_and_how_much(town: LedgerTown) -> None:
    first, *_ = given(town, "张三", "赵六")
    items = [Given(of(town, "张三"), Decimal("30.50"), "毛巾")]
    benefits_give(items=items, kind="prize", source="employer", occasion="职工乒乓球赛", on=date(2026, 6, 20), **NOW)
    entered(town, "钱多", kind="keepsake", what="杯子", amount=None)
    benefit_sign(row=first, on=SPRING, **NOW)
    assert figure("benefits.times")[0] == 4 and figure("benefits.people")[0] == 3
    assert figure("benefits.yuan")[0] == Decimal("1030.50")
    assert figure("benefits.signed_rate") == (1, 4)
    span = parse_period("2026H1").span
    tree = tree_on(span.end)
    rows = split(indicator("benefits.yuan"), "source", tree, ("union", tree.root), span)
    assert {row.label: row.figure.numerator for row in rows} == {"工会经费": Decimal(1000), "单位": Decimal("30.50")}


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_half_jiao_of_a_closed_half_year_are_neither_lost_nor_shown_where_there_are_none(town: LedgerTown) -> None:
    given(town, "张三", "赵六")
    items = [Given(of(town, "张三"), Decimal("30.55"), "毛巾")]
    benefits_give(items=items, kind="prize", source="employer", occasion="职工乒乓球赛", on=date(2026, 6, 20), **NOW)
    span, tree = parse_period("2026H1").span, tree_on(date(2026, 6, 30))
    root, yuan = ("union", tree.root), indicator("benefits.yuan")

    def shown() -> tuple[Any, ...]:
        money, times = figures([yuan, indicator("benefits.times")], tree, root, span)
        return money.display, times.display, json.loads(json.dumps(money.as_json()))["value"]

    before = shown()
    assert before == ("1,030.55", "3", 1030.55)
    assert open_part(yuan.numerator, tree, root, span, EVERYTHING).total == Decimal("1030.55")
    period_close(period="2026H1", tree=tree, node=root, by=CLERK, at=AT)
    assert shown() == before
    extra = [Given(of(town, "赵六"), Decimal("0.45"), "笔")]
    benefits_give(items=extra, kind="keepsake", source="dues", occasion="座谈会", on=date(2026, 6, 22), **NOW)
    later = afterwards(Counter(tree, span).settled(yuan, root), tree, root, span)
    assert later.explained.difference == Fraction(9, 20)


def signing(town: LedgerTown) -> list[tuple[date, date | None]]:
    rows = deadlines_of(town.unions["宏达机械工会"]).filter(clock="benefits.sign")
    return [(row.due_on, row.closed_on) for row in rows]


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_signatures_of_one_day_are_one_matter_and_over_with_the_last_of_them(town: LedgerTown) -> None:
    one, two, _ = given(town, "张三", "李四", "赵六")
    due = date(2026, 2, 21)
    assert signing(town) == [(due, None)]
    benefit_sign(row=one, on=date(2026, 2, 10), **NOW)
    assert signing(town) == [(due, None)]
    entry_void(ledger=ledger_of("benefits"), row=two, reason="没有领", **NOW)
    assert signing(town) == [(due, date(2026, 2, 10))]
    benefit_unsign(row=one, reason="签到别人名下了", **NOW)
    entry_void(ledger=ledger_of("benefits"), row=one, reason="没有领", **NOW)
    assert signing(town) == []


@pytest.mark.django_db
def test_the_sheet_to_sign_holds_the_people_of_one_union_and_their_sum(town: LedgerTown) -> None:
    row = given(town, "张三", "李四", "赵六")[0]
    words = text_of(render(RECEIPT, row, date(2026, 7, 2), CLERK))
    assert "张三" in words and "李四" in words and "赵六" not in words
    assert "共2人次，合计1000" in words
