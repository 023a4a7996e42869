"""How far the targets are: counted from the registry and from the records, judged against the planned time gone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count

from gonghui.kernel.dates import Span, add_months
from gonghui.kernel.indicators import Figure, Indicator, all_indicators
from gonghui.kernel.indicators.measure import Counter
from gonghui.orgs.public import tree_on
from gonghui.planning.choices import Comparison, Level, TargetKind, TaskState
from gonghui.planning.models import Plan, Target, Task, TaskRecord
from gonghui.planning.wording import number

TIMES = {"每周": 52, "每月": 12, "每个月": 12, "每季度": 4, "每季": 4, "每个季度": 4, "每半年": 2, "每年": 1}
"""How often a period of a target (`per`) comes in a year."""

DAY = timedelta(days=1)

SLACK = 0.1
"""So much less than the share of the time gone is not late yet: one of two is half, a day after half time as well."""


class Status(StrEnum):
    REACHED = "reached"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    WORDS = "words"


STATUS_WORDS = {
    Status.REACHED: "已达到", Status.ON_COURSE: "正常", Status.BEHIND: "落后", Status.NOT_YET: "未到时间",
    Status.UNKNOWN: "没有数", Status.WORDS: "看结果",
}  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """One target today. `value` is what counts (the hand value, if there is one), `counted` the figure behind it.

    `goal` is the number to be reached over the plan's span, `gone` the share of the planned time that has passed.
    `missing` is what is still to be done, never below 0.
    """

    target: Target
    status: Status
    gone: float
    value: float | None = None
    goal: float | None = None
    base: float | None = None
    counted: Figure | None = None
    records: int | None = None
    span: Span | None = None

    @property
    def by_hand(self) -> bool:
        return self.target.hand_value is not None

    @property
    def share(self) -> float:
        """How much of the way is done, 0 to 1."""
        if self.status == Status.REACHED:
            return 1.0
        if self.value is None or not self.goal:
            return 0.0
        return max(0.0, min(1.0, self.value / self.goal))

    @property
    def missing(self) -> float | None:
        if self.value is None or self.goal is None or self.target.comparison == Comparison.AT_MOST:
            return None
        return max(0.0, self.goal - self.value)

    @property
    def display(self) -> str:
        """7/15 · 90% · +12/300 · — · the day of a milestone."""
        target = self.target
        if target.kind == TargetKind.MILESTONE:
            return target.reached_on.isoformat() if target.reached_on else "—"
        if target.kind == TargetKind.TEXT or self.goal is None:
            return "—"
        if self.value is None:
            return f"—/{number(self.goal)}"
        if target.unit == "%" and target.comparison != Comparison.INCREASE:
            return self.counted.display if self.counted and not self.by_hand else f"{number(round(self.value, 1))}%"
        return f"{number(round(self.value, 2))}/{number(self.goal)}"

    @property
    def said(self) -> str:
        return STATUS_WORDS[self.status]

    def as_json(self) -> dict[str, object]:
        """The target for the command line and for other programs."""
        target = self.target
        return {
            "kind": target.kind, "what": target.what, "indicator": target.code or None,
            "quantity": None if target.quantity is None else float(target.quantity), "unit": target.unit,
            "comparison": target.comparison, "goal": self.goal, "value": self.value, "display": self.display,
            "status": self.status.value, "by_hand": self.by_hand, "hand_reason": target.hand_reason or None,
            "numerator": self.counted.numerator if self.counted else None,
            "denominator": self.counted.denominator if self.counted else None,
            "time_gone": round(self.gone, 4), "missing": self.missing,
        }  # fmt: skip


def goal_of(target: Target) -> float | None:
    """The number to be reached in the whole span: 每季度1次 is 4 in a year; 每家企业 stays as it is."""
    if target.quantity is None:
        return None
    return float(target.quantity) * TIMES.get(target.per, 1)


def time_gone(task: Task, plan: Plan | None, day: date) -> float:
    """The share of a task's planned time that lies before `day`, 0 to 1: each of its months weighs the same, up to its
    last day; without months the days count."""
    first = task.starts_on or (plan.start_on if plan else task.assigned_on) or day
    last = task.ends_on or (plan.end_on if plan else None)
    if last is None:
        return 0.0
    if day > last:
        return 1.0
    spans = [Span(first, last)]
    if plan is not None and plan.level != Level.PROGRAMME and task.months:
        spans = [span for month in task.months if (span := _cut(plan.year, month, last)).start <= last] or spans
    return sum(_passed(span, day) for span in spans) / len(spans)


def _passed(span: Span, day: date) -> float:
    """The share of a span's days that lie before `day`."""
    return min(max((day - span.start).days / ((span.end - span.start).days + 1), 0.0), 1.0)


def _cut(year: int, month: int, last: date) -> Span:
    start = date(year, month, 1)
    return Span(start, min(add_months(start, 1) - DAY, last))


