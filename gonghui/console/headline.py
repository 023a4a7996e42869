"""The headline figures of the home page: today's value, the base in words, twelve month ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.urls import reverse

from gonghui.console.asking import counters_on
from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import Span, half_year_of, month_ends
from gonghui.kernel.indicators import Figure, Indicator, Node, indicator
from gonghui.kernel.indicators.measure import Counter
from gonghui.orgs.public import town_key

HEADLINES = (
    "orgs.unions", "people.members", "orgs.formation_rate", "bargaining.contract_signing_rate",
    "bargaining.contract_coverage_rate", "bargaining.wage_signing_rate",
)  # fmt: skip
BESIDE = {
    "orgs.unions": (("企事业", "orgs.unions_workplace"), ("村联合", "orgs.unions_village_joint")),
    "people.members": (("农民工", "people.members_migrant"), ("女", "people.members_women")),
}
"""Figures named in the base line of another."""

EXEMPT = {"bargaining.contract_signing_rate": "免签"}
BASE_UNIT = {"bargaining.contract_coverage_rate": "人"}
NOT_DATA = ("signed_in", "code_issue", "password_set")
"""Events after which every figure is what it was."""

Value = float | None


@dataclass(frozen=True)
class Headline:
    """One block: title, value as shown, unit, comparison, base line, trend, address."""

    title: str
    value: str
    unit: str
    note: str
    base: str
    spark: tuple[Value, ...]
    url: str


def last_change() -> int | None:
    """The latest event after which a figure may be another: what is computed from records is kept until then."""
    return Event.objects.exclude(verb__in=NOT_DATA).order_by("-pk").values_list("pk", flat=True).first()


def headlines(today: date, node: Node) -> list[Headline]:
    """The blocks for one node, computed anew only after something was recorded or the day has changed."""
    key = f"headlines:{last_change()}:{today}:{node[0]}:{node[1]}"
    found: list[Headline] | None = cache.get(key)
    if found is None:
        found = _computed(today, node)
        cache.set(key, found, 24 * 3600)
    return found


def _computed(today: date, node: Node) -> list[Headline]:
    items = [indicator(code) for code in HEADLINES]
    now, begin = _counters([today, date(today.year, 1, 1) - timedelta(days=1)], node)
    past = _past(today, node)
    return [_block(item, node, now, begin.figure(item, node), past[item.code]) for item in items]


def _past(today: date, node: Node) -> dict[str, list[Value]]:
    """Values at the eleven month ends before today, for the little lines only; up to ten minutes old.

    Ten times the work of today's values, while a record entered late hardly bends the line: not done after each write.
    """
    key = f"past:{today}:{node[0]}:{node[1]}"
    found: dict[str, list[Value]] | None = cache.get(key)
    if found is None:
        months = _counters(month_ends(today, 12)[:-1], node)
        found = {code: [month.figure(indicator(code), node).value for month in months] for code in HEADLINES}
        cache.set(key, found, 600)
    return found


def _counters(days: Sequence[date], node: Node) -> list[Counter]:
    """Counts of single days."""
    return counters_on([Span(day, day) for day in days], node, town_key())


def _block(item: Indicator, node: Node, counter: Counter, begin: Figure, past: list[Value]) -> Headline:
    now = counter.figure(item, node)
    title = item.title.removeprefix("集体合同") if "覆盖" in item.title else item.title
    period = half_year_of(counter.span.end).code  # its figures stand at today, as these do
    address = f"{reverse('console:figure', args=[item.code])}?period={period}"
    base = _base(item, now, counter, node)
    return Headline(title, now.display, item.unit, f"年初{begin.display}", base, (*past, now.value), address)


def _base(item: Indicator, now: Figure, counter: Counter, node: Node) -> str:
    beside = [f"{word}{counter.figure(indicator(code), node).display}" for word, code in BESIDE.get(item.code, ())]
    if now.denominator is None:
        return " · ".join(beside)
    base = f"{now.numerator:,}/{now.denominator:,}{BASE_UNIT.get(item.code, '家')}"
    if item.code in EXEMPT and item.exempt is not None:
        base += f" · {EXEMPT[item.code]}{counter.total(item.exempt, node):,}家"
    return base
