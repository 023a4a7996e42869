"""Import pages: the same steps as the command line, with a look before anything is written."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.console.filenames import plain_name
from gonghui.console.imports import jobs
from gonghui.console.imports.reading import batches_of
from gonghui.console.request import OfficeRequest
from gonghui.kernel import files
from gonghui.kernel.audit import writes
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import Ledger, ledger_named, ledgers
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.imports.undoing import batch_undo
from gonghui.kernel.privacy.exports import export_make
from gonghui.kernel.privacy.words import scrubbed
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import employer_register_named, union_register_named
from gonghui.people.public import Line, line_of

MAX_BYTES = 50 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _open_ledgers(request: OfficeRequest) -> list[Ledger]:
    load_ledgers()
    return [ledger for ledger in ledgers() if _scope(request, ledger.key).everything
            or (ledger.grassroots and not _scope(request, ledger.key).nothing)]  # fmt: skip


def _scope(request: OfficeRequest, key: str) -> Scope:
    """Where a person may enter rows of an import's ledger."""
    return request.rights.write.on(key, line_of(key))


def _mine(request: OfficeRequest) -> Any:
    """Batches a person may see."""
    return batches_of(request)


def _may_import(request: OfficeRequest) -> None:
    if not request.may_write:
        raise Refused("您的职务不能导入。", "请让镇总工会导入。")


@require_http_methods(["GET", "POST"])
def batches(request: OfficeRequest) -> HttpResponse:
    """The upload card and what was imported before."""
    if request.method == "POST":
        return _upload(request)
    titles = {ledger.key: ledger.title for ledger in _open_ledgers(request)}
    rows = list(_mine(request).order_by("-pk")[:50])
    for row in rows:
        row.title = titles.get(row.ledger, row.ledger)
    chosen = request.GET.get("ledger", "members")
    context = {"ledgers": titles.items(), "batches": rows, "chosen": chosen, "may": request.may_write}
    return render(request, "console/imports/list.html", context)


def _upload(request: OfficeRequest) -> HttpResponse:
    _may_import(request)
    ledger = next((x for x in _open_ledgers(request) if x.key == request.POST.get("ledger")), None)
    upload = request.FILES.get("file")
    if ledger is None or upload is None:
        raise Refused("还没有选台账或文件。", "请选好再传。", "file")
    if upload.size is None or upload.size > MAX_BYTES:
        raise Refused("文件超过50兆。", "请分成几个文件，或删掉图片再传。", "file")
    batch = Batch(
        ledger=ledger.key, filename=scrubbed(plain_name(upload.name)), file=files.keep(upload.read()), at=request.moment.at,
        by_id=request.user.pk, by_name=request.hand.name, for_whom=request.POST.get("for_whom", "")[:120],
        scan=request.POST.get("scan", "")[:200],
    )  # fmt: skip
    writes.create(batch, request.hand)
    _start(request, batch, dry_run=True)
    return redirect("console:import-batch", batch.pk)


def _start(request: OfficeRequest, batch: Batch, dry_run: bool, chosen: dict[str, str] | None = None) -> None:
    by = replace(request.hand, for_whom=batch.for_whom, scan=batch.scan)
    jobs.start(jobs.Job(batch.pk, by, request.moment.at, _scope(request, batch.ledger), dry_run, chosen))


@require_GET
def batch(request: OfficeRequest, pk: int) -> HttpResponse:
    """One batch: its columns and what the trial or the import gave."""
    row = get_object_or_404(_mine(request), pk=pk)
    load_ledgers()
    ledger = ledger_named(row.ledger)
    state = jobs.progress_of(row)
    if not state:  # it may have come to its end since the row was read
        row.refresh_from_db()
    busy = bool(state) and "error" not in state
    context = {
        "batch": row, "ledger": ledger, "result": row.result, "busy": busy, "state": state, "steps": _steps(row, busy),
        "fields": [(f.key, f.title) for f in ledger.fields(request.moment.today)], "may": request.may_write,
        "may_register": request.rights.write.on(Line.ORGANISATION).everything,
        "good": sum(row.result.get(key, 0) for key in ("created", "updated")), "tried": row.state == BatchState.TRIED,
    }  # fmt: skip
    return render(request, "console/imports/batch.html", context)


