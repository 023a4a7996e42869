"""What the office does on the drafting page: write a sentence, leave it out, fill a number, take the figures over."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.console.numbers import number
from gonghui.console.reports.sheet import Sheet, choices, may_draft, open_sheet, side
from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.reporting.public import (
    figures_take,
    passage_leave_out,
    passage_reset,
    passage_write,
    value_clear,
    value_fill,
)


def _may_write(request: OfficeRequest) -> None:
    if not may_draft(request):
        raise Refused("您的职务不能改报告。", "请让镇总工会主席或干事改。")


def _version(request: HttpRequest) -> int:
    return number(request.POST.get("version")) or 0


def _back(sheet: Sheet, anchor: str = "", code: str = "") -> HttpResponse:
    tail = f"&code={code}" if code else ""
    return redirect(f"{reverse('console:report-half-year')}?{sheet.query}{tail}{anchor}")


@require_http_methods(["GET", "POST"])
def passage(plain: HttpRequest, key: str) -> HttpResponse:
    """One sentence: GET shows it (?edit=1 with the editor), POST does what the button `act` says."""
    request = cast(OfficeRequest, plain)
    sheet = open_sheet(request)
    if request.method == "POST":
        return _write(request, sheet, key)
    shown = sheet.editor(key)
    if request.GET.get("edit") != "1":
        shown["editing"] = ""
    return render(request, "console/reports/_passage.html", sheet.context(**shown))


def _write(request: OfficeRequest, sheet: Sheet, key: str) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        _may_write(request)
        _act(request, sheet, key, text)
    except Refused as problem:
        return _refused(request, sheet, sheet.editor(key, text, problem))
    if not request.htmx:
        return _back(sheet, f"#p-{key.replace('.', '-')}")
    fresh = open_sheet(request)
    shown = fresh.editor(key) | {"editing": ""}
    return render(request, "console/reports/_written.html", fresh.context(changed=[shown["passage"]], **shown))


def _act(request: OfficeRequest, sheet: Sheet, key: str, text: str) -> None:
    common: dict[str, Any] = {"period": sheet.period, "key": key, "version": _version(request), "by": request.hand,
                              "at": request.moment.at}  # fmt: skip
    act = request.POST.get("act", "write")
    if act == "leave-out":
        passage_leave_out(**common)
    elif act == "reset":
        passage_reset(**common)
    else:
        passage_write(text=text, **common)


def _refused(request: OfficeRequest, sheet: Sheet, shown: dict[str, Any]) -> HttpResponse:
    """The editor again, with what the person wrote and the reason."""
    if request.htmx:
        return render(request, "console/reports/_passage.html", sheet.context(**shown), status=422)
    context = sheet.context(periods=choices(sheet.report.today, sheet.period), **shown)
    return render(request, "console/reports/half_year.html", context, status=422)


@require_POST
def value(plain: HttpRequest, code: str) -> HttpResponse:
    """Fill a missing number by hand, or (act=clear) take it away again."""
    request = cast(OfficeRequest, plain)
    sheet = open_sheet(request)
    given: dict[str, Any] = {"value": request.POST.get("value", ""), "note": request.POST.get("note", "")}
    common: dict[str, Any] = {"period": sheet.period, "code": code, "version": _version(request), "by": request.hand,
                              "at": request.moment.at}  # fmt: skip
    try:
        _may_write(request)
        if request.POST.get("act") == "clear":
            value_clear(**common)
        else:
            value_fill(**common, **given)
    except Refused as problem:
        context = sheet.context(**(side(sheet, code) | {"given": given, "problem": problem}))
        if request.htmx:
            return render(request, "console/reports/_side.html", context, status=422)
        context["periods"] = choices(sheet.report.today, sheet.period)
        return render(request, "console/reports/half_year.html", context, status=422)
    if not request.htmx:
        return _back(sheet, code=code)
    fresh = open_sheet(request)
    changed = [one for one in fresh.report.passages() if any(run.place and run.place.code == code for run in one.runs)]
    return render(request, "console/reports/_filled.html", fresh.context(changed=changed, **side(fresh, code)))


@require_POST
def take(plain: HttpRequest) -> HttpResponse:
    """Take today's figures over; the page then says what differs from them."""
    request = cast(OfficeRequest, plain)
    sheet = open_sheet(request)
    _may_write(request)
    changed = len(sheet.report.changes)
    first = sheet.report.taken_at is None
    figures_take(period=sheet.period, today=request.moment.today, by=request.hand, at=request.moment.at)
    words = "记下了现在的数，以后有变动会在这里说明。" if first else (
        f"已重新取数，{changed}个数变了。" if changed else "已重新取数，没有变动。"
    )  # fmt: skip
    messages.success(request, words)
    return _back(sheet)
