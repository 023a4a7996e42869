"""The plan's page: its table by heading, owner or line, compared with last year, its changes, its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.console.numbers import key, number
from gonghui.console.plans import access, reading
from gonghui.console.plans.showing import Line, grouped, lines_of
from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.moving import perform
from gonghui.kernel.workflow.steps import steps_of
from gonghui.planning.public import (
    FLOW,
    LINES_OF_WORK,
    Level,
    Plan,
    PlanState,
    heading_add,
    heading_change,
    heading_drop,
    plan_close,
    plans_of,
    sheet,
    task_add,
    town_plan,
    yearly,
)

VIEWS = (("", "计划表"), ("owner", "按责任人"), ("line", "按条线"), ("last", "与去年比"), ("changes", "调整记录"))


@require_GET
def now(request: OfficeRequest) -> HttpResponse:
    """This year's plan of the reader's union; without one, the list of all plans."""
    plan = town_plan(access.own_union(request).pk, request.moment.today.year)
    return redirect("console:plan", plan.pk) if plan else redirect("console:all-plans")


@require_GET
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """One plan: ?by=owner|line|last|changes, ?owner=, ?line=, ?month=, ?late=1."""
    plan = access.plan_of(request, pk)
    return render(request, "console/plans/sheet.html", context(request, plan))


def context(request: OfficeRequest, plan: Plan, **more: Any) -> dict[str, Any]:
    """Everything the plan's page shows."""
    shown = sheet(plan, request.moment.today)
    lines = lines_of(shown)
    by = request.GET.get("by", "")
    kept = _kept(request, lines)
    counts = shown.counts
    steps = steps_of(plan)
    return {
        "plan": plan, "sheet": shown, "groups": grouped(kept, by, shown), "by": by, "views": VIEWS, "all": len(lines),
        "shown": len(kept), "counts": counts, "owners": sorted({line.task.owner_name for line in lines} - {""}),
        "lines_of_work": [line for line in dict.fromkeys(line.task.line for line in lines) if line],
        "may": access.may_change(request, plan.union_id), "may_approve": access.may_approve(request),
        "moves": _moves(request, plan), "changes": plan.changes.all() if by == "changes" else [],
        "change_count": plan.changes.count(), "years": _years(plan, request),
        "last_step": steps.last(), "asks_reason": plan.state == PlanState.APPROVED, "months": range(1, 13),
        "by_year": yearly(plan, request.moment.today) if plan.level == Level.PROGRAMME and not by else [], **more,
    }  # fmt: skip


def _kept(request: OfficeRequest, lines: list[Line]) -> list[Line]:
    asked = request.GET
    month = number(asked.get("month"))
    tests = [
        lambda line: not asked.get("owner") or line.task.owner_name == asked["owner"],
        lambda line: not asked.get("line") or line.task.line == asked["line"],
        lambda line: not month or month in line.task.months or not line.task.months,
        lambda line: asked.get("late") != "1" or line.row.late,
    ]
    return [line for line in lines if all(test(line) for test in tests)]


def _years(plan: Plan, request: OfficeRequest) -> list[Plan]:
    """The union's other plans, newest first, for the switch of the year."""
    return [one for one in plans_of(request.scope) if one.union_id == plan.union_id]


def _moves(request: OfficeRequest, plan: Plan) -> list[tuple[Any, Any]]:
    """The steps that leave the plan's state, for those who may take them, with whether and why not."""
    if not access.may_change(request, plan.union_id):
        return []
    steps = FLOW.open_steps(plan, by=request.hand)
    office = ("approve", "return", "close")
    return [(step, may) for step, may in steps if step.name not in office or access.may_approve(request)]


@require_POST
def step(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """Send, return, approve or file a plan."""
    plan = access.plan_of(request, pk)
    access.check_change(request, plan.union_id)
    if name in ("approve", "return", "close") and not access.may_approve(request):
        raise Refused("计划由镇总工会批准。", "请等镇总工会办理，或者打电话问一问。")
    today = request.moment.today
    on = reading.day(request.POST, "on", today) or today
    reason, document = request.POST.get("reason", ""), request.POST.get("document", "").strip()
    facts = {"approval": request.POST.get("approval", "").strip()} if name == "approve" else {}
    given = reading.version(request.POST)
    if given is not None and given != plan.version:
        plan.version = given  # the step is refused with who was first
    if name == "close":
        plan_close(plan=plan, on=on, by=request.hand, at=request.moment.at)
    else:
        perform(FLOW, plan, name, on=on, facts=facts, document=document, reason=reason, by=request.hand,
                at=request.moment.at)  # fmt: skip
    messages.success(request, f"已登记“{FLOW.transition(name).label}”。")
    return redirect("console:plan", plan.pk)


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest, pk: int) -> HttpResponse:
    """A new task, or a new heading (`kind=heading`)."""
    plan = access.plan_of(request, pk)
    access.check_change(request, plan.union_id)
    problem = None
    if request.method == "POST":
        try:
            return _added(request, plan)
        except Refused as no:
            problem = no
    today = request.moment.today
    page = {
        "plan": plan, "problem": problem, "given": request.POST, "headings": plan.headings.all(), "work_lines": LINES_OF_WORK,
        "people": reading.people(plan.union, today), "months": range(1, 13),
        "picked": reading.months(request.POST) if request.method == "POST" else [],
        "asks_reason": plan.state == PlanState.APPROVED,
    }  # fmt: skip
    return render(request, "console/plans/add.html", page, status=422 if problem else 200)


def _headings(request: OfficeRequest, plan: Plan, reason: str) -> HttpResponse:
    """Reword a heading, or take it out when `drop` is pressed."""
    data = request.POST
    row = plan.headings.select_related("plan").filter(pk=key(data.get("heading"))).first()
    if row is None:
        raise Refused("这个标题已经不在了。", "请刷新页面核对。")
    by, at = request.hand, request.moment.at
    if data.get("drop"):
        heading_drop(heading=row, reason=reason, by=by, at=at)
    else:
        heading_change(
            heading=row, text=data.get("text", ""), version=reading.version(data), reason=reason, by=by, at=at
        )
    messages.success(request, "标题删掉了。" if data.get("drop") else "标题改好了。")
    return redirect("console:plan-add", plan.pk)


def _added(request: OfficeRequest, plan: Plan) -> HttpResponse:
    data, reason = request.POST, request.POST.get("reason", "")
    if data.get("kind") == "headings":
        return _headings(request, plan, reason)
    if data.get("kind") == "heading":
        heading_add(plan=plan, text=data.get("text", ""), line=data.get("line", ""), reason=reason, by=request.hand,
                    at=request.moment.at)  # fmt: skip
        messages.success(request, "标题加好了。")
        return redirect("console:plan", plan.pk)
    heading = plan.headings.filter(pk=key(data.get("heading"))).first()
    task = task_add(plan=plan, heading=heading, reason=reason, by=request.hand, at=request.moment.at,
                    **reading.task_fields(data, plan.union, request.moment.today))  # fmt: skip
    messages.success(request, f"加好了“{task.short}”。要考核的数，在下面加目标。")
    return redirect("console:task", task.pk)
