"""This week, assigned tasks, all plans with the programmes and who has handed in."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gonghui.console.numbers import number
from gonghui.console.plans import access, reading
from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, town
from gonghui.planning.public import (
    Level,
    Plan,
    PlanDraft,
    assigned_tasks,
    hand_ins,
    plan_open,
    plans_of,
    task_assign,
    town_plan,
    week_of,
)


@require_GET
def week(request: OfficeRequest) -> HttpResponse:
    """What falls due this week, what was done last week, who is missing; the text to copy."""
    union = access.own_union(request)
    today = request.moment.today
    found = week_of(today, request.scope, union.pk)
    page = {
        "week": found,
        "union": union,
        "text": found.text(f"{union.short_name or union.name}本周工作"),
        "today": today,
    }
    return render(request, "console/plans/week.html", page)


@require_http_methods(["GET", "POST"])
def assigned(request: OfficeRequest) -> HttpResponse:
    """Tasks given from above, open ones first; a new one is entered here."""
    union = access.own_union(request)
    problem = None
    if request.method == "POST":
        access.check_change(request, union.pk)
        try:
            return _assign(request)
        except Refused as no:
            problem = no
    rows = list(assigned_tasks(request.scope))
    page = {
        "rows": rows, "open": [task for task in rows if task.state in ("todo", "doing")], "problem": problem,
        "given": request.POST, "people": reading.people(union, request.moment.today),
        "may": access.may_change(request, union.pk), "today": request.moment.today,
    }  # fmt: skip
    return render(request, "console/plans/assigned.html", page, status=422 if problem else 200)


def _assign(request: OfficeRequest) -> HttpResponse:
    data, today, union = request.POST, request.moment.today, access.own_union(request)
    task = task_assign(
        union=union, text=data.get("text", ""), assigned_by=data.get("assigned_by", ""),
        assigned_on=reading.day(data, "assigned_on", today) or today,
        due_on=reading.day(data, "due_on", today, future=True), owner=reading.people(union, today).get(data.get("owner", "")),
        assigned_number=data.get("assigned_number", ""), lead_unit=data.get("lead_unit", ""),
        by=request.hand, at=request.moment.at,
    )  # fmt: skip
    messages.success(request, f"记下了{task.assigned_by}交办的“{task.short}”。")
    return redirect("console:assigned")


@require_http_methods(["GET", "POST"])
def plans(request: OfficeRequest) -> HttpResponse:
    """Every plan the reader may open: by year, programmes apart, and which grassroots unions have handed in."""
    union = access.own_union(request)
    problem = None
    if request.method == "POST":
        access.check_change(request, union.pk)
        try:
            return _open(request)
        except Refused as no:
            problem = no
    today = request.moment.today
    everything = list(plans_of(request.scope))
    mine = [plan for plan in everything if plan.union_id == union.pk]
    handed = hand_ins(today.year, today, request.scope) if request.scope.everything else []
    page = {
        "mine": [plan for plan in mine if plan.level != Level.PROGRAMME],
        "programmes": [plan for plan in everything if plan.level == Level.PROGRAMME],
        "others": [plan for plan in everything if plan.union_id != union.pk and plan.year == today.year],
        "handed": handed, "missing": [one for one, plan in handed if plan is None],
        "reviews": request.scope.limit(PlanDraft.objects.filter(dropped_at=None)).select_related("plan")[:20],
        "union": union, "may": access.may_change(request, union.pk), "problem": problem, "given": request.POST,
        "year": today.year, "next": today.year + 1, "this_plan": town_plan(union.pk, today.year),
        "text": _missing_text(handed, today),
        "unions": [one.name for one, _ in handed],
    }  # fmt: skip
    return render(request, "console/plans/list.html", page, status=422 if problem else 200)


def _missing_text(handed: Sequence[tuple[Union, Plan | None]], today: date) -> str:
    """Who is still missing, to be copied into a chat group."""
    missing = [(union.short_name or union.name) for union, plan in handed if plan is None]
    if not missing:
        return f"{today.year}年工作计划，各基层工会都报了。"
    return f"{today.year}年工作计划还差{len(missing)}家：{'、'.join(missing)}。请尽快报送。"


def _open(request: OfficeRequest) -> HttpResponse:
    data = request.POST
    union, hand = access.union_for(request)
    access.check_change(request, union.pk)
    first, last = (number(data.get(name) or data.get("year")) or 0 for name in ("year", "until"))
    if not all(1949 <= year <= 2100 for year in (first, last)):
        raise Refused("年份要写成2026这样。", "多年规划再写到哪一年。", "year")
    own = Level.TOWN if union.pk == town().pk else Level.GRASSROOTS
    level = Level.PROGRAMME if last > first else own
    name = f"{union.name}{first}年工作计划" if first == last else f"{union.name}{first}—{last}年工作规划"
    programme = next(
        (one for one in plans_of(request.scope)
         if one.level == Level.PROGRAMME and one.union_id == union.pk and one.start_on.year <= first <= one.end_on.year),
        None,
    )  # fmt: skip
    plan = plan_open(
        union=union, title=data.get("title", "").strip() or name, start_on=date(first, 1, 1), end_on=date(last, 12, 31),
        level=level, parent=programme if level != Level.PROGRAMME else None, by=hand, at=request.moment.at,
    )  # fmt: skip
    messages.success(request, f"“{plan.title}”开好了，可以加标题和任务。")
    return redirect("console:plan", plan.pk)
