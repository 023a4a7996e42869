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
    Kind,
    SignUpState,
    archive_of,
    check_in_code,
    declared_and_named,
    findings_shown,
    heads_of,
    satisfaction_of,
    taken,
    totals_of_year,
)
from gonghui.console.ledgers.cards import RecordCard
from gonghui.console.ledgers.reading import LedgerView, record_in
from gonghui.console.numbers import number
from gonghui.kernel.ledger.api import Reader
from gonghui.orgs.public import town


class ActivityCard(RecordCard):
    template = "console/ledgers/activity.html"

    def more(self, row: Any, reader: Reader) -> dict[str, Any]:
        asked = reader.scope.limit(row.invitations.all())
        whole = reader.scope.everything or reader.may_enter(row.union_id)
        return {
            **super().more(row, reader), "heads": heads_of(row), "taken": taken(row), "whole": whole,
            "waiting_n": row.sign_ups.filter(state=SignUpState.WAITING).count(), "asked_n": asked.count(),
            "silent": asked.filter(answered_on=None).count(), "archive": archive_of(row, reader.today),
            "said": satisfaction_of(row), "findings": findings_shown(row) if whole else [],
            "checkup": row.kind == Kind.CHECKUP, "today_here": _open_today(row, reader.today),
            "over": (row.until or row.on) < reader.today,
        }  # fmt: skip


def _open_today(row: Activity, day: date) -> bool:
    """Whether people may check in at the door on a day."""
    return row.closed_on is None and row.voided_on is None and row.on <= day <= (row.until or row.on)


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
