"""Why a figure changed, in the words of the page: steps from the earlier figure to the later one."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gonghui.console.asking import Choice, Question
from gonghui.kernel.dates import Span, cn_date, parse_period
from gonghui.kernel.indicators import Figure, Indicator, Sum
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.why import Explained, Moment, Step, exact, explain, rounded
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import tree_on

BEGIN, YEAR = "begin", "year"
"""The two moments to compare with that have no period code: the start of the period, the same days a year ago."""


@dataclass(frozen=True)
class Line:
    """One step: what it is called, what it did to both sides, its effect as shown, how many records it opens."""

    step: Step
    label: str
    value: float | None
    shown: str

    @property
    def up(self) -> bool:
        return (self.value or 0) >= 0


@dataclass(frozen=True)
class Why:
    """The whole change. The shown effects add up to the shown difference, to the last digit."""

    explained: Explained
    since: str
    label: str
    now: str
    lines: tuple[Line, ...]
    difference: str

    @property
    def before(self) -> Figure:
        return self.explained.before

    @property
    def after(self) -> Figure:
        return self.explained.after


def sinces(item: Indicator, question: Question, chosen: str = "") -> list[Choice]:
    """The moments that a figure may be compared with, and the chosen one if it is another period."""
    before = parse_period(question.period.code).previous_year()
    found = [Choice(YEAR, "去年同期")]
    if not item.flowing:
        found.insert(0, Choice(BEGIN, cn_date(question.begin().end)))
    last = _before(question)
    if last and last != before.code:
        found.append(Choice(last, parse_period(last).title))
    if chosen and chosen not in {choice.value for choice in found}:
        found.append(Choice(chosen, parse_period(chosen).title))
    return found


def _before(question: Question) -> str:
    """The code of the period before: 2025H2 for 2026H1; "" for a whole year."""
    code, day = question.period.code, question.period.before()
    if code[4:5] == "H":
        return f"{day.year}H{1 if day.month < 7 else 2}"
    if code[4:5] == "Q":
        return f"{day.year}Q{(day.month + 2) // 3}"
    return f"{day:%Y-%m}" if code[4:5] == "-" else ""


def earlier(item: Indicator, question: Question, since: str, today: date) -> tuple[Choice, Span]:
    """The moment asked for, or the first that can be had. Raises Refused for a period that makes no sense."""
    known = {choice.value: choice for choice in sinces(item, question, since)}
    choice = known.get(since) or next(iter(known.values()))
    if choice.value == BEGIN:
        return choice, question.begin()
    if choice.value == YEAR:
        return choice, question.year_ago()
    return choice, parse_period(choice.value).span.cut(today)


def why(item: Indicator, question: Question, since: str, today: date) -> Why:
    """Compare the figure asked for with an earlier one. `item` is the indicator as it is declared."""
    choice, span = earlier(item, question, since, today)
    explained = explain(moment(item, question, span), moment(item, question, question.span))
    digits = 1 if item.is_rate else 0
    effects = [step.effect for step in explained.steps]
    known = [each for each in effects if each is not None]
    values = rounded(known, digits) if len(known) == len(effects) else []
    told: list[Fraction | None] = [*values] or [None] * len(effects)
    lines = tuple(
        Line(step, label_of(step, item), float(value) if value is not None else None, signed(value, digits))
        for step, value in zip(explained.steps, told, strict=True)
    )
    whole = sum(values, Fraction(0)) if values or not effects else None
    now = question.period.title if item.flowing else cn_date(question.span.end)
    return Why(explained, choice.value, choice.label, now, lines, signed(whole, digits))


def moment(item: Indicator, question: Question, span: Span) -> Moment:
    """The figure at the asked place over a span, kept or counted."""
    tree = tree_on(span.end)
    return Moment(Counter(tree, span).settled(item, question.node), tree, question.node, span)


def signed(value: Fraction | None, digits: int) -> str:
    """＋1.2, −3, 0; — for what cannot be computed."""
    if value is None:
        return "—"
    size = f"{abs(float(value)):,.{digits}f}"
    return size if not value else ("＋" if value > 0 else "−") + size


def label_of(step: Step, item: Indicator) -> str:
    """What a step is called, in the words of the indicator's own parts."""
    base = item.base.label
    fresh, gone = ("这个时段的", "对比时段的") if item.flowing else ("新增", "减少")
    names = {
        "entered": f"{fresh}{base}", "left": f"{gone}{base}", "moved_in": "从别处转来", "moved_out": "转到别处",
        "gained": f"转为{item.numerator.label}", "lost": f"不再是{item.numerator.label}",
        "changed": "人数有变化" if isinstance(item.base, Sum) else "数量有变化",
    }  # fmt: skip
    return names[step.key]


def step_of(found: Why, key: str) -> Step:
    """The step of that key. Raises Refused when nothing of the kind happened."""
    step = next((line.step for line in found.lines if line.step.key == key), None)
    if step is None:
        raise Refused("这一步没有记录。", "请从“为什么变了”里重新点开。")
    return step


def start_value(found: Why) -> float | None:
    """The earlier figure as a number, for the chart."""
    value = exact(found.before)
    return None if value is None else float(value)
