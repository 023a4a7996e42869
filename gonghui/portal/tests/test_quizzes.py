"""A member answers once, a question a page, against the server's clock; what he answered in time is never lost."""

from datetime import timedelta
from typing import Any

import pytest

from gonghui.activities.public import Attendance
from gonghui.kernel import clock
from gonghui.learning.public import Attempt, Question, Round
from tests.ledger_town import AT, TODAY, LedgerTown
from tests.phones import quiz_round, text


@pytest.fixture
def quiz(town: LedgerTown) -> Round:
    return quiz_round(town)


@pytest.fixture
def minutes(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock to so many minutes after half past nine."""

    def later(count: float, days: int = 0) -> None:
        moment = AT + timedelta(minutes=count, days=days)
        monkeypatch.setattr(clock, "now", lambda today=None: clock.Moment(moment.date(), moment))

    later(0)
    return later


def page(quiz: Round, place: int | str = "") -> str:
    return f"/my/quizzes/{quiz.pk}" + ("" if place == "" else f"/{place}")


def right(quiz: Round, place: int) -> list[str]:
    """The right answer to the question at `place` (from 1) as the page sends it."""
    key = Attempt.objects.get().keys[place - 1]
    return list(key) if key.isascii() else [key]


def answer(phone: Any, quiz: Round, place: int, given: list[str], status: int = 302) -> Any:
    sent = phone.post(page(quiz, place), {"answer": given})
    assert sent.status_code == status
    return sent


def test_he_begins_answers_each_and_reads_his_score(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    phone = town.sign_in("zhang")
    assert "工会法答题" in text(phone, "/my/") and "还没有答" in text(phone, "/my/quizzes")
    assert "只能答一次" in text(phone, page(quiz)) and not Attempt.objects.exists()
    begun = text(phone, page(quiz), {})
    assert "第1题，共3题" in begun and "还剩10分钟" in begun and "9:40截止" in begun
    for place in (1, 2):
        assert answer(phone, quiz, place, right(quiz, place)).headers["Location"] == page(quiz, place + 1)
    wrong = {"对": "错", "错": "对"}.get(right(quiz, 3)[0], "C")
    assert answer(phone, quiz, 3, [wrong]).headers["Location"] == page(quiz, "finish")
    assert "3题都答了" in text(phone, page(quiz, "finish"))
    done = text(phone, page(quiz, "finish"), {})
    assert "交卷了，得67分。" in done and "及格了" in done and "正确答案" not in done
    assert Attendance.objects.get().worker == town.members["张三"].worker


def test_an_answer_is_there_again_when_he_comes_back_and_can_be_changed(
    town: LedgerTown, quiz: Round, minutes: Any
) -> None:
    phone = town.sign_in("zhang")
    text(phone, page(quiz), {})
    answer(phone, quiz, 1, right(quiz, 1))
    minutes(5)
    again = town.sign_in("zhang")
    assert "接着答" in text(again, page(quiz)) and "接着答" in text(again, "/my/")
    shown = text(again, page(quiz, 1))
    assert "checked" in shown and "还剩5分钟" in shown
    assert "还有2题没有答" in text(again, page(quiz, "finish"))


def test_after_the_time_nothing_is_taken_but_what_was_kept_counts(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    phone = town.sign_in("zhang")
    text(phone, page(quiz), {})
    answer(phone, quiz, 1, right(quiz, 1))
    minutes(11)
    late = answer(phone, quiz, 2, right(quiz, 2), status=422).content.decode()
    assert "答题时间到了" in late and "存好" not in late
    assert "时间到了" in text(phone, "/my/quizzes")
    assert "得33分" in text(phone, page(quiz, "finish"), {})


def test_nobody_answers_twice(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    phone = town.sign_in("zhang")
    text(phone, page(quiz), {})
    text(phone, page(quiz, "finish"), {})
    assert "已经答过这一轮了" in text(phone, page(quiz), {}, status=422)
    assert "您已经交卷了" in text(phone, page(quiz, 1), status=422)
    assert Attempt.objects.count() == 1


def test_the_answers_are_shown_when_the_round_is_over(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    phone = town.sign_in("zhang")
    text(phone, page(quiz), {})
    answer(phone, quiz, 1, right(quiz, 1))
    text(phone, page(quiz, "finish"), {})
    assert "正确答案" not in text(phone, page(quiz))
    minutes(0, days=4)
    shown = text(town.sign_in("zhang"), page(quiz))
    assert "正确答案" in shown and "（没有答）" in shown and "答对了" in shown


def test_what_is_not_among_the_options_is_not_taken(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    phone = town.sign_in("zhang")
    text(phone, page(quiz), {})
    assert "没有这个选项" in answer(phone, quiz, 1, ["Z"], status=422).content.decode()
    assert {phone.get(page(quiz, place)).status_code for place in (0, 4)} == {404}


def test_nobody_enters_anothers_attempt_or_a_round_that_is_not_his(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    text(town.sign_in("zhang"), page(quiz), {})
    other = town.sign_in("li")
    assert {other.get(page(quiz, place)).status_code for place in (1, "finish")} == {404}
    assert "只能答一次" in text(other, page(quiz))
    assert {other.get(f"/my/quizzes/{number}").status_code for number in (999, 10**30)} == {404}
    pages = (f"/my/quizzes/{10**30}/finish", f"/my/activities/{10**30}")
    assert {other.get(each).status_code for each in pages} == {404}


def test_a_bank_that_is_too_small_is_said(town: LedgerTown, quiz: Round, minutes: Any) -> None:
    Question.objects.filter(kind="judge").update(voided_on=TODAY)
    assert "题库里只有2道题" in text(town.sign_in("zhang"), page(quiz), {}, status=422)
