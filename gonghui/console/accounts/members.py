"""会员账号: a chair opens accounts for the members of his union who have none, and prints their slips."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gonghui.console.accounts.access import Keeper
from gonghui.console.accounts.slips import MOST, paper
from gonghui.console.numbers import keys
from gonghui.console.request import OfficeRequest, own_office
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, exists_on, unions_of
from gonghui.people.public import (
    Doing,
    Role,
    Worker,
    member_accounts_open,
    members_never_signed_in,
    members_on,
    members_without_account,
    policy,
    slips_issue,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: OfficeRequest) -> HttpResponse:
    """The members of a union (`?union=` its code) without an account; sending opens accounts or prints slips again."""
    if not request.rights.may(Doing.MEMBERS) and Role.WORKER not in Keeper(request).roles:
        raise Refused("您不能给会员开账号。", "请本工会主席或镇总工会的组织干事来办。")
    unions = _with_members(request)
    union = _chosen(request, unions)
    if request.method == "POST":
        return _printed(request, union)
    without = members_without_account(union, request.moment.today)
    page = {
        "union": union, "unions": unions, "without": without, "most": MOST, "first": without[:MOST],
        "waiting": len(members_never_signed_in(union, request.moment.today)), "days": policy().slip_days,
    }  # fmt: skip
    return render(request, "console/accounts/members.html", page)


def _with_members(request: OfficeRequest) -> list[Union]:
    """The unions whose rolls he keeps and that have somebody on it, by their codes."""
    today, mine = request.moment.today, request.rights.write.on("组织")
    rolls = members_on(today, mine).order_by().values("union")
    return list(unions_of(mine).filter(exists_on(today, ""), pk__in=rolls).order_by("code"))


def _chosen(request: OfficeRequest, unions: list[Union]) -> Union:
    """The union that the address names; else his own, or the first. Raises Http404 for another's."""
    wanted = request.GET.get("union", "")
    own = own_office(request).union_id if request.offices else 0
    fitting = [one for one in unions if (one.code == wanted if wanted else one.pk == own)]
    found = fitting[:1] or ([] if wanted else unions[:1])
    if not found:
        raise Http404
    return found[0]


def _printed(request: OfficeRequest, union: Union) -> HttpResponse:
    by, at, days = request.hand, request.moment.at, policy().slip_days
    back = f"{request.path}?union={union.code}"
    if request.POST.get("do") == "again":
        accounts = members_never_signed_in(union, at.date())[:MOST]
        if not accounts:
            raise Refused("没有还没登录过的会员账号。", "登录过的忘了口令，请找镇总工会重设。")
        return paper(request, slips_issue(accounts=accounts, days=days, by=by, at=at), back)
    chosen = set(keys(request.POST.getlist("worker")))
    if not chosen:
        raise Refused("还没有选会员。", "请在要开账号的会员前面打勾。")
    if len(chosen) > MOST:
        raise Refused(f"一次最多开{MOST}个。", "请分几次办。")
    rows = Worker.objects.filter(pk__in=chosen).order_by("initials", "pk")
    return paper(request, member_accounts_open(union=union, workers=list(rows), days=days, by=by, at=at), back)
