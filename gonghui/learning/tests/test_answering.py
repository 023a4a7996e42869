"""A person answers a round once, in his time, with the questions that were drawn for him."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gonghui.activities.public import Activity, activity_close, heads_of, unions_invite
from gonghui.kernel.ledger.api import entry_amend, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.learning.public import (
    Attempt,
    Round,
    attempts_close,
    open_rounds,
    own_results,
    questions_of,
    review_of,
    round_answer,
    round_finish,
    round_start,
    seconds_left,
)
from gonghui.learning.tests.hall import NOW, activity, at, question, questions, quiz, worker
from gonghui.people.public import LeaveReason, member_leave
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


@pytest.fixture
def contest(town: LedgerTown) -> Activity:
    questions(4)
    return activity(town)


@pytest.fixture
def round(contest: Activity) -> Round:
    return quiz(contest)


def begun(round: Round, town: LedgerTown, name: str = "张三") -> Attempt:
    return round_start(round=round, worker=worker(town, name), **NOW)


@pytest.mark.postgres
def test_who_hands_in_has_a_score_and_counts_as_one_who_came(contest: Activity, round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    done = round_finish(attempt=attempt, answers={0: "A", 1: "b"}, by=CLERK, at=at(3))
    assert (done.attempt.score, done.late) == (50, False)
    assert heads_of(contest).named == 1
    assert contest.attendances.get().result == "50分"
    assert [row.score for row in own_results(worker(town, "张三"))] == [50]


def test_the_questions_stay_what_they_were_when_he_began(round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    drawn = [one.question.pk for one in questions_of(attempt)]
    assert len(set(drawn)) == 2
    entry_amend(ledger=ledger_of("questions"), row=questions_of(attempt)[0].question, values={"answer": "B"}, **NOW)
    again = begun(round, town)
    assert again.pk == attempt.pk and [one.question.pk for one in questions_of(again)] == drawn
    assert round_finish(attempt=again, answers={0: "A", 1: "A"}, by=CLERK, at=at(1)).attempt.score == 100


def test_nobody_answers_twice(round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    round_finish(attempt=attempt, by=CLERK, at=at(1))
    with pytest.raises(Refused, match="已经答过这一轮"):
        begun(round, town)
    with pytest.raises(Refused, match="已经交过卷"):
        round_finish(attempt=attempt, by=CLERK, at=at(2))
    with pytest.raises(Refused, match="已经交过卷"):
        round_answer(attempt=attempt, place=0, answer="A", by=CLERK, at=at(2))


def test_after_the_time_only_what_was_answered_in_time_counts(round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    round_answer(attempt=attempt, place=0, answer="a", by=CLERK, at=at(9))
    assert seconds_left(attempt, at(9)) == 60
    with pytest.raises(Refused, match="时间到了"):
        round_answer(attempt=attempt, place=1, answer="A", by=CLERK, at=at(10, 16))
    with pytest.raises(Refused, match="已经答过"):
        round_start(round=round, worker=worker(town, "张三"), by=CLERK, at=at(10, 16))
    done = round_finish(attempt=attempt, answers={1: "A"}, by=CLERK, at=at(12))
    assert (done.attempt.score, done.late) == (50, True)
    assert done.attempt.finished_at == at(10, 15)


def test_an_answer_on_a_slow_line_still_counts(round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    assert round_finish(attempt=attempt, answers={0: "A", 1: "A"}, by=CLERK, at=at(10, 14)).attempt.score == 100


def test_who_never_hands_in_is_handed_in_with_what_he_answered(
    contest: Activity, round: Round, town: LedgerTown
) -> None:
    attempt = begun(round, town)
    round_answer(attempt=attempt, place=0, answer="A", by=CLERK, at=at(1))
    assert attempts_close(at(9), CLERK) == 0
    assert attempts_close(at(20), CLERK) == 1
    attempt.refresh_from_db()
    assert attempt.score == 50 and heads_of(contest).named == 1
    assert attempts_close(at(21), CLERK) == 0


def test_an_answer_that_the_question_does_not_have_is_refused(round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    for place, answer, said in ((0, "C", "没有这个选项"), (0, "AB", "没有这个选项"), (2, "A", "没有这道题")):
        with pytest.raises(Refused, match=said):
            round_answer(attempt=attempt, place=place, answer=answer, by=CLERK, at=at(1))


def test_several_and_true_or_false_are_counted_whole(contest: Activity, town: LedgerTown) -> None:
    question("多选题", topic="安全", kind="several", option_c="三十日", answer="CA")
    question("判断题", topic="安全", kind="judge", option_a="", option_b="", answer="√")
    round = quiz(contest, name="安全答题", topics="安全")
    attempt = begun(round, town)
    answers = {one.place: "ca" if one.question.kind == "several" else "对" for one in questions_of(attempt)}
    assert round_finish(attempt=attempt, answers=answers, by=CLERK, at=at(1)).attempt.score == 100


def test_only_in_its_days_and_by_those_who_were_asked(contest: Activity, round: Round, town: LedgerTown) -> None:
    who = worker(town, "张三")
    for day, said in ((6, "2026年7月5日截止"), (1, "")):
        moment = AT.replace(day=day)
        if said:
            with pytest.raises(Refused, match=said):
                round_start(round=round, worker=who, by=CLERK, at=moment)
    with pytest.raises(Refused, match="2026年7月1日才开始"):
        round_start(round=round, worker=who, by=CLERK, at=AT - timedelta(days=2))
    unions_invite(activity=contest, unions=[town.unions["瑞丰印染工会"]], **NOW)
    assert open_rounds(who, AT.date()) == []
    with pytest.raises(Refused, match="没有邀请宏达机械工会"):
        round_start(round=round, worker=who, **NOW)
    assert [one.round for one in open_rounds(worker(town, "赵六"), AT.date())] == [round]


def test_somebody_on_no_roll_is_sent_to_his_union(round: Round, town: LedgerTown) -> None:
    member_leave(row=town.members["张三"], on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, **NOW)
    with pytest.raises(Refused, match="不在任何工会的名册上"):
        begun(round, town)


def test_the_right_answers_are_shown_when_nobody_can_answer_any_more(round: Round, town: LedgerTown) -> None:
    attempt = begun(round, town)
    round_finish(attempt=attempt, answers={0: "A"}, by=CLERK, at=at(1))
    assert review_of(attempt, date(2026, 7, 5)) == []
    assert [one.right for one in review_of(attempt, date(2026, 7, 6))] == [True, False]


def test_an_attempt_declared_void_counts_no_more_and_he_may_answer_again(
    contest: Activity, round: Round, town: LedgerTown
) -> None:
    attempt = round_finish(attempt=begun(round, town), by=CLERK, at=at(1)).attempt
    entry_void(ledger=ledger_of("quiz-scores"), row=attempt, reason="网络断了", **NOW)
    assert heads_of(contest).named == 0
    assert begun(round, town).pk != attempt.pk


def test_a_filed_contest_takes_no_answers(contest: Activity, round: Round, town: LedgerTown) -> None:
    round_finish(attempt=begun(round, town), by=CLERK, at=at(1))
    entry_amend(ledger=ledger_of("activities"), row=contest, values={"report": "办完了。", "cost": 0}, **NOW)
    activity_close(activity=contest, by=CLERK, at=AT + timedelta(days=9))
    round.refresh_from_db()
    with pytest.raises(Refused, match="截止了"):
        round_start(round=Round.objects.get(pk=round.pk), worker=worker(town, "李四"), **NOW)


class TestWhateverIsAnswered(TestCase):
    """The score is the share of right answers, whatever is answered in whatever order."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("A", "B", ""))), max_size=12))
    def test_the_score_is_the_share_of_right_answers(self, given_answers: list[tuple[int, str]]) -> None:
        town = found_ledger_town()
        questions(4)
        round = quiz(activity(town), count=4)
        attempt = begun(round, town)
        last: dict[int, str] = {}
        for place, answer in given_answers:
            round_answer(attempt=attempt, place=place, answer=answer, by=CLERK, at=at(1))
            last[place] = answer
        score = round_finish(attempt=attempt, by=CLERK, at=at(2)).attempt.score
        assert score == 25 * sum(1 for answer in last.values() if answer == "A")
