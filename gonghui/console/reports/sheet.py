"""What the report's pages share: which period is open, for whom, and what stands in the side column."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from gonghui.console.addresses import addresses, record_url
from gonghui.console.request import OfficeRequest
from gonghui.kernel.dates import Period, half_year_of, parse_period
from gonghui.kernel.indicators import Column, Part, Sum
from gonghui.kernel.indicators.opening import open_part
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.reporting.public import Gap, Report, compose, insertable, names_people, part_named, per_union

GRACE_DAYS = 45
"""So long after a half-year its summary is what the office is writing."""

SHOWN = 200
"""Records listed beside the paper; the figure's own page has all of them."""

PARTS = (("numerator", "分子"), ("denominator", "分母"), ("rest", "尚缺"))


def usual_period(today: date) -> str:
    """The half-year whose summary is being written: the last one in January and July, else the current one."""
    current = half_year_of(today)
    if (today - current.span.start).days >= GRACE_DAYS:
        return current.code
    return half_year_of(current.before()).code


def choices(today: date, chosen: str) -> list[Period]:
    """The periods to choose from, newest first: the last four half-years, this year and last year."""
    half = half_year_of(today)
    codes = [half.code]
    for _ in range(3):
        half = half_year_of(half.before())
        codes.append(half.code)
    codes += [str(today.year), str(today.year - 1)]
    if chosen not in codes:
        codes.insert(0, chosen)
    return [parse_period(code) for code in codes]


@dataclass(frozen=True)
class Sheet:
    """One open report page."""

    request: OfficeRequest
    report: Report
    compare: bool

    @property
    def period(self) -> str:
        return self.report.period.code

    @property
    def query(self) -> str:
        """The page's own question, carried through every link and form."""
        return urlencode({"period": self.period} | ({"compare": "1"} if self.compare else {}))

    def context(self, **more: Any) -> dict[str, Any]:
        report = self.report
        return {
            "sheet": self, "report": report, "keep": self.query, "compare": self.compare,
            "may": may_draft(self.request), "open_now": report.today < report.period.span.end,
        } | more  # fmt: skip

    def editor(self, key: str, text: str = "", problem: Refused | None = None) -> dict[str, Any]:
        """What the editor of a sentence needs; `text` is what the person had written when it was refused."""
        found = self.report.passage(key)
        if found is None:
            raise Http404
        return {
            "editing": key,
            "written": text,
            "problem": problem,
            "figures": insertable(self.report),
            "passage": found,
        }


def may_draft(request: OfficeRequest) -> bool:
    """Whether this person writes the report."""
    return request.rights.write.on("报告").everything


def open_sheet(request: OfficeRequest) -> Sheet:
    """The report that the address asks for. Who has no right to it does not have this page (`console.gates`)."""
    period = request.GET.get("period") or usual_period(request.moment.today)
    report = compose(period, today=request.moment.today)
    return Sheet(request, report, request.GET.get("compare") == "1")


def _telling(part: Part, rows: list[Any]) -> list[Column]:
    """The columns that fit beside the paper: the first, and of those that differ from row to row the first and last."""
    first, *others = part.columns
    if len(others) > 2:
        others = [column for column in others if len({column.of(row) for row in rows}) > 1] or others
    return [first, *(others if len(others) <= 2 else [others[0], others[-1]])]


def _rows(part: Part, report: Report, scope: Scope) -> dict[str, Any]:
    opened = open_part(part, report.tree, report.node, report.span, scope)
    count = opened.total if isinstance(part, Sum) else opened.count
    found: dict[str, Any] = {
        "count": count,
        "closed": opened.closed,
        "rest": opened.rest,
        "summed": isinstance(part, Sum),
    }
    if names_people(opened.rows):
        rows = [
            (record_url(("union", code)), [("编号", code, False), ("工会", name, False), ("人数", people, True)])
            for code, name, people in per_union(opened.rows)
        ]
        return found | {"heads": [("编号", False), ("工会", False), ("人数", True)], "rows": rows, "per_union": True}
    shown = list(opened.rows[:SHOWN])
    columns = _telling(part, shown)
    heads = [(column.title, column.numeric) for column in columns]
    rows = [
        (address, [(column.title, column.of(row), column.numeric) for column in columns])
        for address, row in zip(addresses(part, shown), shown, strict=True)
    ]
    return found | {"heads": heads, "rows": rows, "more": opened.visible > SHOWN}


def picked_figure(sheet: Sheet, code: str, part_name: str) -> dict[str, Any]:
    """The side column for a figure: its value, parts, words, last year, the records. 404 for an unknown code."""
    report = sheet.report
    figure = report.figures.get(code)
    if figure is None:
        raise Http404
    item = figure.indicator
    part = part_named(item, part_name) or item.numerator
    numbers = {"numerator": figure.numerator, "denominator": figure.denominator,
               "rest": (figure.denominator or 0) - figure.numerator}  # fmt: skip
    tabs = [(name, label, numbers[name]) for name, label in PARTS if item.is_rate]
    opened = _rows(part, report, sheet.request.scope)
    right = numbers[part_name] if part_name in numbers and item.is_rate else figure.numerator
    return {
        "figure": figure, "item": item, "part": part, "part_name": part_name, "tabs": tabs, "opened": opened,
        "agrees": opened["count"] == right, "last": _last(report, code), "said": _said(report, code), "warning": _warning(sheet, code),
        "hand": next((row for row in report.unused_hand if row.code == code), None),
    }  # fmt: skip


def _last(report: Report, code: str) -> str:
    source = report.source_of(code)
    return source.last_shown if source else ""


def _said(report: Report, code: str) -> str:
    source = report.source_of(code)
    return source.said if source else ""


def _warning(sheet: Sheet, code: str) -> Gap | None:
    found = next((gap for gap in sheet.report.warnings if gap.code == code), None)
    return found if found is None or sheet.request.scope.everything else replace(found, concerned=())


def picked_gap(sheet: Sheet, code: str) -> dict[str, Any] | None:
    """The side column for a number that is missing or was filled by hand; None when the ledger gives it.

    Whom a gap concerns is named to a reader of the whole office only.
    """
    for passage in sheet.report.passages():
        for run in passage.runs:
            if run.place and run.place.code == code and run.kind in ("gap", "hand"):
                gap = run.gap
                hand = sheet.report.hand(code) if run.kind == "hand" else None
                given = {"value": hand.value if hand else "", "note": hand.note if hand else ""}
                named = gap.concerned if gap and sheet.request.scope.everything else ()
                concerned = [(one, record_url(one.link)) for one in named]
                return {"gap": gap, "missing": run.kind == "gap", "hand": hand, "lacking": passage, "given": given,
                        "concerned": concerned, "rest": (gap.total - len(concerned)) if gap else 0}  # fmt: skip
    return None


def side(sheet: Sheet, code: str, part_name: str = "numerator") -> dict[str, Any]:
    """What the side column shows for a code: a gap if the text lacks it, else the figure; nothing without a code."""
    if not code:
        return {}
    gap = picked_gap(sheet, code)
    if gap is not None:
        return {"code": code, **gap}
    return {"code": code, **picked_figure(sheet, code, part_name)}
