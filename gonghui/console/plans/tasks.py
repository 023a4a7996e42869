"""One task: its targets with what lies behind them, how it goes, what proves it, how it was changed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gonghui.console.addresses import addresses
from gonghui.console.numbers import key
from gonghui.console.places import record_url, unions_by_key
from gonghui.console.plans import access, reading
from gonghui.console.plans.showing import Line, Shown, figure_address
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.models import Event
from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.indicators.measure import opened
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, tree_on, unions_of
from gonghui.planning.public import (
    LINES_OF_WORK,
    Comparison,
    PlanState,
    Progress,
    Row,
    Target,
    TargetKind,
    Task,
    TaskRecord,
    measure,
    milestone_reach,
    record_attach,
    record_detach,
    target_add,
    target_change,
    target_drop,
    task_change,
    task_drop,
    task_move,
    task_report,
    task_status,
    value_clear,
    value_fill,
)

UNION = "orgs.union"
NAMED = 24
"""So many records are named under a target; the page of the figure has all."""


@require_http_methods(["GET", "POST"])
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """The task's page; ?row=1 is the part that unfolds in the plan's table. POST does what `act` says."""
    task = access.task_of(request, pk)
    problem = None
    if request.method == "POST":
        if request.POST.get("act") not in access.REPORTS or not access.is_own(request, task):
            access.check_change(request, task.union_id)
        try:
            return _act(request, task)
        except Refused as no:
            problem = no
            task = access.task_of(request, pk)
    if request.GET.get("row") == "1":
        return render(request, "console/plans/_unfolded.html", context(request, task))
    page = context(request, task) | {"problem": problem, "given": request.POST, "act": request.POST.get("act", "")}
    return render(request, "console/plans/task.html", page, status=422 if problem else 200)


def context(request: OfficeRequest, task: Task) -> dict[str, Any]:
    """Everything about a task."""
    today = request.moment.today
    plan = task.plan
    plans = [plan] if plan else []
    progress = measure(plans, today, [task])
    parts = [progress[target.pk] for target in task.targets.all()]
    line = Line(Row(task, 0, parts, task_status(task, parts, today)), [_shown(part, task) for part in parts], today)
    running = plan is None or plan.state == PlanState.APPROVED
    return {
        "task": task, "plan": plan, "line": line, "details": [(shown, _behind(request, shown.part, task))
                                                              for shown in line.shown],
        "may": access.may_change(request, task.union_id), "running": running and task.state != "dropped",
        "asks_reason": plan is not None and plan.state == PlanState.APPROVED,
        "changeable": plan is None or plan.state in (PlanState.DRAFTED, PlanState.RETURNED, PlanState.APPROVED),
        "records": _linked(task.records.all()), "unions": _open_unions(request),
        "counted": [part.target for part in parts if part.target.kind == TargetKind.RECORDS],
        "events": Event.objects.filter(entity="planning.task", object_id=task.pk).order_by("-pk")[:12],
        "changes": task.changes.all()[:12], "people": reading.people(task.union, today), "work_lines": LINES_OF_WORK,
        "headings": plan.headings.all() if plan else [], "months": range(1, 13), "picked": task.months,
        "indicators": all_indicators(), "comparisons": Comparison.choices, "last": task.carried_from,
        "last_records": list(task.carried_from.records.all()) if task.carried_from else [],
    }  # fmt: skip


def _linked(records: Iterable[TaskRecord]) -> list[tuple[TaskRecord, str]]:
    """Each record with the page of what it links; "" for words alone or what no page shows."""
    rows = list(records)
    unions = unions_by_key(row.object_id for row in rows if row.entity == UNION)
    codes = {key: union.code for key, union in unions.items()}
    return [(row, record_url(row.entity, row.object_id, codes.get(row.object_id, "")) if row.object_id else "")
            for row in rows]  # fmt: skip


def _open_unions(request: OfficeRequest) -> list[str]:
    """The names of the unions that a record may link, for the office; a chair has only the own one."""
    return [union.name for union in unions_of(request.scope).filter(closed_on=None).order_by("code")[:500]]


def _shown(part: Progress, task: Task) -> Shown:
    return Shown(part, figure_address(part, task.plan))


def _behind(request: OfficeRequest, part: Progress, task: Task) -> list[tuple[str, str, str]]:
    """(name, address, day) of the records behind a target, as far as the reader may open them, at most `NAMED`."""
    if part.target.kind == TargetKind.RECORDS:
        rows = _linked(part.target.records.all()[:NAMED])
        return [(row.label, url, row.on.isoformat()) for row, url in rows]
    if part.counted is None or part.span is None:
        return []
    side = part.counted.indicator.numerator
    found = opened(side, tree_on(part.span.end), ("union", task.union_id), part.span)
    mine = list(request.scope.limit(found, side.union)[:NAMED]) if not request.scope.everything else list(found[:NAMED])
    named = [
        column for column in side.columns if "名" in column.title or column.title in ("工会", "单位", "工作", "姓名")
    ]
    column = (named or list(side.columns))[0] if side.columns else None
    dated = next((one for one in side.columns if "日期" in one.title), None)
    pages = addresses(side, mine)
    return [
        (str(column.of(row)) if column else "", page, str(dated.of(row) or "") if dated else "")
        for row, page in zip(mine, pages, strict=True)
    ]


def _act(request: OfficeRequest, task: Task) -> HttpResponse:
    deed = _ACTS.get(request.POST.get("act", ""))
    if deed is None:
        raise Http404
    told = deed(request, task)
    messages.success(request, told)
    if not Task.objects.filter(pk=task.pk).exists() or task.state == "dropped":
        return redirect("console:plan", task.plan_id) if task.plan_id else redirect("console:assigned")
    back = request.POST.get("back", "")
    return redirect(f"/plans/{task.plan_id}#t{task.pk}" if back == "plan" and task.plan_id else f"/tasks/{task.pk}")


def _stamp(request: OfficeRequest) -> dict[str, Any]:
    return {"by": request.hand, "at": request.moment.at}


def _report(request: OfficeRequest, task: Task) -> str:
    data, today = request.POST, request.moment.today
    done, note = reading.day(data, "done_on", today), data.get("note", "")
    task_report(
        task=task, progress=data.get("progress", "") or ("" if done else note), done_on=done,
        outcome=data.get("outcome", "") or (note if done else ""), cost=reading.amount(data, "cost", "花费"), version=reading.version(data),
        **_stamp(request),
    )  # fmt: skip
    return "记好了，完成日期已登记。" if task.done_on else "进展记好了。"


def _change(request: OfficeRequest, task: Task) -> str:
    data = request.POST
    fields = reading.task_fields(data, task.union, request.moment.today)
    if task.plan and key(data.get("heading")):
        fields["heading"] = task.plan.headings.filter(pk=key(data["heading"])).first()
    task_change(task=task, version=reading.version(data), reason=data.get("reason", ""), **fields, **_stamp(request))
    return "改好了。"


def _drop(request: OfficeRequest, task: Task) -> str:
    task_drop(task=task, reason=request.POST.get("reason", ""), version=reading.version(request.POST),
              **_stamp(request))  # fmt: skip
    return f"“{task.short}”不做了，已记下。"


def _place(request: OfficeRequest, task: Task) -> str:
    """One place up or down under the same heading."""
    up = request.POST.get("act") == "up"
    rows = list(Task.objects.filter(plan=task.plan, heading=task.heading).exclude(state="dropped")) if task.plan else []
    at = next((index for index, row in enumerate(rows) if row.pk == task.pk), 0)
    if not rows or not 0 <= at + (-1 if up else 1) < len(rows):
        raise Refused(f"这一项已经在{'最前' if up else '最后'}了。", "要放到别的标题下，请改“放在哪个标题下”。")
    before = rows[at - 1] if up else rows[at + 2] if at + 2 < len(rows) else None
    task_move(task=task, heading=task.heading, before=before, reason=request.POST.get("reason", ""), **_stamp(request))
    return "次序改好了。"


def _target_of(request: OfficeRequest, task: Task) -> Target:
    found = task.targets.filter(pk=key(request.POST.get("target"))).first()
    if found is None:
        raise Refused("这个目标已经不在了。", "请刷新页面核对。")
    found.task = task
    return found


def _target_fields(request: OfficeRequest) -> dict[str, Any]:
    data = request.POST
    kind = data.get("kind", "")
    if kind not in TargetKind.values:
        raise Refused("还没有选目标怎么计。", "请选按指标、按记录、办成一件事，或者文字要求。", "kind")
    how = data.get("comparison", "")
    return {
        "kind": TargetKind(kind), "code": data.get("code", ""), "what": data.get("what", "").strip(),
        "quantity": reading.amount(data, "quantity", "数量"), "unit": data.get("unit", "").strip(),
        "comparison": Comparison(how) if how in Comparison.values else Comparison.AT_LEAST,
    }  # fmt: skip


def _target_add(request: OfficeRequest, task: Task) -> str:
    target_add(task=task, reason=request.POST.get("reason", ""), **_target_fields(request), **_stamp(request))
    return "目标加好了，数由台账自动计。"


def _target_change(request: OfficeRequest, task: Task) -> str:
    quantity = reading.amount(request.POST, "quantity", "数量")
    target_change(target=_target_of(request, task), quantity=quantity, reason=request.POST.get("reason", ""),
                  version=reading.version(request.POST), **_stamp(request))  # fmt: skip
    return "目标改好了。"


def _target_drop(request: OfficeRequest, task: Task) -> str:
    target_drop(target=_target_of(request, task), reason=request.POST.get("reason", ""),
                version=reading.version(request.POST), **_stamp(request))  # fmt: skip
    return "目标去掉了。"


def _fill(request: OfficeRequest, task: Task) -> str:
    data, today = request.POST, request.moment.today
    value = reading.amount(data, "value", "完成数")
    if value is None:
        raise Refused("还没有填完成数。", "请只写数字。", "value")
    value_fill(target=_target_of(request, task), value=value, why=data.get("why", ""),
               on=reading.day(data, "on", today) or today, version=reading.version(data), **_stamp(request))  # fmt: skip
    return "手填的数记好了，旁边写着谁填的、为什么。"


def _clear(request: OfficeRequest, task: Task) -> str:
    value_clear(target=_target_of(request, task), version=reading.version(request.POST), **_stamp(request))
    return "手填的数去掉了，改回自动计。"


def _reach(request: OfficeRequest, task: Task) -> str:
    on = reading.day(request.POST, "on", request.moment.today)
    milestone_reach(target=_target_of(request, task), on=on, version=reading.version(request.POST), **_stamp(request))
    return "办成日期记好了。" if on else "办成日期去掉了。"


def _attach(request: OfficeRequest, task: Task) -> str:
    data, today = request.POST, request.moment.today
    target = task.targets.filter(pk=key(data.get("target"))).first()
    union = _named_union(request, data.get("union", "").strip())
    label = data.get("label", "").strip() or (union.name if union else "")
    record_attach(
        task=task, target=target, label=label, on=reading.needed_day(data, "on", today), entity=UNION if union else "",
        object_id=union.pk if union else None, scan=data.get("scan", "").strip()[:200], **_stamp(request),
    )  # fmt: skip
    return "记录挂上了。"


def _named_union(request: OfficeRequest, name: str) -> Union | None:
    if not name:
        return None
    found = unions_of(request.scope).filter(Q(name=name) | Q(short_name=name) | Q(code=name)).first()
    if found is None:
        raise Refused(f"没有工会“{name[:40]}”，或者不归您管。", "请从名单里选，或者空着只写做了什么。", "union")
    return found


def _detach(request: OfficeRequest, task: Task) -> str:
    found = TaskRecord.objects.select_related("task__plan").filter(task=task)
    record = found.filter(pk=key(request.POST.get("record"))).first()
    if record is None:
        raise Refused("这条记录已经不在了。", "请刷新页面核对。")
    record_detach(record=record, **_stamp(request))
    return "记录取下了。"


_ACTS: dict[str, Callable[[OfficeRequest, Task], str]] = {
    "report": _report, "change": _change, "drop": _drop, "up": _place, "down": _place, "target-add": _target_add,
    "target-change": _target_change, "target-drop": _target_drop, "fill": _fill, "clear": _clear, "reach": _reach,
    "attach": _attach, "detach": _detach,
}  # fmt: skip
