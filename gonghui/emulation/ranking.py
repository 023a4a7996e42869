"""Places by numbers: the same number, the same place."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from gonghui.activities.public import Activity
from gonghui.emulation.models import Competition, Entrant, MatchScore

K = TypeVar("K")
HIGHEST = 100
JUDGES = 5
"""From so many judges on, the highest and the lowest score are left out: the custom of contests, no law says so."""


def places(scores: Mapping[K, Decimal]) -> dict[K, int]:
    """{who: place}, the highest first; equals share a place and the next one is skipped (1, 1, 3)."""
    order = sorted(scores.values(), reverse=True)
    return {key: order.index(score) + 1 for key, score in scores.items()}


def average(totals: Sequence[Decimal]) -> Decimal:
    """The mean of the judges' totals, to two places; without one highest and one lowest from `JUDGES` judges on.

    Raises ValueError without a score.
    """
    if not totals:
        raise ValueError("nobody has judged")
    kept = sorted(totals)[1:-1] if len(totals) >= JUDGES else list(totals)
    return (sum(kept, Decimal()) / len(kept)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def reached(entrant: Entrant) -> Decimal:
    """How much of its target a team has reached so far, in percent with one decimal."""
    done = sum((each.value for each in entrant.months.all() if each.voided_on is None), Decimal())
    return (done / entrant.target * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def ranked(competition: Competition) -> list[tuple[int, Entrant, Decimal]]:
    """(place, team, percent of its target) of the valid teams, the best first."""
    teams = list(competition.entrants.filter(voided_on=None).select_related("union").prefetch_related("months"))
    percent = {team.pk: reached(team) for team in teams}
    place = places(percent)
    return sorted(((place[team.pk], team, percent[team.pk]) for team in teams), key=lambda one: (one[0], one[1].pk))


def months_of(competition: Competition) -> list[str]:
    """The months of a competition as 2026-05, from that of its first day to that of its last."""
    first, last = competition.activity.on, competition.activity.until or competition.activity.on
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{first.year + (first.month - 1 + i) // 12}-{(first.month - 1 + i) % 12 + 1:02d}" for i in range(count)]


def report_by(competition: Competition, month: str) -> date:
    """The last day (inclusive) on which a month is reported in time."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, competition.report_day)


def missing(competition: Competition, day: date) -> list[tuple[Entrant, str]]:
    """(team, month) of what should have been reported by `day` and was not, the oldest first."""
    due = [month for month in months_of(competition) if report_by(competition, month) < day]
    teams = competition.entrants.filter(voided_on=None).prefetch_related("months").order_by("pk")
    held = {(team.pk, each.month) for team in teams for each in team.months.all() if each.voided_on is None}
    return [(team, month) for month in due for team in teams if (team.pk, month) not in held]


def contest(activity: Activity) -> list[tuple[int, MatchScore, Decimal, int]]:
    """(place, one of the contestant's rows, score, number of judges) of a skill contest, the best first.

    A judge's total is the sum of his points by their weights; the score is the `average` of the totals.
    """
    totals: dict[int, dict[str, Decimal]] = {}
    first: dict[int, MatchScore] = {}
    for row in MatchScore.objects.valid().filter(activity=activity).select_related("union").order_by("pk"):
        first.setdefault(row.person, row)
        judges = totals.setdefault(row.person, {})
        judges[row.judge] = judges.get(row.judge, Decimal()) + row.points * row.weight / HIGHEST
    scores = {person: average(list(judges.values())) for person, judges in totals.items()}
    place = places(scores)
    order = sorted(scores, key=lambda person: (place[person], first[person].pk))
    return [(place[person], first[person], scores[person], len(totals[person])) for person in order]
