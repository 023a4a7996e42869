"""The rules as a reader asks for them: by topic, place, words and how far they were checked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import Rule, Step, Value, places, rules
from gonghui.kernel.rules.edition import Own, current
from gonghui.kernel.rules.model import LENGTHS, OFFICE, UNITS
from gonghui.kernel.rules.models import RuleOverride
from gonghui.kernel.rules.wording import value_words, words_of
from gonghui.orgs.public import Area
from gonghui.people.public import Doing

TOPICS = {
    "formation": "组建工会", "elections": "选举和委员会", "committees": "委员会的保障", "congress_of_members": "会员代表大会",
    "membership": "会籍", "certificate": "法人资格", "bargaining": "集体协商和集体合同", "wages": "工资和最低工资",
    "staff_congress": "职代会和民主管理", "school_congress": "教代会", "disputes": "争议调解和仲裁",
    "supervision": "劳动法律监督", "legal_aid": "法律援助", "relief": "困难帮扶", "safety": "女职工和劳动安全",
    "finance": "经费和福利", "audit": "经费审查", "documents": "期间、公文和档案",
}  # fmt: skip


def may_keep(request: OfficeRequest) -> bool:
    """Whether this person may enter the office's own values."""
    return request.rights.may(Doing.LAW)


def own_province() -> str:
    """The slug of the town's province; "" where it is not said or has no texts on file."""
    name = Area.objects.filter(parent=None).values_list("province", flat=True).first() or ""
    return name if name in places() else ""


@dataclass(frozen=True)
class Line:
    """One rule as it stands at a place on a day. `text` is what holds there (national, province's); `value` may be
    None where nothing is in force, and `why` says why then."""

    rule: Rule
    text: Rule
    value: Value | None
    why: str
    national: str

    @property
    def words(self) -> str:
        return words_of(self.value) if self.value is not None else "—"

    @property
    def confidence(self) -> str:
        return self.value.confidence if self.value is not None else self.text.confidence

    @property
    def local(self) -> bool:
        return self.text is not self.rule or bool(self.rule.place)


def line_of(rule: Rule, day: date, place: str) -> Line:
    """How a rule stands on a day at a place ("" for the national text)."""
    asked = None if rule.place else place or None
    mine = rule.locals.get(place)
    text = mine if mine is not None and mine.values[0].start <= day else rule
    try:
        value, why = rule.at(day, asked), ""
    except Refused as no:
        value, why = None, str(no)
    return Line(rule, text, value, why, step_words(rule, in_force(rule, day)))


def in_force(rule: Rule, day: date) -> Step | None:
    """The text's own step on a day, whatever the office laid over it; None before the first."""
    return next((step for step in reversed(rule.values) if step.start <= day), None)


def step_words(rule: Rule, step: Step | None) -> str:
    """A step's value in words; — for none."""
    return value_words(rule.kind, step.value, rule.unit, rule.compare) if step else "—"


def own_words(rule: Rule, own: Own) -> str:
    """A value that the office entered, in words."""
    return value_words(own.kind, own.value, rule.unit if own.kind == rule.kind else UNITS[own.kind], rule.compare)


def row_words(rule: Rule, row: RuleOverride) -> str:
    """A value that the office entered, running or taken out, in words."""
    return value_words(row.kind, row.value, rule.unit if row.kind == rule.kind else UNITS[row.kind], rule.compare)


