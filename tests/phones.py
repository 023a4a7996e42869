"""A town whose members have phones: 张三, 李四 and 王五 of 宏达机械, 赵六 of 瑞丰印染."""

from datetime import date
from typing import Any

from django.test import Client

from gonghui.activities.public import Activity
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.learning.public import Round
from gonghui.people.public import Role
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town
from tests.prepared import prepared

NOW: dict[str, Any] = {"by": CLERK, "at": AT}
PEOPLE = {"zhang": "张三", "li": "李四", "wang": "王五", "zhao": "赵六"}


@prepared
def town_with_phones() -> LedgerTown:
    """The ledger town; each of its members has an account that opens his own."""
    town = found_ledger_town()
    for username, name in PEOPLE.items():
        row = town.members[name]
        town.person(username, name, row.union, Role.WORKER, row.worker)
    return town


def activity(town: LedgerTown, **values: Any) -> Activity:
    """A course of the town that is held today, unless said otherwise."""
    given = {
        "name": "工会大讲堂",
        "kind": "worker",
        "run_by": "town",
        "union": town.root,
        "on": TODAY,
        "place": "镇政府会议室",
    }
    made: Activity = entry_record(ledger=ledger_of("activities"), values=given | values, **NOW)
    return made


def quiz_round(town: LedgerTown, **values: Any) -> Round:
    """Three questions of each kind in ten minutes, open until 5 July, in a contest of the town."""
    contest = activity(town, name="工会法知识竞赛", kind="contest", until=date(2026, 7, 10))
    for kind, words, answer in (
        ("single", "几日内答复", "B"),
        ("several", "哪些要协商", "AB"),
        ("judge", "可以代签", "错"),
    ):
        options = {} if kind == "judge" else {"option_a": "十日", "option_b": "二十日", "option_c": "三十日"}
        given = {"topic": "工会法", "text": words, "kind": kind, "answer": answer} | options
        entry_record(ledger=ledger_of("questions"), values=given, **NOW)
    opened: dict[str, Any] = {"name": "工会法答题", "activity": contest, "topics": "", "count": 3, "minutes": 10, "passing": 60,
             "opens_on": TODAY, "closes_on": date(2026, 7, 5)}  # fmt: skip
    made: Round = entry_record(ledger=ledger_of("quiz-rounds"), values=opened | values, **NOW)
    return made


def text(client: Client, path: str, data: dict[str, str] | None = None, status: int = 200) -> str:
    """What a page says; with `data` after sending a form and following where it leads."""
    answer = client.get(path) if data is None else client.post(path, data, follow=True)
    assert answer.status_code == status, (path, answer.status_code)
    return str(answer.content.decode())
