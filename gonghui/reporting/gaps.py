"""Why a figure cannot be written down: no ledger, no records, records incomplete, two sources that differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count

from gonghui.kernel.dates import SINCE_EVER, Span
from gonghui.kernel.indicators import Figure, Node, Tree, indicator, opened
from gonghui.kernel.indicators.measure import Number
from gonghui.orgs.public import HeadCount, Union, UnionEmployer
from gonghui.people.public import members_on
from gonghui.reporting.indicators import unionised_enterprises
from gonghui.reporting.outline import Outline
from gonghui.reporting.wording import REST, Placeholder


class GapKind(StrEnum):
    LEDGER = "ledger"
    NO_DATA = "no_data"
    INCOMPLETE = "incomplete"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Concerned:
    """A union (by code) or employer (by key) that a gap is about: `link` is (kind, code or key)."""

    name: str
    link: tuple[str, int | str]
    note: str = ""


@dataclass(frozen=True)
class Gap:
    """What is missing and what to do. A gap that does not block stands beside its figure as a warning."""

    code: str
    title: str
    kind: GapKind
    words: str
    todo: str
    blocks: bool = True
    concerned: tuple[Concerned, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Measured:
    """All figures of one node and span, with what is needed to look behind them."""

    figures: Mapping[str, Figure]
    tree: Tree
    node: Node
    span: Span

    def number(self, place: Placeholder) -> Number | None:
        """The whole number of a part (`rest`: base minus done), None for the figure itself."""
        figure = self.figures[place.code]
        if place.field == REST:
            return (figure.denominator or 0) - figure.numerator
        return {"numerator": figure.numerator, "denominator": figure.denominator}.get(place.field)


def gap_of(place: Placeholder, measured: Measured, outline: Outline) -> Gap | None:
    """The gap that keeps a figure out of the report, or the warning beside it, or None."""
    figure = measured.figures.get(place.code)
    if figure is None:
        wanted = outline.wanted.get(place.code)
        title, ledger = (wanted.title, wanted.ledger) if wanted else (place.code, "这个指标的台账")
        return Gap(place.code, title, GapKind.LEDGER, f"{ledger}还没有建", "可以先手填并写明依据，或者这句不要。")
    empty = _nothing_recorded(place, figure, measured, outline)
    if empty:
        todo = "请先登记或导入这些记录；眼下可以手填并写明依据，或者这句不要。"
        return Gap(place.code, figure.indicator.title, GapKind.NO_DATA, empty, todo)
    check = CHECKS.get(place.code)
    return check(measured) if check else None


def _nothing_recorded(place: Placeholder, figure: Figure, measured: Measured, outline: Outline) -> str:
    item = figure.indicator
    if item.denominator:
        if not figure.denominator:
            return f"没有“{item.denominator.label}”的记录"
        if not figure.numerator and place.field in ("", "numerator"):
            return f"没有“{item.numerator.label}”的记录"
        return ""
    if figure.numerator or _true_zero(place.code, measured, outline):
        return ""
    return f"没有“{item.numerator.label}”的记录"


def _true_zero(code: str, measured: Measured, outline: Outline) -> bool:
    """Whether nought is what happened, not what nobody wrote down."""
    whole = outline.part_of.get(code)
    if whole:
        return bool(whole in measured.figures and measured.figures[whole].numerator)
    item = measured.figures[code].indicator.declared  # a closed period keeps only its own records
    if not item.flowing:
        return False
    ever = Span(SINCE_EVER, measured.span.end)
    return opened(item.numerator, measured.tree, measured.node, ever).exists()


def _foreign_unknown(measured: Measured) -> Gap | None:
    """Enterprises with a union whose ownership nobody filled in: any of them may be foreign-invested."""
    rows = unionised_enterprises(measured.span.end).filter(ownership="")
    inside, _ = measured.tree.below(measured.node)
    if inside is not None:
        rows = rows.filter(union_id__in=inside)
    total = rows.count()
    if not total:
        return None
    named = tuple(Concerned(row.employer.name, ("employer", row.employer_id), row.union.name) for row in rows[:200])
    return Gap("orgs.foreign_unionised", indicator("orgs.foreign_unionised").title, GapKind.INCOMPLETE,
               f"{total}家企业没有填经济类型", "请到这些单位的卡片上补填经济类型。",
               concerned=named, total=total)  # fmt: skip


def _declared(span: Span) -> dict[int, int]:
    """Members that units declared, per union: the union's own count, else the sum of its employers'."""
    counts = HeadCount.objects.on(span.end).exclude(members=None)
    by_employer = dict(counts.exclude(employer=None).values_list("employer_id", "members"))
    found: dict[int, int] = {}
    links = UnionEmployer.objects.on(span.end).filter(employer_id__in=counts.exclude(employer=None).values("employer"))
    for union_id, employer_id in links.values_list("union_id", "employer_id"):
        found[union_id] = found.get(union_id, 0) + (by_employer.get(employer_id) or 0)
    found.update((key, number or 0) for key, number in counts.exclude(union=None).values_list("union_id", "members"))
    return found


def _members_differ(measured: Measured) -> Gap | None:
    """Unions whose declared number of members is not the number of names on the roll."""
    inside, _ = measured.tree.below(measured.node)
    named = {
        row["union_id"]: row["people"]
        for row in members_on(measured.span.end).order_by().values("union_id").annotate(people=Count("pk"))
    }
    declared = {u: n for u, n in _declared(measured.span).items() if inside is None or u in inside}
    off = {union: number for union, number in declared.items() if number != named.get(union, 0)}
    if not off:
        return None
    said, found = sum(off.values()), sum(named.get(union, 0) for union in off)
    names = Union.objects.in_bulk(list(off)[:200])
    concerned = tuple(
        Concerned(row.name, ("union", row.code), f"申报{off[key]}人，名册{named.get(key, 0)}人")
        for key, row in sorted(names.items(), key=lambda pair: pair[1].code)
    )
    words = f"{len(off)}家工会申报的会员{said}人与名册{found}人不一致"
    return Gap("people.members", "会员", GapKind.DIFFERS, words, "报告用名册上的实名数。请让这些工会核对名册或者重报人数。",
               blocks=False, concerned=concerned, total=len(off))  # fmt: skip


def _staff_unknown(measured: Measured) -> Gap | None:
    """Employers of the base that never declared a head count and so fall out of the coverage rate."""
    item = indicator("bargaining.contract_coverage_rate")
    base = indicator("bargaining.contract_signing_rate").denominator
    assert base is not None and item.denominator is not None
    span = measured.span
    counted = opened(item.denominator, measured.tree, measured.node, span).order_by().values("pk")
    rows = opened(base, measured.tree, measured.node, span).exclude(pk__in=counted)
    total = rows.count()
    if not total:
        return None
    concerned = tuple(Concerned(row.employer.name, ("employer", row.employer_id), row.union.name) for row in rows[:200])
    return Gap(item.code, item.title, GapKind.INCOMPLETE, f"{total}家应签单位没有报职工人数，没有算进去",
               "请让这些单位申报职工人数。", blocks=False, concerned=concerned, total=total)  # fmt: skip


CHECKS: Mapping[str, Callable[[Measured], Gap | None]] = {
    "orgs.foreign_unionised": _foreign_unknown,
    "people.members": _members_differ,
    "bargaining.contract_coverage_rate": _staff_unknown,
}
"""Figures that need a second look before they are written down."""
