"""Reviews: a document read in or a year rolled over, decided item by item; nothing enters without a click."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.console.filenames import plain_name
from gonghui.console.numbers import key, number
from gonghui.console.plans import access, reading
from gonghui.console.request import OfficeRequest
from gonghui.kernel import files
from gonghui.kernel.indicators import all_indicators
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import town
from gonghui.planning.public import (
    LINES_OF_WORK,
    MAX_BYTES,
    Comparison,
    DraftItem,
    ItemKind,
    ItemState,
    Level,
    PlanDraft,
    PlanState,
    accept_all,
    draft_discard,
    draft_enter,
    item_decide,
    plan_import,
    plan_roll,
    plans_of,
)

ANSWERS = {
    "accept": ItemState.ACCEPTED,
    "mend": ItemState.MENDED,
    "drop": ItemState.DROPPED,
    "open": ItemState.PROPOSED,
}
TARGET_ROWS = 6


@require_POST
def take(request: OfficeRequest) -> HttpResponse:
    """Read an uploaded plan into a review."""
    union, hand = access.union_for(request)
    access.check_change(request, union.pk)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("还没有选文件。", "请选写有计划的Word、文字稿或表格。", "file")
    if (upload.size or 0) > MAX_BYTES:
        raise Refused("文件超过10MB，读不了。", "请删掉图片，或只留计划的正文再传。", "file")
    year = number(request.POST.get("year")) or 0
    drafts = plan_import(
        union=union, data=upload.read(), filename=plain_name(upload.name, "计划"),
        year=year if 1949 <= year <= 2100 else request.moment.today.year,
        level=Level.TOWN if union.pk == town().pk else Level.GRASSROOTS, by=hand, at=request.moment.at,
    )  # fmt: skip
    if len(drafts) > 1:
        messages.info(request, f"文件里有{len(drafts)}份计划，每份一个审阅，先看第一份。")
    return redirect("console:review", drafts[0].pk)


@require_GET
def document(request: OfficeRequest, pk: int) -> HttpResponse:
    """The file that was read, as it was uploaded."""
    draft = access.review_of(request, pk)
    if not draft.document:
        raise Http404
    response = HttpResponse(files.read(draft.document), content_type="application/octet-stream")
    name = content_disposition_header(True, draft.document_name)
    if name:
        response["Content-Disposition"] = name
    return response


@require_POST
def roll(request: OfficeRequest, pk: int) -> HttpResponse:
    """Propose next year's plan from this one."""
    plan = access.plan_of(request, pk)
    access.check_change(request, plan.union_id)
    draft = plan_roll(plan=plan, year=plan.year + 1, by=request.hand, at=request.moment.at)
    return redirect("console:review", draft.pk)


@require_GET
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """The review: headings with their items, the original words beside what was made of them."""
    return render(request, "console/plans/review.html", context(request, access.review_of(request, pk)))


def context(request: OfficeRequest, draft: PlanDraft) -> dict[str, Any]:
    """The review with its groups and how far it is."""
    items = list(draft.items.select_related("prior", "entered").prefetch_related("prior__records"))
    heads = [item for item in items if item.kind == ItemKind.HEADING]
    below: dict[int | None, list[DraftItem]] = {}
    for item in items:
        if item.kind == ItemKind.TASK:
            below.setdefault(item.under_id, []).append(item)
    tasks = [item for item in items if item.kind == ItemKind.TASK]
    open_plans = [
        plan for plan in plans_of(request.scope, draft.year)
        if plan.union_id == draft.union_id and plan.level != Level.PROGRAMME and plan.state != PlanState.CLOSED
    ]  # fmt: skip
    return {
        "draft": draft, "groups": [(head, below.get(head.pk, [])) for head in heads], "loose": below.get(None, []),
        "tally": tally(tasks), "may": access.may_change(request, draft.union_id) and not draft.dropped_at,
        "indicators": {item.code: item for item in all_indicators()}, "plans": open_plans, "total": len(tasks),
    }  # fmt: skip


def tally(tasks: list[DraftItem]) -> dict[str, int]:
    """How many tasks are undecided, taken, dropped, and already in the plan."""
    taken = [item for item in tasks if item.state in (ItemState.ACCEPTED, ItemState.MENDED)]
    return {
        "open": sum(item.state == ItemState.PROPOSED for item in tasks),
        "taken": sum(item.entered_id is None for item in taken),
        "dropped": sum(item.state == ItemState.DROPPED for item in tasks),
        "entered": sum(item.entered_id is not None for item in tasks),
    }


