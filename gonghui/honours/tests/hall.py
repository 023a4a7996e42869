"""Programmes, rounds and nominations in the small town, for the tests."""

from datetime import date, datetime, time
from typing import Any

from gonghui.honours.models import Honour, Nomination, Programme, Round
from gonghui.honours.public import Vote, nomination_open, round_publicise, round_review
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ledger.api import entry_record, ledger_of
from tests.ledger_town import AT, CLERK, LedgerTown

NOW = {"by": CLERK, "at": AT}
ANNOUNCED, UNTIL, PAPER = date(2026, 6, 1), date(2026, 6, 20), date(2026, 6, 10)
REVIEWED, POSTED = date(2026, 6, 22), date(2026, 6, 23)
OVER = date(2026, 6, 30)
"""Five working days after Tuesday 23 June."""
AFTER = date(2026, 7, 1)


def on(day: date, by: Hand = CLERK) -> dict[str, Any]:
    """by and at of something written on a day."""
    return {"by": by, "at": datetime.combine(day, time(9), OFFICE_TIME)}


def programme(**values: Any) -> Programme:
    """文明职工 of the town, for persons, unless said otherwise."""
    given = {"name": "镇文明职工", "category": "civilised", "level": "town", "given_to": "person"}
    made: Programme = entry_record(ledger=ledger_of("honour-programmes"), values=given | values, **NOW)
    return made


def opened(of: Programme | None = None, **values: Any) -> Round:
    """This year's round with two places, announced on 1 June, nominations until 20 June."""
    given = {
        "name": "2026年度评选",
        "programme": of or programme(),
        "year": 2026,
        "quota": 2,
        "announced_on": ANNOUNCED,
        "nominate_until": UNTIL,
    }
    made: Round = entry_record(ledger=ledger_of("honour-rounds"), values=given | values, **NOW)
    return made


def nominate(
    round: Round, town: LedgerTown, name: str = "张三", union: str = "宏达机械工会", **more: Any
) -> Nomination:
    given = {"on": PAPER} | NOW | more
    return nomination_open(round=round, union=town.unions[union], name=name, **given)


def review(round: Round, *rows: Nomination, yes: int = 6) -> tuple[int, int]:
    """Seven people vote on Monday 22 June."""
    votes = {row.pk: Vote(yes, 7 - yes) for row in rows}
    return round_review(round=round, on=REVIEWED, body="镇总工会常委会", present=7, votes=votes, **NOW)


def posted(round: Round, town: LedgerTown, *names: str) -> list[Nomination]:
    """Members of 宏达机械 nominated, reviewed and put up for notice on Tuesday 23 June."""
    rows = [nominate(round, town, name) for name in names]
    review(round, *rows)
    round_publicise(round=round, on=POSTED, place="镇政府公告栏", **NOW)
    for row in rows:
        row.refresh_from_db()
    return rows


def honour(town: LedgerTown, of: Programme, awarded: date, name: str = "张三", **values: Any) -> Honour:
    """A row of the register from an earlier year."""
    given = {"programme": of, "year": awarded.year, "union": town.unions["宏达机械工会"], "name": name, "awarded_on": awarded,
             "basis": "opening", "number": "石工〔2024〕3号"}  # fmt: skip
    made: Honour = entry_record(ledger=ledger_of("honours"), values=given | values, **NOW)
    return made
