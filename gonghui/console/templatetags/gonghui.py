"""Filters and tags that write dates, figures, states and clocks as offices read them.

| {{ day|cn_date }} 7月6日 / 2025年7月6日 | {{ day|iso }} 2026-07-06 | {{ n|thousands }} 7,520 |
| {% icon "printer" %} | {% state_badge "done" "有效" %} | {% clock_chip day of_law %} 剩18天 · 明天到期 · 超期2天 |
| {% figure_block title value unit url note=… base=… spark=points %} | {% cite_rule rule %} |
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.dates import SINCE_EVER, WEEKDAYS
from gonghui.kernel.dates import cn_date as in_words
from gonghui.kernel.rules import Rule, Value, rules

register = template.Library()

STATES = {
    "todo": ("circle", "未开始"), "doing": ("circle-half", "进行中"), "wait": ("hourglass-split", "待审"),
    "done": ("check-circle-fill", "有效"), "back": ("arrow-return-left", "退回"),
    "over": ("exclamation-triangle-fill", "超期"), "end": ("dash-circle", "已终止"),
}  # fmt: skip
SOON = 3
"""Days before the last day from which a clock turns amber."""


def _today(context: template.Context) -> date | None:
    request = context.get("request")
    return request.moment.today if request is not None and hasattr(request, "moment") else None


def _day(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(OFFICE_TIME).date() if value.tzinfo else value.date()
    return value


@register.simple_tag(takes_context=True)
def day_words(context: template.Context, value: date | datetime | None) -> str:
    """7月6日, with the year only if it is not this year's."""
    today = _today(context)
    return in_words(_day(value), today.year if today else None)


@register.filter
def cn_date(value: date | datetime | None, this_year: int | None = None) -> str:
    """2026年7月6日; 期初 for an opening balance; — for nothing. With a year given, that year is not written."""
    return in_words(_day(value), this_year)


@register.filter
def iso(value: date | datetime | None) -> str:
    """2026-07-06, for tables; 期初 and — as in `cn_date`."""
    day = _day(value)
    return "—" if day is None else "期初" if day == SINCE_EVER else day.isoformat()


@register.filter
def last_day(end_on: date | None) -> date | None:
    """The last day of what ends before `end_on` (dated facts keep the first day after)."""
    return end_on - timedelta(days=1) if end_on else None


@register.filter
def clock_time(value: datetime | None) -> str:
    """7月6日 8:30 in office time."""
    if value is None:
        return "—"
    local = value.astimezone(OFFICE_TIME)
    return f"{local.month}月{local.day}日{local:%H:%M}"


@register.filter
def weekday(value: date) -> str:
    """星期四."""
    return f"星期{WEEKDAYS[value.weekday()]}"


@register.filter
def thousands(value: float | str | None) -> str:
    """7,520; — for nothing."""
    return "—" if value is None or isinstance(value, str) else _grouped(value)


def _grouped(value: Any) -> str:
    """1,000.00 for money, and 12 for half hours that are whole: one place says nothing when it is nought."""
    whole = isinstance(value, Decimal) and value.as_tuple().exponent == -1 and value == int(value)
    return f"{int(value) if whole else value:,}"


@register.filter
def signed_count(value: int | None) -> str:
    """＋6, −13, 0; — for nothing."""
    if value is None:
        return "—"
    return f"{abs(value):,}" if not value else f"{'＋' if value > 0 else '−'}{abs(value):,}"


@register.filter
def unlocalized(value: Any) -> str:
    """A number as scripts read it."""
    return str(value)


@register.filter
def as_cell(value: Any) -> str:
    """A table cell: dates as 2026-07-06, numbers with separators, — for nothing."""
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _grouped(value)
    return "—" if value in (None, "") else str(value)


@register.simple_tag
@lru_cache(maxsize=512)  # every name is one of ours
def icon(name: str, extra: str = "") -> SafeString:
    """An icon that says nothing to a screen reader; the word stands beside it."""
    return format_html('<i class="bi bi-{}{}" aria-hidden="true"></i>', name, f" {extra}" if extra else "")


@register.simple_tag
def state_badge(state: str, label: str = "") -> SafeString:
    """Shape, word and colour of a state: todo, doing, wait, done, back, over, end."""
    shape, word = STATES[state]
    return format_html('<span class="gh-s gh-s-{}">{}{}</span>', state, icon(shape), label or word)


