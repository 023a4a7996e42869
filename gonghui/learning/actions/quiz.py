"""Answering: one attempt a person, its questions fixed when it starts, nothing taken after the time."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gonghui.activities.public import Activity, Attendance, Comer, attend, attendance_void, invited
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.learning.choices import RIGHT, WRONG, QuestionKind, ScoreSource
from gonghui.learning.models import Attempt, Question, Round
from gonghui.people.public import Membership, Worker, members_on, person_of

GRACE = timedelta(seconds=15)
"""What a slow network may take to bring an answer that was given in time."""
FULL = 100
"""The score of somebody who has everything right."""


def bank(round: Round) -> QuerySet[Question]:
    """The questions that a round draws from."""
    rows = Question.objects.valid()
    return rows.filter(topic__in=round.topic_list) if round.topic_list else rows


def limit(attempt: Attempt) -> datetime:
    """The moment at which a person's time is over."""
    if attempt.started_at is None:
        raise Refused("这是纸质考卷的成绩。", "不用在网上答。")
    return attempt.started_at + timedelta(minutes=attempt.round.minutes)


def refuse_closed_round(round: Round, at: datetime) -> None:
    """Raise Refused outside the days of a round, and when its activity was filed or either is void."""
    day = at.date()
    if round.voided_on is not None or round.activity.voided_on is not None:
        raise Refused(f"“{round.name}”已取消。", "请看别的活动。")
    if day < round.opens_on:
        raise Refused(f"“{round.name}”{cn_date(round.opens_on)}才开始。", "请到那天再答。")
    if day > round.closes_on or round.activity.closed_on is not None:
        raise Refused(f"“{round.name}”{cn_date(round.closes_on)}截止了。", "请看别的活动。")


@transaction.atomic
def round_start(*, round: Round, worker: Worker, by: writes.Hand, at: datetime) -> Attempt:
    """Begin a person's one attempt, or give back the one that still runs. The questions are drawn now and stay.

    Raises Refused outside the round's days, for somebody on no roll, for a union that was not asked, for the second
    attempt, and when the bank has too few questions.
    """
    refuse_closed_round(round, at)
    row = _roll(worker, at)
    if not invited(round.activity, row.union_id):
        raise Refused(f"这次竞赛没有邀请{row.union.name}。", "请问镇总工会。")
    person = person_of(worker, row.union_id)
    writes.hold(round)
    earlier = Attempt.objects.valid().filter(round=round, person=person.mark).first()
    if earlier is not None:
        if earlier.finished_at is None and earlier.started_at is not None and at <= limit(earlier):
            return earlier
        raise Refused(f"{worker.name}已经答过这一轮了。", "一个人只能答一次，成绩在“我的答题”里看。")
    drawn = _drawn(round)
    made = writes.create(
        Attempt(
            round=round, union_id=row.union_id, worker=worker, name=worker.name, person=person.mark, on=at.date(),
            source=ScoreSource.ONLINE, started_at=at, questions=[one.pk for one in drawn],
            keys=[one.answer for one in drawn], answers=[""] * len(drawn),
        ),
        by,
    )  # fmt: skip
    writes.log("attempt_start", made, f"{worker.name}开始答题：{round.name}", by, at, union_id=row.union_id)
    return made


def _roll(worker: Worker, at: datetime) -> Membership:
    row = members_on(at.date()).filter(worker=worker).select_related("union").first()
    if row is None:
        raise Refused(f"{worker.name}不在任何工会的名册上。", "请先办入会，或者请工会代为登记。")
    return row


def _drawn(round: Round) -> list[Question]:
    keys = list(bank(round).order_by("pk").values_list("pk", flat=True))
    if len(keys) < round.count:
        raise Refused(f"题库里只有{len(keys)}道题，这一轮要{round.count}道。", "请告诉镇总工会。")
    chosen = secrets.SystemRandom().sample(keys, round.count)
    found = Question.objects.in_bulk(chosen)
    return [found[key] for key in chosen]


@transaction.atomic
def round_answer(*, attempt: Attempt, place: int, answer: str, by: writes.Hand, at: datetime) -> None:
    """Keep the answer to the question at `place` (from 0); it may be given again until the end. Raises Refused when the
    attempt was handed in or the time is over, and for an answer that the question does not have."""
    _refuse_over(attempt, at)
    held = list(attempt.answers)
    held[place] = _allowed(attempt, place, answer)
    writes.change(attempt, by, answers=held)


