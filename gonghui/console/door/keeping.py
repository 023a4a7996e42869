"""The addresses by which an open page keeps and gets back what was typed."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gonghui.console.door import drafts
from gonghui.console.request import OfficeRequest

LONGEST_ADDRESS = 2000


def _asked(request: OfficeRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _address(given: Any) -> str:
    """A page or form of this server, else nothing."""
    good = isinstance(given, str) and given.startswith("/") and len(given) <= LONGEST_ADDRESS
    return given if good else ""


@never_cache
@require_POST
def keep(request: OfficeRequest) -> HttpResponse:
    """Keep what is typed into one form of one page: {page, action, fields: {name: [values]}}."""
    asked = _asked(request)
    page, action = _address(asked.get("page")), _address(asked.get("action"))
    fields = drafts.readable(asked.get("fields"))
    if not (page and action and fields):
        return JsonResponse({"kept": False}, status=400)
    kept = drafts.draft_keep(account=request.user, page=page, action=action, fields=fields, at=request.moment.at)
    return JsonResponse({"kept": kept})


@never_cache
@require_GET
def given_back(request: OfficeRequest) -> HttpResponse:
    """What is kept for a page (`?page=`)."""
    page = _address(request.GET.get("page", ""))
    found = drafts.drafts_of(request.user, page, request.moment.at) if page else []
    shown = [{**one, "at": f"{one['at'].month}月{one['at'].day}日 {one['at']:%H:%M}"} for one in found]
    return JsonResponse({"drafts": shown})


@never_cache
@require_POST
def drop(request: OfficeRequest) -> HttpResponse:
    """Forget what was kept of one form."""
    asked = _asked(request)
    drafts.draft_drop(account=request.user, page=_address(asked.get("page")), action=_address(asked.get("action")))
    return JsonResponse({"kept": False})
