"""What the running clock brings: deadlines derived anew where a rule changed, and reminders, each told once."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from gonghui.kernel.audit.bulk import insert_plain
from gonghui.kernel.audit.writes import Hand, change_rows
from gonghui.kernel.notices.models import Notice
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import calendar, look_again, rules
from gonghui.kernel.rules.edition import current
from gonghui.kernel.workflow.clocks import Clock, clocks
from gonghui.kernel.workflow.models import OPEN, ClockMark, Deadline
from gonghui.kernel.workflow.settling import settle
from gonghui.kernel.workflow.steps import chunks

log = logging.getLogger(__name__)
THE_CLOCK = Hand(None, "时限")
PART = 5000
"""Deadlines that one short write handles: others get their turn in between."""

NOTICE = ("account_id", "at", "title", "deadline_id", "stage", "due_on", "union_id", "entity", "object_id")

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
    look_again()  # the office may have entered a value or a year's holidays since
    _drop_forgotten()
    settled = sum(_derive(clock, at) for clock in clocks())
    return Ticked(settled, sum(_remind(clock, at) for clock in clocks()))


def deadlines_job(at: datetime) -> str:
    """`tick`, and a sentence about what it did."""
    done = tick(at)
    words = [f"重算了{done.settled}条记录的时限"] if done.settled else []
    words += [f"发出{done.told}条提醒"] if done.told else []
    return "，".join(words) + "。" if words else ""


@transaction.atomic
def _drop_forgotten() -> None:
    """Make void what a clock demanded that this version no longer has: nobody could ever meet it."""
    gone = ClockMark.objects.exclude(clock__in=[clock.key for clock in clocks()])
    for mark in gone:
        change_rows(Deadline.objects.filter(OPEN, clock=mark.clock), THE_CLOCK, void=True)
        mark.delete()


def _derive(clock: Clock, at: datetime) -> int:
    """Derive a clock's deadlines anew when its declaration, its rule or the calendar is not what it was."""
    print_now = fingerprint(clock)
    if ClockMark.objects.filter(clock=clock.key, fingerprint=print_now).exists():
        return 0
    model = apps.get_model(clock.model)
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    for part in chunks(keys):
        _settle_apart(clock, [model(pk=key) for key in part])
    ClockMark.objects.update_or_create(clock=clock.key, defaults={"fingerprint": print_now, "at": at})
    return len(keys)


def _settle_apart(clock: Clock, records: Sequence[models.Model]) -> None:
    """Settle these records; one whose dates cannot be counted from is left as it was and does not stop the others."""
    try:
        settle(records, THE_CLOCK, only=[clock])
    except Refused as no:
        if len(records) == 1:
            log.warning("clock %s: record %s cannot be counted: %s", clock.key, records[0].pk, no)
            return
        for record in records:
            _settle_apart(clock, [record])


def fingerprint(clock: Clock) -> str:
    """A digest of everything that a clock's deadlines depend on besides the records."""
    found = rules().get(clock.rule)
    ground: list[object] = [clock.key, clock.edition, clock.title, clock.line]
    if found is not None:
        texts = [("", found), *sorted(found.locals.items())]
        ground += [(slug, own.values, own.kind, own.direction, own.compare, own.confidence, own.citation)
                   for slug, own in texts]  # fmt: skip
        ground += [sorted(found.unknown.items()), current().every(clock.rule)]
    if clock.length:
        years = [year for _, year in sorted(calendar().years.items())]
        ground += [(year.year, sorted(year.off), sorted(year.work), year.provisional) for year in years]
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
        last: int | None = 0
        while last is not None:
            last, notices = _tell(clock, stage, where, at, last)
            told += notices
    return told


@transaction.atomic
def _tell(clock: Clock, stage: str, where: Q, at: datetime, after: int) -> tuple[int | None, int]:
    """Tell of one part of the deadlines at a stage, in one short write.

    Returns the last deadline of the part (None when no more follow) and the number of notices.
    """
    rows = Deadline.objects.filter(OPEN, where, clock=clock.key, starts_on__lte=at.date(), pk__gt=after)
    rows = rows.exclude(told=stage).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    found = list(rows.values_list("pk", "union_id", "title", "subject", "entity", "object_id", "due_on", "line")[:PART])
    if not found:
        return None, 0
    who, unions = "town" if stage == "up" else clock.who, {row[1] for row in found}
    accounts = {line: _accounts(who, line, unions, at.date()) for line in {row[-1] for row in found}}
    same = Notice.objects.filter(deadline_id__range=(found[0][0], found[-1][0]), stage=stage)
    before = set(same.values_list("account_id", "deadline_id", "due_on"))
    notices = [
        (account, at, f"{subject}：{title}" if subject else title, pk, stage, due_on, union, entity, object_id)
        for pk, union, title, subject, entity, object_id, due_on, line in found
        for account in accounts[line].get(union, ())
        if (account, pk, due_on) not in before
    ]
    insert_plain(Notice, NOTICE, notices)
    for keys in chunks([row[0] for row in found], 900):
        Deadline.objects.filter(pk__in=keys).update(told=stage)
    return found[-1][0] if len(found) == PART else None, len(notices)


def _accounts(who: str, line: str, unions: Collection[int | None], day: date) -> Mapping[int | None, list[int]]:
    if not _recipients:
        return {}
    return {union: sorted(set(told)) for union, told in _recipients[0](who, line, unions, day).items()}