@require_http_methods(["GET", "POST"])
def item(request: OfficeRequest, pk: int) -> HttpResponse:
    """One item: GET ?mend=1 gives its form, POST decides it (`answer`)."""
    row = access.item_of(request, pk)
    problem = None
    if request.method == "POST":
        access.check_change(request, row.draft.union_id)
        try:
            _decide(request, row)
        except Refused as no:
            problem = no
            row = access.item_of(request, pk)
        if problem is None and (not request.htmx or row.kind == ItemKind.HEADING):
            return _whole(request, row)
    mending = request.GET.get("mend") == "1" or (problem is not None and request.POST.get("answer") == "mend")
    page = context(request, row.draft) | {"item": row, "problem": problem, "oob": request.htmx}
    if mending:
        page |= _form(request, row, problem)
    name = "console/plans/_mend.html" if mending else "console/plans/_item.html"
    if not request.htmx:
        name = "console/plans/mend.html"
    return render(request, name, page, status=422 if problem else 200)


def _whole(request: OfficeRequest, row: DraftItem) -> HttpResponse:
    """A heading carries its tasks along, so its whole group is drawn anew; without htmx the page is."""
    if not request.htmx:
        return redirect(f"/reviews/{row.draft_id}#i{row.pk}")
    page = context(request, row.draft)
    head, items = next((head, items) for head, items in page["groups"] if head.pk == row.pk)
    return render(request, "console/plans/_group.html", page | {"head": head, "items": items, "oob": True})


def _decide(request: OfficeRequest, row: DraftItem) -> None:
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        raise Refused("还没有选收下、改还是不要。", "请选一个。")
    data = _mended(request, row) if answer == ItemState.MENDED else None
    item_decide(item=row, state=answer, data=data, version=reading.version(request.POST), by=request.hand,
                at=request.moment.at)  # fmt: skip


def _mended(request: OfficeRequest, row: DraftItem) -> dict[str, Any]:
    data = request.POST
    if row.kind == ItemKind.HEADING:
        return {"text": data.get("text", ""), "line": data.get("line", "")}
    due = reading.day(data, "due_on", request.moment.today, future=True)
    return {
        "text": data.get("text", ""), "measures": data.get("measures", ""), "line": data.get("line", ""),
        "owner_name": data.get("owner_name", ""), "helpers": data.get("helpers", ""),
        "partners": data.get("partners", ""), "months": reading.months(data),
        "due_on": due.isoformat() if due else None, "budget": data.get("budget", "").strip() or None,
        "targets": _targets(request),
    }  # fmt: skip


def _targets(request: OfficeRequest) -> list[dict[str, Any]]:
    """The targets of the form: rows without a quantity and without words are left out."""
    found = []
    for at in range(TARGET_ROWS):
        given = {key: request.POST.get(f"t{at}-{key}", "").strip()
                 for key in ("code", "quantity", "unit", "what", "comparison", "per", "maximum")}  # fmt: skip
        if not given["quantity"]:
            continue
        kind = "indicator" if given["code"] else "records"
        found.append({**given, "kind": kind, "quantity": given["quantity"].translate(reading.NARROW).rstrip("%")})
    return found


def _form(request: OfficeRequest, row: DraftItem, problem: Refused | None) -> dict[str, Any]:
    now = _mended_as_typed(request, row) if problem else row.now
    targets = list(now.get("targets") or ())
    blank: list[dict[str, Any]] = [{} for _ in range(max(1, min(2, TARGET_ROWS - len(targets))))]
    return {
        "now": now, "rows": list(enumerate([*targets, *blank][:TARGET_ROWS])), "months": range(1, 13), "work_lines": LINES_OF_WORK,
        "comparisons": Comparison.choices, "all_indicators": all_indicators(),
        "people": reading.people(row.draft.union, request.moment.today),
    }  # fmt: skip


def _mended_as_typed(request: OfficeRequest, row: DraftItem) -> dict[str, Any]:
    typed = {key: request.POST.get(key, "") for key in ("text", "measures", "line", "owner_name", "helpers", "partners",
                                                        "due_on", "budget")}  # fmt: skip
    return {**row.now, **typed, "months": reading.months(request.POST), "targets": _targets(request)}


@require_POST
def enter(request: OfficeRequest, pk: int) -> HttpResponse:
    """Put what was accepted into a plan: `rest=1` accepts what is undecided first; `into` names an existing plan."""
    draft = access.review_of(request, pk)
    access.check_change(request, draft.union_id)
    into = request.POST.get("into", "")
    plan = access.plan_of(request, key(into)) if into else None
    with transaction.atomic():  # what is accepted here and cannot enter the plan is not accepted either
        if request.POST.get("rest") == "1":
            accept_all(draft=draft, by=request.hand, at=request.moment.at)
        plan = draft_enter(draft=draft, plan=plan, title=request.POST.get("title", "").strip(),
                           reason=request.POST.get("reason", ""), by=request.hand, at=request.moment.at)  # fmt: skip
    messages.success(request, "收下的都写进计划了。核对责任人和月份以后，点“送审”。")
    return redirect("console:plan", plan.pk)


@require_POST
def discard(request: OfficeRequest, pk: int) -> HttpResponse:
    """Give a review up."""
    draft = access.review_of(request, pk)
    access.check_change(request, draft.union_id)
    draft_discard(draft=draft, by=request.hand, at=request.moment.at)
    messages.success(request, "这份审阅作废了，已写进计划的不受影响。")
    return redirect("console:all-plans")
