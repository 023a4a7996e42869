"""合理化建议: from the paper on the desk to the reward."""

import io
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from docx import Document

from gonghui.benefits.public import benefit_sign, benefit_unsign, benefits_of
from gonghui.emulation.flow import SUGGESTION_FLOW as FLOW
from gonghui.emulation.models import Suggestion
from gonghui.emulation.queries import reply_by, similar
from gonghui.emulation.tests.desk import (
    ADOPTED,
    DONE,
    MAY,
    NOW,
    REVIEWED,
    adopted,
    confirmed,
    handed_in,
    money,
    numbered,
    take,
)
from gonghui.kernel.dates import parse_period
from gonghui.kernel.indicators import figures, indicator
from gonghui.kernel.ledger.api import entry_amend, entry_void, ledger_of
from gonghui.kernel.printing.forms import form_named
from gonghui.kernel.printing.render import render
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.moving import correct, take_back
from gonghui.kernel.workflow.steps import steps_of
from gonghui.orgs.public import tree_on
from tests.ledger_town import CLERK, LedgerTown, found_ledger_town
from tests.suite import LedgerSuite

DAY = date(2026, 6, 28)
PAPER = "装一套换热器，用空压机的余热烧水。"


class TestSuggestions(LedgerSuite):
    key = "suggestions"
    first = {"title": "空压机余热烧浴室热水", "form": "proposal", "matter": "saving", "union": "{east}", "name": "张三",
             "way": "paper", "handed_on": "0601", "problem": "热气白白排掉", "content": PAPER, "expected": "省电费"}  # fmt: skip
    second = {"title": "车间门口加一面反光镜", "form": "idea", "matter": "safety", "union": "{west}", "name": "李四",
              "way": "desk", "handed_on": "今天", "content": "叉车拐弯看不见人，转角装一面反光镜。"}  # fmt: skip
    change = {"expected": "一年省电费约四万元"}
    refused = (
        ({"content": "省电"}, "建议内容只写了2个字。"),
        ({"partners": "王五、张三"}, "共同建议人里又写了张三。"),
        ({"union": "没有这家"}, "没有这个工会"),
    )


@pytest.fixture
def town(db: None) -> LedgerTown:
    return found_ledger_town()


def figure(code: str, period: str = "2026H1") -> tuple[int, int | None]:
    span = parse_period(period).span
    tree = tree_on(span.end)
    found = figures([indicator(code)], tree, ("union", tree.root), span)[0]
    return found.numerator, found.denominator


@pytest.mark.postgres
def test_a_suggestion_goes_from_the_paper_to_the_reward_and_each_figure_opens_it(town: LedgerTown) -> None:
    row = confirmed(town)
    take(row, "reward", date(2026, 6, 28), {"amount": "800", "source": "dues"})
    row.refresh_from_db()
    assert (row.number, row.state, row.benefit, row.reward) == ("2026-001", "closed", 38600, 800)
    assert row.worker == town.members["张三"].worker
    for code in ("emulation.suggestions", "emulation.suggestions_adopted", "emulation.suggestions_implemented"):
        assert figure(code) == (1, None)
    assert figure("emulation.suggestions_benefit") == (38600, None)
    assert figure("emulation.suggestions_answered") == (1, 1)
    assert not deadlines_of(row).filter(closed_on=None).exists()


@pytest.mark.postgres
def test_an_answer_after_the_thirtieth_day_counts_as_late(town: LedgerTown) -> None:
    row = adopted(town)
    assert [(each.title, each.due_on) for each in deadlines_of(row)] == [
        ("答复建议人", date(2026, 6, 7)), ("实施采纳的建议", date(2026, 6, 30))]  # fmt: skip
    take(row, "tell", date(2026, 6, 8), {"how": "face"})
    assert reply_by(row) == date(2026, 6, 7) and figure("emulation.suggestions_answered") == (0, 1)
    correct(FLOW, row, steps_of(row).last("tell"), on=date(2026, 6, 7), reason="日期写错了", **NOW)
    assert figure("emulation.suggestions_answered") == (1, 1)


def test_nobody_reviews_what_he_suggested_himself(town: LedgerTown) -> None:
    row = numbered(town, partners="王五、赵六")
    for name in ("张三", "赵六"):
        with pytest.raises(Refused, match=f"{name}是建议人，不能评审自己的建议。"):
            take(row, "adopt", REVIEWED, ADOPTED | {"reviewers": f"沈工、{name}"})
    with pytest.raises(Refused, match="这是您自己的建议"):
        take(row, "reject", REVIEWED, {"reviewers": "沈工", "opinion": "成本太高"}, by=replace(CLERK, name="王五"))
    assert Suggestion.objects.get().state == "registered"


