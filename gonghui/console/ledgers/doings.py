"""What can be done to a record now, and what cannot, with the reason and the way out: one rule for card, form and bulk."""

from dataclasses import dataclass
from typing import Any

from gonghui.console.ledgers.reading import address
from gonghui.kernel.ledger.api import Act, Ledger, Reader
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
    if not reader.may_write or (row is not None and not act.shared and not changeable(ledger, row, reader)):
        return not_his(ledger, row, reader)
    if not act.offered(reader):
        return Refused(f"{act.word(row)}由镇总工会办。", "请把情况告诉镇总工会，由他们登记。")
    return blocked(ledger, act, row, reader)


def changeable(ledger: Ledger, row: Any, reader: Reader) -> bool:
    """Whether this reader may change this very record; he may read more than he may change."""
    if ledger.beyond is None and (reader.writes is None or reader.writes == reader.scope):
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


def not_his(ledger: Ledger, row: Any, reader: Reader) -> Refused:
    """Says that a record is to be read only: by his office, or because it is somebody else's who lets others read it."""
    if not reader.may_write or ledger.beyond is None:
        return read_only(reader, ledger.line)
    owner = ledger.unit_of(row) or "别的工会"
    return Refused(f"这一条是{owner}登记的，您可以看，不能改。", f"要更正请找{owner}。")


def blocked(ledger: Ledger, act: Act, row: Any, reader: Reader) -> Refused | None:
    """Why the record's own state does not allow the act, whoever asks."""
    settled = ledger.settled(row) if row is not None and not act.opens else None
    return settled or (act.barred(row, reader) if act.barred and row is not None else None)


def doings(ledger: Ledger, row: Any, reader: Reader) -> tuple[list[Doing], list[Doing]]:
    """(what this reader can do now, what cannot be done)."""
    mine = reader.may_write and changeable(ledger, row, reader)
    acts = [act for act in ledger.acts if act.single and act.key != "new" and act.fits(row) and (mine or act.shared)]
    if reader.may_write and not ledger.acts:
        return [], _of_the_town(ledger, row, [])
    if not reader.may_write or not acts:
        closed = not_his(ledger, row, reader)
        return [], [Doing("登记和更正", why=closed.what, way=closed.todo)]
    settled, can, cannot = ledger.settled(row), [], []
    for act in (act for act in acts if act.offered(reader)):
        no = blocked(ledger, act, row, reader)
        if no is None:
            can.append(Doing(act.word(row), address(ledger, row, act.key), act.icon))
        elif not settled:
            cannot.append(Doing(act.word(row), why=no.what, way=no.todo))
    if settled:
        return can, [Doing("登记和更正", why=settled.what, way=settled.todo)]
    if not mine:
        closed = not_his(ledger, row, reader)
        return can, [*cannot, Doing("更正", why=closed.what, way=closed.todo)]
    return can, cannot + _of_the_town(ledger, row, [act for act in acts if not act.offered(reader)])


def _of_the_town(ledger: Ledger, row: Any, acts: list[Act]) -> list[Doing]:
    """What the town does to such a record, and what nobody ever does."""
    found = [Doing(one.title, why=one.why, way=one.way) for one in ledger.never]
    if not acts:
        return found
    names = "、".join(act.word(row) for act in acts[:MOST_NAMED]) + ("等" if len(acts) > MOST_NAMED else "")
    return [Doing(names, why="由镇总工会办。", way="请把情况告诉镇总工会。"), *found]