Test = Callable[[Line, date], bool]
MARKS: dict[str, tuple[str, Test]] = {
    "local": ("本省规定", lambda line, day: line.local),
    "office": ("本单位登记", lambda line, day: line.confidence == OFFICE),
    "lengths": ("有时限的", lambda line, day: line.rule.kind in LENGTHS),
    "unverified": ("待核", lambda line, day: line.confidence == "unverified"),
    "secondary": ("转引", lambda line, day: line.confidence == "secondary"),
    "verified": ("已核对原文", lambda line, day: line.confidence == "verified"),
    "missing": ("还没有数", lambda line, day: line.value is None),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the list is asked for: words, topic, place, mark; all may be empty."""

    q: str
    topic: str
    place: str
    mark: str
    home: str

    @property
    def bare(self) -> bool:
        return not (self.q or self.topic or self.mark)

    def query(self, **changes: str) -> str:
        """The question as an address's query with some parts changed."""
        parts = {"q": self.q, "topic": self.topic, "mark": self.mark} | changes
        place = changes.get("place", self.place)
        if place != self.home:
            parts["place"] = place or "national"
        else:
            parts.pop("place", None)
        return urlencode({name: value for name, value in parts.items() if value})


def asked(request: OfficeRequest) -> Asked:
    """The question in an address; what is not known there counts as not asked."""
    home = own_province()
    place = request.GET.get("place", home)
    place = place if place in places() else "" if place == "national" else home
    topic, mark = request.GET.get("topic", ""), request.GET.get("mark", "")
    return Asked(
        request.GET.get("q", "").strip()[:60], topic if topic in TOPICS else "", place,
        mark if mark in MARKS else "", home,
    )  # fmt: skip


def lines(day: date, question: Asked) -> list[Line]:
    """Every rule that can hold at the place, found by the words; topic and mark are not yet applied."""
    found = []
    for rule in rules().values():
        if rule.place and question.place and rule.place != question.place:
            continue
        if question.q and not says(rule, question.q, question.place):
            continue
        found.append(line_of(rule, day, question.place))
    order = list(TOPICS)
    return sorted(found, key=lambda line: order.index(line.rule.topic))


def says(rule: Rule, words: str, place: str) -> bool:
    """Whether every word stands in the rule's texts (its own, the place's, the office's)."""
    texts = [rule, *(own for slug, own in rule.locals.items() if slug == place or not place)]
    whole = rule.key + "".join(f"{t.title}{t.summary}{t.law}{t.short}{t.number}{t.citation}{t.starts}" for t in texts)
    whole += "".join(f"{own.number}{own.title}" for own in current().every(rule.key))
    lists = [step.value for text in texts for step in text.values if isinstance(step.value, list)]
    whole += "".join(str(each) for value in lists for each in value)
    return all(word.lower() in whole.lower() for word in words.split())


@dataclass(frozen=True)
class Change:
    """One value that took (or takes) the place of another on a day."""

    on: date
    rule: Rule
    where: str
    before: str
    after: str
    basis: str
    note: str


def changes(day: date) -> list[Change]:
    """Every value that changed or will change, newest first: of the statutes, of the provinces, of the office."""
    found: list[Change] = []
    for rule in rules().values():
        for text in (rule, *rule.locals.values()):
            where = places()[text.place] if text.place else "全国"
            for old, new in zip(text.values, text.values[1:], strict=False):
                before, after = step_words(text, old), step_words(text, new)
                if before != after:
                    found.append(Change(new.start, rule, where, before, after, text.citation, new.note))
        for own in current().every(rule.key):
            before = line_before(rule, own)
            where = places().get(own.place, "本单位")
            found.append(Change(own.start, rule, where, before, own_words(rule, own), f"本单位按{own.number}", ""))
    return sorted(found, key=lambda change: (change.on, change.rule.key), reverse=True)


def line_before(rule: Rule, own: Own) -> str:
    """What held before the office's value, in words."""
    text = rule.locals.get(own.place, rule)
    return step_words(text, in_force(text, own.start - timedelta(days=1)))


@dataclass(frozen=True)
class Came:
    """A law that came into force on a day, with how many rules are taken from it."""

    on: date
    law: str
    number: str
    where: str
    count: int
    uncertain: str


def laws_by_day() -> list[Came]:
    """The laws by the day from which they are read, newest first; those without a known day are left out."""
    found: dict[tuple[date, str, str, str], list[str]] = {}
    for rule in rules().values():
        for text in (rule, *rule.locals.values()):
            if text.values and text.values[0].start.year > 1900:
                step = text.values[0]
                where = places()[text.place] if text.place else "全国"
                found.setdefault((step.start, text.law, text.number, where), []).append(step.note)
    listed = [Came(*key[:1], key[1], key[2], key[3], len(notes), notes[0]) for key, notes in found.items()]
    return sorted(listed, key=lambda came: (came.on, came.law), reverse=True)


def due_for_review(day: date) -> list[tuple[date, str, list[Rule]]]:
    """The texts by the day on which they should be read again and by law, earliest first."""
    found: dict[tuple[date, str], list[Rule]] = {}
    for rule in rules().values():
        for text in (rule, *rule.locals.values()):
            found.setdefault((text.next_review, text.law), []).append(text)
    return [
        (on, law, texts) for (on, law), texts in sorted(found.items(), key=lambda item: (item[0][0], -len(item[1])))
    ]
