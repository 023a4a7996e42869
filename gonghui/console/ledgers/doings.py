"""What can be done to a record now, and what cannot, with the reason and the way out: one rule for card, form and bulk."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gonghui.console.ledgers.reading import address
from gonghui.kernel.ledger.api import Act, Ledger, Reader, ledger_of
from gonghui.kernel.refusal import Refused

MOST_NAMED = 4


@dataclass(frozen=True)
class Doing:
    """An act on the record: its word and address, or why it cannot be done and the way out."""

    title: str
    url: str = ""
    icon: str = ""
    why: str = ""
    way: str = ""


def bar(ledger: Ledger, act: Act, row: Any, reader: Reader) -> Refused | None:
    """Why this reader cannot do this to this record now; None when he can."""
    if not reader.may_write:
        return Refused("您的职务只能查看，不能登记。", "要登记或更正，请找镇总工会。")
    if not act.offered(reader):
        return Refused(f"{act.word(row)}由镇总工会办。", "请把情况告诉镇总工会，由他们登记。")
    return blocked(ledger, act, row, reader)


def blocked(ledger: Ledger, act: Act, row: Any, reader: Reader) -> Refused | None:
    """Why the record's own state does not allow the act, whoever asks."""
    settled = ledger.settled(row) if row is not None else None
    return settled or (act.barred(row, reader) if act.barred and row is not None else None)


def doings(ledger: Ledger, row: Any, reader: Reader) -> tuple[list[Doing], list[Doing]]:
    """(what this reader can do now, what cannot be done)."""
    if not reader.may_write:
        return [], [Doing("登记和更正", why="您的职务只能查看。", way="请找镇总工会。")]
    settled = ledger.settled(row)
    if settled:
        return [], [Doing("登记和更正", why=settled.what, way=settled.todo)]
    single = [act for act in ledger.acts if act.single and act.key != "new" and act.fits(row)]
    can, cannot = [], []
    for act in (act for act in single if act.offered(reader)):
        no = blocked(ledger, act, row, reader)
        if no:
            cannot.append(Doing(act.word(row), why=no.what, way=no.todo))
        else:
            can.append(Doing(act.word(row), _url(ledger, act, row), act.icon))
    closed = [act.word(row) for act in single if not act.offered(reader)]
    if closed:
        more = "等" if len(closed) > MOST_NAMED else ""
        cannot.append(Doing("、".join(closed[:MOST_NAMED]) + more, why="由镇总工会办。", way="请把情况告诉镇总工会。"))
    return can, [*cannot, *(Doing(one.title, why=one.why, way=one.way) for one in ledger.never)]


def _url(ledger: Ledger, act: Act, row: Any) -> str:
    if act.leads:
        return f"{reverse(f'console:{ledger_of(act.leads).one}-new')}?{ledger.one}={getattr(row, ledger.ref)}"
    return address(ledger, row, act.key)
