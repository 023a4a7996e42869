"""The first page of a member's phone, and what the union has of him."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.benefits.public import benefits_of_worker
from gonghui.console.public import OfficeRequest, account_events, own_holdings
from gonghui.orgs.public import town
from gonghui.portal.me import Me, mine
from gonghui.portal.offers import attended, offers, with_state
from gonghui.portal.views.honours import own_honours
from gonghui.portal.views.opinions import to_rate
from gonghui.portal.views.quizzes import open_quizzes
from gonghui.portal.views.suggestions import own_suggestions

MOST = 3
"""Suggestions on the first page: the latest."""
LATEST = 10
"""Rows of a table on the page of one's own record."""


@require_safe
@mine
def home(request: OfficeRequest, me: Me) -> HttpResponse:
    """What is on today, what he signed up for, what he can do."""
    found = offers(me, request.moment.today)
    given = benefits_of_worker(me.worker)
    page = {
        "me": me,
        "house": town().name.removesuffix("总工会"),
        "on_now": [one for one in found if one.on_now and one.row is not None],
        "mine": with_state(found, "in", "waiting", "off"),
        "given": len(given),
        "unsigned": len([row for row in given if row.signed_on is None]),
        "honours": len(own_honours(me, request.moment.today)),
        "suggestions": own_suggestions(me)[:MOST],
        "quizzes": [(one, left) for one, left in open_quizzes(me, request.moment.at) if one.attempt is None or left],
        "to_rate": to_rate(me, request.moment.today)[:1],
        "to_sign_up": len(with_state(found, "open", "full")),
        "office": not request.scope.nothing,
        "tab": "home",
    }
    return render(request, "portal/home.html", page)


@require_safe
@mine
def record(request: OfficeRequest, me: Me) -> HttpResponse:
    """Everything that the union holds on him, the latest of each table; private values masked."""
    return render(
        request, "portal/record.html", {"own": own_holdings(me.worker, LATEST), "most": LATEST, "tab": "self"}
    )


@require_safe
@mine
def account(request: OfficeRequest, me: Me) -> HttpResponse:
    """How he signs in, and what was done with his account."""
    return render(request, "portal/account.html", {"done": account_events(request), "tab": "self"})


@require_safe
@mine
def own(request: OfficeRequest, me: Me) -> HttpResponse:
    """His union, where he was, his account."""
    page = {"me": me, "attended": attended(me), "office": not request.scope.nothing, "tab": "self"}
    return render(request, "portal/self.html", page)
