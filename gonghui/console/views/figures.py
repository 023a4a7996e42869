"""The figures: a card per indicator, and one indicator from all sides down to its records."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import chain
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from gonghui.console import charting, explaining, records
from gonghui.console.addresses import addresses
from gonghui.console.asking import Question, asked, breaks_down, periods, places
from gonghui.console.closing import corrections, settling
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import Span, cn_date
from gonghui.kernel.indicators import Dimension, Figure, Indicator, all_indicators, indicator
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.slices import split
from gonghui.kernel.privacy.exports import export_make
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.writer import write_rows
from gonghui.orgs.public import tree_on

CONTEXTS = {"orgs": "组织", "people": "会员", "bargaining": "集体协商", "planning": "计划"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 100
STEP = "step"
"""Key of the tab that shows one step of a change."""


def index(request: OfficeRequest) -> HttpResponse:
    """All indicators for one period and place."""
    question = asked(request)
    now = Counter(question.tree, question.span)
    begin_span = question.begin()
    begin = Counter(tree_on(begin_span.end), begin_span)
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in all_indicators():
        figure = now.figure(item, question.node)
        then = None if item.flowing else begin.figure(item, question.node)
        card = {"item": item, "figure": figure, "base": _base(item, figure), "note": _note(then, begin_span)}
        groups.setdefault(CONTEXTS.get(item.code.split(".")[0], "其他"), []).append(card)
    page = {"question": question, "groups": groups, **settling(request, question), **_switches(request, question)}
    return render(request, "console/figures.html", page)


def _base(item: Indicator, figure: Figure) -> str:
    if figure.denominator is None:
        return item.numerator.label if item.numerator.label != item.title else item.why
    unit = charting.part_unit(item)
    return f"{figure.numerator:,}/{figure.denominator:,}{unit}"


def _note(then: Figure | None, span: Span) -> str:
    return f"{'年初' if (span.end.month, span.end.day) == (12, 31) else '期初'}{then.display}" if then else ""


def _switches(request: OfficeRequest, question: Question) -> dict[str, Any]:
    return {"periods": periods(request.moment.today, question.period), "places": places(request, question)}


@dataclass(frozen=True)
class Sight:
    """One indicator as a page shows it: as declared, as settled (the kept double in a closed period), its figure.

    `whole` says whether the reader sees it broken down by places and free words, which name what lies outside his scope.
    """

    declared: Indicator
    item: Indicator
    question: Question
    counter: Counter
    figure: Figure
    whole: bool

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What the figure is split by for this reader: everything, or only by words that the product itself declares."""
        return tuple(each for each in self.item.dimensions if self.whole or each.labels)


def _sight(request: OfficeRequest, code: str) -> Sight:
    try:
        declared = indicator(code)
    except Refused:
        raise Http404 from None
    question = asked(request)
    counter = Counter(question.tree, question.span)
    item = counter.settled(declared, question.node)
    return Sight(
        declared, item, question, counter, counter.figure(declared, question.node), breaks_down(request, question)
    )


def figure(request: OfficeRequest, code: str) -> HttpResponse:
    """One indicator: value, both parts in words, comparisons, trend, children, slices, records."""
    sight = _sight(request, code)
    item, question, counter = sight.item, sight.question, sight.counter
    found_why = explaining.why(sight.declared, question, request.GET.get("since", ""), request.moment.today)
    offered = records.tabs(item, question)
    part, found = _chosen(request, sight, offered, found_why)
    shown = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    rows = [[(column, column.of(row)) for column in found.columns] for row in shown]
    page = {
        "item": item, "question": question, "figure": sight.figure, "part_unit": charting.part_unit(item),
        "changes": charting.changes(sight.declared, sight.figure, question),
        "trend": charting.trend(sight.declared, question),
        "areas": charting.by_area(sight.declared, counter, question) if sight.whole else [],
        "unions": charting.by_union(sight.declared, counter, question) if sight.whole else [],
        "exempt": counter.total(item.exempt, question.node) if item.exempt else None,
        "parts": offered, "part": part, "found": found, "page": shown, "why": found_why,
        "why_start": explaining.start_value(found_why), "sinces": explaining.sinces(sight.declared, question, found_why.since),
        "rows": zip(rows, addresses(found.part, shown), strict=True), "cut": _cut(request, sight), "STEP": STEP,
        **_slices(request, sight), **corrections(sight.item, question, request.scope),
        **_switches(request, question),
    }  # fmt: skip
    return render(request, "console/figure.html", page)


