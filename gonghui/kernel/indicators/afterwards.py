"""Then and now: which records of a closed figure came in, went out or changed since, and what was done to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.closing import refs_of
from gonghui.kernel.indicators.define import Indicator, Kept, Part, Sum
from gonghui.kernel.indicators.measure import Number, number
from gonghui.kernel.indicators.models import FrozenRow
from gonghui.kernel.indicators.tree import Node, Tree
from gonghui.kernel.indicators.why import Explained, Moment, Step, explain

SHOWN = 30
"""So many records of each step are named; the others are opened from the step."""


@dataclass(frozen=True)
class Correction:
    """One record that is not what it was at the closing. Amounts are given where the figure is a sum."""

    step: str
    row: Any
    part: Part
    before: Number | None
    after: Number | None
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Afterwards:
    """The kept figure, today's figure of the same days, and the records between them."""

    explained: Explained
    corrections: tuple[Correction, ...]

    @property
    def changed(self) -> bool:
        return bool(self.explained.steps)


def afterwards(item: Indicator, tree: Tree, node: Node, span: Span) -> Afterwards:
    """Compare a kept double with the records of today, for the same days. `tree` is that of today's records."""
    kept = item.kept
    if kept is None:
        raise ValueError(f"{item.code} is not kept: there is no then")
    then, now = Moment(item, tree, node, span), Moment(item.declared, tree, node, span)
    found = explain(then, now)
    named = [(step, row) for step in found.steps for row in step.opens[:SHOWN]]
    events = _events(kept, [row for _, row in named])
    amounts = {step.key: _amounts(step, then, now) for step in found.steps}
    corrections = []
    for at, (step, row) in enumerate(named):
        before, after = amounts[step.key](row)
        corrections.append(Correction(step.key, row, step.part, before, after, events[at]))
    return Afterwards(found, tuple(corrections))


def _amounts(step: Step, then: Moment, now: Moment) -> Callable[[Any], tuple[Number | None, Number | None]]:
    """row → (amount then, amount now); (None, None) for figures that count."""
    part = step.part
    if not isinstance(part, Sum):
        return lambda row: (None, None)
    rows = list(step.opens[:SHOWN])
    keys = [_subject(part, row) for row in rows]

    def looked_up(moment: Moment) -> dict[Any, Number]:
        base = moment.item.numerator if step.key in ("gained", "lost") else moment.item.base
        if not isinstance(base, Sum):
            return {}
        found = moment.here(base).order_by().filter(**{f"{base.subject}__in": keys})
        return {subject: number(amount) for subject, amount in found.values_list(base.subject, base.field)}

    before, after = looked_up(then), looked_up(now)
    return lambda row: (before.get(_subject(part, row)), after.get(_subject(part, row)))


def _subject(part: Part, row: Any) -> Any:
    return row.pk if part.subject == "pk" else getattr(row, part.subject)


def _events(kept: Kept, rows: Sequence[Any]) -> list[tuple[Event, ...]]:
    """For each row what was done since the closing to it or to what it points at, in one query."""
    refs = [[(entity, key) for entity, key in (r.refs if isinstance(r, FrozenRow) else refs_of(r))] for r in rows]
    wanted = {ref for each in refs for ref in each}
    since = Event.objects.filter(
        at__gte=kept.closed_at, entity__in={entity for entity, _ in wanted}, object_id__in={key for _, key in wanted}
    ).exclude(verb__in=("period_close", "period_reopen"))
    found: dict[tuple[str, int], list[Event]] = {}
    for event in since.order_by("pk"):
        found.setdefault((event.entity, event.object_id), []).append(event)
    return [tuple(event for ref in each for event in found.get(ref, ())) for each in refs]
