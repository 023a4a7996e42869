"""The figures: a card per indicator, and one indicator from all sides down to its records."""

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from gonghui.console import charting, records
from gonghui.console.asking import asked, periods, places
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import Span, cn_date
from gonghui.kernel.indicators import Figure, Indicator, all_indicators, indicator
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.writer import write_rows
from gonghui.orgs.public import tree_on

CONTEXTS = {"orgs": "组织", "people": "会员", "bargaining": "集体协商"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 100


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
    page = {"question": question, "groups": groups, **_switches(request, question)}
    return render(request, "console/figures.html", page)


def _base(item: Indicator, figure: Figure) -> str:
    if figure.denominator is None:
        return item.numerator.label if item.numerator.label != item.title else item.why
    unit = charting.part_unit(item)
    return f"{figure.numerator:,}/{figure.denominator:,}{unit}"


def _note(then: Figure | None, span: Span) -> str:
    return f"{'年初' if (span.end.month, span.end.day) == (12, 31) else '期初'}{then.display}" if then else ""


def _switches(request: OfficeRequest, question: Any) -> dict[str, Any]:
    return {"periods": periods(request.moment.today, question.period), "places": places(request, question)}


def _known(code: str) -> Indicator:
    try:
        return indicator(code)
    except Refused:
        raise Http404 from None


def figure(request: OfficeRequest, code: str) -> HttpResponse:
    """One indicator: value, both parts in words, comparisons, trend, children, records."""
    item, question = _known(code), asked(request)
    counter = Counter(question.tree, question.span)
    now = counter.figure(item, question.node)
    offered = records.tabs(item, question)
    chosen = request.GET.get("part", "")
    part = chosen if chosen in {tab.key for tab in offered} else _first(offered)
    found = records.records(item, part, question, request.scope, now)
    shown = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    rows = [[(column, column.of(row)) for column in found.columns] for row in shown]
    page = {
        "item": item, "question": question, "figure": now, "part_unit": charting.part_unit(item),
        "changes": charting.changes(item, now, question), "trend": charting.trend(item, question),
        "areas": charting.by_area(item, counter, question), "unions": charting.by_union(item, counter, question),
        "exempt": counter.total(item.exempt, question.node) if item.exempt else None,
        "parts": offered, "part": part, "found": found, "page": shown,
        "rows": zip(rows, records.addresses(found.part, shown), strict=True), **_switches(request, question),
    }  # fmt: skip
    return render(request, "console/figure.html", page)


def _first(offered: list[records.Tab]) -> str:
    """What is missing, if anything is; else what is there."""
    return records.REST if offered[0].key == records.REST and offered[0].count else "numerator"


def export(request: OfficeRequest, code: str, part: str) -> HttpResponse:
    """One part's records as a spreadsheet: the rows that this reader may open."""
    item, question = _known(code), asked(request)
    if part not in {tab.key for tab in records.tabs(item, question)}:
        raise Http404
    now = Counter(question.tree, question.span).figure(item, question.node)
    found = records.records(item, part, question, request.scope, now)
    title = f"{question.place}{item.title}（{_part_name(item, part)}，截至{cn_date(question.span.end)}）"
    out = BytesIO()
    rows = ([_plain(column.of(row)) for column in found.columns] for row in found.rows)
    write_rows(out, title, [column.title for column in found.columns], rows, sheet_name=item.title)
    name = quote(f"{title}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(out.getvalue(), content_type=XLSX, headers=headers)


def _part_name(item: Indicator, part: str) -> str:
    chosen = item.part(part)
    return chosen.label if chosen else f"未{item.numerator.label.removeprefix('已')}"


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
