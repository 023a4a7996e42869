"""Days that follow from the steps: when a reply is due, when the review is over, when a contract takes effect."""

from datetime import date, timedelta
from typing import Any

from gonghui.bargaining.choices import ContractKind, Purpose
from gonghui.bargaining.models import Bargaining
from gonghui.bargaining.place import province
from gonghui.kernel.rules import Value, due, rule
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.steps import Taken

DAY = timedelta(days=1)
EFFECT = ("clear", "silence")
SIGNED = ("sign", "resign")


def rule_key(kind: str, matter: str) -> str:
    """The rule of a matter: wage agreements have rules of their own."""
    if matter == "reply":
        return "wage.reply" if kind == ContractKind.WAGE else "bargaining.reply"
    return f"wage.{matter}" if kind == ContractKind.WAGE else f"contract.{matter}"


def value_of(record: Bargaining, matter: str, day: date) -> Value:
    """The rule of a matter for this procedure on a day, at the office's place."""
    return rule(rule_key(record.kind, matter)).at(day, province(record))


def told(step: Step | None, key: str) -> date | None:
    """A day that a step recorded as a fact."""
    raw: Any = step.facts.get(key) if step else None
    return date.fromisoformat(raw) if raw else None


def received(step: Step) -> date:
    """The day on which the authority had the text: the review counts from it."""
    return told(step, "received_on") or step.on


def reply_due(record: Bargaining, steps: Taken) -> date | None:
    """The last day for the reply to the latest offer."""
    offer = steps.last("offer")
    return due(offer.on, value_of(record, "reply", offer.on)).on if offer else None


def review_due(record: Bargaining, steps: Taken) -> date | None:
    """The last day of the review of the latest filing."""
    step = steps.last("file")
    return due(received(step), value_of(record, "review", received(step))).on if step else None


def effective_on(record: Bargaining, steps: Taken) -> date | None:
    """When the text took effect: with the opinion that finds nothing, or on the day after a review without one.

    Never before the first day that the text itself names. None while it is not in effect.
    """
    step = steps.last(*EFFECT)
    if step is None or record.purpose == Purpose.END:
        return None
    last = review_due(record, steps)
    day = last + DAY if step.name == "silence" and last else step.on
    return max(day, starts_on(steps) or day)


def starts_on(steps: Taken) -> date | None:
    """The first day that the text names, if it names one."""
    for step in reversed(steps.all(*SIGNED)):
        if step.facts.get("starts_on"):
            return told(step, "starts_on")
    return None


def expires_on(steps: Taken) -> date | None:
    """The last day that the signed text names."""
    for step in reversed(steps.all(*SIGNED)):
        if step.facts.get("expires_on"):
            return told(step, "expires_on")
    return None
