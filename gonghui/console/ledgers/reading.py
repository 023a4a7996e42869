"""The reader of a request, the records he may open, and the addresses of records."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views import View

from gonghui.console.numbers import key
from gonghui.console.request import OfficeRequest
from gonghui.kernel.ledger.api import Ledger, Reader
from gonghui.kernel.ledger.rows import dressed


def reader_of(request: HttpRequest, *names: str) -> Reader:
    """Who looks: set up by the console's middleware. `names` say at what: a line of work, a ledger's key, or both.

    Without them it is the line of work that the page stands on (`console.gates`).
    """
    asked = cast(OfficeRequest, request)
    reader = Reader(asked.scope, asked.moment.today, asked.hand.name, asked.may_write, asked.rights)
    names = names or ((asked.line,) if asked.line else ())
    return reader.on(*names) if names else reader


def record_in(ledger: Ledger, reader: Reader, ref: str | int) -> Any:
    """The dressed row of a ledger that an address names. Raises Http404 outside the reader's scope: it is not there."""
    if ledger.ref == "pk" and not key(str(ref)):
        raise Http404
    found = dressed(ledger, reader).filter(**{ledger.ref: ref}).first()
    if found is None:
        raise Http404
    return found


def address(ledger: Ledger, row: Any, act: str = "") -> str:
    """The card of a row, or the page of an act on it."""
    return reverse(f"console:{ledger.one}{f'-{act}' if act else ''}", args=[getattr(row, ledger.ref)])


class LedgerView(View):
    """A page of one ledger, which is set where the address is made; a ledger of the office alone is not there for others."""

    ledger: Ledger = cast(Ledger, None)

    def reader_of(self, request: HttpRequest) -> Reader:
        """Who looks, as he stands to this ledger. Raises Http404 for somebody who does not have it."""
        if not self.ledger.visible(reader_of(request)):
            raise Http404
        return self.ledger.reader(reader_of(request))

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> HttpResponseBase:
        self.reader_of(request)
        return super().dispatch(request, *args, **key)
