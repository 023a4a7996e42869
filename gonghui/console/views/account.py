"""Signing in and out, one's own password, the settings page."""

import re
from typing import cast

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gonghui.console.forms import PasswordForm
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.writes import Hand
from gonghui.orgs.public import Employer
from gonghui.people.public import Account, code_use, password_set, signed_in

BACKEND = "django.contrib.auth.backends.ModelBackend"
CAME_BY_CODE = "came_by_code"
"""Session key: this person came in with a one-time code and may set a password without an old one."""

_CODE = re.compile(r"[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}")


def own_path(request: HttpRequest, address: str) -> str:
    """`address` if it lies on this server and is no sign-in page, else the home page."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") and not address.startswith(settings.LOGIN_URL) else "/"


@login_not_required
@never_cache
@csrf_protect
@sensitive_post_parameters("secret")
def sign_in(request: OfficeRequest) -> HttpResponse:
    """Let somebody in by password or one-time code; a wrong one never says whether the account exists."""
    target = own_path(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST":
        if isinstance(cast(HttpRequest, request).user, Account):
            return redirect(target)
        return render(request, "console/sign_in.html", {"next": target, "username": ""})
    username, secret = request.POST.get("username", "").strip()[:40], request.POST.get("secret", "")[:128]
    credentials = {"username": username}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return get_lockout_response(request, credentials=credentials)
    account = code_use(username=username, code=secret.strip(), at=request.moment.at) if _like_code(secret) else None
    by_code = account is not None
    found = account or authenticate(request, username=username, password=secret)
    if not isinstance(found, Account):
        page = {"next": target, "username": username, "wrong": True}
        return render(request, "console/sign_in.html", page, status=422)
    login(request, found, backend=BACKEND)
    signed_in(account=found, by_code=by_code, by=Hand(found.pk, found.name), at=request.moment.at)
    if by_code:
        request.session[CAME_BY_CODE] = True
        return redirect("console:own-password")
    return redirect(target)


def _like_code(secret: str) -> bool:
    return bool(_CODE.fullmatch(secret.strip()))


@require_POST
def sign_out(request: OfficeRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.info(request, "已经退出。")
    return redirect("console:sign-in")


@never_cache
@sensitive_post_parameters()
def own_password(request: OfficeRequest) -> HttpResponse:
    """Set one's own password: at once after a one-time code, else with the present one."""
    needs_old = not request.session.get(CAME_BY_CODE)
    form = PasswordForm(request.user, needs_old, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        password_set(account=request.user, password=form.cleaned_data["new"], by=request.hand, at=request.moment.at)
        update_session_auth_hash(request, request.user)
        request.session.pop(CAME_BY_CODE, None)
        messages.success(request, "口令已保存，下次用它登录。其他电脑上的登录都已退出。")
        return redirect("console:home")
    page = {"form": form, "needs_old": needs_old}
    return render(request, "console/own_password.html", page, status=422 if form.errors else 200)


def settings_page(request: OfficeRequest) -> HttpResponse:
    """The person's own account: offices, password, text size."""
    return render(request, "console/settings.html", {"sample": _is_sample()})


def _is_sample() -> bool:
    """Whether this is the sample town: its codes carry 329999, a county that does not exist."""
    return Employer.objects.filter(uscc__startswith="91329999").exists()
