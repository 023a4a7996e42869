"""Three questions after an event: whoever was there answers once, and what he answered is kept under nobody's name."""

from datetime import date, timedelta

import pytest

from gonghui.activities.public import Activity, Answer, Attendance, Opinion, Question, attend, comer_of
from gonghui.kernel.audit.models import Event
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, activity, text

SAID = dict.fromkeys(Question.values, "yes")


@pytest.fixture
def talk(town: LedgerTown) -> Activity:
    """Yesterday's; 张三 and 李四 were there."""
    made = activity(town, on=TODAY - timedelta(days=1))
    rows = [town.members[name] for name in ("张三", "李四")]
    attend(activity=made, comers=[comer_of(row.worker, row.union_id) for row in rows], **NOW)
    return made


def form_of(talk: Activity) -> str:
    return f"/my/activities/{talk.pk}/opinion"


def test_who_was_there_is_asked_once_and_counted_without_a_name(town: LedgerTown, talk: Activity) -> None:
    phone = town.sign_in("zhang")
    assert "三个问题" in text(phone, "/my/") and "不记名" in text(phone, form_of(talk))
    assert "记下了，谢谢。" in text(phone, form_of(talk), SAID | {Question.RUN: "no"})
    rows = {(row.question, row.answer): row.heads for row in Opinion.objects.all()}
    assert rows == {("useful", "yes"): 1, ("run", "no"): 1, ("again", "yes"): 1}
    event = Event.objects.latest("pk")
    assert (event.by_name, event.by_id) == ("不记名", None) and "张三" not in event.summary
    assert "您已经填过了" in text(phone, form_of(talk))
    assert "您已经填过了" in text(phone, form_of(talk), SAID, status=422)
    assert "三个问题" not in text(phone, "/my/") and Attendance.objects.filter(asked=True).count() == 1


def test_all_three_are_answered_or_none_counts(town: LedgerTown, talk: Activity) -> None:
    phone = town.sign_in("zhang")
    assert "还没有答全" in text(phone, form_of(talk), {Question.USEFUL: Answer.YES}, status=422)
    assert not Opinion.objects.exists()


def test_who_was_not_there_is_not_asked(town: LedgerTown, talk: Activity) -> None:
    other = town.sign_in("wang")
    assert other.get(form_of(talk)).status_code == 404
    assert other.post(form_of(talk), SAID).status_code == 404 and not Opinion.objects.exists()


def test_a_session_that_ran_out_keeps_no_opinion_under_a_name(
    town: LedgerTown, talk: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = town.sign_in("zhang")
    text(phone, form_of(talk))
    with monkeypatch.context() as time_out:
        time_out.setattr("gonghui.console.door.session.seconds_left", lambda *_: 0)
        assert "/sign-in" in phone.post(form_of(talk), SAID).headers["Location"]
    kept = town.sign_in("zhang").get("/drafts", {"page": form_of(talk)}).json()
    assert kept == {"drafts": []} and not Opinion.objects.exists()


def test_after_two_weeks_the_first_page_asks_no_more(town: LedgerTown) -> None:
    old = activity(town, on=date(2026, 6, 10))
    row = town.members["张三"]
    attend(activity=old, comers=[comer_of(row.worker, row.union_id)], **NOW)
    assert "三个问题" not in text(town.sign_in("zhang"), "/my/")
    assert "三个问题" in text(town.sign_in("zhang"), f"/my/activities/{old.pk}")
