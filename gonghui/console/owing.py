"""What a union owes: every clock that runs against it this month, and which unions owe most."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gonghui.console.dues import Due, told
from gonghui.kernel.dates import parse_period
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.asking import deadlines, running
from gonghui.orgs.public import Union


@dataclass
class Owed:
    """One union's month: what is overdue by law, what else is to be done by the month's end (what is late by an own day
    first), what it has met in the month."""

    union: Union
    over: list[Due] = field(default_factory=list)
    coming: list[Due] = field(default_factory=list)
    met: list[Due] = field(default_factory=list)

    @property
    def open(self) -> list[Due]:
        return [*self.over, *self.coming]

    @property
    def nearest(self) -> date | None:
        return self.open[0].last_day if self.open else None


def month_end(today: date) -> date:
    """The last day of the month of `today`."""
    return parse_period(f"{today:%Y-%m}").span.end


def owed_by(unions: Sequence[Union], today: date, scope: Scope) -> list[Owed]:
    """The month of each of these unions, in their order; the number of queries does not grow with them."""
    found = {union.pk: Owed(union) for union in unions}
    for due in told(running(today, scope, (month_end(today) - today).days), today):
        if due.row.union_id in found:
            owed = found[due.row.union_id]
            (owed.over if due.of_law and due.last_day < today else owed.coming).append(due)
    met = deadlines(scope).filter(closed_on__range=(today.replace(day=1), today)).order_by("closed_on", "pk")
    for due in told(met, today):
        if due.row.union_id in found:
            found[due.row.union_id].met.append(due)
    return list(found.values())


def most_owing(today: date, scope: Scope, most: int) -> tuple[list[Owed], int]:
    """The unions that owe most (overdue first, then many), at most `most`, and how many unions owe anything at all."""
    found: dict[int, Owed] = {}
    for due in told(running(today, scope, (month_end(today) - today).days), today):
        if due.union is not None:
            owed = found.setdefault(due.union.pk, Owed(due.union))
            (owed.over if due.of_law and due.last_day < today else owed.coming).append(due)
    ranked = sorted(found.values(), key=lambda owed: (-len(owed.over), -len(owed.open), owed.nearest or today))
    return ranked[:most], len(ranked)
