"""Suggestions in the small town, for the tests."""

from datetime import date, datetime, time
from typing import Any

from gonghui.emulation.actions import suggestion_hand_in, suggestion_register, suggestion_step
from gonghui.emulation.models import Suggestion
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.workflow.models import Step
from tests.ledger_town import AT, CLERK, LedgerTown

NOW = {"by": CLERK, "at": AT}
MAY, REVIEWED, DONE = date(2026, 5, 8), date(2026, 5, 20), date(2026, 6, 18)
ADOPTED = {"reviewers": "沈工、顾工", "opinion": "投入当年收回。", "level": "second", "responsible": "赵国栋",
           "implement_by": "2026-06-30"}  # fmt: skip


def money(town: LedgerTown) -> Hand:
    """The hand of the finance officer."""
    return Hand(town.accounts["chenxiulan"].pk, "马会计")


def handed_in(town: LedgerTown, **more: Any) -> Suggestion:
    """One of the eastern firm, of 8 May, unless said otherwise; not yet numbered."""
    given: dict[str, Any] = {"union": town.unions["宏达机械工会"], "name": "张三", "title": "空压机余热烧浴室热水", "matter": "saving",
             "content": "装一套换热器，用空压机的余热烧水。", "on": MAY}  # fmt: skip
    return suggestion_hand_in(**(given | more), **NOW)


def numbered(town: LedgerTown, **more: Any) -> Suggestion:
    row = handed_in(town, **more)
    suggestion_register(suggestion=row, on=row.handed_on, **NOW)
    return row


def take(row: Suggestion, name: str, on: date, facts: dict[str, Any] | None = None, **more: Any) -> Step:
    """One step, recorded by the clerk on the day itself."""
    at = datetime.combine(on, time(10), tzinfo=OFFICE_TIME)
    return suggestion_step(suggestion=row, name=name, on=on, facts=facts or {}, **({"by": CLERK, "at": at} | more))


def adopted(town: LedgerTown, **more: Any) -> Suggestion:
    row = numbered(town, **more)
    take(row, "adopt", REVIEWED, ADOPTED)
    return row


def confirmed(town: LedgerTown, benefit: str = "38600") -> Suggestion:
    """Told, carried out, its benefit confirmed."""
    row = adopted(town)
    take(row, "tell", date(2026, 5, 22), {"how": "letter"})
    take(row, "implement", DONE, {"done": "换热器装好了。"})
    take(row, "confirm", date(2026, 6, 25), {"benefit": benefit, "basis": "两个月电费"}, by=money(town))
    return row
