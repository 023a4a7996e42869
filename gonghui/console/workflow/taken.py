"""The table of the steps that a record took, with the ways to correct one or take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import cn_date
from gonghui.kernel.files.owed import handed_in
from gonghui.kernel.workflow.flow import Flow
from gonghui.kernel.workflow.models import Deadline, Step


@dataclass(frozen=True)
class TakenStep:
    """One step as the table shows it, with the ways to correct it or take it back."""

    step: Step
    label: str
    facts: list[tuple[str, str]]
    scan: str
    late: str
    correct: str
    back: str


def taken_rows(flow: Flow, record: Any, rows: Sequence[Deadline], may: bool, one: str) -> list[TakenStep]:
    """Every step that was taken, those taken back too, in order; only the last can be taken back.

    `rows` are the record's deadlines, `may` whether the reader writes here, `one` the beginning of the names of the
    record's addresses (`<one>-correct`, `<one>-back`).
    """
    entity = record._meta.label_lower
    found = list(Step.objects.filter(entity=entity, object_id=record.pk).order_by("pk"))
    valid = [step for step in found if step.undone_at is None]
    scans = {
        (event.verb, event.at): event.scan
        for event in Event.objects.filter(entity=entity, object_id=record.pk).exclude(scan="")
    }
    later = handed_in("step", [step.pk for step in found])
    late = {row.closed_on: row for row in rows if row.closed_on and row.closed_on > row.due_on}
    out = []
    for step in found:
        transition = flow.transition(step.name)
        facts = [(fact.label, fact_words(fact.words(step.facts.get(fact.key)), fact.kind))
                 for fact in transition.facts if step.facts.get(fact.key) not in (None, "", False)]  # fmt: skip
        stands = may and step.undone_at is None
        correctable = stands and (transition.action is None or transition.mend is not None)
        takable = stands and step == valid[-1] and (transition.action is None or transition.undo is not None)
        row = late.pop(step.on, None) if step.undone_at is None else None
        out.append(TakenStep(
            step, transition.label, facts, scans.get((step.name, step.at)) or later.get(step.pk, ""),
            f"超{(row.closed_on - row.due_on).days}天" if row and row.closed_on else "",
            reverse(f"console:{one}-correct", args=[record.pk, step.pk]) if correctable else "",
            reverse(f"console:{one}-back", args=[record.pk, step.pk]) if takable else "",
        ))  # fmt: skip
    return out


def fact_words(words: str, kind: str) -> str:
    """A recorded day in words."""
    return cn_date(date.fromisoformat(words)) if kind == "day" and words != "—" else words
