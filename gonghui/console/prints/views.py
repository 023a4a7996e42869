"""The forms by line of work; one form with its fields and templates; printing for one record or many."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.console.filenames import plain_name
from gonghui.console.numbers import keys
from gonghui.console.request import OfficeRequest
from gonghui.kernel import files
from gonghui.kernel.ledger.api import Ledger
from gonghui.kernel.printing import actions, queries
from gonghui.kernel.printing.checking import MOST_BYTES
from gonghui.kernel.printing.forms import WordForm, by_line, form_named
from gonghui.kernel.printing.render import MOST_AT_ONCE, file_name, filled, render_many, render_zip
from gonghui.kernel.printing.render import render as render_form
from gonghui.kernel.refusal import Refused
from gonghui.people.public import Doing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 400
READY = re.compile(r"printed[0-9]{1,16}").fullmatch
Choice = tuple[int, str, Refused | None]
"""Key and name of a record, and why it cannot have the form."""


def _form(plain: HttpRequest, key: str) -> WordForm:
    """The form, for those who open records of its line of work."""
    form = form_named(key)
    if form is None or not _prints(plain, form):
        raise Http404
    return form


def _prints(plain: HttpRequest, form: WordForm) -> bool:
    return not cast(OfficeRequest, plain).rights.read.on(form.line).nothing


def _records(plain: HttpRequest, form: WordForm) -> QuerySet[Any]:
    """The records that this person may print the form for."""
    request = cast(OfficeRequest, plain)
    return form.records(request.scope.on(form.line), request.moment.today)


def _sent(content: bytes, name: str, kind: str = DOCX) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_lay_out(request: OfficeRequest) -> Refused | None:
    """Templates are the whole office's: only the town's own officers change them."""
    if not request.rights.may(Doing.SETUP):
        return Refused("文书模板全镇共用，由镇总工会换。", "请把要改的地方告诉镇总工会。")
    return None


@require_GET
def index(plain: HttpRequest) -> HttpResponse:
    """Every form by line of work, and whose template it is printed with."""
    own = queries.forms_with_own()
    groups = [
        (line, [(form, form.key in own) for form in forms if _prints(plain, form)]) for line, forms in by_line().items()
    ]
    return render(plain, "console/prints/list.html", {"groups": [(line, forms) for line, forms in groups if forms]})


@require_http_methods(["GET", "POST"])
def form(plain: HttpRequest, key: str) -> HttpResponse:
    """One form: fields, the template in use, the trial print; POST puts the office's own template."""
    request, found = cast(OfficeRequest, plain), _form(plain, key)
    barred, problem, note = _may_lay_out(request), None, ""
    if request.method == "POST":
        if barred:
            raise barred
        note = request.POST.get("note", "")[:200]
        try:
            _put(request, found, note)
        except Refused as refused:
            problem = refused
        else:
            messages.success(plain, f"“{found.title}”改用您的模板了，试印一份看看。")
            return redirect("console:print-form", key)
    context = {
        "form": found, "own": queries.own_template(found), "earlier": queries.earlier_templates(found)[:10],
        "barred": barred, "problem": problem, "note": note, "most": MOST_BYTES // 1024 // 1024,
    }  # fmt: skip
    return render(plain, "console/prints/form.html", context, status=422 if problem else 200)


def _put(request: OfficeRequest, found: WordForm, note: str) -> None:
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or not upload.size:
        raise Refused("还没有选文件。", "请选改好的Word模板（docx）。", "file")
    if upload.size > MOST_BYTES:
        raise Refused("模板超过5兆。", "请去掉大图片再传。", "file")
    actions.template_put(form=found, data=upload.read(), filename=plain_name(upload.name), note=note, by=request.hand,
                         at=request.moment.at)  # fmt: skip


@require_POST
def retire(plain: HttpRequest, key: str) -> HttpResponse:
    """Go back to the built-in template."""
    request, found = cast(OfficeRequest, plain), _form(plain, key)
    barred = _may_lay_out(request)
    if barred:
        raise barred
    actions.template_retire(form=found, by=request.hand, at=request.moment.at)
    messages.success(plain, f"“{found.title}”用回原来的模板了。您的那份还留着，可以下载。")
    return redirect("console:print-form", key)


