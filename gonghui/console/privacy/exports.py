"""Taking private values out in clear, and the register of every export."""

from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gonghui.console.ledgers.lists import attached, keys_of, sheet_of, title_and_words
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.privacy import rights
from gonghui.console.privacy.asking import PurposeForm
from gonghui.console.request import OfficeRequest
from gonghui.console.signatures.taking import refuse_unsigned
from gonghui.kernel.ledger.api import Field, Ledger, Reader, all_ledgers
from gonghui.kernel.ledger.choice import Choice, read_choice
from gonghui.kernel.ledger.rows import rows_by_key
from gonghui.kernel.privacy.exports import Subject, export_make, watermark
from gonghui.kernel.privacy.models import Export

PAGE = 50
MOST = 20_000
"""Rows of one file with private values; whoever needs more has to say for what, twice."""


@require_http_methods(["GET", "POST"])
def take_out(plain: HttpRequest, key: str) -> HttpResponse:
    """The list that the address describes, with the ticked private values in clear: purpose, watermark, register."""
    request = cast(OfficeRequest, plain)
    ledger = next((one for one in all_ledgers() if one.key == key), None)
    if ledger is None or not ledger.visible(reader_of(request)):
        raise Http404
    reader = ledger.reader(reader_of(request))
    labels = rights.openable(ledger)
    if not labels:
        raise Http404
    rights.refuse_unless(rights.may_take_out(ledger, reader), "导出含号码的名单")
    choice = read_choice(ledger, request.GET, reader)
    keys = keys_of(choice, reader)
    opened = Field("opened", "要露出的项", "several", required=True, choices=[(label, label) for label in labels])
    form = PurposeForm(request.POST if request.method == "POST" else None, reader, opened)
    if request.method == "POST" and form.is_valid() and 0 < len(keys) <= MOST:
        return _file(request, choice, reader, keys, form)
    form.mark()
    back = f"{reverse(f'console:{ledger.key}')}?{choice.query()}"
    context = {"ledger": ledger, "form": form, "total": len(keys), "words": title_and_words(choice, reader)[0],
               "back": back, "most": MOST, "too_many": len(keys) > MOST}  # fmt: skip
    return render(plain, "console/privacy/take_out.html", context, status=422 if request.method == "POST" else 200)


def _file(request: OfficeRequest, choice: Choice, reader: Reader, keys: list[int], form: PurposeForm) -> HttpResponse:
    opened, ledger = form.cleaned_data["opened"], choice.ledger
    title, words = title_and_words(choice, reader)
    refuse_unsigned(request, ledger=ledger.key, title=ledger.title, keys=keys, opened=opened, reason=form.said)
    _, data = export_make(
        what=ledger.key, title=ledger.title, words=words, rows=len(keys), opened=opened, reason=form.said,
        subjects=_subjects(ledger, keys, reader), by=request.hand, at=request.moment.at,
        build=lambda row: sheet_of(choice, reader, keys, title, opened, watermark(row)),
    )  # fmt: skip
    return attached(ledger, reader, data)


def _subjects(ledger: Ledger, keys: list[int], reader: Reader) -> list[Subject]:
    column = ledger.union.split("__")[0] if ledger.union else ""
    return [(ledger.subject(row), getattr(row, column, None) if column.endswith("_id") else None)
            for row in rows_by_key(ledger, keys, reader)]  # fmt: skip


def _register(request: OfficeRequest) -> QuerySet[Export]:
    rows = Export.objects.order_by("-pk")
    return rows if rights.may_see_register(request) else rows.filter(by_id=request.user.pk)


@require_GET
def register(plain: HttpRequest) -> HttpResponse:
    """Every export, the newest first; outside the town's office one's own."""
    request = cast(OfficeRequest, plain)
    rows, only = _register(request), request.GET.get("only") == "clear"
    shown = Paginator(rows.filter(clear=True) if only else rows, PAGE).get_page(request.GET.get("page"))
    context = {"rows": shown, "only": only, "all": rows.count(), "clear": rows.filter(clear=True).count(),
               "own": not rights.may_see_register(request)}  # fmt: skip
    return render(plain, "console/privacy/exports.html", context)
