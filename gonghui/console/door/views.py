"""Signing in and out, one's own password, and whether the session still lives."""

import re
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from gonghui.console.door import counter, session
from gonghui.console.forms import PasswordForm
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.trail import who_changed
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.people.public import (
    Account,
    code_use,
    offices_on,
    password_right,
    password_set,
    policy,
    signed_in,
    signed_out_everywhere,
    totp_right,
    try_begin,
    try_was_right,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF_SECONDS = 300
"""How long the telephone's code is waited for after the password."""

TAKEN_OVER = ("code_issue", "code_use", "account_reset", "totp_unbind")
"""Acts by which somebody else could come in under this name."""

_CODE = re.compile(r"[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}")


@login_not_required
@never_cache
@csrf_protect
@sensitive_post_parameters("secret")
def sign_in(request: OfficeRequest) -> HttpResponse:
    """Let somebody in by password or one-time code; a wrong one never says whether the account exists.

    A right one-time code is never made to wait, so that nobody can lock others out by filling in wrong passwords.
    """
    target = session.own_path(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST":
        if isinstance(cast(HttpRequest, request).user, Account):
            return redirect(target)
        page = {"next": target, "username": "", "out": request.GET.get("out", "")}
        return render(request, "console/sign_in.html", page)
    username, secret = request.POST.get("username", "").strip()[:40], request.POST.get("secret", "")[:128]
    address, at = session.address_of(request), request.moment.at
    found = code_use(username=username, code=secret.strip(), at=at) if _CODE.fullmatch(secret.strip()) else None
    if found is not None:
        try_was_right(username=username, address=address)
        return _enter(request, found, target, by_code=True)
    until = try_begin(username=username, address=address, at=at)
    if until is not None:
        return wait(request, until)
    found = password_right(username=username, password=secret)
    if found is None:
        page = {"next": target, "username": username, "wrong": "yes"}
        return render(request, "console/sign_in.html", page, status=422)
    try_was_right(username=username, address=address)
    if found.totp_sealed:
        request.session.cycle_key()
        request.session[session.HALF] = [found.pk, int(at.timestamp()), target]
        return redirect("console:second")
    return _enter(request, found, target)


def wait(request: HttpRequest, until: datetime) -> HttpResponse:
    """Too many wrong tries: from when one may try again, and what helps at once."""
    return render(request, "console/locked.html", {"until": until}, status=429)


@login_not_required
@never_cache
@csrf_protect
@sensitive_post_parameters("typed")
def second(request: OfficeRequest) -> HttpResponse:
    """The telephone's code, after the password. Wrong ones count like wrong passwords."""
    found, target = _halfway(request)
    if found is None:
        return redirect("console:sign-in")
    if request.method != "POST":
        return render(request, "console/second.html", {})
    address, at = session.address_of(request), request.moment.at
    until = try_begin(username=found.username, address=address, at=at)
    if until is not None:
        return wait(request, until)
    if not totp_right(account=found, typed=request.POST.get("typed", "")[:12], at=at):
        return render(request, "console/second.html", {"wrong": True}, status=422)
    try_was_right(username=found.username, address=address)
    return _enter(request, found, target)


def _halfway(request: OfficeRequest) -> tuple[Account | None, str]:
    """Who has just shown a password here, and where he wants to go."""
    kept = request.session.get(session.HALF)
    if not kept or not 0 <= request.moment.at.timestamp() - kept[1] + 1 <= HALF_SECONDS:
        return None, "/"
    return Account.objects.filter(pk=kept[0], is_active=True).exclude(totp_sealed="").first(), kept[2]


def _enter(request: OfficeRequest, account: Account, target: str, by_code: bool = False) -> HttpResponse:
    """Open the session: a fresh key, its clock, and what has to be done first."""
    at, before = request.moment.at, account.last_login
    request.session.pop(session.HALF, None)
    login(request, account, backend=BACKEND)
    rules = policy()
    seat = counter.sit_down(request, account)
    session.begin(request.session, at, rules.counter_minutes if seat else rules.idle_minutes)
    signed_in(account=account, by_code=by_code, by=Hand(account.pk, account.name), at=at)
    if by_code:
        request.session[session.MUST] = "password"
        return redirect("console:own-password")
    roles = {office.role for office in offices_on(account, request.moment.today)}
    if not account.totp_sealed and roles & set(rules.totp_roles):
        request.session[session.MUST] = "totp"
        return redirect("console:totp")
    _tell(request, account, before)
    return redirect(target)


def _tell(request: OfficeRequest, account: Account, since: datetime | None) -> None:
    """Say what others did with the account since its person was last here: nobody takes one over unnoticed."""
    done = who_changed(account).filter(verb__in=TAKEN_OVER).exclude(by_id=account.pk)
    last = done.filter(at__gt=since).first() if since else None
    if last is not None:
        when = last.at.astimezone(OFFICE_TIME)
        said = f"{when.month}月{when.day}日{when:%H:%M}{last.by_name}：{last.summary}。"
        messages.warning(request, f"{said}不是您要的话，请马上改口令，并告诉镇总工会主席。")


@require_POST
def sign_out(request: OfficeRequest) -> HttpResponse:
    """End the session; with `everywhere`, those on all other computers and telephones too."""
    if request.POST.get("everywhere"):
        signed_out_everywhere(account=request.user, by=request.hand, at=request.moment.at)
    counter.stand_up(request, request.user)
    logout(request)
    messages.info(request, "已经退出。")
    return redirect("console:sign-in")


@never_cache
@sensitive_post_parameters()
def own_password(request: OfficeRequest) -> HttpResponse:
    """Set one's own password: at once after a one-time code, else with the present one."""
    needs_old = request.session.get(session.MUST) != "password"
    form = PasswordForm(request.user, needs_old, request.POST if request.method == "POST" else None)
    if request.method == "POST" and needs_old:
        until = try_begin(username=request.user.username, address=session.address_of(request), at=request.moment.at)
        if until is not None:
            return wait(request, until)
        if request.user.check_password(request.POST.get("old", "")):
            try_was_right(username=request.user.username, address=session.address_of(request))
    if request.method == "POST" and form.is_valid():
        password_set(account=request.user, password=form.cleaned_data["new"], by=request.hand, at=request.moment.at)
        update_session_auth_hash(request, request.user)
        return _after_password(request)
    page = {"form": form, "needs_old": needs_old}
    return render(request, "console/own_password.html", page, status=422 if form.errors else 200)


def _after_password(request: OfficeRequest) -> HttpResponse:
    messages.success(request, "口令已保存，下次用它登录。其他电脑上的登录都已退出。")
    request.session.pop(session.MUST, None)
    roles = {office.role for office in request.offices}
    if not request.user.totp_sealed and roles & set(policy().totp_roles):
        request.session[session.MUST] = "totp"
        return redirect("console:totp")
    return redirect("console:home")


@never_cache
@require_GET
def left(request: OfficeRequest) -> HttpResponse:
    """How many seconds the session still lives; asking does not lengthen it."""
    return JsonResponse({"left": session.seconds_left(request.session, request.moment.at)})


@never_cache
@require_POST
def stay(request: OfficeRequest) -> HttpResponse:
    """Somebody pressed 我还在."""
    request.session[session.SEEN] = int(request.moment.at.timestamp())
    return JsonResponse({"left": session.seconds_left(request.session, request.moment.at)})
