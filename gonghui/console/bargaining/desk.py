"""The bargaining desk: what runs, by step, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from gonghui.bargaining.public import Bargaining, ContractKind, bargaining_parties
from gonghui.console.bargaining.course import FLOW
from gonghui.console.bargaining.reading import procedures
from gonghui.console.ledgers.reading import reader_of
from gonghui.kernel.workflow.flow import State
from gonghui.kernel.workflow.models import Deadline

COLUMNS = (
    ("要约和答复", ("prepared", "offered", "refused", "urged")),
    ("协商", ("preparing", "meeting", "disputed")),
    ("审议和签字", ("drafted", "adopted")),
    ("报送审查", ("signed", "filed", "objected")),
    ("公布和备案", ("effective", "published")),
)
SHORT_KINDS = {
    ContractKind.COLLECTIVE: "综合",
    ContractKind.WAGE: "工资",
    ContractKind.WOMEN: "女职工",
    ContractKind.SAFETY: "安全卫生",
}
SOON = 3
PRESETS = (("", "进行中"), ("over", "超期"), ("soon", "三日内到期"), ("closed", "办结"), ("dropped", "已撤回"))


@dataclass(frozen=True)
class Card:
    """One procedure on the desk, with its most urgent deadline."""

    record: Bargaining
    name: str
    state: State
    row: Deadline | None
    kind: str

    @property
    def due(self) -> date:
        return self.row.due_on if self.row else date.max


def cards(rows: Sequence[Bargaining], today: date) -> list[Card]:
    """The cards of these procedures, the most urgent first; two queries."""
    running = Deadline.objects.filter(entity="bargaining.bargaining", object_id__in=[row.pk for row in rows], void=False,
                                      closed_on=None, starts_on__lte=today).order_by("-due_on", "-pk")  # fmt: skip
    urgent = {row.object_id: row for row in running}
    found = [
        Card(
            row, bargaining_parties(row), FLOW.state(row.state), urgent.get(row.pk), SHORT_KINDS[ContractKind(row.kind)]
        )
        for row in rows
    ]
    return sorted(found, key=lambda card: (card.due, card.record.pk))


OVER = ("closed", "dropped")
MOST = 300
"""Procedures that are over are shown newest first, so many at once."""


def _matches(card: Card, preset: str, today: date) -> bool:
    if preset == "over":
        return card.due < today
    if preset == "soon":
        return 0 <= (card.due - today).days <= SOON
    return True


class Desk(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        kind, handler = request.GET.get("kind", ""), request.GET.get("handler", "")
        preset = request.GET.get("show", "")
        preset = preset if preset in dict(PRESETS) else ""
        rows = procedures(reader)
        handlers = sorted({name for name in rows.values_list("handler", flat=True) if name})
        if kind in ContractKind.values:
            rows = rows.filter(kind=kind)
        if handler:
            rows = rows.filter(handler=handler)
        running = cards(list(rows.exclude(state__in=OVER)), reader.today)
        counts = {key: sum(_matches(card, key, reader.today) for card in running) for key in ("", "over", "soon")}
        counts |= {key: rows.filter(state=key).count() for key in OVER}
        if preset in OVER:
            shown = cards(list(rows.filter(state=preset).order_by("-pk")[:MOST]), reader.today)
        else:
            shown = [card for card in running if _matches(card, preset, reader.today)]
        context = {
            "presets": [(key, label, counts[key]) for key, label in PRESETS],
            "preset": preset, "kind": kind, "handler": handler, "handlers": handlers,
            "kinds": [(key.value, SHORT_KINDS[key]) for key in ContractKind], "reader": reader,
            "columns": columns(shown) if preset not in OVER else [], "listed": shown, "total": len(shown),
        }  # fmt: skip
        return render(request, "console/bargaining/desk.html", context)


def columns(shown: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """(title, cards) of the board."""
    return [(title, [card for card in shown if card.state.key in states]) for title, states in COLUMNS]
