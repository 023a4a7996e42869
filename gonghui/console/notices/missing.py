"""Who is still missing: the unions with a matter that runs, by urgency, and the text that says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from gonghui.console.places import unions_by_key
from gonghui.kernel.dates import cn_date
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.asking import running
from gonghui.kernel.workflow.clocks import Clock, clocks
from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import Union

AHEAD = 30
"""Days ahead that count as "now", unless people are reminded earlier."""


@dataclass(frozen=True)
class Matter:
    """A clock with the number of unions that still owe it; `late` of them are past their last day."""

    clock: Clock
    unions: int
    late: int

    @property
    def key(self) -> str:
        return self.clock.key

    @property
    def title(self) -> str:
        return self.clock.title

    @property
    def of_law(self) -> bool:
        return bool(self.clock.rule)


@dataclass(frozen=True)
class Missing:
    """The unions of one matter by urgency, and the same as text."""

    groups: list[tuple[str, str, list[tuple[Union, date]]]]
    text: str


def _rows(clock: Clock, today: date, scope: Scope) -> QuerySet[Deadline]:
    ahead = max(AHEAD, *clock.remind) if clock.remind else AHEAD
    return running(today, scope, ahead).filter(clock=clock.key, union_id__isnull=False)


def matters(today: date, scope: Scope) -> list[Matter]:
    """Every matter that a union still owes, the one with most late unions first; one query."""
    asked = Q(pk__in=[])
    for clock in clocks():
        ahead = max(AHEAD, *clock.remind) if clock.remind else AHEAD
        asked |= Q(clock=clock.key, due_on__lte=today + timedelta(days=ahead))
    rows = running(today, scope).filter(asked, union_id__isnull=False).order_by()
    counted = rows.values("clock").annotate(
        unions=Count("union_id", distinct=True), late=Count("union_id", filter=Q(due_on__lt=today), distinct=True)
    )
    numbers = {each["clock"]: (each["unions"], each["late"]) for each in counted}
    found = [Matter(clock, *numbers[clock.key]) for clock in clocks() if clock.key in numbers]
    return sorted(found, key=lambda each: (-each.late, -each.unions))


def still_missing(matter: Matter, today: date, scope: Scope) -> Missing:
    """The unions of a matter, each once with its most urgent last day."""
    nearest: dict[int, date] = {}
    for union, due_on in _rows(matter.clock, today, scope).values_list("union_id", "due_on"):
        nearest.setdefault(union or 0, due_on)  # the rows come most urgent first
    unions = unions_by_key(nearest)
    named = [(unions[key], due_on) for key, due_on in nearest.items() if key in unions]
    groups = []
    late, soon = (
        (("已超期", "badt"), ("三日内到期", "warnt")) if matter.of_law else (("过了日子", ""), ("三日内到期", ""))
    )
    for title, look, first, last in (
        (*late, date.min, today - timedelta(days=1)),
        (*soon, today, today + timedelta(days=3)),
        ("以后到期", "", today + timedelta(days=4), date.max),
    ):
        mine = [(union, due_on) for union, due_on in named if first <= due_on <= last]
        if mine:
            groups.append((title, look, mine))
    return Missing(groups, _text(matter, groups, today))


def _text(matter: Matter, groups: list[tuple[str, str, list[tuple[Union, date]]]], today: date) -> str:
    """For a chat group: union and last day, nothing about persons."""
    lines = [f"“{matter.title}”还差{sum(len(mine) for _, _, mine in groups)}家（截至{cn_date(today, today.year)}）"]
    for title, _, mine in groups:
        lines.append(f"{title}{len(mine)}家：")
        lines += [f"{union.name}，最后一天{cn_date(due_on, today.year)}" for union, due_on in mine]
    return "\n".join(lines)
