"""A procedure walked at random for forty steps: clocks follow the recorded days, majorities hold, nothing is skipped."""

from datetime import date, timedelta
from random import Random

import pytest

from gonghui.bargaining.clocks import CLOCKS
from gonghui.bargaining.public import BARGAINING_FLOW as FLOW
from gonghui.bargaining.public import Contract, ContractKind, outcome, province
from gonghui.bargaining.terms import effective_on, review_due
from gonghui.bargaining.tests.parties import GIVEN, VOTE, WU, at, opened
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import NotInForce, calendar, due, rule
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.models import Deadline
from gonghui.kernel.workflow.moving import correct, perform, take_back
from gonghui.kernel.workflow.steps import steps_of

pytestmark = pytest.mark.django_db
STEPS = 40
DAY = timedelta(days=1)
LIKELY = {
    "dispute": 0.2,
    "materials": 0.5,
    "draft": 6,
    "adopt": 4,
    "sign": 6,
    "file": 6,
    "silence": 4,
    "object": 2,
    "publish": 0.6,
}
"""How often a step is chosen among those that leave a state: the walk is to get past the talks."""


class Walk:
    """One procedure and a seeded chooser of what happens next."""

    def __init__(self, seed):
        self.rng = Random(seed)
        self.kind = self.rng.choice([ContractKind.COLLECTIVE, ContractKind.WAGE])
        self.place = self.rng.choice(["jiangsu", "zhejiang", "jiangxi", "chongqing"])
        self.today = date(2025, 1, 6) + self.rng.randint(0, 300) * DAY
        self.record = opened(self.today, self.kind, province=self.place)
        if self.kind == ContractKind.WAGE and self.place == "shandong":
            self.record.delegates.filter(side="staff").update(frontline=True)
        self.done = 0

    def step(self):
        """Forward, a correction, or a step back; a refusal writes nothing."""
        self.today += self.rng.randint(0, 9) * DAY
        before = self._seen()
        try:
            roll = self.rng.random()
            if roll < 0.7:
                self._forward()
            elif roll < 0.85:
                self._correct()
            else:
                self._back()
            self.done += 1
        except Refused:
            self.record.refresh_from_db()
            assert self._seen() == before

    def _seen(self):
        rows = Deadline.objects.order_by("pk").values_list("pk", "due_on", "closed_on", "void")
        return (
            self.record.state,
            [step.pk for step in steps_of(self.record).steps],
            list(rows),
            list(Contract.objects.values()),
        )

    def _forward(self):
        options = [each for each in FLOW.transitions if self.record.state in each.sources and each.name != "drop"]
        if not options:
            raise Refused("办结了。")
        step = self.rng.choices(options, [LIKELY.get(each.name, 1) for each in options])[0]
        facts = dict(GIVEN.get(step.name, {}))
        if step.name in ("adopt", "reject"):
            due_number = self.rng.randint(10, 60)
            present = self.rng.randint(due_number // 2, due_number)
            facts = {
                **VOTE,
                "due": due_number,
                "present": present,
                "in_favour": self.rng.randint(present // 2, present),
            }
        if step.name == "sign":
            facts = {"expires_on": self.today + 700 * DAY}
            if self.rng.random() < 0.4:
                facts["starts_on"] = self.today + 20 * DAY
        if step.name == "reply":
            facts = {"talks_on": self.today + self.rng.randint(0, 12) * DAY}
        perform(FLOW, self.record, step.name, on=self.today, facts=facts, reason="双方商定", by=WU, at=at(self.today))

    def _correct(self):
        steps = steps_of(self.record).steps
        if not steps:
            raise Refused("还没有步骤。")
        step = self.rng.choice(steps)
        correct(
            FLOW,
            self.record,
            step,
            on=step.on + self.rng.randint(-4, 4) * DAY,
            reason="日子写错了",
            by=WU,
            at=at(self.today),
        )

    def _back(self):
        last = steps_of(self.record).last()
        if last is None:
            raise Refused("还没有步骤。")
        take_back(FLOW, self.record, last, reason="登记错了", by=WU, at=at(self.today))

    def check(self):
        """What must hold whatever was done."""
        record = type(self.record).objects.get(pk=self.record.pk)
        steps = steps_of(record)
        assert record.state == (steps.last().target if steps.last() else FLOW.initial)
        self._days(steps)
        self._clocks(record, steps)
        self._votes(steps)
        self._contract(record, steps)

    def _days(self, steps):
        days = [step.on for step in steps.steps]
        assert days == sorted(days) and all(day <= self.today for day in days)
        state = FLOW.initial
        for step in steps.steps:
            assert step.source == state and state in FLOW.transition(step.name).sources
            state = step.target

    def _clocks(self, record, steps):
        """Every deadline is what its rule gives for the recorded days; none is missing, none is left over."""
        wanted = {}
        for clock in CLOCKS:
            for start in clock.runs(record, steps):
                if clock.length:
                    try:
                        counted = due(start.on, rule(clock.length).at(start.on, province())).on
                    except NotInForce:
                        continue
                else:
                    counted = start.on
                wanted[clock.key, start.cycle] = (counted, clock.stopped(record, steps, start))
        rows = {(row.clock, row.cycle): row for row in deadlines_of(record)}
        assert {key: (row.due_on, row.closed_on) for key, row in rows.items()} == wanted
        for row in rows.values():
            if row.rule and row.shifted_from and row.due_on > row.shifted_from:
                assert not calendar().rests(row.due_on) and calendar().rests(row.shifted_from)

    def _votes(self, steps):
        for step in steps.all("adopt", "reject"):
            facts = step.facts
            made = outcome(facts["due"], facts["present"], facts["in_favour"], step.on, province())
            assert made.adopted == (step.name == "adopt")
            base = facts["present"] * 3 >= facts["due"] * 2
            half = 2 * facts["in_favour"]
            enough = half > facts["due"] if self.place == "zhejiang" else half >= facts["due"]
            assert made.adopted == (base and enough)

    def _contract(self, record, steps):
        """One contract while it is signed, none before, with the days that the steps say."""
        signature = steps.last("sign")
        assert (record.contract is not None) == (signature is not None)
        assert Contract.objects.count() == (1 if signature else 0)
        if record.contract is None:
            return
        filing = steps.last("file")
        assert record.contract.signed_on == steps.all("sign")[0].on or record.contract.signed_on == signature.on
        assert record.contract.filed_on == (filing.on if filing else None)
        assert record.contract.effective_on == effective_on(record, steps)
        if steps.last("silence"):
            assert steps.last("silence").on > steps.last("file").on
            assert steps.last("silence").on > review_due(record, steps)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_the_clocks_follow_the_days_and_no_step_is_skipped(seed):
    walk = Walk(seed)
    walk.check()
    tries = 0
    while walk.done < STEPS and tries < 400:
        walk.step()
        walk.check()
        tries += 1
    assert walk.done >= 30
