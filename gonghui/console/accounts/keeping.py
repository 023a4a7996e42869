"""Closing an account, opening it again, ending its sessions; what holds about signing in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.console.accounts.lists import account_of
from gonghui.console.numbers import number
from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.people.public import (
    BOUNDS,
    Doing,
    Role,
    account_close,
    account_open_again,
    policy,
    policy_set,
    signed_out_everywhere,
)

STRONG = (Role.TOWN_CHAIR, Role.TOWN_OFFICER, Role.ADMINISTRATOR)
"""Roles for which an office may ask for the telephone's code."""

TWICE = (("period_close", "封存一个时段的数字"), ("private_export", "导出带证件号、电话的名单"))
"""Acts for which an office may ask a second person's signature."""


@require_POST
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Nobody comes in by this account any more."""
    account = account_of(request, pk)
    account_close(account=account, reason=request.POST.get("reason", ""), by=request.hand, at=request.moment.at)
    messages.success(request, f"{account.name}的账号停用了，登录都已退出。以前经办的记录不变。")
    return redirect("console:account", pk)


@require_POST
def open_again(request: OfficeRequest, pk: int) -> HttpResponse:
    """The account may be used again, after a new slip."""
    account = account_of(request, pk)
    account_open_again(account=account, by=request.hand, at=request.moment.at)
    messages.success(request, f"{account.name}的账号启用了。请印一张新的账号条给本人。")
    return redirect("console:account", pk)


@require_POST
def sessions_end(request: OfficeRequest, pk: int) -> HttpResponse:
    """The person is signed out on every computer and telephone."""
    account = account_of(request, pk)
    signed_out_everywhere(account=account, by=request.hand, at=request.moment.at)
    messages.success(request, f"{account.name}在所有电脑和手机上的登录都退出了。")
    return redirect("console:account", pk)


@require_http_methods(["GET", "POST"])
def rules(request: OfficeRequest) -> HttpResponse:
    """What the office decided about signing in."""
    if not request.rights.may(Doing.ACCOUNTS):
        raise Refused("登录的规定由镇总工会主席或系统管理员来定。", "请找他们。")
    problem, now = None, policy()
    if request.method == "POST":
        try:
            policy_set(values=_given(request), by=request.hand, at=request.moment.at)
        except Refused as refused:
            problem = refused
        else:
            messages.success(request, "登录的规定记好了，各人下次登录起照它办。")
            return redirect("console:accounts-rules")
    page = {
        "now": now, "problem": problem, "bounds": BOUNDS, "roles": [(role.value, role.label) for role in STRONG],
        "twice": TWICE, "totp_bound": bool(request.user.totp_sealed),
    }  # fmt: skip
    return render(request, "console/accounts/rules.html", page, status=422 if problem else 200)


def _given(request: OfficeRequest) -> dict[str, object]:
    numbers: dict[str, object] = {}
    for key in BOUNDS:
        given = number(request.POST.get(key, "").strip())
        if given is None:
            raise Refused("这里要填一个整数。", "请改一下再保存。", key)
        numbers[key] = given
    roles = [role.value for role in STRONG if role.value in request.POST.getlist("totp_roles")]
    twice = [key for key, _ in TWICE if key in request.POST.getlist("signed_twice")]
    return {**numbers, "totp_roles": roles, "signed_twice": twice}
