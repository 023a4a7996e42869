"""合理化建议 of the sample town: two years, with a late answer, a postponement, a duplicate and a corrected benefit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gonghui.demo.deeds import Town
from gonghui.demo.suggestion_tables import (
    BASIS,
    DONE,
    MENDED,
    OPINION,
    POSTPONED,
    REASON,
    RELOOK,
    RETITLED,
    SUGGESTIONS,
    TWICE,
    WITHHELD,
)
from gonghui.emulation.public import (
    SUGGESTION_FLOW,
    Suggestion,
    suggestion_hand_in,
    suggestion_register,
    suggestion_step,
    written,
)
from gonghui.kernel.ledger.api import entry_amend, entry_record, entry_void, ledger_of
from gonghui.kernel.workflow.moving import correct
from gonghui.kernel.workflow.steps import steps_of
from gonghui.people.public import Worker, members_on

BY, FINANCE = "chenxiulan", "maxiaodong"
REVIEWERS = "沈国良、顾海燕"
CONFIRMED_AFTER, REWARDED_AFTER = timedelta(days=12), timedelta(days=20)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    on: date
    union: str
    member: int
    form: str
    matter: str
    title: str
    problem: str
    content: str
    verdict: str
    decided: int | None
    level: str
    responsible: str
    until: date | None
    told: int | None
    done: int | None
    benefit: str
    reward: str

    def after(self, days: int) -> date:
        return self.on + timedelta(days=days)


SCORES = ("创新性", "效益", "可行性", "推广价值")
POINTS = {
    "first": (22, 32, 23, 13),
    "second": (19, 27, 22, 11),
    "third": (15, 22, 20, 8),
    "encouraged": (12, 15, 18, 5),
}
"""How a panel scored what it adopted, by the class that it gave."""


NEW_TABLE = (
    "0-11-16",
    "1-01-01",
    "明年的评分表",
    "创新性 20 是新办法，还是别处已经在用\n效益 30 省钱、增产、少出错\n安全 20 少不少一处隐患\n"
    "可行性 20 人、钱、设备够不够\n推广价值 10 别处用不用得上",
    "2026年11月主席办公会",
)
"""The office's own table: entered when, holds from when, its name, its items, who decided it."""