def _chosen(
    request: OfficeRequest, sight: Sight, offered: list[records.Tab], found_why: explaining.Why
) -> tuple[str, records.Records]:
    """(key, records) of the tab that the address asks for, else of what is missing, else of what is there."""
    step, cut = request.GET.get("step", ""), _cut(request, sight)
    if step:
        return STEP, records.step_records(explaining.step_of(found_why, step), request.scope)
    chosen = request.GET.get("part", "")
    if chosen not in {tab.key for tab in offered}:
        chosen = _first(offered) if cut is None else ("denominator" if sight.item.is_rate else "numerator")
    found = records.records(sight.item, chosen, sight.question, request.scope, sight.figure, cut)
    return chosen, found


def _cut(request: OfficeRequest, sight: Sight) -> records.Cut | None:
    by, value = request.GET.get("by", ""), request.GET.get("is", "")
    known = sight.whole or by in {each.key for each in sight.dimensions}
    return records.Cut(by, value) if by and value and known else None


def _slices(request: OfficeRequest, sight: Sight) -> dict[str, Any]:
    """The figure split by the chosen dimension (the first unless one is asked for), and the exemptions by reason."""
    item, question = sight.item, sight.question
    known = {each.key: each for each in sight.dimensions}
    chosen = known.get(request.GET.get("by", "")) or next(iter(known.values()), None)
    where = (question.tree, question.node, question.span)
    found: dict[str, Any] = {"dimensions": sight.dimensions, "dimension": chosen, "slices": [], "reasons": []}
    if chosen is not None:
        found["slices"] = split(item, chosen.key, *where)
    if sight.whole and item.exempt is not None and item.exempt.dimension("reason"):
        found["reasons"] = split(Indicator(code=item.code, title=item.title, why=item.why, unit="家",
                                           numerator=item.exempt), "reason", *where)  # fmt: skip
    return found


def _first(offered: list[records.Tab]) -> str:
    """What is missing, if anything is; else what is there."""
    return records.REST if offered[0].key == records.REST and offered[0].count else "numerator"


def export(request: OfficeRequest, code: str, part: str) -> HttpResponse:
    """One part's records (or one slice of it) as a spreadsheet: the rows that this reader may open."""
    sight = _sight(request, code)
    item, question = sight.item, sight.question
    if part not in {tab.key for tab in records.tabs(item, question)}:
        raise Http404
    found = records.records(item, part, question, request.scope, sight.figure, _cut(request, sight))
    title = f"{question.place}{item.title}（{_part_name(item, part)}，截至{cn_date(question.span.end)}）"
    _, data = export_make(what="figures", title=item.title, words=title, rows=found.opened.visible, by=request.hand,
                          at=request.moment.at, build=lambda row: _sheet(item, found, title))  # fmt: skip
    name = quote(f"{title}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(data, content_type=XLSX, headers=headers)


def _sheet(item: Indicator, found: records.Records, title: str) -> bytes:
    out = BytesIO()
    rows = ([_plain(column.of(row)) for column in found.columns] for row in found.rows)
    closed = [[found.rest]] if found.rest else []
    write_rows(out, title, [column.title for column in found.columns], chain(rows, closed), sheet_name=item.title)
    return out.getvalue()


def _part_name(item: Indicator, part: str) -> str:
    chosen = item.part(part)
    return chosen.label if chosen else records.missing_label(item)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