@require_GET
def template(plain: HttpRequest, key: str) -> HttpResponse:
    """The template in use, to be laid out anew."""
    found = _form(plain, key)
    return _sent(queries.template_bytes(found), f"{found.title}-模板.docx")


@require_GET
def original(plain: HttpRequest, key: str) -> HttpResponse:
    """The built-in template."""
    found = _form(plain, key)
    return _sent(found.build(), f"{found.title}-原来的模板.docx")


@require_GET
def earlier(plain: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A template that was used before."""
    found = _form(plain, key)
    row = get_object_or_404(queries.earlier_templates(found), pk=pk)
    return _sent(files.read(row.file), f"{found.title}-旧模板{pk}.docx")


@require_GET
def sample(plain: HttpRequest, key: str) -> HttpResponse:
    """A trial print with the examples."""
    request, found = cast(OfficeRequest, plain), _form(plain, key)
    content = filled(queries.template_bytes(found), found, found.samples(), request.moment.today, request.hand)
    return _sent(content, f"{found.title}-试印.docx")


@require_GET
def record(plain: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The form for one record that the reader may open."""
    request, found = cast(OfficeRequest, plain), _form(plain, key)
    today = request.moment.today
    row = get_object_or_404(_records(plain, found), pk=pk)
    return _sent(render_form(found, row, today, request.hand), file_name(found, found.names(row)))


@require_http_methods(["GET", "POST"])
def records(plain: HttpRequest, key: str) -> HttpResponse:
    """Choose the records to print the form for; POST gives one file or an archive."""
    request, found = cast(OfficeRequest, plain), _form(plain, key)
    today = request.moment.today
    if request.method == "POST":
        return _batch(request, found, today)
    words = request.GET.get("q", "").strip()
    named = [row for row in _records(plain, found) if words in found.names(row)]
    return _offered(request, found, named, SHOWN, {"q": words})


def selected(plain: HttpRequest, key: str, keys: Sequence[int], ledger: Ledger, back: str) -> HttpResponse:
    """The rows that were selected in a ledger's list, ticked, to print the form for; `back` leads to the list."""
    request, found = cast(OfficeRequest, plain), _form(plain, key)
    if found.entity != ledger.model._meta.label_lower:
        raise Http404
    at = {key: place for place, key in enumerate(keys)}
    rows = sorted(_records(plain, found).filter(pk__in=keys), key=lambda row: at[row.pk])
    return _offered(request, found, rows, MOST_AT_ONCE, {"ledger": ledger, "back": back})


def _offered(
    request: OfficeRequest, found: WordForm, rows: Sequence[Any], most: int, more: dict[str, Any]
) -> HttpResponse:
    can: list[Choice] = []
    cannot: list[Choice] = []
    for row in rows[:most]:  # whether a record can have the form costs a question each
        barred = found.fits(row, request.moment.today)
        (cannot if barred else can).append((row.pk, found.names(row), barred))
    context = {"form": found, "can": can, "cannot": cannot, "most": MOST_AT_ONCE, "more": max(0, len(rows) - most)}
    return render(request, "console/prints/records.html", context | more)


def _batch(request: OfficeRequest, found: WordForm, today: date) -> HttpResponse:
    rows: list[Any] = list(_records(request, found).filter(pk__in=keys(request.POST.getlist("pk"))))
    if request.POST.get("as") == "zip":
        data, name, kind = (
            render_zip(found, rows, today, request.hand),
            f"{found.title}-{len(rows)}份.zip",
            "application/zip",
        )
    else:
        data, name, kind = render_many(found, rows, today, request.hand), f"{found.title}-{len(rows)}份.docx", DOCX
    response = _sent(data, name, kind)
    if READY(request.POST.get("ready", "")):  # the page that waits looks for it: a download tells it nothing else
        response.set_cookie(request.POST["ready"], "1", max_age=60, samesite="Lax", secure=request.is_secure())
    return response
