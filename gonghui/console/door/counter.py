"""窗口模式: one computer at a counter that several people use in turn.

Its browser holds a token. Whoever signs in fully there may come back the same day with a short PIN; the screen locks
after a few minutes, and what one person typed is never seen by the next.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gonghui.console.door import session
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused
from gonghui.people.public import (
    Account,
    Counter,
    CounterSeat,
    counter_close,
    counter_digest,
    counter_open,
    pin_right,
    pin_set,
    policy,
    seat_leave,
    seat_take,
    signed_in,
    try_begin,
    try_was_right,
)

COOKIE = "gonghui-counter"
YEAR = 365 * 24 * 3600
BACKEND = "django.contrib.auth.backends.ModelBackend"


def counter_here(request: HttpRequest) -> Counter | None:
    """The counter that this browser belongs to; None on everybody's own computer, without a query."""
    token = request.COOKIES.get(COOKIE, "")
    if not token or len(token) > 100:
        return None
    return Counter.objects.filter(digest=counter_digest(token), closed_at=None).first()


def _end_of_day(at: datetime) -> datetime:
    return datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)


def sit_down(request: OfficeRequest, account: Account) -> Counter | None:
    """Somebody has signed in fully; at a counter he may come back with his PIN until the day is over."""
    here = counter_here(request)
    if here is not None:
        seat_take(counter=here, account=account, until=_end_of_day(request.moment.at))
    return here


def stand_up(request: OfficeRequest, account: Account) -> None:
    """Somebody signs out at a counter: his PIN no longer brings him back."""
    here = counter_here(request)
    if here is not None:
        seat_leave(counter=here, account=account)


@login_not_required
@never_cache
@csrf_protect
@sensitive_post_parameters("pin")
def switch(request: OfficeRequest) -> HttpResponse:
    """Change the person at a counter; opening this page ends the session of the one before, so nothing stays on screen."""
    here = counter_here(request)
    if here is None:
        return redirect("console:sign-in")
    target = session.own_path(request, request.POST.get("next") or request.GET.get("next") or "/")
    if isinstance(request.user, Account):
        logout(request)
    seats = CounterSeat.objects.filter(counter=here, until__gt=request.moment.at, account__is_active=True)
    seats = seats.exclude(account__pin="").select_related("account").order_by("account__name")
    page = {"counter": here, "people": [seat.account for seat in seats], "next": target, "wrong": False,
            "chosen": request.POST.get("who", "")}  # fmt: skip
    if request.method != "POST":
        return render(request, "console/counter.html", page)
    found = next((seat.account for seat in seats if str(seat.account.pk) == page["chosen"]), None)
    address = f"counter {here.pk}"
    if found is not None:
        until = try_begin(username=found.username, address=address, at=request.moment.at)
        if until is not None:
            seat_leave(counter=here, account=found)  # a PIN that was guessed at no longer opens: the password does
            return render(request, "console/locked.html", {"until": until}, status=429)
        if pin_right(found, request.POST.get("pin", "")[:12]):
            try_was_right(username=found.username, address=address)
            return _resume(request, found, here, target)
    return render(request, "console/counter.html", {**page, "wrong": True}, status=422)


def _resume(request: OfficeRequest, account: Account, here: Counter, target: str) -> HttpResponse:
    login(request, account, backend=BACKEND)
    session.begin(request.session, request.moment.at, policy().counter_minutes)
    signed_in(account=account, by_code=False, by=Hand(account.pk, account.name), at=request.moment.at)
    return redirect(target)


@require_POST
def start(request: OfficeRequest) -> HttpResponse:
    """Make this computer a counter."""
    if not request.may_write:
        raise Refused("您的职务不能设窗口电脑。", "请找镇总工会。")
    here, token = counter_open(name=request.POST.get("name", ""), by=request.hand, at=request.moment.at)
    seat_take(counter=here, account=request.user, until=_end_of_day(request.moment.at))
    request.session[session.IDLE] = policy().counter_minutes * 60
    messages.success(request, f"这台电脑设成了窗口电脑“{here.name}”。每人第一次用口令登录，当天再来用窗口口令。")
    response = redirect("console:settings")
    response.set_cookie(
        COOKIE, token, max_age=YEAR, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@require_POST
def stop(request: OfficeRequest) -> HttpResponse:
    """This computer is no counter any more."""
    here = counter_here(request)
    if here is None:
        raise Refused("这台电脑不是窗口电脑。", "不用再办。")
    if not request.may_write:
        raise Refused("您的职务不能停用窗口电脑。", "请找镇总工会。")
    counter_close(counter=here, by=request.hand, at=request.moment.at)
    messages.success(request, f"窗口电脑“{here.name}”停用了。")
    response = redirect("console:settings")
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


@require_POST
@sensitive_post_parameters("pin")
def pin(request: OfficeRequest) -> HttpResponse:
    """Set one's own short PIN; the present password is asked for."""
    address = session.address_of(request)
    until = try_begin(username=request.user.username, address=address, at=request.moment.at)
    if until is not None:
        return render(request, "console/locked.html", {"until": until}, status=429)
    if not request.user.check_password(request.POST.get("password", "")[:128]):
        raise Refused("口令不对，窗口口令没有改。", "请填登录用的口令。", "password")
    try_was_right(username=request.user.username, address=address)
    pin_set(account=request.user, pin=request.POST.get("pin", "")[:12], by=request.hand, at=request.moment.at)
    messages.success(request, "窗口口令记好了，只在窗口电脑上能用。")
    return redirect("console:settings")
