"""The row of steps at the head of a procedure's page: what is done, what is next, and how much time the law gives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gonghui.kernel.dates import cn_date
from gonghui.kernel.rules import NotInForce, rule
from gonghui.kernel.workflow.clocks import Clock, clock_of
from gonghui.kernel.workflow.flow import Flow
from gonghui.kernel.workflow.models import Deadline, Step
from gonghui.kernel.workflow.steps import Taken

FOLD = 10
"""More steps than this, and the finished ones at the front are folded."""

WARN = 3
"""Days before the last day from which the time that is left is amber."""


@dataclass(frozen=True)
class Stop:
    """One place of the stepper: `steps` are the transitions that pass it, `clocks` measure the way to it."""

    name: str
    label: str
    steps: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    hint: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return self.steps or (self.name,)


@dataclass
class Mark:
    """One dot: its number, name, what stands below it, and the time above the line that leads to it."""

    number: int
    label: str
    look: str
    below: str
    above: str = ""
    above_look: str = ""
    fold: bool = False
    phone: bool = False
    """Whether a narrow screen shows it: the last done, the present and the next one."""

    first_phone: bool = False


@dataclass(frozen=True)
class Stepper:
    marks: Sequence[Mark]
    folded: int
    present: int
    """Number of the present step; the number of steps plus one when all are done."""

    @property
    def total(self) -> int:
        return len(self.marks)


def stepper(
    flow: Flow, stops: Sequence[Stop], record: Any, steps: Taken, rows: Iterable[Deadline], today: date,
    place: str | None = None,
) -> Stepper:  # fmt: skip
    """The stepper of a record on `today`."""
    now = present_stop(flow, stops, record, steps, today)
    latest = _latest(rows)
    marks = []
    for index, stop in enumerate(stops):
        done = steps.all(*stop.names)
        look = "ok" if index < now else "now" if index == now else "todo"
        row = next((latest[key] for key in stop.clocks if key in latest), None)
        mark = Mark(index + 1, stop.label, look, _below(stop, look, done, row, today))
        if look == "ok":
            mark.above, mark.above_look = _used(row)
        elif look == "now":
            mark.above, mark.above_look = _left(row, today)
        else:
            mark.above = _allowed(_clock(stop, record), today, place)
        mark.phone = index in (now - 1, now, now + 1)
        marks.append(mark)
    for mark in [each for each in marks if each.phone][:1]:
        mark.first_phone = True
    folded = max(0, min(now - 2, len(marks) - FOLD)) if len(marks) > FOLD else 0
    for mark in marks[:folded]:
        mark.fold = True
    return Stepper(marks, folded, now + 1)


def present_stop(flow: Flow, stops: Sequence[Stop], record: Any, steps: Taken, today: date) -> int:
    """The index of the step that is next: the furthest one that may be taken, else the furthest from this state."""
    if flow.state(record.state).final:
        last = max((i for i, stop in enumerate(stops) if any(name in steps for name in stop.names)), default=-1)
        return len(stops) if flow.state(record.state).look == "done" else last + 1
    from_here = [i for i, stop in enumerate(stops) if _leaves(flow, stop, record.state)]
    if not from_here:
        targets = {each.target for each in flow.transitions if record.state in each.sources}
        from_here = [i for i, stop in enumerate(stops) if any(_leaves(flow, stop, state) for state in targets)][:1]
        return from_here[0] if from_here else 0
    for index in reversed(from_here):
        names = [name for name in stops[index].names if record.state in flow.transition(name).sources]
        if any(flow.may(record, name, on=today, steps=steps) for name in names):
            return index
    return from_here[0]


def _leaves(flow: Flow, stop: Stop, state: str) -> bool:
    return any(state in flow.transition(name).sources for name in stop.names)


def _latest(rows: Iterable[Deadline]) -> Mapping[str, Deadline]:
    """The newest run of each clock."""
    return {row.clock: row for row in sorted(rows, key=lambda row: row.pk)}


def _below(stop: Stop, look: str, done: Sequence[Step], row: Deadline | None, today: date) -> str:
    if look == "ok" and done:
        return days_words([step.on for step in done], today)
    if look == "now" and row is not None and row.closed_on is None:
        return f"{cn_date(row.due_on, today.year)}前"
    return stop.hint if look != "ok" else "没有登记"


def days_words(days: Sequence[date], today: date) -> str:
    """6月2、9日 for several days of a month; the latest two otherwise."""
    known = list(dict.fromkeys(days))[-2:]
    if len(known) == 1:
        return cn_date(known[0], today.year)
    first, second = known
    if (first.year, first.month) == (second.year, second.month) and first.year == today.year:
        return f"{first.month}月{first.day}、{second.day}日"
    return f"{cn_date(first, today.year)}、{cn_date(second, today.year)}"


def _length(row: Deadline) -> str:
    """20日内, from the rule that measured the row."""
    clock = clock_of(row.clock)
    return _allowed(clock, row.starts_on, clock.place(None) if clock and clock.place else None)


def _used(row: Deadline | None) -> tuple[str, str]:
    if row is None or row.closed_on is None:
        return "", ""
    late = row.closed_on > row.due_on
    used = f"超{(row.closed_on - row.due_on).days}日" if late else f"用{max(0, (row.closed_on - row.starts_on).days)}日"
    return f"{_length(row)} {used}".strip(), "late" if late else "ok"


def _left(row: Deadline | None, today: date) -> tuple[str, str]:
    if row is None or row.closed_on is not None:
        return "", ""
    left = (row.due_on - today).days
    words = f"超期{-left}天" if left < 0 else "今天到期" if left == 0 else f"剩{left}天"
    look = "late" if left < 0 else "warn" if left <= WARN else ""
    return f"{_length(row)} {words}".strip(), look


def _clock(stop: Stop, record: Any) -> Clock | None:
    """The clock that will measure the way to a step that is still ahead."""
    found = [clock for key in stop.clocks if (clock := clock_of(key)) is not None]
    wage = [clock for clock in found if clock.key.startswith(f"{getattr(record, 'kind', '')}.")]
    plain = [clock for clock in found if not clock.key.startswith("wage.")]
    return next(iter(wage or plain), None)


def _allowed(clock: Clock | None, day: date, place: str | None) -> str:
    if clock is None or not clock.length:
        return ""
    try:
        value = rule(clock.length).at(day, place)
    except NotInForce:
        return ""
    if value.value is None or value.direction == "before":
        return ""
    return f"{value.value}{value.unit}内"
