"""The telephone's code, for those who want it or whose office asks for it."""

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gonghui.console.door import session
from gonghui.console.door.views import wait
from gonghui.console.request import OfficeRequest
from gonghui.kernel.privacy import open_text, seal_text
from gonghui.kernel.refusal import Refused
from gonghui.people.public import (
    policy,
    totp_address,
    totp_bind,
    totp_right,
    totp_secret,
    totp_unbind,
    try_begin,
    try_was_right,
)

NEW = "totp_new"
"""Session key: the secret that is being bound, encrypted."""


@never_cache
@sensitive_post_parameters("typed")
@require_http_methods(["GET", "POST"])
def totp(request: OfficeRequest) -> HttpResponse:
    """Bind the telephone: its app scans the code, its first six digits prove that it has the secret. Or unbind it."""
    if request.user.totp_sealed:
        return _unbind(request)
    secret = _secret(request)
    problem = None
    if request.method == "POST":
        try:
            typed = request.POST.get("typed", "")[:12]
            totp_bind(account=request.user, secret=secret, typed=typed, by=request.hand, at=request.moment.at)
        except Refused as refused:
            problem = refused
        else:
            request.session.pop(NEW, None)
            request.session.pop(session.MUST, None)
            messages.success(request, "动态码绑定了，以后登录时口令之外还要填手机上的六位数。")
            return redirect("console:settings")
    page = {
        "problem": problem, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "qr": segno.make(totp_address(request.user, secret), error="m").svg_data_uri(scale=5, border=2),
        "forced": request.session.get(session.MUST) == "totp",
    }  # fmt: skip
    return render(request, "console/totp.html", page, status=422 if problem else 200)


def _secret(request: OfficeRequest) -> str:
    kept = request.session.get(NEW)
    if kept:
        return open_text(kept)
    secret = totp_secret()
    request.session[NEW] = seal_text(secret)
    return secret


def _unbind(request: OfficeRequest) -> HttpResponse:
    """Only with a present code of the telephone; who lost it asks the office for a one-time code."""
    forced = bool({office.role for office in request.offices} & set(policy().totp_roles))
    page = {"bound": True, "forced": forced, "wrong": False}
    if request.method == "POST" and not forced:
        address = session.address_of(request)
        until = try_begin(username=request.user.username, address=address, at=request.moment.at)
        if until is not None:
            return wait(request, until)
        if totp_right(account=request.user, typed=request.POST.get("typed", "")[:12], at=request.moment.at):
            try_was_right(username=request.user.username, address=address)
            totp_unbind(account=request.user, by=request.hand, at=request.moment.at)
            messages.success(request, "动态码解除了，以后登录只要口令。")
            return redirect("console:settings")
        page["wrong"] = True
    return render(request, "console/totp.html", page, status=422 if page["wrong"] else 200)
