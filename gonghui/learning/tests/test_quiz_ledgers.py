"""题库, 网上答题 and 答题成绩 as ledgers."""

from typing import Any

import pytest

from gonghui.activities.public import heads_of
from gonghui.kernel.ledger.api import entry_amend, entry_record, ledger_of
from gonghui.kernel.printing.render import render
from gonghui.kernel.printing.tests.letters import text_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.learning.papers import KEY, PAPER, paper_number, paper_of
from gonghui.learning.tests.hall import NOW, activity, question, questions, quiz
from tests.ledger_town import CLERK, TODAY, found_ledger_town
from tests.suite import LedgerSuite, TownPlace

ONE = {"topic": "工会法", "kind": "single", "option_a": "十日", "option_b": "二十日", "answer": "A"}


class TestQuestions(LedgerSuite):
    key = "questions"
    first = {**ONE, "text": "工会应当自成立之日起几日内报告？", "article": "《工会法》"}
    second = {"topic": "安全", "kind": "judge", "text": "进车间要戴安全帽。", "answer": "对"}
    change = {"answer": "B"}
    refused = (
        ({"text": "另一道", "option_b": ""}, "选项不到两个。"),
        ({"text": "另一道", "answer": "C"}, "答案C没有对应的选项。"),
        ({"text": "另一道", "answer": "AB"}, "单选题写了几个答案。"),
        ({"text": "另一道", "kind": "several"}, "多选题只写了一个答案。"),
        ({"text": "另一道", "kind": "judge", "option_a": "", "option_b": ""}, "判断题的答案要写对或错。"),
        ({"text": "另一道", "option_b": "十日"}, "有两个选项一样。"),
    )


class Hall(LedgerSuite):
    """The small town with a bank of four questions and two contests, one of either side's union."""

    @classmethod
    def found(cls) -> TownPlace:
        place = super().found()
        questions(4)
        east, west = (place.town.unions[name] for name in (place.east, place.west))
        activity(place.town, name="东片竞赛", run_by="union", union=east)
        activity(place.town, name="西片竞赛", run_by="union", union=west)
        return place


ROUND = {"topics": "", "count": "2", "minutes": "10", "passing": "60", "opens_on": "0701", "closes_on": "0705"}


class TestRounds(Hall):
    key = "quiz-rounds"
    first = {**ROUND, "name": "东片答题", "activity": "东片竞赛"}
    second = {**ROUND, "name": "西片答题", "activity": "西片竞赛"}
    change = {"closes_on": "0707"}
    refused = (
        ({"name": "又一场", "count": "9"}, "整个题库里只有4道题，不够抽9道。"),
        ({"name": "又一场", "topics": "安全"}, "安全里只有0道题"),
        ({"name": "又一场", "minutes": "0"}, "限时0分钟不合适。"),
        ({"name": "又一场", "closes_on": "0711"}, "答题截止晚于活动结束。"),
        ({"name": "又一场", "opens_on": "0630"}, "答题开始早于活动开始。"),
    )


class TestScores(Hall):
    key = "quiz-scores"
    first = {"round": "东片答题", "name": "张三", "union": "{east}", "on": "0701", "score": "85"}
    second = {"round": "西片答题", "name": "赵六", "union": "{west}", "on": "0701", "score": "55"}
    change = {"score": "90"}
    refused = (
        ({"score": "101", "name": "李四"}, "得分101超过100。"),
        ({"on": "0630", "name": "李四"}, "答题日期早于活动开始。"),
        ({"score": "60"}, "张三在这一场已经有成绩了。"),
    )

    @classmethod
    def found(cls) -> TownPlace:
        from gonghui.activities.public import Activity

        place = super().found()
        for side in ("东片", "西片"):
            quiz(Activity.objects.get(name=f"{side}竞赛"), name=f"{side}答题")
        return place


@pytest.mark.django_db
def test_a_score_from_paper_counts_its_person_in_and_a_correction_follows() -> None:
    town = found_ledger_town()
    questions(2)
    contest = activity(town)
    quiz(contest)
    values: dict[str, Any] = {"round": contest.rounds.get(), "name": "张三", "union": town.unions["宏达机械工会"],
                              "on": contest.on, "score": 80}  # fmt: skip
    row = entry_record(ledger=ledger_of("quiz-scores"), values=values, **NOW)
    assert heads_of(contest).named == 1
    entry_amend(ledger=ledger_of("quiz-scores"), row=row, values={"score": 90}, **NOW)
    assert [one.result for one in contest.attendances.valid()] == ["90分"]
    with pytest.raises(Refused, match="答题的人和场次不能改"):
        entry_amend(ledger=ledger_of("quiz-scores"), row=row, values={"name": "李四"}, **NOW)


@pytest.mark.django_db
def test_letters_come_in_order_and_ticks_become_words() -> None:
    assert question("一", kind="several", option_c="三十日", answer="c、a").answer == "AC"
    assert question("二", kind="judge", option_a="", option_b="", answer="√").answer == "对"


@pytest.mark.django_db
def test_the_paper_and_its_answers_stay_the_same_however_often_they_are_printed() -> None:
    town = found_ledger_town()
    questions(6)
    contest = quiz(activity(town), count=4)
    assert PAPER.fits(contest, TODAY) is None
    paper, again, key = (text_of(render(form, contest, TODAY, CLERK)) for form in (PAPER, PAPER, KEY))
    assert paper == again and "每题25分" in paper and "A. 十日" in paper
    assert f"试卷号{paper_number(contest)}" in paper and f"试卷号{paper_number(contest)}" in key
    asked = [one.text for one in paper_of(contest)]
    assert len(asked) == 4 and all(text in paper and text in key for text in asked)
    before = paper_number(contest)
    entry_amend(ledger=ledger_of("questions"), row=paper_of(contest)[0], values={"option_b": "三十日"}, **NOW)
    assert paper_number(contest) != before
    assert not PAPER.records(Scope(frozenset({contest.activity.union_id})), TODAY).exists()
