"""What the running clock brings: deadlines derived anew where a rule changed, and reminders, each told once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from gonghui.kernel.audit.bulk import insert_many
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.notices.models import Notice
from gonghui.kernel.rules import calendar, rules
from gonghui.kernel.workflow.clocks import Clock, clocks
from gonghui.kernel.workflow.models import OPEN, ClockMark, Deadline
from gonghui.kernel.workflow.settling import settle
from gonghui.kernel.workflow.steps import chunks

THE_CLOCK = Hand(None, "时限")
PART = 5000
"""Deadlines that one short write handles: others get their turn in between."""

Recipients = Callable[[str, str, Collection[int | None], date], Mapping[int | None, Iterable[int]]]
"""recipients(who, line, unions, day) → {union: accounts that are told}."""

_recipients: list[Recipients] = []


def register_recipients(told: Recipients) -> None:
    """Say who is told; the context that knows accounts and offices does."""
    _recipients[:] = [told]


@dataclass(frozen=True)
class Ticked:
    """What one tick did: deadlines derived anew, notices written."""

    settled: int
    told: int


def tick(at: datetime) -> Ticked:
    """Do what is due. May run twice, in two processes, or after a long pause: nobody is told a thing twice."""
    settled = sum(_derive(clock, at) for clock in clocks())
    return Ticked(settled, sum(_remind(clock, at) for clock in clocks()))


def _derive(clock: Clock, at: datetime) -> int:
    """Derive a clock's deadlines anew when its declaration, its rule or the calendar is not what it was."""
    print_now = fingerprint(clock)
    if ClockMark.objects.filter(clock=clock.key, fingerprint=print_now).exists():
        return 0
    model = apps.get_model(clock.model)
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    for part in chunks(keys):
        settle([model(pk=key) for key in part], THE_CLOCK, only=[clock])
    ClockMark.objects.update_or_create(clock=clock.key, defaults={"fingerprint": print_now, "at": at})
    return len(keys)


def fingerprint(clock: Clock) -> str:
    """A digest of everything that a clock's deadlines depend on besides the records."""
    found = rules().get(clock.rule)
    ground = [clock.key, clock.edition, clock.title, clock.line]
    if found is not None:
        ground += [found.values, found.confidence, found.citation]
        ground += [(slug, own.values, own.confidence, own.citation) for slug, own in sorted(found.locals.items())]
    if clock.length:
        years = calendar().years
        ground += [(year, sorted(years[year].off), sorted(years[year].work)) for year in sorted(years)]
    return sha256(repr(ground).encode()).hexdigest()


def stages(clock: Clock, today: date) -> list[tuple[str, Q]]:
    """The reminders of a clock as (stage, the deadlines that stand at it today); each deadline stands at one."""
    out = []
    later = today - timedelta(days=1)
    ends = sorted(clock.remind)
    for nearer, days in zip([-1, *ends], ends, strict=False):
        first, last = today + timedelta(days=nearer + 1), today + timedelta(days=days)
        out.append((f"in{days}", Q(due_on__range=(first, last))))
    if clock.escalate is None:
        return [*out, ("over", Q(due_on__lte=later))]
    edge = today - timedelta(days=clock.escalate)
    # A deadline from a rule whose text nobody checked is never escalated.
    up = Q(due_on__lt=edge) & ~Q(confidence="unverified")
    return [*out, ("up", up), ("over", Q(due_on__lte=later) & ~up)]


def _remind(clock: Clock, at: datetime) -> int:
    told = 0
    for stage, where in stages(clock, at.date()):
        while True:
            part, notices = _tell(clock, stage, where, at)
            told += notices
            if part < PART:
                break
    return told


@transaction.atomic
def _tell(clock: Clock, stage: str, where: Q, at: datetime) -> tuple[int, int]:
    """Tell of one part of the deadlines at a stage, in one short write; returns (deadlines, notices)."""
    rows: QuerySet[Deadline] = Deadline.objects.filter(OPEN, where, clock=clock.key).exclude(told=stage)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    found = list(rows.order_by("pk").values_list("pk", "union_id", "title", "subject", "entity", "object_id")[:PART])
    if not found:
        return 0, 0
    accounts = _accounts("town" if stage == "up" else clock.who, clock.line, {row[1] for row in found}, at.date())
    before = set(
        Notice.objects.filter(deadline_id__range=(found[0][0], found[-1][0]), stage=stage).values_list(
            "account_id", "deadline_id"
        )
    )
    notices = [
        Notice(account_id=account, at=at, title=f"{subject or ''}{'：' if subject else ''}{title}", deadline_id=pk,
               stage=stage, entity=entity, object_id=object_id)
        for pk, union, title, subject, entity, object_id in found
        for account in accounts.get(union, ())
        if (account, pk) not in before
    ]  # fmt: skip
    if notices:
        insert_many(notices)
    for keys in chunks([row[0] for row in found], 900):
        Deadline.objects.filter(pk__in=keys).update(told=stage)
    return len(found), len(notices)


def _accounts(who: str, line: str, unions: Collection[int | None], day: date) -> Mapping[int | None, list[int]]:
    if not _recipients:
        return {}
    return {union: sorted(set(told)) for union, told in _recipients[0](who, line, unions, day).items()}
