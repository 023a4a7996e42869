"""What the union gave a member, and his signature for it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gonghui.benefits.public import Benefit, benefit_sign, benefits_of_worker
from gonghui.console.public import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.portal.me import Me, mine


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def benefits(request: OfficeRequest, me: Me) -> HttpResponse:
    """What is still to be signed for, then the rest; sending `row` signs for one."""
    rows = list(benefits_of_worker(me.worker))
    page = {"unsigned": [row for row in rows if row.signed_on is None],
            "signed": [row for row in rows if row.signed_on is not None], "tab": "self"}  # fmt: skip
    if request.method != "POST":
        return render(request, "portal/benefits.html", page)
    row = _own(rows, request.POST.get("row", ""))
    try:
        benefit_sign(row=row, on=request.moment.today, by=request.hand, at=request.moment.at)
    except Refused as problem:
        return render(request, "portal/benefits.html", page | {"problem": problem}, status=422)
    messages.success(request, f"签收了：{row.occasion}。")
    return redirect("portal:my-benefits")


def _own(rows: list[Benefit], key: str) -> Benefit:
    """The row of that number among his own; anybody else's is not there."""
    found = next((row for row in rows if str(row.pk) == key), None)
    if found is None:
        raise Http404
    return found
