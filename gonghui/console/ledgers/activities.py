"""The daily screen of an activity, the code on the wall, its archive on paper, and the year on one sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from gonghui.activities.public import (
    Activity,
    Attendance,
    Invitation,
    Kind,
    SignUpState,
    archive_of,
    check_in_code,
    declared_and_named,
    findings_shown,
    gifts_of,
    heads_of,
    satisfaction_of,
    taken,
    totals_of_year,
)
from gonghui.console.ledgers.cards import RecordCard
from gonghui.console.ledgers.reading import LedgerView, record_in
from gonghui.console.numbers import number
from gonghui.kernel.ledger.api import Badge, Reader
from gonghui.orgs.public import town

SHOWN = 15
"""People and unions on the card; the rest is one press away."""

LOOKS = {SignUpState.IN: "done", SignUpState.WAITING: "wait"}


class ActivityCard(RecordCard):
    template = "console/ledgers/activity.html"

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        mine = reader.scope.unions
        came = reader.scope.limit(Attendance.objects.valid().filter(activity=row)).select_related("union")
        places = reader.scope.limit(row.sign_ups.exclude(state=SignUpState.WITHDRAWN)).select_related("worker", "union")
        asked = reader.scope.limit(row.invitations.select_related("union")).order_by("answered_on", "union__code")
        unions, said, given = declared_and_named(row, mine), satisfaction_of(row), gifts_of(row)
        whole = reader.scope.everything or reader.may_enter(row.union_id)
        return {
            **super().more(row, reader), "heads": heads_of(row), "taken": taken(row), "whole": whole,
            "waiting_n": row.sign_ups.filter(state=SignUpState.WAITING).count(),
            "came": came.order_by("union__code", "pk")[:SHOWN], "came_n": came.count(), "unions": unions[:SHOWN],
            "unions_n": len(unions), "places": [(one, _place(one)) for one in places.order_by("place")[:SHOWN]],
            "places_n": places.count(), "asked": [(one, _answer(one, reader)) for one in asked[:SHOWN]],
            "asked_n": asked.count(), "silent": asked.filter(answered_on=None).count(), "archive": archive_of(row, reader.today),
            "said": said, "gifts": given, "findings": findings_shown(row) if whole else [],
            "checkup": row.kind == Kind.CHECKUP, "today_here": _open_today(row, reader.today), "shown": SHOWN,
        }  # fmt: skip


def _open_today(row: Activity, day: date) -> bool:
    """Whether people may check in at the door on a day."""
    return row.closed_on is None and row.voided_on is None and row.on <= day <= (row.until or row.on)


def _place(row: Any) -> Badge:
    return Badge(row.get_state_display(), LOOKS[SignUpState(row.state)])  # type: ignore[arg-type]


def _answer(row: Invitation, reader: Reader) -> Badge:
    if row.declined:
        return Badge("不参加", "end")
    if row.answered_on is not None:
        return Badge("已报名", "done")
    late = (row.activity.sign_up_until or row.activity.on) < reader.today
    return Badge("没有回音", "over") if late else Badge("等回音", "wait")


class Wall(LedgerView):
    """The day's code, large: to project or to print, for whoever runs the activity. Not there for others."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        reader = self.reader_of(request)
        row = record_in(self.ledger, reader, ref)
        if not reader.may_enter(row.union_id):
            raise Http404
        page: dict[str, Any] = {"row": row, "open": _open_today(row, reader.today), "today": reader.today}
        if page["open"]:
            code = check_in_code(row, reader.today)
            address = request.build_absolute_uri(reverse("portal:my-check-in-code", args=[row.pk, code]))
            drawn = segno.make(address, error="m").svg_inline(
                scale=9, border=2, dark="#17232f", light="#ffffff", omitsize=True
            )
            page |= {
                "code": code,
                "qr": mark_safe(drawn),
                "come": heads_of(row).named,
            }  # drawn here from our own address
        return render(request, "console/ledgers/activity_wall.html", page)


class ArchiveSheet(LedgerView):
    """The archive page on paper: what is there, who came, what is missing."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        reader = self.reader_of(request)
        row = record_in(self.ledger, reader, ref)
        unions = declared_and_named(row, reader.scope.unions)
        page = {"row": row, "archive": archive_of(row, reader.today), "unions": unions, "heads": heads_of(row),
                "said": satisfaction_of(row), "office": town(), "reader": reader}  # fmt: skip
        return render(request, "console/ledgers/activity_archive.html", page)


@dataclass(frozen=True)
class Month:
    """One month of the year's sheet: its activities with the heads that came (None for what is still to come)."""

    number: int
    rows: list[tuple[Activity, int | None]]


class YearSheet(LedgerView):
    """The year's activities month by month on one sheet, A4 on its side."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reader = self.reader_of(request)
        year = number(request.GET.get("year")) or reader.today.year
        if not 2000 <= year <= reader.today.year + 1:
            raise Http404
        first, last = date(year, 1, 1), date(year, 12, 31)
        rows = list(self.ledger.universe(reader).filter(voided_on=None, on__range=(first, last)).order_by("on", "pk"))
        heads = totals_of_year(first, last, reader.scope.unions)
        found = [(row, heads.get(row.pk, 0) if row.on <= reader.today else None) for row in rows]
        months = [Month(at, [one for one in found if one[0].on.month == at]) for at in range(1, 13)]
        page = {
            "year": year, "months": [months[at : at + 4] for at in (0, 4, 8)], "office": reader.scope.everything and town(),
            "count": len(rows), "heads": sum(number or 0 for _, number in found), "before": year - 1, "after": year + 1,
            "later": year <= reader.today.year, "reader": reader,
        }  # fmt: skip
        return render(request, "console/ledgers/activity_year.html", page)
