"""What may be done next on a record of a flow, and what may not yet, with the reason and the way out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.workflow.flow import Flow, Transition
from gonghui.kernel.workflow.steps import Taken


@dataclass(frozen=True)
class Offered:
    """A step that leaves the present state: open, or barred with reason and way out."""

    step: Transition
    allowed: bool
    reason: str = ""
    todo: str = ""


@dataclass(frozen=True)
class NextSteps:
    """`first` is the step of the plain course, the page's one primary button; `others` are open too; `barred` are not."""

    first: Transition | None
    others: list[Transition]
    barred: list[Offered]


def next_steps(flow: Flow, record: Any, steps: Taken, by: Hand, today: date) -> NextSteps:
    """The steps from the record's state, and the later ones of the plain course with what they wait for."""
    open_steps, barred = [], []
    for each in flow.transitions:
        if record.state in each.sources:
            access = flow.may(record, each.name, by=by, on=today, steps=steps)
            if access:
                open_steps.append(each)
            else:
                barred.append(Offered(each, False, access.reason, access.todo))
    course = [each for name in flow.path for each in open_steps if each.name == name]
    main = course or [each for each in open_steps if each.primary]
    first = main[-1] if main else None
    known = {each.step.name for each in barred} | {each.name for each in open_steps}
    if not flow.state(record.state).final:
        ahead = [flow.transition(name) for name in flow.path if name not in known and name not in steps]
        for each in ahead[:3]:
            access = flow.may(record, each.name, by=by, on=today, steps=steps)
            if not access:
                barred.append(Offered(each, False, access.reason, access.todo))
    return NextSteps(first, [each for each in open_steps if each is not first], barred)
