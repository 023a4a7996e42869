"""How well a contract was bargained, on five sides, from its records alone; the points are the office's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gonghui.bargaining.choices import Kept, Measure, Purpose
from gonghui.bargaining.clauses import checklist, clauses_of, wage_findings
from gonghui.bargaining.delegates import delegate_findings, sitting
from gonghui.bargaining.findings import stops
from gonghui.bargaining.models import Bargaining, Clause, ComplianceCheck, Contract, QualityWeight
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.steps import Taken, steps_of, steps_of_many
from gonghui.people.public import Sex


@dataclass(frozen=True)
class Point:
    """One point: its share from 0 to 1, why, and where the records lie (an anchor of the contract's page)."""

    key: str
    title: str
    full: Decimal
    share: Fraction
    words: str
    anchor: str

    @property
    def got(self) -> Decimal:
        exact = self.full * Decimal(self.share.numerator) / Decimal(self.share.denominator)
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class SideScore:
    key: str
    title: str
    points: tuple[Point, ...]

    @property
    def got(self) -> Decimal:
        return sum((point.got for point in self.points), Decimal(0))

    @property
    def full(self) -> Decimal:
        return sum((point.full for point in self.points), Decimal(0))


@dataclass(frozen=True)
class Quality:
    """The score of one contract on one day. `bare`: only the result was recorded, so nothing tells the procedure."""

    contract: Contract
    sides: tuple[SideScore, ...]
    bare: bool

    @property
    def got(self) -> Decimal:
        return sum((side.got for side in self.sides), Decimal(0))

    @property
    def full(self) -> Decimal:
        return sum((side.full for side in self.sides), Decimal(0))


Judged = tuple[Fraction, str, str]
"""(share, words, anchor)."""

NONE, ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Facts:
    """What is read once for all points of a contract."""

    contract: Contract
    record: Bargaining | None
    steps: Taken
    clauses: Sequence[Clause]
    checks: Sequence[ComplianceCheck]
    day: date
    place: str | None

    @property
    def text_day(self) -> date:
        """The day by whose rules the text is judged."""
        found = self.contract.effective_on or self.contract.signed_on
        assert found is not None  # the database asks for one of the two
        return found


@cache
def declared() -> dict[str, Any]:
    """The sides and their points as the product ships them."""
    text = (files("gonghui.bargaining") / "data" / "quality.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def weights(day: date) -> dict[str, Decimal]:
    """Points by key on `day`: the office's own where it set some."""
    found = {each["key"]: Decimal(str(each["points"])) for side in declared()["sides"] for each in side["points"]}
    for row in QualityWeight.objects.filter(start_on__lte=day).order_by("start_on"):
        if row.code in found:
            found[row.code] = row.points
    return found


def points() -> list[tuple[str, str, str]]:
    """(key, side, title) of every point."""
    return [(each["key"], side["title"], each["title"]) for side in declared()["sides"] for each in side["points"]]


def quality(contract: Contract, day: date, place: str | None) -> Quality:
    """Score a contract as its records stand on `day`. Everything in it opens what it rests on."""
    record = (
        Bargaining.objects.filter(contract=contract, purpose__in=(Purpose.SIGN, Purpose.RENEW)).order_by("-pk").first()
    )
    facts = Facts(
        contract, record, steps_of(record) if record else Taken(), clauses_of(contract),
        list(contract.checks.filter(on__lte=day).order_by("on").prefetch_related("items")), day, place,
    )  # fmt: skip
    given = weights(day)
    sides = []
    for side in declared()["sides"]:
        made = []
        for each in side["points"]:
            share, words, anchor = JUDGES[each["key"]](facts)
            made.append(Point(each["key"], each["title"], given[each["key"]], share, words, anchor))
        sides.append(SideScore(side["key"], side["title"], tuple(made)))
    return Quality(contract, tuple(sides), record is None)


BARE = "只补录了结果，没有过程记录。"


def _in_time(facts: Facts) -> Judged:
    if facts.record is None:
        return NONE, BARE, "steps"
    rows = [row for row in deadlines_of(facts.record) if row.binding and row.starts_on <= facts.day]
    late = [row for row in rows if (row.closed_on or facts.day) > row.due_on]
    if not rows:
        return NONE, "没有走过带时限的步骤。", "steps"
    if late:
        return (
            Fraction(len(rows) - len(late), len(rows)),
            f"{len(rows)}个时限里{len(late)}个超期：{late[0].title}。",
            "clocks",
        )
    return ALL, f"{len(rows)}个时限都没有超期。", "clocks"


def _voted(facts: Facts) -> Judged:
    vote = facts.steps.last("adopt")
    if vote is None:
        return NONE, BARE if facts.record is None else "没有审议记录。", "vote"
    return ALL, f"{cn_date(vote.on)}应到{vote.facts['due']}人，同意{vote.facts['in_favour']}票。", "vote"


def _reviewed(facts: Facts) -> Judged:
    row = facts.contract
    if row.filed_on is None:
        return NONE, "没有报送日期。", "steps"
    if row.effective_on is None:
        return Fraction(1, 2), f"{cn_date(row.filed_on)}报送，还没有生效。", "steps"
    return ALL, f"{cn_date(row.filed_on)}报送，{cn_date(row.effective_on)}生效。", "steps"


def _gone_through(facts: Facts) -> Judged:
    listed = checklist(facts.contract.kind, facts.text_day, facts.place).value
    seen = {clause.item for clause in facts.clauses}
    done = sum(item in seen for item in listed)
    return Fraction(done, len(listed)), f"{len(listed)}项核对了{done}项。", "clauses"


def _agreed(facts: Facts) -> Judged:
    listed = checklist(facts.contract.kind, facts.text_day, facts.place).value
    agreed = {clause.item for clause in facts.clauses if clause.agreed}
    done = sum(item in agreed for item in listed)
    return Fraction(done, len(listed)), f"{len(listed)}项约定了{done}项。", "clauses"


def _wages(facts: Facts) -> Judged:
    figures = [each for each in facts.clauses if each.measure in (Measure.MONTH_WAGE, Measure.HOUR_WAGE)]
    found = wage_findings(figures, facts.text_day, facts.place)
    if not found:
        return NONE, "没有写出工资数字的条款。", "clauses"
    good = sum(each.ok for each in found)
    return (
        Fraction(good, len(found)),
        found[0].words if good < len(found) else "工资数字都不低于当地最低工资。",
        "clauses",
    )


def _in_order(facts: Facts) -> Judged:
    meeting = facts.steps.last("meet")
    if facts.record is None or meeting is None:
        return NONE, BARE if facts.record is None else "没有协商会议记录。", "delegates"
    bad = stops(delegate_findings(facts.record, list(facts.record.delegates.all()), meeting.on, facts.place))
    return (NONE, bad[0].words, "delegates") if bad else (ALL, "人数、首席、外聘都合规。", "delegates")


def _women(facts: Facts) -> Judged:
    meeting = facts.steps.last("meet")
    if facts.record is None or meeting is None:
        return NONE, BARE if facts.record is None else "没有协商会议记录。", "delegates"
    here = sitting(list(facts.record.delegates.all()), meeting.on)
    women = sum(each.sex == Sex.FEMALE and each.side == "staff" for each in here)
    return (ALL if women else NONE), f"职工方女代表{women}人。", "delegates"


def _met(facts: Facts) -> Judged:
    meetings = facts.steps.all("meet")
    if not meetings:
        return NONE, BARE if facts.record is None else "没有协商会议记录。", "steps"
    return ALL, f"协商{len(meetings)}次，最近{cn_date(meetings[-1].on)}。", "steps"


def _step(name: str, good: str, bad: str) -> Callable[[Facts], Judged]:
    def judge(facts: Facts) -> Judged:
        step = facts.steps.last(name)
        if step is None:
            return NONE, BARE if facts.record is None else bad, "steps"
        return ALL, f"{cn_date(step.on)}{good}。", "steps"

    return judge


def _latest(facts: Facts) -> ComplianceCheck | None:
    """The latest check of the last twelve months."""
    recent = [each for each in facts.checks if each.on > add_months(facts.day, -12)]
    return recent[-1] if recent else None


def _checked(facts: Facts) -> Judged:
    found = _latest(facts)
    if found is None:
        return NONE, "近一年没有检查。", "checks"
    return ALL, f"{cn_date(found.on)}检查过。", "checks"


def _kept(facts: Facts) -> Judged:
    found = _latest(facts)
    judged = [each for each in found.items.all() if each.kept != Kept.NOT_YET] if found else []
    if not judged:
        return NONE, "没有检查过条款。", "checks"
    kept = sum(each.kept == Kept.KEPT for each in judged)
    return Fraction(kept, len(judged)), f"检查{len(judged)}条，履行{kept}条。", "checks"


def _rectified(facts: Facts) -> Judged:
    found = _latest(facts)
    if found is None:
        return NONE, "近一年没有检查。", "checks"
    if found.rectify_by is None:
        return ALL, "没有需要整改的。", "checks"
    if found.rectified_on is None:
        late = facts.day > found.rectify_by
        return NONE, f"要求{cn_date(found.rectify_by)}前整改，{'已经超期' if late else '还没有登记完成'}。", "checks"
    in_time = found.rectified_on <= found.rectify_by
    return (ALL if in_time else Fraction(1, 2)), f"{cn_date(found.rectified_on)}整改完成。", "checks"


JUDGES: dict[str, Callable[[Facts], Judged]] = {
    "in_time": _in_time, "voted": _voted, "reviewed": _reviewed, "gone_through": _gone_through, "agreed": _agreed,
    "wages": _wages, "in_order": _in_order, "women": _women, "met": _met,
    "materials": _step("materials", "提供了资料", "没有提供资料的记录。"),
    "published": _step("publish", "公布", "没有公布的记录。"),
    "reported": _step("report", "报上级工会备案", "没有备案的记录。"),
    "checked": _checked, "kept": _kept, "rectified": _rectified,
}  # fmt: skip


def assessment(contracts: Sequence[Contract], day: date, place: str | None) -> list[Quality]:
    """The contracts by score, best first; of equal scores the one with the longer record of checks first."""
    scored = [quality(contract, day, place) for contract in contracts]
    return sorted(scored, key=lambda each: (-each.got, each.bare, -len(each.contract.checks.all()), each.contract.pk))


def commendable(each: Quality) -> tuple[bool, str]:
    """Whether a contract may stand on the list of those proposed for commendation, and if not, why not.

    The office's own practice: its procedure is on record, it was checked and everything is kept or put right, and the
    employer never refused to bargain without good reason.
    """
    if each.bare:
        return False, "只补录了结果"
    by_key = {point.key: point for side in each.sides for point in side.points}
    if by_key["checked"].share == NONE:
        return False, "近一年没有检查"
    if by_key["rectified"].share == NONE:
        return False, "有问题没有整改"
    if by_key["kept"].share < ALL and by_key["rectified"].share < ALL:
        return False, "整改超期"
    if _refused(each.contract):
        return False, "拒绝过协商"
    return True, ""


def _refused(contract: Contract) -> bool:
    """Whether a refusal without good reason stands in the record of this contract's employers."""
    employers = contract.covers.values("employer_id")
    records = list(Bargaining.objects.filter(covers__employer__in=employers).distinct())
    taken = steps_of_many(records)
    return any(not step.facts.get("justified") for steps in taken.values() for step in steps.all("refuse"))
