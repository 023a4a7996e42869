"""Handing a suggestion in, giving it its number, taking its steps."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gonghui.emulation.choices import Way
from gonghui.emulation.flow import SUGGESTION_FLOW
from gonghui.emulation.models import Suggestion
from gonghui.kernel.audit import writes
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.moving import perform
from gonghui.orgs.public import Union
from gonghui.people.public import Worker, person_of


def suggestion_hand_in(
    *, union: Union, name: str, title: str, matter: str, content: str, on: date, by: writes.Hand, at: datetime,
    worker: Worker | None = None, way: str = Way.PHONE, **more: Any,
) -> Suggestion:  # fmt: skip
    """Hand a suggestion in: from a phone by the person, at the desk for somebody, from a paper.

    `on` is the day it was handed in, not after today. `more`: form, partners, problem, expected, withheld. Without
    `worker` the union's member of that name is meant, or somebody on no roll. It waits for its number. Raises Refused
    for what cannot be so, for a name that two members have, and for the same one on the same day.
    """
    values = {
        "union": union,
        "name": name,
        "title": title,
        "matter": matter,
        "content": content,
        "handed_on": on,
        "way": way,
    }
    if worker is not None:
        values |= {"worker": worker, "person": person_of(worker, union.pk).mark}
    row: Suggestion = entry_record(ledger=ledger_of("suggestions"), values=values | more, by=by, at=at)
    return row


def suggestion_register(*, suggestion: Suggestion, on: date, by: writes.Hand, at: datetime) -> Step:
    """Give a suggestion the next number of the year of `on`. Raises Refused the second time."""
    return suggestion_step(suggestion=suggestion, name="register", on=on, by=by, at=at)


def suggestion_step(
    *, suggestion: Suggestion, name: str, on: date, by: writes.Hand, at: datetime,
    facts: Mapping[str, Any] | None = None, document: str = "", reason: str = "",
) -> Step:  # fmt: skip
    """Take a step of the flow; see `perform`."""
    return perform(
        SUGGESTION_FLOW, suggestion, name, on=on, facts=facts, document=document, reason=reason, by=by, at=at
    )
