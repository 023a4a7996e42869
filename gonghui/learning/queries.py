"""Questions about rounds and results, for the phone and for the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gonghui.activities.public import invited
from gonghui.learning.actions.quiz import limit
from gonghui.learning.models import Attempt, Question, Round
from gonghui.people.public import Worker, members_on


@dataclass(frozen=True)
class OpenRound:
    """A round that a person may answer today, and his attempt if he began it."""

    round: Round
    attempt: Attempt | None = None


@dataclass(frozen=True)
class Asked:
    """One question of an attempt as it is shown: its place from 0, and what was answered so far."""

    place: int
    question: Question
    answer: str
    key: str = ""

    @property
    def right(self) -> bool:
        return bool(self.key) and self.answer == self.key


def open_rounds(worker: Worker, day: date) -> list[OpenRound]:
    """The rounds that are open on `day` for the union on whose roll the person stands, the first to close first."""
    row = members_on(day).filter(worker=worker).first()
    if row is None:
        return []
    rounds = Round.objects.valid().filter(
        opens_on__lte=day, closes_on__gte=day, activity__voided_on=None, activity__closed_on=None
    )
    found = rounds.select_related("activity").order_by("closes_on", "pk")
    mine = {
        one.round.pk: one
        for one in Attempt.objects.valid().filter(worker=worker, round__in=rounds).select_related("round")
    }
    return [OpenRound(one, mine.get(one.pk)) for one in found if invited(one.activity, row.union_id)]


def own_results(worker: Worker) -> list[Attempt]:
    """A person's attempts, the newest first; those that are not handed in have no score."""
    rows = Attempt.objects.valid().filter(worker=worker).select_related("round__activity")
    return list(rows.order_by("-on", "-pk"))


def questions_of(attempt: Attempt) -> list[Asked]:
    """The questions of an attempt in the order drawn, with what was answered, without the right answers."""
    found = Question.objects.in_bulk(attempt.questions)
    pairs = zip(attempt.questions, attempt.answers, strict=True)
    return [Asked(place, found[key], answer) for place, (key, answer) in enumerate(pairs)]


def review_of(attempt: Attempt, day: date) -> list[Asked]:
    """The same with the right answers; empty while others may still answer the round (its last day included)."""
    if attempt.finished_at is None or day <= attempt.round.closes_on:
        return []
    asked = questions_of(attempt)
    return [Asked(one.place, one.question, one.answer, key) for one, key in zip(asked, attempt.keys, strict=True)]


def seconds_left(attempt: Attempt, at: datetime) -> int:
    """Seconds until the time is over, 0 when it is or when the attempt was handed in."""
    if attempt.finished_at is not None or attempt.started_at is None:
        return 0
    return max(0, int((limit(attempt) - at).total_seconds()))


def ranked(attempts: Sequence[Attempt]) -> list[tuple[int, Attempt]]:
    """(place, attempt) by score; equal scores have the same place."""
    out: list[tuple[int, Attempt]] = []
    for number, row in enumerate(attempts, 1):
        same = bool(out) and out[-1][1].score == row.score
        out.append((out[-1][0] if same else number, row))
    return out
