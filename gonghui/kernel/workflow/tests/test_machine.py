"""Whatever steps somebody takes, corrects and takes back: the deadlines are always those of the valid steps."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.rules import due
from gonghui.kernel.rules import rule as statute
from gonghui.kernel.workflow.models import Deadline, Step
from gonghui.kernel.workflow.moving import correct, perform, take_back
from gonghui.kernel.workflow.poller import tick
from gonghui.kernel.workflow.settling import settle
from gonghui.kernel.workflow.tests.matter import FLOW, LIN, TODAY, WU, Matter, at, new

FIRST = date(2026, 1, 5)
AHEAD = some.integers(0, 12)


class Desk(RuleBasedStateMachine):
    """One matter on somebody's desk, and a second reckoning of it that knows nothing of clocks and rows."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.matter = new()
        self.taken: list[tuple[str, date, Step]] = []
        self.ends: date | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @property
    def last_day(self) -> date:
        return self.taken[-1][1] if self.taken else FIRST

    def _take(self, name: str, ahead: int, by: Any = LIN, **more: Any) -> None:
        day = min(self.last_day + timedelta(days=ahead), TODAY)
        self.taken.append((name, day, perform(FLOW, self.matter, name, on=day, by=by, at=at(), **more)))

    @precondition(lambda self: self.matter.state in ("drafted", "offered"))
    @rule(ahead=AHEAD)
    def offer(self, ahead: int) -> None:
        self._take("offer", ahead)

    @precondition(lambda self: self.matter.state == "offered")
    @rule(ahead=AHEAD)
    def reply(self, ahead: int) -> None:
        self._take("reply", ahead, document="复函")

    @precondition(lambda self: self.matter.state == "talking")
    @rule(ahead=AHEAD, present=some.integers(3, 9))
    def meet(self, ahead: int, present: int) -> None:
        self._take("meet", ahead, facts={"present": present})

    @precondition(lambda self: self.matter.state == "talking")
    @rule(ahead=AHEAD)
    def check(self, ahead: int) -> None:
        self._take("check", ahead, WU)

    @precondition(lambda self: self.matter.state == "checked")
    @rule(ahead=AHEAD, closes=some.booleans())
    def close_or_return(self, ahead: int, closes: bool) -> None:
        if closes:
            self._take("close", ahead)
        else:
            self._take("return", ahead, reason="数目不对")

    @precondition(lambda self: self.taken)
    @rule(which=some.integers(0, 99), share=some.integers(0, 100))
    def correct_one(self, which: int, share: int) -> None:
        place = which % len(self.taken)
        name, _, step = self.taken[place]
        if name == "close":
            return
        first = self.taken[place - 1][1] if place else FIRST
        last = self.taken[place + 1][1] if place + 1 < len(self.taken) else TODAY
        day = first + timedelta(days=(last - first).days * share // 100)
        by = WU if name == "check" else LIN
        correct(FLOW, self.matter, step, on=day, reason="记错了", by=by, at=at())
        self.taken[place] = (name, day, step)

    @precondition(lambda self: self.taken)
    @rule()
    def take_the_last_back(self) -> None:
        _, _, step = self.taken.pop()
        take_back(FLOW, self.matter, step, reason="登记错了", by=LIN, at=at())

    @rule(day=some.none() | some.dates(FIRST, TODAY))
    def agree_on_an_end(self, day: date | None) -> None:
        Matter.objects.filter(pk=self.matter.pk).update(ends_on=day)
        self.ends = day
        settle([self.matter], LIN)

    @rule()
    def let_the_clock_tick(self) -> None:
        tick(at())

    @invariant()
    def the_deadlines_are_those_of_the_steps(self) -> None:
        kept = Deadline.objects.filter(void=False).order_by("starts_on", "pk")
        rows = sorted((row.clock, row.starts_on, row.due_on, row.closed_on or date.max) for row in kept)
        assert rows == sorted(self._reckoned())

    @invariant()
    def the_state_is_that_of_the_last_step(self) -> None:
        reached = {"offer": "offered", "reply": "talking", "meet": "talking", "return": "talking", "check": "checked",
                   "close": "closed"}  # fmt: skip
        self.matter.refresh_from_db()
        assert self.matter.state == (reached[self.taken[-1][0]] if self.taken else "drafted")
        assert self.matter.counted == sum(name == "close" for name, _, _ in self.taken)

    def _reckoned(self) -> list[tuple[str, date, date, date]]:
        out = []
        for place, (name, day, _) in enumerate(self.taken):
            if name == "offer":
                stop = next(
                    (later for what, later, _ in self.taken[place + 1 :] if what in ("offer", "reply")), date.max
                )
                out.append(("matter.reply", day, due(day, statute("bargaining.reply").at(day)).on, stop))
        closed = [day for name, day, _ in self.taken if name == "close"]
        if self.ends:
            out.append(("matter.ends", SINCE_EVER, self.ends, closed[-1] if closed else date.max))
        return out


@pytest.mark.usefixtures("matters")
def test_forty_steps_by_hand_and_the_deadlines_are_always_right():
    quick = settings(max_examples=12, stateful_step_count=40, deadline=None,
                     suppress_health_check=list(HealthCheck), derandomize=True, database=None)  # fmt: skip
    run_state_machine_as_test(Desk, settings=quick)
