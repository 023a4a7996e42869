"""One door for every page: the day, who is there, what he may open, and refusals as readable pages."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from gonghui.console.request import OfficeRequest
from gonghui.kernel import clock
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import look_again
from gonghui.kernel.scope import NOTHING, Scope
from gonghui.people.public import Account, OfficeHeld, may_write, offices_on, scope_of


class OfficeMiddleware:
    """Adds moment, offices, scope, hand and may_write to the request (see `console.request`).

    Scope and offices are looked up when a view first asks. A Refused that no view caught becomes a page (or, for
    htmx, a message) with status 422; the form that was sent stays one step back in the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(OfficeRequest, plain)
        request.moment = clock.now()
        look_again()  # what the office has entered may have changed since this process last asked
        _introduce(request)
        response = self.get_response(request)
        if request.htmx and response.status_code == 302 and response["Location"].startswith(settings.LOGIN_URL):
            # The session ran out behind an open page: send the whole page to sign-in, not a fragment of it.
            return HttpResponseClientRedirect(settings.LOGIN_URL)
        if getattr(request, "user", None) and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refused):
            return None
        page = "console/_refused.html" if cast(OfficeRequest, request).htmx else "console/refused.html"
        return render(request, page, {"problem": problem}, status=422)


def _introduce(request: OfficeRequest) -> None:
    account, today = cast(HttpRequest, request).user, request.moment.today
    if not isinstance(account, Account):
        request.offices, request.scope, request.may_write = [], NOTHING, False
        request.hand = Hand(None, "")
        return
    request.hand = Hand(account.pk, account.name)
    request.offices = cast("list[OfficeHeld]", SimpleLazyObject(lambda: list(offices_on(account, today))))
    request.scope = cast(Scope, SimpleLazyObject(lambda: scope_of(account, today)))
    request.may_write = cast(bool, SimpleLazyObject(lambda: may_write(account, today)))
