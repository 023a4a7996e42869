"""Checking in: the QR on the wall leads here; one tap and the member is on the list."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.activities.public import check_in, check_in_code
from gonghui.console.public import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.portal.me import Me, mine
from gonghui.portal.offers import Offer, any_offer, offer_of


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def scanned(request: OfficeRequest, me: Me, pk: int, code: str) -> HttpResponse:
    """What the code on the wall leads to: who and where, and the button. Looking writes nothing."""
    if request.method == "POST":
        return _enter(request, me, pk, code)
    return render(
        request, "portal/check_in.html", {"offer": _before_the_wall(request, me, pk, code), "me": me, "code": code}
    )


@require_POST
@mine
def typed(request: OfficeRequest, me: Me, pk: int) -> HttpResponse:
    """The same for a code that was typed off the wall."""
    return _enter(request, me, pk, request.POST.get("code", "")[:20])


def _enter(request: OfficeRequest, me: Me, pk: int, code: str) -> HttpResponse:
    offer = _before_the_wall(request, me, pk, code)
    try:
        check_in(activity=offer.activity, worker=me.worker, code=code, by=request.hand, at=request.moment.at)
    except Refused as problem:
        page = {"offer": offer, "me": me, "code": code, "problem": problem}
        return render(request, "portal/check_in.html", page, status=422)
    return redirect(reverse("portal:my-check-in-code", args=[pk, check_in_code(offer.activity, request.moment.today)]))


def _before_the_wall(request: OfficeRequest, me: Me, pk: int, code: str) -> Offer:
    """The activity, for somebody to whom it is open or who has its code of today. Raises Refused for anybody else: a
    number that was guessed names nothing."""
    today = request.moment.today
    offer = offer_of(me, pk, today)
    if offer is not None:
        return offer
    offer = any_offer(me, pk, today)
    if offer is None or code.strip().upper() != check_in_code(offer.activity, today):
        raise Refused("签到码不对。", "请再扫一次墙上的码，或者到签到台登记。")
    return offer