def test_what_is_adopted_is_carried_out_from_that_day_on_and_postponed_to_a_later_one(town: LedgerTown) -> None:
    row = numbered(town)
    with pytest.raises(Refused, match="实施期限2026年5月19日早于采纳日期2026年5月20日。"):
        take(row, "adopt", REVIEWED, ADOPTED | {"implement_by": "2026-05-19"})
    take(row, "adopt", REVIEWED, ADOPTED)
    with pytest.raises(Refused, match="新的期限不比它晚"):
        take(row, "postpone", DONE, {"implement_by": "2026-06-30"}, reason="等配件")
    take(row, "postpone", DONE, {"implement_by": "2026-07-20"}, reason="等配件")
    assert deadlines_of(row).get(clock="suggestion.implement").due_on == row.implement_by == date(2026, 7, 20)


def test_the_benefit_is_confirmed_by_somebody_who_did_not_judge_it(town: LedgerTown) -> None:
    row = adopted(town)
    take(row, "implement", DONE, {"done": "装好了"})
    sum_up = {"benefit": "38600", "basis": "电费"}
    with pytest.raises(Refused, match="您参加了评审"):
        take(row, "confirm", DONE, sum_up, by=replace(money(town), name="顾工"))
    with pytest.raises(Refused, match="“登记采纳”是您自己登记的，“核定效益”要由另一个人办。"):
        take(row, "confirm", DONE, sum_up)
    assert Suggestion.objects.get().benefit is None


def test_no_reward_without_a_confirmed_benefit_and_without_an_answer(town: LedgerTown) -> None:
    row = adopted(town)
    with pytest.raises(Refused, match="现在是“待实施”，还不能“登记奖励”。"):
        take(row, "reward", DONE, {"amount": "800", "source": "dues"})
    take(row, "implement", DONE, {"done": "装好了"})
    take(row, "confirm", DONE, {"benefit": "0", "basis": "更安全，说不出钱数"}, by=money(town))
    with pytest.raises(Refused, match="还没有答复建议人。"):
        take(row, "reward", DONE, {"amount": "800", "source": "dues"})
    take(row, "tell", DONE, {"how": "meeting"})
    take(row, "close", DONE, reason="厂里已经发过奖")
    assert Suggestion.objects.get().reward is None


def test_a_decision_is_told_once_and_a_new_one_again(town: LedgerTown) -> None:
    row = numbered(town)
    take(row, "defer", REVIEWED, {"reviewers": "沈工", "opinion": "等停产检修", "relook_on": "2026-06-15"})
    take(row, "tell", REVIEWED, {"how": "call"})
    with pytest.raises(Refused, match="已经答复过了"):
        take(row, "tell", DONE, {"how": "call"})
    take(row, "adopt", DONE, ADOPTED)
    take(row, "tell", DONE, {"how": "letter"})
    late = deadlines_of(row).get(clock="suggestion.relook")
    assert (late.due_on, late.closed_on) == (date(2026, 6, 15), DONE)


def test_one_that_was_not_adopted_ends_with_the_reason_told(town: LedgerTown) -> None:
    row = numbered(town)
    with pytest.raises(Refused, match="还没有填不采纳的原因。"):
        take(row, "reject", REVIEWED, {"reviewers": "沈工"})
    take(row, "reject", REVIEWED, {"reviewers": "沈工", "opinion": "和消防通道冲突"})
    take(row, "decline", REVIEWED, {"how": "face"})
    assert row.state == "declined" and figure("emulation.suggestions_adopted") == (0, None)
    with pytest.raises(Refused, match="已经不采纳，不能再“登记采纳”。"):
        take(row, "adopt", DONE, ADOPTED)


def test_a_step_taken_back_takes_its_figures_back(town: LedgerTown) -> None:
    row = confirmed(town)
    take_back(FLOW, row, steps_of(row).last(), reason="算错了", **NOW)
    row.refresh_from_db()
    assert (row.state, row.benefit, row.confirmed_on) == ("implemented", None, None)
    assert figure("emulation.suggestions_benefit") == (0, None)


def test_one_declared_void_keeps_its_number_owes_nothing_and_takes_no_step(town: LedgerTown) -> None:
    first, second = numbered(town), numbered(town, title="车间门口装反光镜")
    entry_void(ledger=ledger_of("suggestions"), row=first, reason="和上月的重复", **NOW)
    assert not deadlines_of(first).exists() and figure("emulation.suggestions") == (1, None)
    with pytest.raises(Refused, match="已作废，不能再办"):
        take(first, "adopt", REVIEWED, ADOPTED)
    assert [row.number for row in (first, second, numbered(town, title="灯改声控"))] == [
        "2026-001",
        "2026-002",
        "2026-003",
    ]


