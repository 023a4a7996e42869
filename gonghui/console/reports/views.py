"""The half-year report: the paper on the left, the chosen figure with its records on the right, the Word file."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gonghui.console.reports.sheet import choices, open_sheet, side
from gonghui.console.request import OfficeRequest
from gonghui.reporting.public import half_year_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def half_year(request: HttpRequest) -> HttpResponse:
    """The drafting page: ?period= &compare=1 &code= (chosen figure) &part= &edit= (sentence to write)."""
    sheet = open_sheet(cast(OfficeRequest, request))
    editing = request.GET.get("edit", "")
    extra = sheet.editor(editing) if editing else {}
    code, part = request.GET.get("code", ""), request.GET.get("part", "numerator")
    context = sheet.context(periods=choices(sheet.report.today, sheet.period), **side(sheet, code, part), **extra)
    return render(request, "console/reports/half_year.html", context)


@require_GET
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """The side column for one figure or gap; ?part=numerator|denominator|rest."""
    sheet = open_sheet(cast(OfficeRequest, request))
    context = sheet.context(**side(sheet, code, request.GET.get("part", "numerator")))
    return render(request, "console/reports/_side.html", context)


@require_GET
def word(request: HttpRequest) -> HttpResponse:
    """The report as a Word file; sentences that lack a number are not in it."""
    sheet = open_sheet(cast(OfficeRequest, request))
    response = HttpResponse(half_year_docx(sheet.report, sheet.request.scope), content_type=DOCX)
    name = content_disposition_header(True, f"{sheet.report.title}.docx")
    if name:
        response["Content-Disposition"] = name
    return response
