"""The last days of tasks, so that lists, calendar and reminders find them beside the clocks of the law."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from gonghui.kernel.workflow.clocks import Clock, Start, register_clock
from gonghui.kernel.workflow.steps import Taken
from gonghui.planning.choices import Level, PlanState, TaskState
from gonghui.planning.lines import office_line
from gonghui.planning.models import Task

_IN_FORCE = (PlanState.APPROVED, PlanState.CLOSED)


def _load(keys: Collection[int]) -> Sequence[Task]:
    return list(Task.objects.filter(pk__in=keys).select_related("plan"))


def _subject(task: Any) -> str:
    return str(task.short)


def _stops(task: Any, steps: Taken, start: Start) -> date | None:
    if task.done_on:
        return date.fromisoformat(str(task.done_on))
    return task.plan.closed_on if task.plan else None


def _planned(task: Any) -> Sequence[Start]:
    if task.assigned_by or task.plan is None or task.plan.state not in _IN_FORCE:
        return ()
    return _run(task)


def _of_the_town(task: Any, steps: Taken) -> Sequence[Start]:
    return _planned(task) if task.plan and task.plan.level != Level.GRASSROOTS else ()


def _of_a_union(task: Any, steps: Taken) -> Sequence[Start]:
    return _planned(task) if task.plan and task.plan.level == Level.GRASSROOTS else ()


def _assigned(task: Any, steps: Taken) -> Sequence[Start]:
    return _run(task) if task.assigned_by else ()


def _run(task: Any) -> Sequence[Start]:
    if task.state == TaskState.DROPPED or task.ends_on is None:
        return ()
    return (Start(task.ends_on, since=min(task.starts_on or task.ends_on, task.ends_on)),)


_COMMON: dict[str, Any] = {
    "model": "planning.Task", "stops": _stops, "load": _load, "subject": _subject, "line": "计划",
    "line_of": lambda task: office_line(task.line), "edition": 2, "act": "登记完成", "stop_words": "登记完成",
}  # fmt: skip

# The town is told of its own plan's tasks, a union of those of its own; what was assigned concerns both.
register_clock(
    Clock(key="planning.task", title="计划任务", starts=_of_the_town, who="town", remind=(7, 0), **_COMMON),
    Clock(key="planning.union_task", title="本会计划任务", starts=_of_a_union, who="union", remind=(7, 0), **_COMMON),
    Clock(key="planning.assigned", title="交办任务", starts=_assigned, who="both", remind=(3, 0), **_COMMON),
)
