"""Between the session and the page: a session that ran out keeps what was typed; what must come first comes first."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from gonghui.console.door import drafts, session
from gonghui.kernel import clock
from gonghui.people.public import Account

QUIET = frozenset({"session-left", "sign-in", "second", "counter-switch"})
"""Pages that the browser asks by itself, or that stand outside: they do not prove that somebody is there."""

OUTSIDE = frozenset({"sign-in", "second", "counter-switch"})

FIRST = {"password": "console:own-password", "totp": "console:totp"}
"""What must come first, and its page."""

ALLOWED = frozenset({"sign-in", "second", "sign-out", "health", "session-left", "session-stay", "own-password", "totp"})
"""Pages that are open while something must come first."""


class DoorMiddleware:
    """Ends sessions that ran out, and forgets drafts of forms that arrived.

    Stands after authentication and after the check of the form's token, so that only what a person of this office
    sent from our own page is ever kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = _who(request) if request.method == "POST" else None
        response = self.get_response(request)
        taken = response.status_code < 400 and drafts.KEPT not in request.META
        if account is not None and taken and drafts.worth_keeping(request):
            drafts.draft_arrived(account=account, page=session.page_of(request), action=request.path)
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, named: Any) -> HttpResponseBase | None:
        """Answer instead of the page when the session ran out or something must come first."""
        account = _who(request)
        if account is None:
            return None
        at = clock.now().at
        name = _name(request)
        left = session.seconds_left(request.session, at)
        if name in OUTSIDE and left <= (session.SOON if request.GET.get("out") else 0):
            logout(request)
            return None
        if left <= 0:
            return _lapse(request, account)
        if name not in QUIET and not name.endswith("-progress"):
            session.touch(request.session, at)
        must = request.session.get(session.MUST)
        if must in FIRST and name not in ALLOWED:
            return redirect(FIRST[must])
        return None


def _who(request: HttpRequest) -> Account | None:
    account = getattr(request, "user", None) if request.session.get("_auth_user_id") else None
    return account if isinstance(account, Account) else None


def _name(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def _lapse(request: HttpRequest, account: Account) -> HttpResponse:
    """End the session; a form that was being sent waits for its person behind the next sign-in."""
    page, name = session.page_of(request), _name(request)
    kept = drafts.worth_keeping(request) and drafts.draft_lapsed(request, account, page)
    if request.method == "POST" and name in drafts.NEVER_KEPT:
        page = "/"
    logout(request)
    target = session.own_path(request, page if request.method == "POST" else request.get_full_path())
    if name in ("session-left", "draft-list", "draft-keep", "draft-drop", "session-stay"):
        return JsonResponse({"left": 0}, status=401)
    address = session.sign_in_address(target, out="kept" if kept else "idle")
    if request.headers.get("HX-Request"):
        return cast(HttpResponse, HttpResponseClientRedirect(address))
    return redirect(address)