class Suggestions:
    """Enters the suggestions into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town, self.rows = town, dict[str, Suggestion]()

    def enter(self) -> None:
        for text in SUGGESTIONS.strip().splitlines():
            self._course(self._read(text))
        self.town.enter(self.town.day(NEW_TABLE[0]), self._tabled)
        self._twice()
        self._postponed()
        self._mended()
        title, day, key, value = RETITLED
        self.town.enter(
            self.town.day(day),
            lambda at: entry_amend(
                ledger=ledger_of("suggestions"), row=self.rows[title], values={key: value}, by=self._by, at=at
            ),
        )

    def _tabled(self, at: datetime) -> None:
        _, start, name, items, document = NEW_TABLE
        values = {"name": name, "start_on": self.town.day(start), "items": items, "document": document}
        entry_record(ledger=ledger_of("scoring-tables"), values=values, by=self._by, at=at)

    def _read(self, text: str) -> Line:
        (on, union, member, form, matter, title, problem, content, verdict, decided, level, responsible, until, told, done,
         benefit, reward) = text.split("|")  # fmt: skip

        def number(given: str) -> int | None:
            return int(given) if given else None

        return Line(self.town.day(on), union, int(member), form, matter, title, problem, content, verdict, number(decided),
                    level, responsible, self.town.day(until) if until else None, number(told), number(done), benefit,
                    reward)  # fmt: skip

    def _course(self, line: Line) -> None:
        """Handed in and numbered, reviewed, told, carried out, confirmed, rewarded: as far as the line goes."""
        self.town.enter(line.on, self._handed_in(line))
        if line.decided is not None:
            self._review(line, line.after(line.decided))
        if line.told is not None:
            name = "decline" if line.verdict == "r" else "tell"
            self._step(line, name, line.after(line.told), {"how": "letter" if line.told % 2 else "face"})
        if line.done is None:
            return
        self._step(line, "implement", line.after(line.done), {"done": DONE})
        if line.benefit:
            facts = {"benefit": line.benefit, "basis": BASIS.get(line.benefit, BASIS[""])}
            self._step(line, "confirm", line.after(line.done) + CONFIRMED_AFTER, facts, FINANCE)
            facts = {"amount": line.reward, "source": "dues"}
            self._step(line, "reward", line.after(line.done) + REWARDED_AFTER, facts)

    def _review(self, line: Line, day: date) -> None:
        why = REASON.get(line.title, OPINION)
        facts: dict[str, Any] = {"reviewers": REVIEWERS, "opinion": why}
        if line.verdict == "a":
            facts |= {"level": line.level, "responsible": line.responsible, "implement_by": line.until}
            facts["scores"] = written(dict(zip(SCORES, POINTS[line.level], strict=True)))
        if line.verdict == "d":
            facts |= {"relook_on": self.town.day(RELOOK)}
        self._step(line, {"a": "adopt", "r": "reject", "d": "defer"}[line.verdict], day, facts)

    def _handed_in(self, line: Line) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            self._hand_in(line.union, line.member, line.title, line.content, at, form=line.form, matter=line.matter,
                          problem=line.problem, withheld=line.title in WITHHELD)  # fmt: skip

        return write

    def _hand_in(
        self, union: str, member: int, title: str, content: str, at: datetime, matter: str = "quality", **more: Any
    ) -> None:
        place, worker = self.town.unions[union], self._member(union, member, at.date())
        self.rows[title] = row = suggestion_hand_in(
            union=place, name=worker.name, worker=worker, title=title, matter=matter, content=content, way="paper",
            on=at.date(), by=self._by, at=at, **more,
        )  # fmt: skip
        suggestion_register(suggestion=row, on=at.date(), by=self._by, at=at)

    def _member(self, union: str, number: int, day: date) -> Worker:
        rows = members_on(day).filter(union=self.town.unions[union]).select_related("worker").order_by("pk")
        return rows[number].worker

    def _step(self, line: Line, name: str, day: date, facts: dict[str, Any], who: str = BY) -> None:
        def write(at: datetime) -> None:
            row = self.rows[line.title]
            paper = (
                "评审记录"
                if name in ("adopt", "reject", "defer")
                else "答复函"
                if name in ("tell", "decline")
                else "凭证"
            )
            document = paper if SUGGESTION_FLOW.transition(name).document != "none" else ""
            suggestion_step(
                suggestion=row, name=name, on=day, facts=facts, document=document, by=self.town.hands[who], at=at
            )

        self.town.enter(day, write)

    def _twice(self) -> None:
        day, union, member, title, content, reason = TWICE
        on = self.town.day(day)
        self.town.enter(on, lambda at: self._hand_in(union, member, title, content, at))
        self.town.enter(
            on + timedelta(days=3),
            lambda at: entry_void(
                ledger=ledger_of("suggestions"), row=self.rows[title], reason=reason, by=self._by, at=at
            ),
        )

    def _postponed(self) -> None:
        title, day, until, reason = POSTPONED
        on = self.town.day(day)
        facts = {"implement_by": self.town.day(until)}
        self.town.enter(
            on,
            lambda at: suggestion_step(
                suggestion=self.rows[title], name="postpone", on=on, facts=facts, reason=reason, by=self._by, at=at
            ),
        )

    def _mended(self) -> None:
        title, day, benefit, reason = MENDED

        def write(at: datetime) -> None:
            row = self.rows[title]
            step = steps_of(row).last("confirm")
            if step is not None:
                correct(SUGGESTION_FLOW, row, step, facts={"benefit": benefit}, reason=reason, by=self.town.hands[FINANCE],
                        at=at)  # fmt: skip

        self.town.enter(self.town.day(day), write)

    @property
    def _by(self) -> Any:
        return self.town.hands[BY]
