"""The list of accounts, one account's page, opening one."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.console.accounts.access import Keeper, Standing, known_accounts, standings
from gonghui.console.offices.own import member_named
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.trail import who_changed
from gonghui.kernel.ledger.picking import find_record
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.cells import BadValue
from gonghui.orgs.public import Union, placed_on, unions_of
from gonghui.people.public import (
    Account,
    Line,
    Role,
    account_open,
    office_give,
    policy,
    unions_without_chair_account,
)

STATES = (("", "在用和等登录的"), ("wait", "等着用登录码"), ("never", "从来没有登录"), ("end", "停用"))


@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """Every account that this person looks after: offices, how it stands, last use."""
    keeper, words, state = Keeper(request), request.GET.get("q", "").strip()[:40], request.GET.get("state", "")
    found = standings(list(known_accounts(words)), request.moment.today, request.moment.at)
    mine = [each for each in found if keeper.keeps(each.roles_ever)]
    shown = [each for each in mine if _fits(each, state)]
    page = {
        "rows": shown, "q": words, "state": state, "states": STATES, "total": len(mine), "keeper": keeper,
        "without": len(chairless(request)) if keeper.opens_for_chairs else 0,
        "days": policy().slip_days,
    }  # fmt: skip
    return render(request, "console/accounts/index.html", page)


def _fits(each: Standing, state: str) -> bool:
    if state == "end":
        return each.look == "end"
    if state == "never":
        return each.never and each.look != "end"
    return each.look == "wait" if state == "wait" else each.look != "end"


def chairless(request: OfficeRequest) -> list[Union]:
    """The grassroots unions of today whose chair has no account."""
    today = request.moment.today
    placed = placed_on(today).select_related("union").order_by("union__code")
    return unions_without_chair_account([row.union for row in placed], today)


def account_of(request: OfficeRequest, pk: int) -> Account:
    """The account of an address. Raises Refused when somebody else looks after it."""
    account = get_object_or_404(Account, pk=pk)
    Keeper(request).check(account)
    return account


@require_safe
def one(request: OfficeRequest, pk: int) -> HttpResponse:
    """One account: offices, how it stands, what was done with it, what can be done."""
    account = account_of(request, pk)
    standing = standings([account], request.moment.today, request.moment.at)[0]
    page = {"account": account, "standing": standing, "events": who_changed(account)[:30], "days": policy().slip_days,
            "myself": account.pk == request.user.pk}  # fmt: skip
    return render(request, "console/accounts/one.html", page)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Open an account, with an office at once if its union is named."""
    keeper, problem = Keeper(request), None
    given: dict[str, Any] = {
        key: request.POST.get(key, "").strip()[:120] for key in ("name", "username", "union", "role")
    }
    given["lines"] = request.POST.getlist("lines")[:20]
    if request.method == "POST":
        try:
            account = _open(request, keeper, given)
        except Refused as refused:
            problem = refused
        else:
            messages.success(request, f"{account.name}的账号开好了。把账号条印给本人，凭上面的登录码登录。")
            return redirect(reverse("console:account", args=[account.pk]))
    roles = [(role.value, role.label) for role in Role if role in keeper.roles]
    page = {"given": given, "problem": problem, "roles": roles, "lines": Line.choices,
            "unions": unions_of().order_by("code").values_list("name", flat=True)[:300]}  # fmt: skip
    return render(request, "console/accounts/new.html", page, status=422 if problem else 200)


def _open(request: OfficeRequest, keeper: Keeper, given: dict[str, Any]) -> Account:
    by, at = request.hand, request.moment.at
    if len(given["name"]) < 2:
        raise Refused("还没有填姓名。", "请写本人的姓名。", "name")
    if bool(given["union"]) != bool(given["role"]):
        raise Refused("单位和职务要一起填。", "只开账号、以后再任职的，两项都空着。", "union")
    if given["role"] and given["role"] not in keeper.roles:
        raise Refused("您不能任命这个职务。", "请镇总工会主席来办。", "role")
    union = _union(given["union"]) if given["union"] else None
    return opened(given, union, by, at)


def opened(given: dict[str, Any], union: Union | None, by: Any, at: Any) -> Account:
    """The account and its office, both or neither; a member's office opens the record of whom the roll calls so."""
    with transaction.atomic():
        account = account_open(username=given["username"], name=given["name"], by=by, at=at)
        if union is not None:
            lines = given["lines"] if given["role"] == Role.TOWN_OFFICER else ()
            worker = member_named(union, given["name"], at.date()) if given["role"] == Role.WORKER else None
            office_give(account=account, union=union, role=Role(given["role"]), on=at.date(), lines=lines, worker=worker, by=by,
                        at=at)  # fmt: skip
    return account


def _union(name: str) -> Union:
    try:
        found: Union = find_record(unions_of(), name, "工会")
    except BadValue as bad:
        raise Refused(str(bad), "请从列出的名称里选。", "union") from None
    return found
