"""The month calendar: tasks, activities, fixed dates and deadlines day by day; the year as a ribbon; last year's month; the wall."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gonghui.console.ledgers.reading import reader_of
from gonghui.console.places import record_url, unions_by_key
from gonghui.console.plans import access
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import parse_period
from gonghui.kernel.ledger.api import ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import calendar
from gonghui.kernel.workflow.asking import deadlines
from gonghui.orgs.public import Union
from gonghui.planning.public import Task, TaskState, live_tasks, lunar_label, month_tasks, month_words

SOON = 3
A_DAY = 5
"""So many entries a day are shown; the rest are counted."""


BY_SUBJECT = ("activity.filing",)
"""Clocks whose matters are told apart by what they are about, not by whose they are."""


@dataclass(frozen=True)
class Entry:
    """Something on a day: act (planned), ok (done), law (deadline), soon, over."""

    look: str
    words: str
    url: str = ""


@dataclass
class Day:
    """One day of the calendar."""

    day: date
    inside: bool
    rest: bool
    today: bool
    label: str
    holiday: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def shown(self) -> list[Entry]:
        return self.entries[:A_DAY]

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - A_DAY)


@require_GET
def show(request: OfficeRequest) -> HttpResponse:
    """?month=2026-07; `print=1` is the wall sheet (`paper=a3` for A3)."""
    today = request.moment.today
    month = _month(request, today)
    union = access.own_union(request)
    days = _days(request, union, month, today)
    last = [task for task in month_tasks(month.year - 1, month.month, request.scope, union.pk) if _special(task)]
    everything = month_tasks(month.year, month.month, request.scope, union.pk)
    tasks = [task for task in everything if _special(task)]
    weeks = [days[at : at + 7] for at in range(0, len(days), 7)]
    page = {
        "union": union, "month": month, "days": days, "weeks": weeks,
        "tasks": [(task, _how(task)) for task in tasks], "steady": len(everything) - len(tasks),
        "last": [(task, _came(task)) for task in last],
        "before": _shift(month, -1), "after": _shift(month, 1), "ribbon": _ribbon(request, union, month, today),
        "doubts": calendar().doubts(month.year, month.year), "paper": request.GET.get("paper", "a4"),
    }  # fmt: skip
    name = "console/plans/wall.html" if request.GET.get("print") == "1" else "console/plans/calendar.html"
    return render(request, name, page)


def _month(request: OfficeRequest, today: date) -> date:
    code = request.GET.get("month", f"{today:%Y-%m}")
    period = parse_period(code)
    if "-" not in period.code:
        raise Refused(f"“{code[:20]}”不是月份。", "请写成2026-07这样。", "month")
    return period.span.start


def _shift(month: date, by: int) -> date:
    index = month.year * 12 + month.month - 1 + by
    return date(index // 12, index % 12 + 1, 1)


def _days(request: OfficeRequest, union: Union, month: date, today: date) -> list[Day]:
    first = month - timedelta(days=month.weekday())
    following = _shift(month, 1)
    last = following - timedelta(days=1)
    last += timedelta(days=6 - last.weekday())
    known = calendar()
    years = {year: known.years.get(year) for year in range(first.year, last.year + 1)}
    days = {}
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        year = years[day.year]
        days[day] = Day(day, month <= day < following, known.rests(day), day == today, lunar_label(day),
                        year.name_of(day) if year else "")  # fmt: skip
    entries = (*_task_entries(request, union, first, last, today), *_law_entries(request, first, last, today),
               *_activity_entries(request, first, last, today))  # fmt: skip
    for day, entry in entries:
        days[day].entries.append(entry)
    order = {"over": 0, "soon": 1, "act": 2, "law": 3, "ok": 4}
    for one in days.values():
        one.entries.sort(key=lambda entry: order[entry.look])
    return list(days.values())


def _task_entries(
    request: OfficeRequest, union: Union, first: date, last: date, today: date
) -> list[tuple[date, Entry]]:
    """Tasks on the day they were done, else on their last day; a month without a day stands in the side list only."""
    found = []
    for task in live_tasks(request.scope, union.pk):
        day = task.done_on or task.due_on
        if day is None or not first <= day <= last:
            continue
        late = task.state not in (TaskState.DONE,) and day < today
        look = "ok" if task.done_on else "over" if late else "soon" if (day - today).days <= SOON else "act"
        found.append((day, Entry(look, task.short, reverse("console:task", args=[task.pk]))))
    return found


def _activity_entries(request: OfficeRequest, first: date, last: date, today: date) -> list[tuple[date, Entry]]:
    """What people attend on its first day, and the last day to sign up for it."""
    ledger = ledger_of("activities")
    reader = ledger.reader(reader_of(request))
    rows = (
        ledger.universe(reader)
        .filter(voided_on=None)
        .filter(Q(on__range=(first, last)) | Q(sign_up_until__range=(first, last)))
    )
    found = []
    for row in rows.order_by("on", "pk"):
        url = reverse("console:activity", args=[row.pk])
        if first <= row.on <= last:
            found.append((row.on, Entry("ok" if row.closed_on else "act", row.name, url)))
        if row.sign_up_until and first <= row.sign_up_until <= last and row.closed_on is None:
            found.append((row.sign_up_until, Entry("law", f"{row.name}报名截止", url)))
    return found


def _law_entries(request: OfficeRequest, first: date, last: date, today: date) -> list[tuple[date, Entry]]:
    """Open deadlines on the reader's unions; those that no law sets stay calm."""
    rows = list(deadlines(request.scope).filter(closed_on=None, due_on__range=(first, last)).order_by("due_on", "pk"))
    rows = [row for row in rows if not row.clock.startswith(("planning.", "activity.answer"))]
    unions = unions_by_key(row.union_id for row in rows)
    found = []
    for row in rows:
        union = unions.get(row.union_id or 0)
        name = row.subject if row.clock in BY_SUBJECT else (union.short_name if union else "") or row.subject
        left = (row.due_on - today).days
        look = "act" if not row.rule else "over" if left < 0 else "soon" if left <= SOON else "law"
        url = record_url(row.entity, row.object_id, union.code if union else "")
        found.append((row.due_on, Entry(look, f"{name}{row.title}", url)))
    return found


