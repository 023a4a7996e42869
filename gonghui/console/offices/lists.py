"""The list of offices, one office with what it opens and what is open in it, the hand-over sheet, the table of rights."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.console.offices import access, words
from gonghui.console.request import OfficeRequest
from gonghui.kernel.audit.trail import who_changed
from gonghui.kernel.dated import holds_from
from gonghui.people.public import Cover, Doing, OfficeHeld, RecordGrant, Role, clash, roles_given_by


@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """Who holds which office; who covers whom; what the county may read."""
    state, found = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    today = request.moment.today
    covers = Cover.objects.filter(holds_from(today)).select_related("office__account", "office__union", "account")
    grants = RecordGrant.objects.filter(holds_from(today)).select_related("account", "union").order_by("end_on")
    page = {
        "rows": access.listed(request, state, found), "state": state, "states": access.STATES, "q": found, "today": today,
        "covers": covers.order_by("end_on"), "may_give": bool(roles_given_by(request.offices)),
        "grants": [(grant, words.ledgers(grant)) for grant in grants] if request.rights.may(Doing.GRANT) else [],
        "may_grant": request.rights.may(Doing.GRANT), "clashes": _clashing(today_rows(request)),
    }  # fmt: skip
    return render(request, "console/offices/index.html", page)


def today_rows(request: OfficeRequest) -> list[OfficeHeld]:
    """The offices of today."""
    return list(access.offices(request).on(request.moment.today).order_by("pk"))  # type: ignore[attr-defined]


def _clashing(rows: list[OfficeHeld]) -> list[tuple[str, str]]:
    """(whose, why) of offices that go badly together and were given before the rule was there."""
    held: dict[int, list[OfficeHeld]] = {}
    for row in rows:
        held.setdefault(row.account_id, []).append(row)
    found = []
    for mine in held.values():
        for at, one in enumerate(mine):
            rule = clash(one.role, one.lines, [(other.role, other.lines) for other in mine[at + 1 :]])
            if rule:
                found.append((f"{one.account.name}同时任{'、'.join(each.title for each in mine)}", rule.reason))
                break
    return found


@require_safe
def one(request: OfficeRequest, pk: int) -> HttpResponse:
    """One office: what it opens, who covers it, what is open in it, how it came about."""
    office = access.office_of(request, pk)
    today = request.moment.today
    page = {
        "office": office, "today": today, "held": office.end_on is None or office.end_on > today,
        "may": access.gives(request, office.role) and office.end_on is None, "opens": words.opens(office, today),
        "covers": office.covers.select_related("account").order_by("-start_on")[:20],
        "work": access.open_work(office, today), "events": who_changed(office, *office.covers.all())[:20],
        "divides": office.role == Role.TOWN_OFFICER,
    }  # fmt: skip
    return render(request, "console/offices/one.html", page)


@require_safe
def sheet(request: OfficeRequest, pk: int) -> HttpResponse:
    """The hand-over sheet, to be printed and signed by both."""
    office = access.office_of(request, pk)
    today = request.moment.today
    page = {"office": office, "today": today, "work": access.open_work(office, today),
            "deadlines": words.deadlines(office, today)}  # fmt: skip
    return render(request, "console/offices/sheet.html", page)


@require_safe
def table(request: OfficeRequest) -> HttpResponse:
    """Who may do what: the whole table of rights in words."""
    return render(request, "console/offices/table.html", {"rows": words.table(), "heads": [role.label for role in Role],
                                                          "clashes": words.clashes()})  # fmt: skip