@dataclass(frozen=True)
class Finished:
    """A handed-in attempt. `late`: the answers that came with the handing-in came after the time and do not count."""

    attempt: Attempt
    late: bool


@transaction.atomic
def round_finish(
    *, attempt: Attempt, answers: Mapping[int, str] | None = None, by: writes.Hand, at: datetime
) -> Finished:
    """Hand in: `answers` by place (from 0) on top of those kept before; then the score is counted and the person counts
    as one who came. After the time only what was kept before counts. Raises Refused for what was handed in already.
    """
    writes.hold(attempt)
    if attempt.finished_at is not None or attempt.started_at is None:
        raise Refused(f"{attempt.name}已经交过卷了。", "成绩在“我的答题”里看。")
    late = at > limit(attempt) + GRACE
    held = list(attempt.answers)
    if not late:
        for place, answer in (answers or {}).items():
            held[place] = _allowed(attempt, place, answer)
    right = sum(1 for given, key in zip(held, attempt.keys, strict=True) if given and given == key)
    score = round(FULL * right / len(held))
    over = min(at, limit(attempt) + GRACE)
    changes = writes.change(attempt, by, answers=held, score=score, finished_at=over)
    changes.pop("回答", None)
    writes.log("attempt_finish", attempt, f"{attempt.name}交卷：{attempt.round.name}，{score}分", by, at, changes,
               attempt.union_id)  # fmt: skip
    count_in(attempt, by, at)
    return Finished(attempt, late and bool(answers))


def attempts_close(at: datetime, by: writes.Hand) -> int:
    """Hand in for those whose time is over and who did not: what they answered counts. Returns how many."""
    open_still = Attempt.objects.valid().filter(finished_at=None, started_at__isnull=False, source=ScoreSource.ONLINE)
    rows = [row for row in open_still.select_related("round__activity") if at > limit(row) + GRACE]
    for row in rows:
        if row.round.activity.closed_on is None and row.round.activity.voided_on is None:
            round_finish(attempt=row, by=by, at=at)
    return len(rows)


def _refuse_over(attempt: Attempt, at: datetime) -> None:
    if attempt.finished_at is not None:
        raise Refused(f"{attempt.name}已经交过卷了。", "交了就不能再改。")
    if at > limit(attempt) + GRACE:
        raise Refused("答题时间到了。", "请交卷，时间内答的都算分。")


def _allowed(attempt: Attempt, place: int, answer: str) -> str:
    """An answer in its one form. Raises Refused for a place or a letter that is not there."""
    if not 0 <= place < len(attempt.questions):
        raise Refused("没有这道题。", "请刷新页面再答。")
    question = Question.objects.get(pk=attempt.questions[place])
    given = "".join(sorted(set(answer.strip().upper()))) if question.kind != QuestionKind.TRUE_FALSE else answer.strip()
    known = {letter for letter, _ in question.options}
    if question.kind == QuestionKind.TRUE_FALSE:
        fits = given in ("", RIGHT, WRONG)
    else:
        fits = set(given) <= known and (question.kind == QuestionKind.SEVERAL or len(given) < 2)
    if not fits:
        raise Refused("没有这个选项。", "请在列出的选项里选。")
    return given


def count_in(attempt: Attempt, by: writes.Hand, at: datetime) -> None:
    """Keep the people of the activity in line with the scores: who has one came. A name that stood on the list before
    stays as it is."""
    activity: Activity = attempt.round.activity
    wanted = f"{attempt.score}分" if attempt.score is not None and attempt.voided_on is None else ""
    there = Attendance.objects.valid().filter(activity=activity, person=attempt.person).first()
    if there is not None:
        if not there.result.endswith("分") or there.result == wanted:
            return
        attendance_void(row=there, reason="答题成绩有更正", by=by, at=at)
    if wanted:
        comer = Comer(attempt.name, attempt.union_id, attempt.worker_id, wanted)
        attend(activity=activity, comers=[comer], by=by, at=at)


def scored(rows: Sequence[Attempt]) -> list[Attempt]:
    """The attempts with a score, the best first; equal scores by the time that was needed."""
    ranked = [row for row in rows if row.score is not None]
    return sorted(ranked, key=lambda row: (-(row.score or 0), _needed(row), row.pk))


def _needed(row: Attempt) -> float:
    if row.started_at is None or row.finished_at is None:
        return float("inf")
    return (row.finished_at - row.started_at).total_seconds()