def _special(task: Task) -> bool:
    """Whether a task belongs to certain months; what runs all year is steady work."""
    return bool(task.due_on) or 0 < len(task.months) <= 6 or task.plan_id is None


def _how(task: Task) -> str:
    """How a task of the month stands, in a few words."""
    if task.state == TaskState.DONE:
        return f"已办 {task.outcome[:16]}" if task.outcome else "已办"
    if task.due_on:
        return f"{task.due_on.month}月{task.due_on.day}日前"
    return month_words(task.months) or "全年"


def _came(task: Task) -> str:
    """What came of last year's task: outcome and cost."""
    cost = f"{task.cost:,.0f}元" if task.cost else ""
    return " · ".join(part for part in (task.outcome[:20], cost) if part) or task.get_state_display()


@dataclass(frozen=True)
class Month:
    """One month of the ribbon over the calendar."""

    month: date
    names: Sequence[str]
    count: int
    all_done: bool
    on: bool


def _ribbon(request: OfficeRequest, union: Union, month: date, today: date) -> list[Month]:
    """The year's twelve months with the names of what is special to them; what runs all year is left out."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    year = month.year
    for task in live_tasks(request.scope, union.pk).filter(
        starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1)
    ):
        if len(task.months) in range(1, 7) and (task.plan is None or task.plan.start_on.year == year):
            for number in task.months:
                tasks[number].append(task)
    for found in tasks.values():
        found.sort(key=lambda task: (len(task.months), task.ends_on or task.starts_on or month))
    return [
        Month(date(year, number, 1), [_brief(task.text) for task in tasks[number][:2]], len(tasks[number]),
              bool(tasks[number]) and all(task.state == TaskState.DONE for task in tasks[number]), number == month.month)
        for number in range(1, 13)
    ]  # fmt: skip


def _brief(text: str) -> str:
    """The heart of a task in at most seven signs, for a narrow column."""
    for sign in ("“", "”", "《", "》"):
        text = text.replace(sign, "")
    return text if len(text) <= 7 else text[:7]
