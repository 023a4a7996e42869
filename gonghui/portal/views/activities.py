"""What a member can sign up for, what he signed up for, and where he was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.activities.public import SignUpState, sign_up, sign_up_withdraw
from gonghui.console.public import OfficeRequest
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.portal.me import Me, mine
from gonghui.portal.offers import Offer, attended, offer_of, offers, with_state


@require_safe
@mine
def index(request: OfficeRequest, me: Me) -> HttpResponse:
    """His own first, then what is open, then where he was."""
    found = offers(me, request.moment.today)
    page = {
        "mine": with_state(found, "in", "waiting", "off", "came"),
        "open": with_state(found, "open", "full"),
        "late": with_state(found, "late"),
        "attended": attended(me)[:20],
        "tab": "activities",
    }
    return render(request, "portal/activities.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def activity(request: OfficeRequest, me: Me, pk: int) -> HttpResponse:
    """One activity; sending `do` signs him up or gives his place back."""
    offer = offer_of(me, pk, request.moment.today)
    if offer is None:
        raise Http404
    came = next((row for row in attended(me) if row.activity_id == pk), None)
    page = {"offer": offer, "one": offer.activity, "came": came, "tab": "activities"}
    if request.method != "POST":
        return render(request, "portal/activity.html", page)
    try:
        said = _done(request, me, offer)
    except Refused as problem:
        return render(request, "portal/activity.html", page | {"problem": problem}, status=422)
    messages.success(request, said)
    return redirect("portal:my-activity", pk=pk)


def _done(request: OfficeRequest, me: Me, offer: Offer) -> str:
    """Do what the button said; returns what to tell him."""
    by, at = request.hand, request.moment.at
    if request.POST.get("do") == "withdraw":
        if offer.row is None:
            raise Refused("您没有报这个活动。", "不用退出。")
        sign_up_withdraw(sign_up=offer.row, by=by, at=at)
        return "退出了。名额留给后面的人，想再去可以重新报名。"
    row = sign_up(activity=offer.activity, worker=me.worker, by=by, at=at)
    if row.state == SignUpState.WAITING:
        return "排上候补了。前面有人退出会自动递补，请隔几天来看一眼。"
    where = f"，{offer.activity.place}" if offer.activity.place else ""
    return f"报上了。{cn_date(offer.activity.on, at.year)}{where}，到时候来就行。"
