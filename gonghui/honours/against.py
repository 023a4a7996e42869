"""What stands against a nomination (★): earlier honours, and what the union owes by its deadlines, each with its record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gonghui.honours.choices import Veto
from gonghui.honours.models import Honour, Programme
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.workflow.asking import running
from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import Employer, Union
from gonghui.people.public import Worker

CLOCKS: dict[Veto, tuple[str, ...]] = {
    Veto.TERM: ("orgs.term",),
    Veto.CERTIFICATE: ("orgs.certificate",),
    Veto.CONTRACT: ("contract.expiry", "wage.expiry"),
    Veto.RECTIFY: ("compliance.rectify",),
}
"""The clocks whose overdue runs are each veto."""

BY_HAND = ("拖欠工会经费", "没有了结的劳动争议", "拖欠工资", "安全生产事故", "违法违纪")
"""What offices also look at and no ledger holds yet: a page says that it was not looked up, never nothing."""

OWN = "honours."
"""Clocks of this context do not stand against a nomination."""


@dataclass(frozen=True)
class Candidate:
    """Whom a nomination is about."""

    union: Union
    name: str
    worker: Worker | None = None
    employer: Employer | None = None


@dataclass(frozen=True)
class Fact:
    """One fact against a nomination; a hard one bars it, any other wants a reason. The record that shows it is named by
    `entity` and `object_id`, and `clock` where it is a deadline."""

    veto: Veto
    hard: bool
    words: str
    todo: str
    entity: str
    object_id: int
    clock: str = ""


def facts_against(programme: Programme, candidate: Candidate, day: date) -> list[Fact]:
    """What the programme asks about and what the records say on `day`, hard ones first."""
    asked = vetoes_asked(programme)
    found = [*_repeats(programme, candidate, day)] if Veto.REPEAT in asked else []
    found += _overdue(programme, candidate.union, day, asked)
    return sorted(found, key=lambda one: not one.hard)


def vetoes_asked(programme: Programme) -> list[Veto]:
    """What is looked up for a programme, those that bar first."""
    asked = [*programme.hard, *(key for key in programme.soft if key not in programme.hard)]
    if programme.repeat_years and Veto.REPEAT not in asked:
        asked.insert(0, Veto.REPEAT.value)
    return [Veto(key) for key in asked]


def is_hard(programme: Programme, veto: Veto) -> bool:
    """Whether a veto bars; the repetition does unless the programme only wants a reason."""
    return veto in programme.hard or (veto == Veto.REPEAT and veto not in programme.soft)


def honours_of(candidate: Candidate) -> Q:
    """Condition: honours of this person, union, employer or group. Rows entered without a roll go by name and union."""
    by_name = Q(worker=None, union=candidate.union, name=candidate.name)
    return by_name | Q(worker=candidate.worker) if candidate.worker is not None else by_name


def _repeats(programme: Programme, candidate: Candidate, day: date) -> Iterator[Fact]:
    years = programme.repeat_years or 0
    since = add_months(day, -12 * years)
    rows = Honour.objects.valid().filter(
        honours_of(candidate), programme=programme, awarded_on__gt=since, awarded_on__lte=day
    )
    for row in rows.filter(Q(revoked_on=None) | Q(revoked_on__gt=day)).order_by("-awarded_on"):
        free = cn_date(add_months(row.awarded_on, 12 * years))
        yield Fact(Veto.REPEAT, is_hard(programme, Veto.REPEAT),
                   f"{cn_date(row.awarded_on)}已经得过{programme.name}，{years}年内不重复评。",
                   f"{free}起可以再推荐，这次请推荐别人。", "honours.honour", row.pk)  # fmt: skip


def _overdue(programme: Programme, union: Union, day: date, asked: list[Veto]) -> Iterator[Fact]:
    wanted = {key: veto for veto, keys in CLOCKS.items() for key in keys}
    for row in running(day).filter(union_id=union.pk, due_on__lt=day).exclude(clock__startswith=OWN):
        veto = wanted.get(row.clock, Veto.DEADLINE)
        if veto in asked and (veto != Veto.DEADLINE or row.rule):
            yield _late(programme, veto, row, day)


def _late(programme: Programme, veto: Veto, row: Deadline, day: date) -> Fact:
    about = f"（{row.subject}）" if row.subject else ""
    words = f"“{row.title}”{about}{cn_date(row.due_on)}到期，已经超{(day - row.due_on).days}天。"
    return Fact(veto, is_hard(programme, veto), words, "办好并登记以后再推荐。", row.entity, row.object_id, row.clock)
