"""What can be done to a record now, and what cannot, with the reason and the way out: one rule for card, form and bulk."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gonghui.console.ledgers.reading import address
from gonghui.kernel.ledger.api import Act, Ledger, Reader, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.people.public import officers_of

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
    if not reader.may_write or (row is not None and not changeable(ledger, row, reader)):
        return read_only(reader, ledger.line)
    if not act.offered(reader):
        return Refused(f"{act.word(row)}由镇总工会办。", "请把情况告诉镇总工会，由他们登记。")
    return blocked(ledger, act, row, reader)


def changeable(ledger: Ledger, row: Any, reader: Reader) -> bool:
    """Whether this reader may change this very record; he may read more than he may change."""
    if reader.writes is None or reader.writes == reader.scope:
        return True
    return ledger.changeable(reader).filter(pk=row.pk).exists()


def read_only(reader: Reader, line: str) -> Refused:
    """Says that a reader may look and not enter; an officer of another line hears who does this work."""
    officers = reader.scope.everything and reader.rights is not None and not reader.rights.write.nothing
    names = "、".join(officers_of(line, reader.today)) if officers else ""
    if not names:
        return Refused("您的职务只能查看，不能登记。", "要登记或更正，请找镇总工会。")
    return Refused(f"“{line}”这条线由{names}分管，您可以看，不能登记。",
                   f"请{names}登记；人不在的时候，请主席在“任职和权限”里登记代管。")  # fmt: skip


def blocked(ledger: Ledger, act: Act, row: Any, reader: Reader) -> Refused | None:
    """Why the record's own state does not allow the act, whoever asks."""
    settled = ledger.settled(row) if row is not None else None
    return settled or (act.barred(row, reader) if act.barred and row is not None else None)


def doings(ledger: Ledger, row: Any, reader: Reader) -> tuple[list[Doing], list[Doing]]:
    """(what this reader can do now, what cannot be done)."""
    if not reader.may_write or not changeable(ledger, row, reader):
        closed = read_only(reader, ledger.line)
        return [], [Doing("登记和更正", why=closed.what, way=closed.todo)]
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
    others = [act.word(row) for act in single if not act.offered(reader)]
    if others:
        more = "等" if len(others) > MOST_NAMED else ""
        cannot.append(Doing("、".join(others[:MOST_NAMED]) + more, why="由镇总工会办。", way="请把情况告诉镇总工会。"))
    return can, [*cannot, *(Doing(one.title, why=one.why, way=one.way) for one in ledger.never)]


def _url(ledger: Ledger, act: Act, row: Any) -> str:
    if act.leads:
        return f"{reverse(f'console:{ledger_of(act.leads).one}-new')}?{ledger.one}={getattr(row, ledger.ref)}"
    return address(ledger, row, act.key)
