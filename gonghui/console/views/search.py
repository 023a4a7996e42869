"""Search: the drop-down under the box, and the same on a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render

from gonghui.console.finding import find
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.request import OfficeRequest


def search(request: OfficeRequest) -> HttpResponse:
    """Records of every kind that carry the words in `q`, within the reader's scope."""
    query = request.GET.get("q", "").strip()[:60]
    page = {"query": query, "kinds": find(query, reader_of(request))}
    return render(request, "console/_found.html" if request.htmx else "console/search.html", page)
