"""One figure from all sides: value, comparisons, twelve months, children that add up to the total."""

from collections.abc import Iterable
from dataclasses import dataclass

from gonghui.console.asking import Question, counters_on
from gonghui.kernel.dates import cn_date
from gonghui.kernel.indicators import Figure, Indicator, Node, Sum
from gonghui.kernel.indicators.measure import Counter, Number
from gonghui.orgs.public import GRASSROOTS, Area, Union, UnionPlacement


@dataclass(frozen=True)
class Change:
    """A comparison in words: 比年初 ＋1.2个百分点."""

    label: str
    difference: str
    unit: str


@dataclass(frozen=True)
class Point:
    """One month of the trend."""

    label: str
    figure: Figure


@dataclass(frozen=True)
class Child:
    """One row of the children table; `code` is empty for the rest that belongs to no child."""

    name: str
    code: str
    figure: Figure


def part_unit(item: Indicator) -> str:
    """The unit of the two parts of a rate."""
    if isinstance(item.numerator, Sum) or item.code.startswith("people."):
        return "人"
    return {"bargaining.renewal_rate": "份"}.get(item.code, "项" if item.code.startswith("planning.tasks") else "家")


def changes(item: Indicator, now: Figure, question: Question) -> list[Change]:
    """Against the start of the period (standing figures) and against the same days a year ago."""
    against = [("比去年同期", question.year_ago())]
    if not item.flowing:
        against.insert(0, (f"比{cn_date(question.begin().end, question.span.end.year)}", question.begin()))
    earlier = counters_on([span for _, span in against], question.node, question.tree.root)
    found = []
    for (label, _), counter in zip(against, earlier, strict=True):
        then = counter.figure(item, question.node)
        if now.value is not None and then.value is not None:
            unit = "个百分点" if item.is_rate else item.unit
            found.append(Change(label, _signed(float(now.value) - float(then.value), item.is_rate), unit))
    return found


def _signed(difference: float, rate: bool) -> str:
    size = f"{abs(difference):,.1f}" if rate else f"{abs(difference):,.0f}"
    if float(size.replace(",", "")) == 0:
        return "持平"
    return ("＋" if difference > 0 else "−") + size


def trend(item: Indicator, question: Question) -> list[Point]:
    """Twelve months, each folded up the tree of its own last day."""
    spans = question.month_spans(item)
    months = zip(spans, counters_on(spans, question.node, question.tree.root), strict=True)
    return [
        Point(f"{span.end.year}年{span.end.month}月", counter.figure(item, question.node)) for span, counter in months
    ]


def by_area(item: Indicator, counter: Counter, question: Question) -> list[Child]:
    """The areas directly below the town (or below the asked area), with what lies in none of them; they add up."""
    kind, key = question.node
    if question.node == ("union", question.tree.root):
        parent = Area.objects.filter(parent=None).values_list("pk", flat=True).first()
    else:
        parent = key if kind == "area" else None
    if parent is None:
        return []
    areas = list(Area.objects.filter(parent=parent).order_by("code"))
    found = [Child(area.name, area.code, counter.figure(item, ("area", area.pk))) for area in areas]
    return _with_rest(found, "镇直属、没有标片区的", item, counter, question.node)


def by_union(item: Indicator, counter: Counter, question: Question) -> list[Child]:
    """The unions directly below, for the town only the middle levels, with the rest in one row; they add up."""
    kind, key = question.node
    if kind != "union":
        return []
    below = UnionPlacement.objects.on(question.span.end).filter(parent=key)
    if key == question.tree.root:
        below = below.exclude(kind__in=GRASSROOTS)
    unions = list(Union.objects.filter(pk__in=below.values("union_id")).order_by("code"))
    found = [Child(union.name, union.code, counter.figure(item, ("union", union.pk))) for union in unions]
    rest = "直属基层工会" if key == question.tree.root else "本级"
    return _with_rest(found, rest, item, counter, question.node)


def _with_rest(found: list[Child], name: str, item: Indicator, counter: Counter, node: Node) -> list[Child]:
    if not found:
        return []
    whole = counter.figure(item, node)
    top = whole.numerator - _sum(child.figure.numerator for child in found)
    base = None
    if whole.denominator is not None:
        base = whole.denominator - _sum(child.figure.denominator or 0 for child in found)
    shown = [child for child in found if child.figure.numerator or child.figure.denominator]
    return [*shown, Child(name, "", Figure(item, top, base))] if top or base else shown


def _sum(numbers: Iterable[Number]) -> Number:
    return sum(numbers)
