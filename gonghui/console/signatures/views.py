"""The list of what waits, one matter, and its answers."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gonghui.console.request import OfficeRequest
from gonghui.kernel.files.scans import open_scan
from gonghui.kernel.ledger.typed import parse_typed_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.signing.actions import agree, decline, withdraw
from gonghui.kernel.signing.acts import act_of
from gonghui.kernel.signing.models import Signature
from gonghui.kernel.signing.queries import open_ones
from gonghui.people.public import Doing, Role


def waiting_signatures(request: OfficeRequest) -> list[Signature]:
    """What this person may sign now: what others asked for."""
    if not request.rights.may(Doing.SIGN):
        return []
    return list(open_ones().exclude(asked_by_id=request.user.pk)[:50])


@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """What waits for me, what I asked for, what was signed lately."""
    mine = open_ones().filter(asked_by_id=request.user.pk)
    page = {"waiting": waiting_signatures(request), "mine": mine,
            "done": Signature.objects.exclude(state="asked").order_by("-pk")[:30]}  # fmt: skip
    return render(request, "console/signatures/index.html", page)


@require_safe
def one(request: OfficeRequest, pk: int) -> HttpResponse:
    """One matter: what it is, where to look at it, and what this person can answer."""
    row = get_object_or_404(Signature, pk=pk)
    url = act_of(row.act).url
    page = {"row": row, "url": url(row) if url else "", "mine": row.asked_by_id == request.user.pk,
            "may": request.rights.may(Doing.SIGN)}  # fmt: skip
    return render(request, "console/signatures/one.html", page)


def _may(request: OfficeRequest) -> None:
    if not request.rights.may(Doing.SIGN):
        raise Refused("您的职务不能签字。", "请镇总工会或县总工会的人来签。")


@require_POST
def give(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sign it; the act happens at once."""
    _may(request)
    row = get_object_or_404(Signature, pk=pk)
    roles = {office.role for office in request.offices}
    row = agree(signature=row, county=roles == {Role.COUNTY}, by=request.hand, at=request.moment.at)
    messages.success(request, f"签好了：{row.title}。")
    return redirect("console:signatures")


@require_POST
def refuse(request: OfficeRequest, pk: int) -> HttpResponse:
    """Say no, with a reason."""
    _may(request)
    row = get_object_or_404(Signature, pk=pk)
    decline(signature=row, reason=request.POST.get("reason", ""), by=request.hand, at=request.moment.at)
    messages.success(request, f"已经回了不同意：{row.title}。")
    return redirect("console:signatures")


@require_POST
def take_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """Withdraw one's own request."""
    row = get_object_or_404(Signature, pk=pk)
    withdraw(signature=row, by=request.hand, at=request.moment.at)
    messages.success(request, f"撤回了：{row.title}。")
    return redirect("console:signatures")


@require_safe
def scan(request: OfficeRequest, pk: int) -> HttpResponse:
    """The signed paper."""
    row = get_object_or_404(Signature, pk=pk)
    found = open_scan(row.scan)
    if found is None:
        raise Http404
    response = HttpResponse(found[0], content_type=found[1])
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def paper_of(request: OfficeRequest) -> dict[str, Any]:
    """What a form says about a signature on paper: signer, day, files. Raises Refused for a day that is none."""
    typed = request.POST.get("signed_on", "").strip()[:20]
    day: date | None = None
    if typed:
        try:
            day = parse_typed_date(typed, today=request.moment.today)
        except BadValue as bad:
            raise Refused(str(bad), "请照纸上的日期写。", "signed_on") from None
    uploads = [each.read() for each in request.FILES.getlist("scan")]
    return {"signer": request.POST.get("signer", ""), "on": day, "uploads": uploads}