def _steps(row: Batch, busy: bool) -> list[tuple[str, str, str]]:
    """(state, title, note) of the four steps."""
    result = row.result
    now = 3 if row.state == BatchState.TRIED else 5
    mapped = sum(bool(column[1]) for column in result.get("columns", ()))
    notes = [
        ("选文件", f"{row.filename}，{result.get('rows', 0)}行" if result else row.filename),
        ("对列", f"{len(result['columns'])}列，对上{mapped}列" if result else "正在读"),
        ("试导", "正在核对" if busy else "现在还没有写入任何数据" if now == 3 else "已核对"),
        ("导入", "坏行另存，可整批撤回" if now == 3 else row.get_state_display()),
    ]
    return [
        ("ok" if number < now else "now" if number == now else "", title, note)
        for number, (title, note) in enumerate(notes, 1)
    ]


@require_GET
def progress(request: OfficeRequest, pk: int) -> HttpResponse:
    """The progress bar; tells the page to load anew when the run is over."""
    state = jobs.progress_of(get_object_or_404(_mine(request), pk=pk))
    response = render(request, "console/imports/_progress.html", {"state": state, "pk": pk})
    if not state or "error" in state:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def columns(request: OfficeRequest, pk: int) -> HttpResponse:
    """Try again with the columns as the person set them."""
    _may_import(request)
    row = get_object_or_404(_mine(request), pk=pk, state=BatchState.TRIED)
    headers, keys = request.POST.getlist("header"), request.POST.getlist("key")
    _start(request, row, dry_run=True, chosen=dict(zip(headers, keys, strict=False)))
    return redirect("console:import-batch", pk)


@require_POST
def go(request: OfficeRequest, pk: int) -> HttpResponse:
    """Import the good rows."""
    _may_import(request)
    row = get_object_or_404(_mine(request), pk=pk)
    if row.state != BatchState.TRIED:
        raise Refused("这一批已经导入过了。", "请看导入结果。")
    _start(request, row, dry_run=False, chosen=row.result.get("chosen") or None)
    return redirect("console:import-batch", pk)


@require_POST
def register(request: OfficeRequest, pk: int) -> HttpResponse:
    """Register the unions or employers that the rows name and nobody has registered, then try again."""
    _may_import(request)
    row = get_object_or_404(_mine(request), pk=pk)
    if not request.rights.write.on(Line.ORGANISATION).everything:
        raise Refused("登记单位和工会由镇总工会办。", "请把名单交给镇总工会。")
    if row.state != BatchState.TRIED:
        raise Http404
    wanted = set(request.POST.getlist("name"))
    made = 0
    with transaction.atomic():
        for thing in row.result.get("proposed", ()):
            if thing["name"] in wanted:
                verb = union_register_named if thing["kind"] == "union" else employer_register_named
                verb(name=thing["name"], by=request.hand, at=request.moment.at)
                made += 1
    messages.info(request, f"已登记{made}家，正在重新试导。")
    _start(request, row, dry_run=True, chosen=row.result.get("chosen") or None)
    return redirect("console:import-batch", pk)


@require_POST
def undo(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take the batch back."""
    _may_import(request)
    row = get_object_or_404(_mine(request), pk=pk)
    batch_undo(batch=row, by=request.hand, at=request.moment.at)
    messages.info(request, f"已撤回第{pk}批，记录都回到导入以前。")
    return redirect("console:import-batch", pk)


@require_GET
def bad_rows(request: OfficeRequest, pk: int) -> HttpResponse:
    """The rejected rows as a spreadsheet that, corrected, imports again: as they were typed in, so it is registered."""
    row = get_object_or_404(_mine(request), pk=pk)
    if not row.file or not row.result.get("rejected") or not _may_open_rows(request, row):
        raise Http404
    _, data = export_make(
        what=row.ledger, title="退回的坏行", words=row.filename, rows=row.result["rejected"], opened=["原表的行"],
        reason="改正后再导入", by=request.hand, at=request.moment.at, build=lambda _: files.read(f"{row.file}-bad"),
    )  # fmt: skip
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bad-rows-{pk}.xlsx"'
    return response


def _may_open_rows(request: OfficeRequest, row: Batch) -> bool:
    """Whether somebody gets rows as they were typed in: who brought them, or who looks at private values in the town."""
    return row.by_id == request.user.pk or (request.rights.look.everything and request.scope.everything)
