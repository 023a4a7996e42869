"""A programme over several years: what each year should bring, what its plan promises, what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from gonghui.kernel.dates import Span
from gonghui.planning.choices import Comparison, TargetKind
from gonghui.planning.models import Plan, Target
from gonghui.planning.progress import DAY, Figures, goal_of


@dataclass(frozen=True)
class YearShare:
    """One year of a target: the even share (or level to reach), what the year's plan promises, what came so far."""

    year: int
    share: float | None
    planned: float | None
    value: float | None
    display: str


@dataclass(frozen=True)
class YearRow:
    """A counted target of the programme over its years."""

    target: Target
    years: Sequence[YearShare]


def yearly(programme: Plan, day: date) -> list[YearRow]:
    """The programme's counted targets year by year up to `day`. Years that have not begun have no figure."""
    targets = list(
        Target.objects.filter(task__plan=programme, kind=TargetKind.INDICATOR)
        .exclude(task__state="dropped").select_related("task").order_by("task__position", "position", "pk")
    )  # fmt: skip
    promised = {
        (code, start.year): float(quantity or 0)
        for code, start, quantity in Target.objects.filter(
            task__plan__parent=programme, code__in={target.code for target in targets}, quantity__isnull=False
        ).exclude(task__state="dropped").values_list("code", "task__plan__start_on", "quantity")
    }  # fmt: skip
    figures = Figures(day)
    years = range(programme.start_on.year, programme.end_on.year + 1)
    return [
        YearRow(target, [_share(target, programme, number, year, len(years), promised, figures)
                         for number, year in enumerate(years, 1)])
        for target in targets
    ]  # fmt: skip


def _share(
    target: Target, programme: Plan, number: int, year: int, years: int, promised: dict[tuple[str, int], float],
    figures: Figures,
) -> YearShare:  # fmt: skip
    start, end = max(programme.start_on, date(year, 1, 1)), min(figures.day, programme.end_on, date(year, 12, 31))
    found = figures.at(target.code, programme.union_id, Span(start, end)) if start <= end else None
    return YearShare(
        year, _even(target, programme, number, years, figures), promised.get((target.code, year)),
        None if found is None or found.value is None else float(found.value), found.display if found else "",
    )  # fmt: skip


def _even(target: Target, programme: Plan, number: int, years: int, figures: Figures) -> float | None:
    """The even share of a flowing count; for what stands, the level on a straight way from where it stood."""
    item, goal = figures.known.get(target.code), goal_of(target)
    if item is None or goal is None:
        return None
    if item.flowing and not item.is_rate:
        return float(ceil(goal / years))
    eve = programme.start_on - DAY
    before = figures.at(target.code, programme.union_id, Span(eve, eve)) if not item.flowing else None
    base = float(before.value) if before is not None and before.value is not None else None
    if target.comparison == Comparison.INCREASE or base is None:
        return None
    level = base + (goal - base) * number / years
    return round(level, 1) if item.is_rate else float(ceil(level))
