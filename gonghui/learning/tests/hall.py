"""A contest, its questions and a round, for the tests."""

from datetime import date, datetime
from typing import Any

from gonghui.activities.public import Activity
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.learning.public import Question, Round
from gonghui.people.public import Worker
from tests.ledger_town import AT, CLERK, LedgerTown

NOW = {"by": CLERK, "at": AT}
"""2 July 2026, half past nine."""


def activity(town: LedgerTown, **values: Any) -> Activity:
    """A contest of the town from 1 to 10 July, unless said otherwise."""
    given = {"name": "工会法知识竞赛", "kind": "contest", "run_by": "town", "union": town.root, "place": "网上",
             "on": date(2026, 7, 1), "until": date(2026, 7, 10)}  # fmt: skip
    made: Activity = entry_record(ledger=ledger_of("activities"), values=given | values, **NOW)
    return made


def question(text: str, **values: Any) -> Question:
    """A single choice about the union law whose right answer is A."""
    given = {"topic": "工会法", "kind": "single", "text": text, "option_a": "十日", "option_b": "二十日", "answer": "A"}
    made: Question = entry_record(ledger=ledger_of("questions"), values=given | values, **NOW)
    return made


def questions(count: int) -> list[Question]:
    return [question(f"第{number}题") for number in range(count)]


def quiz(contest: Activity, **values: Any) -> Round:
    """Two questions in ten minutes, open from 1 to 5 July, passed with 60."""
    given = {"name": "工会法答题", "activity": contest, "topics": "", "count": 2, "minutes": 10, "passing": 60,
             "opens_on": date(2026, 7, 1), "closes_on": date(2026, 7, 5)}  # fmt: skip
    made: Round = entry_record(ledger=ledger_of("quiz-rounds"), values=given | values, **NOW)
    return made


def worker(town: LedgerTown, name: str) -> Worker:
    return town.members[name].worker


def at(minute: int, second: int = 0, day: int = 2) -> datetime:
    """Minutes after half past nine."""
    return AT.replace(day=day, minute=30 + minute, second=second)
