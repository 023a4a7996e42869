"""A rule of law: what it says in our own words, where it stands, how far its text was checked, and since when."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules.edition import Own, current

LENGTHS = ("days", "working_days", "months", "years")
"""Kinds that measure time and so can be counted from a day."""

KINDS = (*LENGTHS, "count", "share", "money", "flag", "list")
COMPARES = ("at_least", "more_than", "at_most", "less_than")
CONFIDENCES = ("verified", "secondary", "unverified")
OFFICE = "office"
"""Confidence of a value that the office entered with a document number; no statute has it."""

UNITS = {"days": "日", "working_days": "个工作日", "months": "个月", "years": "年", "money": "元"}


class NotInForce(Refused, LookupError):
    """A rule was asked for before its first value, or where it does not apply."""


@dataclass(frozen=True)
class Step:
    """One value and the day it came into force (inclusive). A value of None: repealed on that day."""

    start: date
    value: Any
    note: str = ""


@dataclass(frozen=True)
class Source:
    """Where the text was read. `reopens` is False when the address was not kept."""

    code: str
    address: str
    reopens: bool


@dataclass(frozen=True)
class Value:
    """What a rule says on one day at one place.

    `local`: a province's or the office's own value, not the national one. `confidence`: as the rule's, or "office"
    for a value that the office entered with a document number.
    """

    key: str
    value: Any
    unit: str
    kind: str
    compare: str | None
    direction: str
    citation: str
    confidence: str
    law: str
    article: int | None
    local: bool
    fallback_note: str

    def met(self, actual: float | Fraction, whole: int | None = None) -> bool:
        """Whether `actual` (of `whole`, for a share) satisfies the rule; exact, no rounding.

        A range is inclusive at both ends (民法典 1259). Raises TypeError for a rule without a number.
        """
        measured = Fraction(actual) / whole if whole else Fraction(actual)
        if isinstance(self.value, dict):
            return number(self.value["min"]) <= measured <= number(self.value["max"])
        if isinstance(self.value, list):
            return measured in [number(choice) for choice in self.value]
        if self.compare is None:
            raise TypeError(f"{self.key} has nothing to compare with")
        limit = number(self.value)
        return {
            "at_least": measured >= limit, "more_than": measured > limit,
            "at_most": measured <= limit, "less_than": measured < limit,
        }[self.compare]  # fmt: skip


def number(raw: Any) -> Fraction:
    """An exact number from YAML: 3, 0.02 or "2/3". Raises TypeError or ValueError for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise TypeError(f"{raw!r} is no number")
    return Fraction(str(raw))


@dataclass(frozen=True)
class Rule:
    """One rule. `place` is the province of a local text; `locals` are the provinces' own texts of a national rule."""

    key: str
    topic: str
    title: str
    kind: str
    compare: str | None
    direction: str
    starts: str
    unit: str
    law: str
    short: str
    number: str
    article: int | None
    summary: str
    source: Source
    confidence: str
    values: tuple[Step, ...]
    checked_on: date
    next_review: date
    place: str = ""
    reason: str = ""
    local_only: bool = False
    entered: bool = False
    """No number stands in the statutes at all; the office enters it with its document."""

    reserved: str = ""
    """Why only the state may say this (立法法 11), so that no local document changes it; "" if it may."""

    locals: dict[str, "Rule"] = field(default_factory=dict, compare=False)
    unknown: dict[str, str] = field(default_factory=dict, compare=False)
    """Province → what is known to exist there but was not found."""

    place_names: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def citation(self) -> str:
        """As the citation chip shows it: 集体合同规定 第38条."""
        return f"{self.short} 第{self.article}条" if self.article else self.short

    def at(self, day: date, place: str | None = None) -> Value:
        """The value in force on `day` at `place` (a province's slug; None: the national text).

        A place without its own text gets the national value with a `fallback_note`. A repealed rule has the value
        None. A value that the office entered for the province goes before the province's own; one without a province
        goes before the national text. Raises NotInForce (a LookupError) before the first value or where the rule does
        not apply, and Refused for an unknown province.
        """
        if place and place not in self.place_names:
            raise Refused(f"没有省份“{place[:20]}”。", f"可以写：{'、'.join(sorted(self.place_names))}。")
        if self.place:
            return self._own_place(day, place)
        edition = current()
        if place and (own := edition.own(self.key, place, day)):
            return self._entered(own)
        mine = self.locals.get(place or "")
        if mine is not None and mine.values[0].start <= day:
            return mine._value(day, True, "")
        if own := edition.own(self.key, "", day):
            return self._entered(own)
        if self.local_only:
            raise self._nowhere()
        return self._value(day, False, self._fallback(place, mine, day))

    def _nowhere(self) -> NotInForce:
        if self.entered:
            return NotInForce(
                f"还没有登记“{self.title}”：全国没有统一的数，由各省公布。",
                "请在“依据”里打开这条，按省里的文件登记数、文号和施行日期。",
            )
        known = "、".join(self.place_names[slug] for slug in sorted(self.locals))
        return NotInForce(f"“{self.title}”没有全国统一的数，由各省规定。", f"现在收录的有：{known}。")

    def _own_place(self, day: date, place: str | None) -> Value:
        if place and place != self.place:
            raise NotInForce(f"“{self.title}”只在{self.place_names[self.place]}施行。", "请换一个地方或者另一条规定。")
        own = current().own(self.key, self.place, day)
        return self._entered(own) if own else self._value(day, True, "")

    def _entered(self, own: Own) -> Value:
        """The office's own value; the operator and the direction stay the rule's."""
        unit = self.unit if own.kind == self.kind else UNITS[own.kind]
        return Value(
            self.key, own.value, unit, own.kind, self.compare, self.direction, f"本单位按{own.number}", OFFICE,
            own.title, None, True, f"本单位按{own.number}执行。",
        )  # fmt: skip

    def _fallback(self, place: str | None, mine: "Rule | None", day: date) -> str:
        if not place:
            return ""
        name = self.place_names[place]
        if mine is not None:
            return f"{name}的规定{cn_date(mine.values[0].start)}才施行，按全国规定计算。"
        if place in self.unknown:
            return f"{self.unknown[place]}按全国规定计算。"
        return f"没有查到{name}的另行规定，按全国规定计算。"

    def _value(self, day: date, local: bool, note: str) -> Value:
        step = next((step for step in reversed(self.values) if step.start <= day), None)
        if step is None:
            raise NotInForce(f"这条规定{cn_date(self.values[0].start)}才施行。", "请换一个日期。")
        return Value(
            self.key, step.value, self.unit, self.kind, self.compare, self.direction, self.citation, self.confidence,
            self.law, self.article, local, note,
        )  # fmt: skip
