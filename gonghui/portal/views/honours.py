"""A member's own honours, with what stands on the certificate."""

from datetime import date

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.console.public import OfficeRequest
from gonghui.honours.public import ForWhom, Honour
from gonghui.people.public import members_on
from gonghui.portal.me import Me, mine
from gonghui.portal.offers import attended


@require_safe
@mine
def honours(request: OfficeRequest, me: Me) -> HttpResponse:
    """What he was awarded, latest first (what was revoked says so), and his places and scores in contests."""
    results = [row for row in attended(me) if row.result]
    page = {"rows": own_honours(me, request.moment.today), "results": results, "me": me, "tab": "self"}
    return render(request, "portal/honours.html", page)


def own_honours(me: Me, today: date) -> list[Honour]:
    """The valid entries of the register that mean him: by his record, or, of those that only write a name, by his name in
    his union when nobody else there is called so."""
    his = Q(worker=me.worker)
    if me.union is not None and members_on(today).filter(union=me.union, worker__name=me.worker.name).count() == 1:
        his |= Q(worker=None, union=me.union, name=me.worker.name, programme__given_to=ForWhom.PERSON)
    rows = Honour.objects.valid().filter(his).select_related("programme", "union")
    return list(rows.order_by("-awarded_on", "-pk"))
