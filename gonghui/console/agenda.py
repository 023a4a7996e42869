"""The plan on the home page: how its targets stand, what the month brings, and what waits for this person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse

from gonghui.console.headline import last_change
from gonghui.console.request import OfficeRequest, own_office
from gonghui.console.signatures.views import waiting_signatures
from gonghui.kernel.signing.models import Signature
from gonghui.orgs.public import town_key
from gonghui.people.public import Role
from gonghui.planning.public import (
    Plan,
    PlanState,
    Progress,
    Status,
    Task,
    TaskState,
    month_tasks,
    plans_of,
    sheet,
    tasks_of,
    town_plan,
)

LOOKS = {TaskState.DONE: "done", TaskState.DOING: "doing", TaskState.TODO: "todo", TaskState.DROPPED: "end"}


@dataclass(frozen=True)
class Goal:
    """One counted target: its words, 7/15, how far, where the plan's time stands, and whether it lags."""

    what: str
    display: str
    unit: str
    share: float
    gone: float
    look: str


@dataclass(frozen=True)
class PlanCard:
    """The year's plan in one block: how many tasks stand where, and the targets that lag most."""

    title: str
    url: str
    state: str
    total: int
    counts: Sequence[tuple[str, str, int]]
    goals: Sequence[Goal]


WORDS = (("reached", "已完成"), ("on_course", "正常"), ("behind", "落后"), ("not_yet", "未到时间"))


def plan_card(today: date, union_id: int) -> PlanCard | None:
    """The plan of a union's year, None without one; computed anew only after something was recorded."""
    key = f"plan-card:{last_change()}:{today}:{union_id}"
    found: PlanCard | str | None = cache.get(key)
    if found is None:
        plan = town_plan(union_id, today.year)
        found = _card(plan, today) if plan else "none"
        cache.set(key, found, 24 * 3600)
    return found if isinstance(found, PlanCard) else None


def _card(plan: Plan, today: date) -> PlanCard:
    whole = sheet(plan, today)
    counts = whole.counts
    parts = [part for row in whole.rows for part in row.parts if part.goal is not None and part.value is not None]
    parts.sort(key=lambda part: (part.status != Status.BEHIND, part.share - part.gone))
    shown = [(key, word, counts[key]) for key, word in WORDS]
    return PlanCard(plan.title, reverse("console:plan", args=[plan.pk]), plan.get_state_display(), len(whole.rows),
                    shown, [_goal(part) for part in parts[:5]])  # fmt: skip


def _goal(part: Progress) -> Goal:
    look = {Status.REACHED: "reached", Status.BEHIND: "late"}.get(part.status, "")
    what = part.target.what or part.target.task.short
    return Goal(what, part.display, part.target.unit, part.share * 100, min(part.gone, 1) * 100, look)


def month_card(request: OfficeRequest, most: int = 6) -> list[tuple[Task, str]]:
    """The month's tasks with the look of their state, the open ones first."""
    today = request.moment.today
    own = town_key() if request.scope.everything else own_office(request).union_id
    tasks = month_tasks(today.year, today.month, request.scope, own)
    tasks.sort(key=lambda task: (task.state == TaskState.DONE, task.ends_on or date.max))
    return [(task, "over" if _late(task, today) else LOOKS[TaskState(task.state)]) for task in tasks[:most]]


def _late(task: Task, today: date) -> bool:
    return task.state != TaskState.DONE and task.ends_on is not None and task.ends_on < today


@dataclass(frozen=True)
class Waiting:
    """What waits for this person: second signatures, plans to approve and his own open tasks."""

    plans: QuerySet[Plan]
    tasks: Sequence[Task]
    signatures: Sequence[Signature] = ()

    @property
    def count(self) -> int:
        return len(self.plans) + len(self.tasks) + len(self.signatures)


def waiting_for(request: OfficeRequest) -> Waiting:
    """Plans sent for approval wait for a chair above; a task waits for the person who owns it."""
    today = request.moment.today
    plans = plans_of(request.scope).filter(state=PlanState.SUBMITTED)
    if not any(office.role == Role.TOWN_CHAIR for office in request.offices):
        plans = plans.none()
    tasks = list(request.rights.assigned.limit(tasks_of(request.user, today))[:6])
    return Waiting(plans, tasks, waiting_signatures(request))
