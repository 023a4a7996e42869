"""By which ways reminders leave the house: for the town's people only."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.console.request import OfficeRequest
from gonghui.kernel.notices.actions import channel_end, channel_put
from gonghui.kernel.notices.models import Channel, Dispatch
from gonghui.kernel.refusal import Refused
from gonghui.people.public import Account, Doing


def _town_only(request: OfficeRequest) -> None:
    if not request.rights.may(Doing.SETUP):
        raise Http404


@sensitive_post_parameters("address")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: OfficeRequest) -> HttpResponse:
    """The ways in use with what went out last; a form for one more."""
    _town_only(request)
    problem = None
    if request.method == "POST":
        try:
            made = _put(request)
        except Refused as no:
            problem = no
        else:
            messages.success(request, f"已登记“{made.name}”。每天上班后发一次，没有要办的事就不发。")
            return redirect("console:notices-channels")
    page: dict[str, Any] = {
        "channels": _listed(), "kinds": Channel.KINDS, "problem": problem, "given": request.POST,
        "accounts": Account.objects.filter(is_active=True).order_by("name", "pk"),
    }  # fmt: skip
    return render(request, "console/notices/channels.html", page, status=422 if problem else 200)


def _put(request: OfficeRequest) -> Channel:
    whom = request.POST.get("account", "")
    account = Account.objects.filter(is_active=True, pk=int(whom)).first() if whom.isdecimal() else None
    if whom and account is None:
        raise Refused("没有这个人。", "请从列出的人里选。", "account")
    return channel_put(
        kind=request.POST.get("kind", ""), name=request.POST.get("name", ""), address=request.POST.get("address", ""),
        account_id=account.pk if account else None, by=request.hand, at=request.moment.at,
    )  # fmt: skip


def _listed() -> list[tuple[Channel, str, Dispatch | None]]:
    """Each channel in use with whose it is and the last message that was to go out; three queries."""
    rows = list(Channel.objects.filter(ended_at=None).order_by("pk"))
    names = dict(Account.objects.filter(pk__in={row.account_id for row in rows}).values_list("pk", "name"))
    last: dict[int, Dispatch] = {}
    for each in Dispatch.objects.filter(channel__in=rows).exclude(text="").order_by("day"):
        last[each.channel_id] = each
    return [(row, names.get(row.account_id or 0, ""), last.get(row.pk)) for row in rows]


@require_POST
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """Stop using a way out."""
    _town_only(request)
    channel = get_object_or_404(Channel, pk=pk)
    channel_end(channel=channel, by=request.hand, at=request.moment.at)
    messages.success(request, f"已停用“{channel.name}”，地址已经删掉。")
    return redirect("console:notices-channels")
