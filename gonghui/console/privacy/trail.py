"""谁看过、谁改过 of any record: one page (and fragment) for all of them, loaded when somebody asks."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from gonghui.console.bargaining.reading import check_in, procedure_in
from gonghui.console.imports.reading import batches_of
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.places import record_url, unions_by_key
from gonghui.console.plans import access
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.trail import who_changed, who_saw
from gonghui.kernel.ledger.history import entries
from gonghui.kernel.ledger.registry import ledger_about
from gonghui.kernel.scope import Scope

MOST = 50
Opener = Callable[[OfficeRequest, int], Model]
"""opens(request, key): the record, if this reader may open it; raises Http404 otherwise."""


def _batch(request: OfficeRequest, key: int) -> Model:
    return cast(Model, get_object_or_404(batches_of(request), pk=key))


OPENERS: dict[str, Opener] = {
    "bargaining.bargaining": lambda request, key: procedure_in(reader_of(request, "权益"), key),
    "bargaining.compliancecheck": lambda request, key: check_in(reader_of(request, "权益"), key),
    "planning.plan": access.plan_of,
    "planning.task": access.task_of,
    "planning.plandraft": access.review_of,
    "imports.batch": _batch,
}
"""Records that are no ledger's and have a page: how the page itself opens them, so that the trail obeys the same scope."""


def records_of(request: OfficeRequest, entity: str, key: int) -> tuple[Model, ...]:
    """The record that an address names and what it is about (a membership: the worker too). Raises Http404."""
    ledger = ledger_about(entity)
    if ledger is None:
        if entity not in OPENERS:
            raise Http404
        return (OPENERS[entity](request, key),)
    reader = reader_of(request)
    row = ledger.universe(reader).filter(pk=key).first() if ledger.visible(reader) else None
    if row is None:
        raise Http404
    subject = ledger.subject(row)
    return (row,) if subject is row else (row, subject)


def inside(rows: QuerySet[Event], scope: Scope) -> QuerySet[Event]:
    """Without what happened in unions that the reader may not open: a person may have come from there."""
    return rows if scope.everything else rows.filter(Q(union_id=None) | Q(union_id__in=scope.unions or ()))


@require_GET
def show(plain: HttpRequest, entity: str, pk: int) -> HttpResponse:
    """Who looked at the record's private values and who changed it, newest first."""
    request = cast(OfficeRequest, plain)
    records = records_of(request, entity, pk)
    ledger = ledger_about(entity)
    scope = ledger.reader(reader_of(request)).scope if ledger else request.scope
    saw, changed = inside(who_saw(*records), scope), inside(who_changed(*records), scope)
    union = getattr(records[0], "union_id", None)
    code = unions_by_key([union])[union].code if isinstance(union, int) else getattr(records[0], "code", "")
    context: dict[str, Any] = {
        "saw": list(saw[:MOST]), "changed": entries(changed, MOST), "name": str(records[0]), "most": MOST,
        "more": {"saw": saw.count() > MOST, "changed": changed.count() > MOST}, "back": record_url(entity, pk, code),
    }  # fmt: skip
    page = "console/privacy/_trail.html" if request.htmx else "console/privacy/trail.html"
    response = render(plain, page, context)
    response["Cache-Control"] = "no-store"
    return response