@register.simple_tag(takes_context=True)
def clock_chip(context: template.Context, last_day: date | None, of_law: bool = True) -> SafeString:
    """How long until `last_day` (inclusive): 剩18天, amber from three days on, 超期2天 in red after it.

    A day that no law sets (`of_law` false) stays calm: 剩2天, 过了2天.
    """
    today = _today(context)
    if last_day is None or today is None:
        return SafeString("—")
    left = (last_day - today).days
    if left < 0 and not of_law:
        return format_html('<span class="gh-k gh-k-run">{}过了{}天</span>', icon("clock"), -left)
    if left < 0:
        return format_html('<span class="gh-k gh-k-over">{}超期{}天</span>', icon("exclamation-triangle-fill"), -left)
    words = {0: "今天到期", 1: "明天到期"}.get(left, f"剩{left}天")
    if left <= SOON and of_law:
        return format_html('<span class="gh-k gh-k-soon">{}{}</span>', icon("clock-fill"), words)
    return format_html('<span class="gh-k gh-k-run">{}{}</span>', icon("clock"), words)


@register.simple_tag
def cite_rule(cited: Rule | Value, nolink: bool = False) -> SafeString:
    """Citation chip that opens the rule's page: short name, article, how far its text was checked.

    Takes a rule (its national text) or the value in force at a place, which may be the province's or the office's own.
    """
    return citation_chip(cited.key, cited.citation, cited.confidence, nolink)


@register.simple_tag
def citation_chip(key: str, citation: str, confidence: str, nolink: bool = False) -> SafeString:
    """The chip of a citation that was kept with a record, by the rule's key; no link when the rule is gone."""
    look, shape, tail = CHIPS.get(confidence, ("", "book", ""))
    found = rules().get(key)
    inside = format_html("{}{}{}", icon(shape), citation, tail)
    if found is None or nolink:
        return format_html('<span class="gh-cite {}">{}</span>', look, inside)
    page = reverse("console:law-rule", args=[key])
    return format_html('<a class="gh-cite {}" href="{}" title="{}">{}</a>', look, page, found.summary, inside)


CHIPS = {
    "verified": ("", "book", ""), "secondary": ("sec", "book", " · 转引"),
    "unverified": ("unv", "question-circle", " · 待核"), "office": ("local", "house", ""),
}  # fmt: skip
"""Confidence → look, icon and what is said after the citation."""


def spark_points(values: Sequence[float | None], width: float = 54, height: float = 18) -> str:
    """Points of a little line through `values`; gaps are left out. Empty when fewer than two are known."""
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(v for _, v in known), max(v for _, v in known)
    span, step = (high - low) or 1, (width - 2) / (len(values) - 1)
    flat = high == low
    return " ".join(
        f"{2 + index * step:.1f},{height / 2 + 2 if flat else height - (value - low) / span * (height - 4):.1f}"
        for index, value in known
    )


@register.inclusion_tag("console/_figure.html")
def figure_block(
    title: str, value: str, unit: str, url: str, note: str = "", base: str = "",
    spark: Sequence[float | None] = (), extra: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A headline figure that is one link: label and comparison, number and unit, base line, sparkline."""
    points = spark_points(spark)
    last = points.rsplit(" ", 1)[-1].split(",") if points else []
    shown = value.removesuffix("%") if unit == "%" else value
    return {"title": title, "value": shown, "unit": "" if value == "—" else unit, "url": url, "note": note, "base": base,
            "points": points, "last": last, "extra": extra}  # fmt: skip


@register.inclusion_tag("console/_bar.html")
def share_bar(value: float | None, late: bool = False) -> dict[str, Any]:
    """A bar from 0 to 100 percent, drawn as SVG; the number stands beside it in the page."""
    return {"width": 0 if value is None else max(0.0, min(float(value), 100.0)), "late": late}


@register.simple_tag
def share(part: float, whole: float) -> str:
    """`part` of `whole` in percent, as scripts read it."""
    return f"{part * 100 / whole:.2f}" if whole else "0"


@register.filter
def pairs(query: QueryDict) -> list[tuple[str, str]]:
    """What an address asks, for hidden fields. (`query.items` in a template would be the parameter called "items".)"""
    return [(str(name), str(value)) for name, value in query.items()]


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: str | int | None) -> str:
    """The present address's query with some values changed; None takes one out, the page number always goes."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def step_url(one: str, pk: int, name: str) -> str:
    """The form of a step of a ledger's record; `one` is what the ledger's addresses call a record."""
    return reverse(f"console:{one}-step", args=[pk, name])
