"""Questions about plans: the sheet of one, what falls due, the month, who has handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.orgs.public import Union, placed_on
from gonghui.people.public import Account
from gonghui.planning.choices import OPEN_STATES, Level, PlanState, TaskState
from gonghui.planning.models import Heading, Plan, Task
from gonghui.planning.progress import Progress, Status, measure, task_status

IN_FORCE = (PlanState.APPROVED, PlanState.CLOSED)


@dataclass(frozen=True)
class Row:
    """One task on the sheet with its progress."""

    task: Task
    number: int
    parts: Sequence[Progress]
    status: Status

    @property
    def late(self) -> bool:
        return self.status == Status.BEHIND


@dataclass
class Group:
    """The tasks under one heading, in their order; tasks without a heading stand in the last group."""

    heading: Heading | None
    rows: list[Row] = field(default_factory=list)


@dataclass
class Sheet:
    """A plan with everything its page, its print and its Word table show."""

    plan: Plan
    day: date
    groups: list[Group]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def counts(self) -> dict[str, int]:
        """How many tasks stand in each status, {status: number}, every status named."""
        counts = dict.fromkeys((status.value for status in Status), 0)
        for row in self.rows:
            counts[row.status.value] += 1
        return counts

    @property
    def met(self) -> tuple[int, int]:
        """(targets reached, targets that can be judged); mere words are left out."""
        parts = [part for row in self.rows for part in row.parts if part.status != Status.WORDS]
        return sum(part.status == Status.REACHED for part in parts), len(parts)

    @property
    def budget(self) -> Decimal:
        """The sum of the tasks' budgets in yuan."""
        return sum((row.task.budget or Decimal(0) for row in self.rows), Decimal(0))


def plans_of(scope: Scope = EVERYTHING, year: int | None = None) -> QuerySet[Plan]:
    """The plans a reader may open, those that touch `year`, newest first; the town's before the others."""
    rows = scope.limit(Plan.objects.select_related("union", "parent"))
    if year is not None:
        rows = rows.filter(start_on__lte=date(year, 12, 31), end_on__gte=date(year, 1, 1))
    return rows.order_by("-start_on", "pk")


def town_plan(union_id: int, year: int) -> Plan | None:
    """The plan of a union's year: the one in force, else the newest in draft; None when there is none."""
    rows = Plan.objects.filter(union=union_id, start_on__year=year).exclude(level=Level.PROGRAMME)
    found = list(rows.select_related("union", "parent").order_by("-pk"))
    return next((plan for plan in found if plan.state in IN_FORCE), found[0] if found else None)


def tasks_in(plan: Plan) -> list[Task]:
    """The plan's tasks in the order of the document, dropped ones left out, with targets, records and last year's."""
    rows = plan.tasks.exclude(state=TaskState.DROPPED).select_related("owner", "carried_from", "heading")
    return list(rows.prefetch_related("targets", "targets__records").order_by("position", "pk"))


def sheet(plan: Plan, day: date) -> Sheet:
    """Everything about a plan on `day`, in a fixed number of queries."""
    tasks = tasks_in(plan)
    progress = measure([plan], day, tasks)
    groups = {heading.pk: Group(heading) for heading in plan.headings.all()}
    loose = Group(None)
    for task in tasks:
        parts = [progress[target.pk] for target in task.targets.all()]
        group = groups.get(task.heading_id or 0, loose)
        group.rows.append(Row(task, 0, parts, task_status(task, parts, day)))
    shown = [*groups.values(), *([loose] if loose.rows else [])]
    number = 0
    for group in shown:
        for index, row in enumerate(group.rows):
            number += 1
            group.rows[index] = Row(row.task, number, row.parts, row.status)
    return Sheet(plan, day, shown)


def live_tasks(scope: Scope = EVERYTHING, union_id: int | None = None) -> QuerySet[Task]:
    """Tasks that are in force: of approved or filed plans, and assigned ones; dropped ones left out."""
    rows = scope.limit(Task.objects.filter(Q(plan__state__in=IN_FORCE) | Q(plan=None)))
    if union_id is not None:
        rows = rows.filter(union=union_id)
    return rows.exclude(state=TaskState.DROPPED).select_related("plan", "union", "owner")


def tasks_due(day: date, days: int, scope: Scope = EVERYTHING, union_id: int | None = None) -> QuerySet[Task]:
    """Open tasks whose last day has passed or lies at most `days` ahead, most urgent first."""
    rows = live_tasks(scope, union_id).filter(state__in=OPEN_STATES, ends_on__lte=day + timedelta(days=days))
    return rows.exclude(plan__state=PlanState.CLOSED).order_by("ends_on", "position", "pk")


