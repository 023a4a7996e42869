"""The records behind a figure, part by part, slice by slice, as far as the reader may open them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gonghui.console.asking import Question
from gonghui.kernel.indicators import Column, Figure, Indicator, Part, rest_of
from gonghui.kernel.indicators.measure import Number, opened
from gonghui.kernel.indicators.opening import Opened, open_rows
from gonghui.kernel.indicators.slices import dimension_of, sliced
from gonghui.kernel.indicators.why import Step
from gonghui.kernel.scope import Scope

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

    part: Part
    opened: Opened
    agrees: bool
    equality: str

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.part.columns

    @property
    def rows(self) -> QuerySet[Any]:
        return self.opened.rows

    @property
    def count(self) -> int:
        return self.opened.count

    @property
    def closed(self) -> int:
        return self.opened.closed

    @property
    def visible(self) -> int:
        return self.opened.visible

    @property
    def rest(self) -> str:
        return self.opened.rest

    @property
    def total(self) -> Number | None:
        return self.opened.total


@dataclass(frozen=True)
class Cut:
    """Only one slice of a part: the dimension's key and the slice's value, as the address writes them."""

    by: str
    value: str


def tabs(item: Indicator, question: Question) -> list[Tab]:
    """The parts of a figure that can be opened, the missing ones of a rate first."""
    named = (REST, "numerator", "denominator", "exempt")
    found = []
    for key in named:
        part = part_of(item, key)
        if part is not None:
            side = {"numerator": "（分子）", "denominator": "（分母）"}.get(key, "") if item.is_rate else ""
            label = missing_label(item) if key == REST else part.label + side
            found.append(Tab(key, label, opened(part, question.tree, question.node, question.span).count()))
    return found


def part_of(item: Indicator, key: str) -> Part | None:
    """A part by its key in the address."""
    return rest_of(item) if key == REST else item.part(key)


def missing_label(item: Indicator) -> str:
    """未签单位, for what the base has and the numerator has not."""
    return f"未{item.numerator.label.removeprefix('已')}"


def records(item: Indicator, key: str, question: Question, scope: Scope, figure: Figure, cut: Cut | None) -> Records:
    """One part's records for a reader, and whether their number (or sum) is the figure."""
    part = part_of(item, key)
    assert part is not None  # the page offers only parts that are there
    rows = opened(part, question.tree, question.node, question.span)
    if cut is not None:
        dimension = dimension_of(part, cut.by)
        found = open_rows(part, sliced(part, dimension, cut.value, rows, question.span), scope)
        return Records(part, found, True, f"“{part.label}”中的一组，各组加起来就是它")
    found = open_rows(part, rows, scope)
    number = found.count if found.total is None else found.total
    base, top = figure.denominator or 0, figure.numerator
    told = {"numerator": top, "denominator": figure.denominator, REST: base - top}.get(key, number)
    if key == REST:
        return Records(part, found, number == told, f"{base:,}−{top:,}＝{number:,}，与上面的数字一致")
    word = "共" if found.total is None else "合计"
    return Records(part, found, number == told, f"{word}{number:,}＝“{item.title}”的{_side(item, key)}")


def step_records(step: Step, scope: Scope) -> Records:
    """The records of one reason for a change."""
    return Records(step.part, open_rows(step.part, step.opens, scope), True, "就是“为什么变了”里的这一步")


def _side(item: Indicator, key: str) -> str:
    return {"numerator": "分子" if item.is_rate else "数字", "denominator": "分母"}.get(key, "免计部分")
