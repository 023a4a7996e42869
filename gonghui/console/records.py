"""The records behind a figure, part by part, as far as the reader may open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gonghui.console.asking import Question
from gonghui.kernel.indicators import Column, Figure, Indicator, Part, Sum
from gonghui.kernel.indicators.measure import opened
from gonghui.kernel.indicators.opening import open_part
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import Union

REST = "rest"
"""Key of the part "denominator without numerator"."""


@dataclass(frozen=True)
class Tab:
    """One part of a figure: its key in the address, its name, how many records make it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Records:
    """The rows of one part. `agrees` says whether they are the figure; `equality` says so in words."""

    columns: tuple[Column, ...]
    rows: QuerySet[Any]
    part: Part
    count: int
    closed: int
    total: int | None
    agrees: bool
    equality: str

    @property
    def visible(self) -> int:
        return self.count - self.closed


def tabs(item: Indicator, question: Question) -> list[Tab]:
    """The parts of a figure that can be opened, the missing ones of a rate first."""
    found = []
    if item.denominator is not None:
        missing = _rest(item, question)
        if missing is not None:
            found.append(Tab(REST, f"未{item.numerator.label.removeprefix('已')}", missing.count()))
    named = (("numerator", item.numerator), ("denominator", item.denominator), ("exempt", item.exempt))
    for key, part in named:
        if part is not None:
            side = {"numerator": "（分子）", "denominator": "（分母）"}.get(key, "") if item.is_rate else ""
            count = opened(part, question.tree, question.node, question.span).count()
            found.append(Tab(key, part.label + side, count))
    return found


def _rest(item: Indicator, question: Question) -> QuerySet[Any] | None:
    """Rows of the base that the numerator does not have; None where the two do not count the same thing."""
    if item.denominator is None:
        return None
    top = opened(item.numerator, question.tree, question.node, question.span)
    base = opened(item.denominator, question.tree, question.node, question.span)
    if top.model is base.model:
        return base.exclude(pk__in=top.order_by().values("pk"))
    if item.denominator.union == item.numerator.union == "union_id":
        return base.exclude(union_id__in=top.order_by().values("union_id"))
    return None


def records(item: Indicator, key: str, question: Question, scope: Scope, figure: Figure) -> Records:
    """One part's records for a reader, and whether their number (or sum) is the figure."""
    if key == REST:
        return _missing(item, question, scope, figure)
    part = item.part(key)
    assert part is not None  # the page offers only parts that are there
    found = open_part(part, question.tree, question.node, question.span, scope)
    told = {"numerator": figure.numerator, "denominator": figure.denominator}.get(key, found.count)
    if isinstance(part, Sum):
        agrees, words = found.total == told, f"合计{found.total:,}＝“{item.title}”的{_side(item, key)}"
    else:
        agrees, words = found.count == told, f"共{found.count:,}＝“{item.title}”的{_side(item, key)}"
    return Records(part.columns, found.rows, part, found.count, found.closed, found.total, agrees, words)


def _side(item: Indicator, key: str) -> str:
    return {"numerator": "分子" if item.is_rate else "数字", "denominator": "分母"}.get(key, "免计部分")


def _missing(item: Indicator, question: Question, scope: Scope, figure: Figure) -> Records:
    part = item.denominator
    rows = _rest(item, question)
    assert part is not None and rows is not None
    count = rows.count()
    mine = rows if scope.everything else scope.limit(rows, part.union)
    visible = count if scope.everything else mine.count()
    base, top = figure.denominator or 0, figure.numerator
    if isinstance(part, Sum):
        total = sum(part_value(part, row) for row in rows)
        words, agrees = f"{base:,}−{top:,}＝{total:,}，与上面的数字一致", base - top == total
        return Records(part.columns, mine, part, count, count - visible, total, agrees, words)
    words = f"{base:,}−{top:,}＝{count:,}，与上面的数字一致"
    return Records(part.columns, mine, part, count, count - visible, None, base - top == count, words)


def part_value(part: Sum, row: Any) -> int:
    """What one row adds to a Sum: the value of its numeric column."""
    return next(int(column.of(row) or 0) for column in part.columns if column.numeric)


def addresses(part: Part, rows: Iterable[Any]) -> list[str]:
    """Where each row's record is opened."""
    keys = [part.key(row) for row in rows]
    unions = {key for kind, key in keys if kind == "union"}
    codes = dict(Union.objects.filter(pk__in=unions).values_list("pk", "code"))
    return [reverse(f"console:{kind}", args=[codes[key] if kind == "union" else key]) for kind, key in keys]
