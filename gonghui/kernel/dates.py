"""Days, spans and reporting periods; nothing here reads the clock."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.refusal import Refused

SINCE_EVER = date(1900, 1, 1)
"""First day of a fact that held before records began (opening balance without a date)."""

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends inclusive. Standing measures look at `end`, flowing ones at the whole span."""

    start: date
    end: date

    def cut(self, today: date) -> "Span":
        """The part of the span that has happened by `today` (inclusive).

        Raises Refused when the span lies wholly in the future.
        """
        if self.start > today:
            raise Refused(f"这个时段{cn_date(self.start)}才开始，还没有数字。", "请选已经开始的时段。")
        return Span(self.start, min(self.end, today))


@dataclass(frozen=True)
class Period:
    """A reporting period as offices name it: a year, half-year, quarter or month."""

    code: str
    title: str
    span: Span

    def previous_year(self) -> "Period":
        """The same period one year earlier."""
        return parse_period(f"{int(self.code[:4]) - 1}{self.code[4:]}")

    def before(self) -> date:
        """The last day before the period: the base of "since the start of the period"."""
        return self.span.start - timedelta(days=1)


_PERIOD = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?", re.ASCII)


def parse_period(code: str) -> Period:
    """`2026`, `2026H1`, `2026Q2` or `2026-06` → Period. Raises Refused for anything else."""
    code = code.strip().upper()
    match = _PERIOD.fullmatch(code)
    if not match or not 1949 <= int(match[1]) <= 2100:
        raise Refused(f"看不懂时段“{code[:20]}”。", "请写成 2026、2026H1、2026Q2 或 2026-06。")
    year, half, quarter, month = int(match[1]), match[2], match[3], match[4]
    if half:
        return Period(code, f"{year}年{'上' if half == '1' else '下'}半年", _months(year, 1 if half == "1" else 7, 6))
    if quarter:
        return Period(code, f"{year}年第{'一二三四'[int(quarter) - 1]}季度", _months(year, int(quarter) * 3 - 2, 3))
    if month:
        return Period(code, f"{year}年{int(month)}月", _months(year, int(month), 1))
    return Period(code, f"{year}年", _months(year, 1, 12))


def half_year_of(day: date) -> Period:
    """The half-year that contains `day`."""
    return parse_period(f"{day.year}H{1 if day.month < 7 else 2}")


def _months(year: int, first: int, count: int) -> Span:
    last = first + count - 1
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month_ends(last: date, count: int) -> list[date]:
    """`count` days, oldest first: the month ends before `last`, and `last` itself."""
    days = [last]
    year, month = last.year, last.month
    while len(days) < count:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        days.append(date(year, month, monthrange(year, month)[1]))
    return days[::-1]


def add_months(day: date, months: int) -> date:
    """The same-numbered day `months` later, or the last day of that month (民法典 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def cn_date(day: date | None, this_year: int | None = None) -> str:
    """2026年7月6日; without the year when it is `this_year`; 期初 for a fact older than the records."""
    if day is None:
        return "—"
    if day == SINCE_EVER:
        return "期初"
    head = "" if day.year == this_year else f"{day.year}年"
    return f"{head}{day.month}月{day.day}日"