def test_only_the_last_number_of_a_year_can_be_given_back(town: LedgerTown) -> None:
    first, second = numbered(town), numbered(town, title="车间门口装反光镜")
    with pytest.raises(Refused, match="退回会空出一个号"):
        take_back(FLOW, first, steps_of(first).last(), reason="登错了", **NOW)
    take_back(FLOW, second, steps_of(second).last(), reason="登错了", **NOW)
    assert numbered(town, title="灯改声控").number == "2026-002"
    with pytest.raises(Refused, match="编号2026-001是2026年的"):
        entry_amend(ledger=ledger_of("suggestions"), row=first, values={"handed_on": date(2025, 12, 30)}, **NOW)
        correct(FLOW, first, steps_of(first).last(), on=date(2025, 12, 31), reason="上年底编的", **NOW)


def test_whatever_is_numbered_taken_back_or_declared_void_the_numbers_of_a_year_have_no_gap(town: LedgerTown) -> None:
    for seed in range(4):
        chance = Random(seed)
        for step in range(8):
            rows = list(Suggestion.objects.filter(year=2026))
            deed = chance.choice(("number", "number", "void", "back"))
            try:
                if deed == "number" or not rows:
                    numbered(town, title=f"第{seed}轮第{step}条")
                elif deed == "void":
                    entry_void(ledger=ledger_of("suggestions"), row=chance.choice(rows), reason="重复", **NOW)
                else:
                    row = chance.choice(rows)
                    take_back(FLOW, row, steps_of(row).last(), reason="登错了", **NOW)
            except Refused:
                pass
            given = sorted(Suggestion.objects.filter(year=2026).values_list("serial", flat=True))
            assert given == list(range(1, len(given) + 1))


def test_a_number_is_not_given_before_the_suggestion_was_handed_in(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="2026年5月8日才提出"):
        take(handed_in(town), "register", date(2026, 5, 7))


def test_a_like_title_of_the_same_union_and_year_is_shown_and_not_refused(town: LedgerTown) -> None:
    first = numbered(town)
    again = numbered(town, title="建议用空压机的余热烧浴室热水", name="李四")
    assert similar(again) == [first]
    assert similar(numbered(town, title="关于食堂加热菜的建议")) == []
    assert similar(numbered(town, title="空压机余热烧浴室热水", union=town.unions["瑞丰印染工会"])) == []
    assert similar(numbered(town, title="空压机余热烧浴室的热水", on=MAY.replace(year=2025))) == []


def test_the_reward_stands_among_what_she_was_given_and_follows_until_it_is_signed_for(town: LedgerTown) -> None:
    row = confirmed(town)
    with pytest.raises(Refused, match="没有写奖了什么。"):
        take(row, "reward", DAY, {"source": "dues"})
    take(row, "reward", DAY, {"amount": "800", "source": "employer"})
    correct(FLOW, row, steps_of(row).last(), facts={"amount": "600"}, reason="抄错了", **NOW)
    [given] = benefits_of(row)
    assert (given.name, given.kind, given.amount, given.source, row.reward) == ("张三", "bonus", 600, "employer", 600)
    benefit_sign(row=given, on=date(2026, 6, 30), **NOW)
    with pytest.raises(Refused, match="已经签收了。要改内容，请先撤销签收"):
        take_back(FLOW, row, steps_of(row).last(), reason="发错人", **NOW)
    benefit_unsign(row=benefits_of(row).get(), reason="签错了", **NOW)
    row.refresh_from_db()
    take_back(FLOW, row, steps_of(row).last(), reason="发错人", **NOW)
    assert not benefits_of(row).exists() and row.state == "confirmed"


def test_the_answer_to_a_deferred_one_names_no_day_of_carrying_out(town: LedgerTown) -> None:
    row = numbered(town)
    take(row, "defer", REVIEWED, {"reviewers": "沈工", "opinion": "等停产检修。", "relook_on": "2026-09-01"})
    said = letter(row)
    assert "暂缓。等停产检修。" in said and "2026年9月1日再评审一次" in said and "负责" not in said
    take(row, "adopt", DONE, ADOPTED)
    assert "这条建议由赵国栋负责，2026年6月30日前办好。" in letter(row)
    take(row, "implement", date(2026, 6, 20), {"done": "装好了。"})
    assert "负责，2026年6月20日已经办好。接下来核定效益" in letter(row) and "前办好" not in letter(row)


def letter(row: Suggestion) -> str:
    made = render(form_named("emulation.suggestion_reply"), row, date(2026, 7, 2), CLERK)
    return "".join(each.text for each in Document(io.BytesIO(made)).paragraphs)