def tasks_of(account: Account, day: date) -> QuerySet[Task]:
    """The open tasks of a person that have begun by `day`, most urgent first."""
    rows = live_tasks().filter(owner=account, state__in=OPEN_STATES, starts_on__lte=day)
    return rows.exclude(plan__state=PlanState.CLOSED).order_by("ends_on", "position", "pk")


def assigned_tasks(scope: Scope = EVERYTHING) -> QuerySet[Task]:
    """Tasks given from above (交办), open ones first, most urgent first."""
    rows = scope.limit(Task.objects.exclude(assigned_by="")).select_related("union", "owner", "plan")
    return rows.order_by("done_on", "ends_on", "pk")


@dataclass(frozen=True)
class Week:
    """The week of a day, Monday to Sunday: what falls due, what was done in the week before, who is missing."""

    first: date
    last: date
    overdue: Sequence[Task]
    due: Sequence[Task]
    done_before: Sequence[Task]
    missing: Sequence[Union]

    def text(self, title: str) -> str:
        """The week in plain words, to be copied into a chat group."""
        lines = [f"【{title}】{_short(self.first)}至{_short(self.last)}"]
        for name, tasks in (("本周到期", self.due), ("已经超期", self.overdue), ("上周完成", self.done_before)):
            if tasks:
                lines.append(f"{name}{len(tasks)}项：")
                lines += [f"{number}. {_told(task)}" for number, task in enumerate(tasks, 1)]
        if self.missing:
            names = "、".join(union.short_name or union.name for union in self.missing[:20])
            more = f"等{len(self.missing)}家" if len(self.missing) > 20 else f"，共{len(self.missing)}家"
            lines.append(f"今年计划还差：{names}{more}。")
        if len(lines) == 1:
            lines.append("本周没有到期的任务。")
        return "\n".join(lines)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _told(task: Task) -> str:
    who = f"（{task.owner_name}）" if task.owner_name else ""
    when = task.done_on or task.ends_on
    return f"{task.short}{who}{'，' + _short(when) if when else ''}"


def week_of(day: date, scope: Scope = EVERYTHING, union_id: int | None = None) -> Week:
    """The week that contains `day`; `missing` are the grassroots unions in scope without a plan this year."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    open_rows = list(tasks_due(last, 0, scope, union_id))
    done = live_tasks(scope, union_id).filter(done_on__range=(first - timedelta(days=7), first - timedelta(days=1)))
    return Week(
        first, last, [task for task in open_rows if task.ends_on and task.ends_on < day],
        [task for task in open_rows if task.ends_on and task.ends_on >= day],
        list(done.order_by("done_on", "pk")), [union for union, plan in hand_ins(day.year, day, scope) if plan is None],
    )  # fmt: skip


def hand_ins(year: int, day: date, scope: Scope = EVERYTHING) -> list[tuple[Union, Plan | None]]:
    """Every grassroots union that exists on `day` with its plan of the year that was sent for approval, if any."""
    sent = (PlanState.SUBMITTED, *IN_FORCE)
    rows = Plan.objects.filter(start_on__year=year, state__in=sent, level=Level.GRASSROOTS).order_by("pk")
    plans: Mapping[int, Plan] = {plan.union_id: plan for plan in rows}
    placed = scope.limit(placed_on(day)).select_related("union").order_by("union__code")
    return [(row.union, plans.get(row.union_id)) for row in placed]


def month_tasks(year: int, month: int, scope: Scope = EVERYTHING, union_id: int | None = None) -> list[Task]:
    """The tasks of a month: those that name it, fall due in it, or were done in it."""
    first = date(year, month, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    rows = live_tasks(scope, union_id).filter(
        Q(starts_on__lt=following, ends_on__gte=first) | Q(done_on__gte=first, done_on__lt=following)
    )
    return [task for task in rows.order_by("ends_on", "position", "pk") if _in_month(task, first, following)]


def _in_month(task: Task, first: date, following: date) -> bool:
    days = [day for day in (task.due_on, task.done_on) if day]
    if any(first <= day < following for day in days):
        return True
    if task.months:
        return first.month in task.months and (task.plan is None or task.plan.start_on.year <= first.year)
    return not task.due_on and task.ends_on is not None and task.ends_on < following
