"""Entries without a scan, inside the reader's scope; handing one in; saying why there is no paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.apps import apps
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gonghui.console.places import record_page, record_url, unions_by_key
from gonghui.console.request import OfficeRequest
from gonghui.console.scans.fields import contents
from gonghui.kernel.files.actions import scan_attach, scan_waive
from gonghui.kernel.files.owed import Owed, owed_entries, owed_entry
from gonghui.kernel.files.photos import MOST_PAGES
from gonghui.kernel.ledger.registry import names_for
from gonghui.kernel.refusal import Refused

SHOWN = 100
record_page("imports.batch", "import-batch")


@dataclass(frozen=True)
class Line:
    """One entry with the page of its record; `unit` is its union, and for whom it was entered if that is another."""

    owed: Owed
    unit: str
    url: str


def _lines(found: Iterable[Owed]) -> list[Line]:
    entries = list(found)
    unions = unions_by_key(each.union_id for each in entries)
    lines = []
    for each in entries:
        union = unions.get(each.union_id) if each.union_id is not None else None
        url = record_url(each.entity, each.record_id, union.code if union else "")
        names = dict.fromkeys(name for name in (union.name if union else "", each.whom) if name)
        lines.append(Line(each, "，代".join(names), url))
    return lines


@require_GET
def missing(plain: HttpRequest) -> HttpResponse:
    """Every entry that ought to have a scan and has none, by kind, newest first."""
    request = cast(OfficeRequest, plain)
    groups = [(source, count, _lines(found)) for source, count, found in owed_entries(request.scope, SHOWN)]
    context = {"groups": groups, "total": sum(count for _, count, _ in groups), "may": request.may_write}
    return render(plain, "console/scans/missing.html", context)


def _may(request: OfficeRequest, owed: Owed) -> bool:
    """Whether this person enters records like that of the entry, in its union."""
    scope = request.rights.write.on(*names_for(apps.get_model(owed.entity)))
    return scope.may_open(owed.union_id) if owed.union_id is not None else not scope.nothing


@require_http_methods(["GET", "POST"])
def attach(plain: HttpRequest, source: str, pk: int) -> HttpResponse:
    """The form for one entry; POST with files attaches, POST with `waive` says why there is no paper."""
    request = cast(OfficeRequest, plain)
    owed = owed_entry(request.scope, source, pk)
    if owed is None:
        raise Http404
    if not _may(request, owed):
        raise Refused("您的职务只能查看，不能补传。", "请找镇总工会。")
    problem, typed = None, {key: request.POST.get(key, "")[:200] for key in ("note", "reason")}
    if request.method == "POST":
        try:
            said = _do(request, owed, typed)
        except Refused as refused:
            problem = refused
        else:
            messages.success(plain, said)
            return redirect("console:scans-missing")
    line = _lines([owed])[0]
    context = {"line": line, "owed": owed, "problem": problem, "most": MOST_PAGES, **typed}
    return render(plain, "console/scans/attach.html", context, status=422 if problem else 200)


def _do(request: OfficeRequest, owed: Owed, typed: dict[str, str]) -> str:
    by, at = request.hand, request.moment.at
    if "waive" in request.POST:
        scan_waive(owed=owed, reason=typed["reason"], by=by, at=at)
        return f"“{owed.what}”记为不用补扫描件，原因写进了办理记录。"
    files = [file for file in request.FILES.getlist("scan") if isinstance(file, UploadedFile)]
    scan_attach(owed=owed, uploads=contents(files), note=typed["note"], by=by, at=at)
    return f"“{owed.what}”的扫描件收好了，记在办理记录里。"
