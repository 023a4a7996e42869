"""The review of a suggestion: one box for each item of the table that holds that day, kept as one line of points."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gonghui.console.ledgers.flowing import CorrectLedgerStep, TakeLedgerStep
from gonghui.emulation.public import points_of, table_on, written
from gonghui.kernel.workflow.flow import Fact, Transition
from gonghui.kernel.workflow.models import Step

KEPT = "scores"


def _boxes(step: Transition, on: date) -> Transition:
    """The step with a box for each item in the place of the one line."""
    facts: list[Fact] = []
    for one in step.facts:
        items = enumerate(table_on(on)) if one.key == KEPT else ()
        facts += [Fact(f"{KEPT}_{at}", item.label, "count", required=False, unit="分",
                       help=f"最高{item.most}分{item.asks and f'：{item.asks}'}") for at, item in items] or [one]  # fmt: skip
    return replace(step, facts=tuple(facts))


def _kept(data: Mapping[str, Any], on: date) -> str:
    return written({item.label: data.get(f"{KEPT}_{at}") for at, item in enumerate(table_on(on))})


class TakeReview(TakeLedgerStep):
    """登记一步, the points in boxes."""

    def asked(self, step: Transition) -> Transition:
        return _boxes(step, self.reader.today)

    def kept(self, data: Mapping[str, Any], step: Transition) -> dict[str, Any]:
        return super().kept(data | {KEPT: _kept(data, self.reader.today)}, step)  # type: ignore[operator]


class CorrectReview(CorrectLedgerStep):
    """更正一步, the points in boxes, by the table of the day of the step."""

    def asked(self, step: Transition) -> Transition:
        return _boxes(step, self.step().on)

    def kept(self, data: Mapping[str, Any], step: Transition) -> dict[str, Any]:
        return super().kept(data | {KEPT: _kept(data, self.step().on)}, step)  # type: ignore[operator]

    def held(self, step: Step, transition: Transition) -> dict[str, Any]:
        given = points_of(step.facts.get(KEPT))
        boxes = {f"{KEPT}_{at}": given.get(item.label) for at, item in enumerate(table_on(step.on))}
        return super().held(step, transition) | boxes
