"""One door for every page: the day, who is there, what he may open, and refusals as readable pages."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from gonghui.console.gates import gate_of
from gonghui.console.request import OfficeRequest
from gonghui.console.views.errors import not_understood, too_large, wrong_method
from gonghui.kernel import clock
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import look_again
from gonghui.kernel.scope import NO_RIGHTS, NOTHING, Rights, Scope
from gonghui.people.public import Account, OfficeHeld, posts_on, rights_of

MOST_BYTES = 100 * 1024 * 1024
"""Of one request: what the largest upload takes, refused before the disk takes it in."""

MOST_FROM_STRANGERS = 1024 * 1024
"""Of a request without a session: nobody uploads anything at the door."""


class ReadableMiddleware:
    """Every refusal says something, and nothing that no keyboard can type or no disk should hold reaches a page.

    A NUL in an address or a field is refused here once: PostgreSQL does not store it, and no person sends it. A
    refusal without a body (a wrong method, an address that changed) gets the page that belongs to its status.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or _has_nul(request.GET):
            return not_understood(request)
        if _sent_bytes(request) > (
            MOST_BYTES if settings.SESSION_COOKIE_NAME in request.COOKIES else MOST_FROM_STRANGERS
        ):
            return too_large(request)
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return wrong_method(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, given: object, named: object) -> HttpResponse | None:
        return not_understood(request) if request.method == "POST" and _has_nul(request.POST) else None


def _sent_bytes(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0


def _has_nul(sent: QueryDict) -> bool:
    return any("\x00" in text for name, values in sent.lists() for text in (name, *values))


class OfficeMiddleware:
    """Adds moment, offices, rights, scope, hand and may_write to the request (see `console.request`).

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

    def process_view(self, plain: HttpRequest, view: object, given: object, named: object) -> None:
        """Close the pages that this person has no right to: for him they are not there."""
        request = cast(OfficeRequest, plain)
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        gate = gate_of(name)
        request.line = gate.line if gate else ""
        if gate is not None and isinstance(plain.user, Account) and not gate.opens(request.rights):
            raise Http404

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refused):
            return None
        page = "console/_refused.html" if cast(OfficeRequest, request).htmx else "console/refused.html"
        return render(request, page, {"problem": problem}, status=422)


def _introduce(request: OfficeRequest) -> None:
    account, today = cast(HttpRequest, request).user, request.moment.today
    if not isinstance(account, Account):
        request.offices, request.rights, request.scope, request.may_write = [], NO_RIGHTS, NOTHING, False
        request.hand = Hand(None, "")
        return
    request.line = ""
    offices = cast("list[OfficeHeld]", SimpleLazyObject(lambda: posts_on(account, today)))
    rights = cast(Rights, SimpleLazyObject(lambda: rights_of(account, today, posts=list(offices))))
    request.offices, request.rights = offices, rights
    request.scope = cast(Scope, SimpleLazyObject(lambda: rights.read))
    request.hand = Hand(account.pk, account.name, scope=request.scope)
    request.may_write = cast(bool, SimpleLazyObject(lambda: not rights.write.nothing))
