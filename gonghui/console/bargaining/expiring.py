"""Contracts that ran out or run out within 90, 60 or 30 days and nobody has renewed; renewal begins here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from gonghui.bargaining.public import Bargaining, Contract, ContractKind, contract_title
from gonghui.console.ledgers.reading import reader_of
from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.workflow.asking import running
from gonghui.kernel.workflow.models import Deadline

CLOCKS = ("contract.expiry", "wage.expiry")
SPANS = ((0, "已届满未续"), (30, "三十日内"), (60, "六十日内"), (90, "九十日内"))
MOST = 300


@dataclass(frozen=True)
class Expiring:
    """One contract with its last day, and the procedure that renews it, if one runs."""

    row: Deadline
    contract: Contract
    title: str
    procedure: Bargaining | None


def deadlines(reader: Reader, days: int = 90) -> QuerySet[Deadline]:
    """The running expiry deadlines: those over (0), or the whole of the next `days` days and those over."""
    rows = running(reader.today, reader.scope, days).filter(clock__in=CLOCKS)
    return rows.filter(due_on__lt=reader.today) if days == 0 else rows


def counts(reader: Reader) -> list[tuple[int, str, int]]:
    """(days, label, how many) of each span; the spans ahead leave out what is over."""
    due = list(deadlines(reader).values_list("due_on", flat=True))
    return [(days, label, sum(_within(day, days, reader.today) for day in due)) for days, label in SPANS]


def _within(day: date, days: int, today: date) -> bool:
    return day < today if days == 0 else 0 <= (day - today).days <= days


def expiring(reader: Reader, days: int, kind: str = "") -> list[Expiring]:
    """The contracts of one span, the soonest first."""
    rows = [row for row in deadlines(reader, days) if _within(row.due_on, days, reader.today)]
    found = {
        row.pk: row
        for row in Contract.objects.filter(pk__in=[row.object_id for row in rows])
        .select_related("union").prefetch_related("covers__employer")
    }  # fmt: skip
    led = Bargaining.objects.filter(earlier__in=found, contract=None).exclude(state="dropped")
    over: dict[int | None, Bargaining] = {one.earlier_id: one for one in led}
    shown = [row for row in rows if row.object_id in found and (not kind or found[row.object_id].kind == kind)]
    return [Expiring(row, found[row.object_id], contract_title(found[row.object_id]), over.get(row.object_id))
            for row in shown[:MOST]]  # fmt: skip


def to_copy(rows: Sequence[Expiring]) -> str:
    """Text for a chat group: who is to renew by when."""
    return "\n".join(
        f"{one.title}：{one.row.due_on.month}月{one.row.due_on.day}日届满" for one in rows if one.procedure is None
    )


class ExpiringPage(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        asked, kind = request.GET.get("days", "90"), request.GET.get("kind", "")
        days = int(asked) if asked in {str(span) for span, _ in SPANS} else 90
        kind = kind if kind in ContractKind.values else ""
        rows = expiring(reader, days, kind)
        context = {
            "rows": rows, "days": days, "kind": kind, "kinds": ContractKind.choices, "counts": counts(reader), "reader": reader,
            "copy": to_copy(rows), "waiting": sum(one.procedure is None for one in rows),
        }  # fmt: skip
        return render(request, "console/bargaining/expiring.html", context)
