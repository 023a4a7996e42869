"""The first page: what is overdue or falls due, the headline figures, what the data lack."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.console.request import OfficeRequest


def home(request: OfficeRequest) -> HttpResponse:
    return render(request, "console/home.html", {})


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Says that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")
