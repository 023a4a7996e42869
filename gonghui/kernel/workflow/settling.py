"""Deriving deadline rows from records: the one place where they are written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.proof.marks import noted_at_the_end
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.rules import NotInForce, due, rule
from gonghui.kernel.workflow.clocks import Clock, Start, clocks_on
from gonghui.kernel.workflow.models import Deadline
from gonghui.kernel.workflow.steps import Taken, chunks, steps_of_many

Key = tuple[int, str, str]


@dataclass(frozen=True)
class Moved:
    """A running deadline whose last day changed because a recorded day did."""

    title: str
    old: date
    new: date
    union_id: int | None
    object_id: int

    def __str__(self) -> str:
        return f"“{self.title}”的最后一天由{cn_date(self.old)}改为{cn_date(self.new)}"


_later: ContextVar[dict[type[models.Model], set[int]] | None] = ContextVar("settled_later", default=None)


@contextmanager
def settled_at_the_end(by: Callable[[], writes.Hand], at: datetime) -> Iterator[None]:
    """Settle, and note for the proof, once at the end what thousands of acts touch: imports, the building of a town.

    `by` is asked at the end, in the transaction around. After an error nothing is settled: nothing was written either.
    """
    touched: dict[type[models.Model], set[int]] = {}
    with noted_at_the_end():
        token = _later.set(touched)
        try:
            yield
        finally:
            _later.reset(token)
        for model, keys in touched.items():
            for move in settle([model(pk=key) for key in sorted(keys)], by()):
                writes.log("clock_moved", model(pk=move.object_id), f"{move}。", by(), at, union_id=move.union_id)


@transaction.atomic
def settle(records: Sequence[models.Model], by: writes.Hand, only: Sequence[Clock] | None = None) -> list[Moved]:
    """Bring the deadline rows of these records (of one model) in line with their dates; returns what moved.

    Says nothing and writes nothing when they are in line already. `only` limits the work to some clocks. Within
    `settled_at_the_end` the records are only remembered.
    """
    moved: list[Moved] = []
    if not records:
        return moved
    model = type(records[0])
    later = _later.get()
    if later is not None and only is None:
        later.setdefault(model, set()).update(record.pk for record in records)
        return moved
    running = [clock for clock in clocks_on(model) if only is None or clock in only]
    if not running:
        return moved
    for keys in chunks(sorted({record.pk for record in records})):
        moved += _settle_part(model, keys, running, by)
    return moved


def _settle_part(model: type[models.Model], keys: Sequence[int], running: Sequence[Clock],
                 by: writes.Hand) -> list[Moved]:  # fmt: skip
    entity = model._meta.label_lower
    writes.hold_many(model, keys)
    wanted: dict[Key, dict[str, Any]] = {}
    for load in {clock.load for clock in running}:
        mine = [clock for clock in running if clock.load is load]
        fetched = mine[0].fetch(keys)
        taken = steps_of_many(fetched)
        for record in fetched:
            for clock in mine:
                for start in clock.runs(record, taken[record.pk]):
                    values = _row(clock, record, taken[record.pk], start)
                    if values is not None:
                        wanted[record.pk, clock.key, start.cycle] = values
    rows = Deadline.objects.filter(entity=entity, object_id__in=keys, clock__in=[clock.key for clock in running])
    known = {(row.object_id, row.clock, row.cycle): row for row in rows}
    fresh = [
        Deadline(entity=entity, object_id=key[0], clock=key[1], cycle=key[2], **values)
        for key, values in wanted.items()
        if key not in known
    ]
    writes.create_many(fresh, by)
    moved = []
    for key, row in known.items():
        old = row.due_on
        if _bring_in_line(row, wanted.get(key), by) and old != row.due_on and not row.void:
            moved.append(Moved(row.title, old, row.due_on, row.union_id, row.object_id))
    return moved


def _bring_in_line(row: Deadline, values: dict[str, Any] | None, by: writes.Hand) -> bool:
    """A deadline whose ground fell away is kept as void: what was owed once can still be read."""
    if values is None:
        return bool(writes.change(row, by, void=True))
    told = "" if values["due_on"] != row.due_on or (row.void and not values["void"]) else row.told
    return bool(writes.change(row, by, **values, told=told))


def _row(clock: Clock, record: Any, steps: Taken, start: Start) -> dict[str, Any] | None:
    """The columns of one run; None where the law knew no such period on that day at that place."""
    values: dict[str, Any] = {
        "union_id": clock.union(record),
        "title": clock.title, "subject": clock.subject(record)[:160], "line": clock.line_of(record) if clock.line_of else clock.line,
        "starts_on": start.since or (start.on if clock.length else SINCE_EVER), "due_on": start.on,
        "shifted_from": None, "rule": clock.rule, "citation": "", "confidence": "", "note": "", "void": False,
    }  # fmt: skip
    if clock.rule:
        try:
            found = rule(clock.rule).at(start.on, clock.place(record) if clock.place else None)
            counted = due(start.on, found) if clock.length else None
        except NotInForce:
            if clock.length:
                return None
        else:
            if found.value is None:
                return None
            values |= {"citation": found.citation, "confidence": found.confidence, "note": found.fallback_note}
            if counted is not None:
                values |= {"due_on": counted.on, "shifted_from": counted.shifted_from,
                           "note": f"{found.fallback_note}{counted.note}"[:300]}  # fmt: skip
    values["closed_on"] = clock.stopped(record, steps, start)
    return values


def settle_with_followers(record: models.Model, by: writes.Hand) -> list[Moved]:
    """Settle a record and the records of other models whose clocks hang on it; returns what moved."""
    moved = settle([record], by)
    for follow in _followers.get(record._meta.label_lower, ()):
        moved += settle(list(follow(record)), by)
    return moved


def settle_quietly(records: Sequence[models.Model], by: writes.Hand, at: datetime) -> None:
    """Settle and write down what moved in the history of the records; for verbs that have no answer to give it in.

    The records of other models whose clocks hang on these are settled with them.
    """
    for record in records:
        for move in settle_with_followers(record, by):
            writes.log("clock_moved", record, f"{move}。", by, at, union_id=move.union_id)


Follow = Callable[[Any], Iterable[models.Model]]
_followers: dict[str, list[Follow]] = {}


def register_followers(model: str, follow: Follow) -> None:
    """Say whose clocks hang on the records of a model (`app.model`) in a lower context, which knows nothing of them.

    `follow(record)` gives records of one model: the contracts of a union that is closed, say.
    """
    _followers.setdefault(model.lower(), []).append(follow)