class Figures:
    """Figures of the wanted codes at several unions; each part is counted once per span, whatever the plans."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.known: Mapping[str, Indicator] = {item.code: item for item in all_indicators()}
        self._counters: dict[Span, Counter] = {}

    def at(self, code: str, union: int, span: Span) -> Figure | None:
        """The figure, or None for a code that nobody declares."""
        item = self.known.get(code)
        if item is None:
            return None
        if span not in self._counters:
            self._counters[span] = Counter(tree_on(span.end), span)
        return self._counters[span].figure(item, ("union", union))


def measure(plans: Sequence[Plan], day: date, tasks: Iterable[Task] | None = None) -> dict[int, Progress]:
    """{target key: progress} of all targets of these plans on `day`, in a number of queries that plans do not raise.

    `tasks` are the plans' tasks with `targets` prefetched; without it they are read.
    """
    held = {plan.pk: plan for plan in plans}
    rows = list(tasks) if tasks is not None else list(
        Task.objects.filter(plan__in=held).exclude(state=TaskState.DROPPED).prefetch_related("targets")
    )  # fmt: skip
    counted = record_counts(rows, day)
    figures = Figures(day)
    found: dict[int, Progress] = {}
    for task in rows:
        plan = held.get(task.plan_id) if task.plan_id else None
        for target in task.targets.all():
            found[target.pk] = _one(target, task, plan, day, figures, counted)
    return found


def record_counts(tasks: Sequence[Task], day: date) -> Mapping[int, int]:
    """{target key: records up to `day`} of the targets that count records."""
    keys = [t.pk for task in tasks for t in task.targets.all() if t.kind == TargetKind.RECORDS]
    counts: dict[int, int] = defaultdict(int)
    if keys:
        rows = TaskRecord.objects.filter(target__in=keys, on__lte=day).order_by()
        counts.update(rows.values_list("target").annotate(number=Count("pk")))
    return counts


def _one(
    target: Target, task: Task, plan: Plan | None, day: date, figures: Figures, counted: Mapping[int, int]
) -> Progress:
    gone = time_gone(task, plan, day)
    if target.kind == TargetKind.TEXT:
        return Progress(target, Status.WORDS, gone)
    if target.kind == TargetKind.MILESTONE:
        return Progress(target, _of_milestone(target, task, gone, day), gone)
    goal, base, figure, records = goal_of(target), None, None, None
    value: float | None = None
    span = Span(plan.start_on, min(day, plan.end_on)) if plan and plan.start_on <= day else None
    if target.kind == TargetKind.RECORDS:
        value = records = counted[target.pk]
    elif plan is not None and span is not None:
        figure = figures.at(target.code, task.union_id, span)
        if figure is not None:
            base = _base(target, figure.indicator, task.union_id, span, figures)
            value = _counted(target, figure, base)
    if target.hand_value is not None:
        value = float(target.hand_value)
    status = _judged(target, figure, value, goal, base, gone)
    return Progress(target, status, gone, value, goal, base, figure, records, span)


def _of_milestone(target: Target, task: Task, gone: float, day: date) -> Status:
    if target.reached_on and target.reached_on <= day:
        return Status.REACHED
    if task.ends_on and day > task.ends_on:
        return Status.BEHIND
    return Status.ON_COURSE if gone > 0 else Status.NOT_YET


def _base(target: Target, item: Indicator, union: int, span: Span, figures: Figures) -> float | None:
    """What a standing figure was on the last day before the plan; for growth in percent of a flowing one, last year's
    figure up to the same day."""
    if not item.flowing:
        before = span.start - DAY
        found = figures.at(item.code, union, Span(before, before))
    elif target.comparison == Comparison.INCREASE and target.unit == "%" and not item.is_rate:
        found = figures.at(item.code, union, Span(add_months(span.start, -12), add_months(span.end, -12)))
    else:
        return None
    return None if found is None or found.value is None else float(found.value)


def _counted(target: Target, figure: Figure, base: float | None) -> float | None:
    if figure.value is None:
        return None
    now, item = float(figure.value), figure.indicator
    if target.comparison != Comparison.INCREASE:
        return now
    if target.unit == "%" and not item.is_rate:
        return round((now - base) * 100 / base, 2) if base else None
    return now if item.flowing else now - (base or 0)


def _judged(
    target: Target, figure: Figure | None, value: float | None, goal: float | None, base: float | None, gone: float
) -> Status:
    if value is None or goal is None:
        return Status.UNKNOWN if gone > 0 else Status.NOT_YET
    if target.comparison == Comparison.AT_MOST:
        return Status.BEHIND if value > goal else Status.REACHED if gone >= 1 else Status.ON_COURSE
    enough = goal * 0.9 if target.comparison == Comparison.ABOUT else goal
    if value >= enough:
        return Status.REACHED
    if gone <= 0:
        return Status.NOT_YET
    if figure is not None and figure.indicator.is_rate and figure.indicator.flowing:
        return Status.BEHIND
    if base is not None and base >= goal and target.comparison != Comparison.INCREASE:
        return Status.BEHIND  # it stood there at the start of the year and has fallen
    wanted = enough * gone
    return Status.BEHIND if wanted >= 1 and value < wanted - SLACK else Status.ON_COURSE


def task_status(task: Task, parts: Sequence[Progress], day: date) -> Status:
    """One word for a task: done, behind (a target is, or its last day has passed), not yet, on course."""
    if task.state == TaskState.DONE:
        return Status.REACHED
    if (task.ends_on and day > task.ends_on) or any(part.status == Status.BEHIND for part in parts):
        return Status.BEHIND
    counted = [part for part in parts if part.status != Status.WORDS]
    if counted and all(part.status == Status.REACHED for part in counted):
        return Status.REACHED
    if task.starts_on and day < task.starts_on and task.state == TaskState.TODO:
        return Status.NOT_YET
    return Status.ON_COURSE
