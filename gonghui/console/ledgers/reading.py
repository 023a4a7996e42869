"""The reader of a request, the records he may open, and the addresses of records."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views import View

from gonghui.kernel.ledger.api import Ledger, Reader


def reader_of(request: HttpRequest) -> Reader:
    """Who looks: set up by the console's middleware."""
    return Reader(request.scope, request.moment.today, request.hand.name, request.may_write)  # type: ignore[attr-defined]


def record_in(ledger: Ledger, reader: Reader, ref: str | int) -> Any:
    """The dressed row of a ledger that an address names. Raises Http404 outside the reader's scope: it is not there."""
    if ledger.ref == "pk" and not (str(ref).isascii() and str(ref).isdigit() and len(str(ref)) < 18):
        raise Http404
    found = ledger.dress(ledger.universe(reader).filter(**{ledger.ref: ref}), reader).first()
    if found is None:
        raise Http404
    return found


def address(ledger: Ledger, row: Any, act: str = "") -> str:
    """The card of a row, or the page of an act on it."""
    return reverse(f"console:{ledger.one}{f'-{act}' if act else ''}", args=[getattr(row, ledger.ref)])


class LedgerView(View):
    """A page of one ledger, which is set where the address is made; a ledger of the office alone is not there for others."""

    ledger: Ledger = cast(Ledger, None)

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> HttpResponseBase:
        if not self.ledger.visible(reader_of(request)):
            raise Http404
        return super().dispatch(request, *args, **key)
