"""The forms of any flow's steps, made from what each step declares: take, correct, take back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.scans.fields import ScanField
from gonghui.kernel.ledger.api import Field, Reader
from gonghui.kernel.workflow.flow import Fact, Transition
from gonghui.kernel.workflow.models import Step

KINDS = {
    "text": "text",
    "long": "long",
    "day": "day",
    "count": "count",
    "money": "money",
    "choice": "choice",
    "flag": "flag",
}


def field_of(fact: Fact) -> Field:
    """A fact of a step as a field of a form."""
    label = f"{fact.label}（{fact.unit}）" if fact.unit else fact.label
    return Field(fact.key, label, KINDS[fact.kind], required=fact.required and fact.kind != "flag", choices=fact.choices,
                 help=fact.help, size=300 if fact.kind == "text" else 2000, future=fact.kind == "day")  # fmt: skip


DOCUMENT = Field("document", "文书名称或文号", "text", required=False, size=200, help="有扫描件的在下面传")
WHY = Field("reason", "原因", "long", required=True, size=300)


def step_form(step: Transition, reader: Reader, data: Any = None, files: Any = None,
              initial: Mapping[str, Any] | None = None, correcting: bool = False) -> OfficeForm:  # fmt: skip
    """The form of a step: its day, its facts, its document; a correction asks why."""
    fields = [Field("on", step.day_label, "day", required=True), *(field_of(fact) for fact in step.facts)]
    if step.document != "none":
        fields.append(DOCUMENT)
    if correcting:
        fields.append(Field("reason", "为什么更正", "text", required=True, size=300))
    elif step.needs_reason:
        fields.append(WHY)
    form = OfficeForm(data, files, reader=reader, fields=fields, initial=dict(initial or {}))
    if step.document != "none" and not correcting:
        form.fields["scan"] = ScanField()
    return form


def back_form(reader: Reader, data: Any = None) -> OfficeForm:
    """Taking a step back asks only why."""
    return OfficeForm(data, reader=reader, fields=[Field("reason", "为什么退回", "text", required=True, size=300)])


def recorded(step: Step, transition: Transition) -> dict[str, Any]:
    """What a step recorded, as its form shows it."""
    found: dict[str, Any] = {"on": step.on, "document": step.document}
    for fact in transition.facts:
        value = step.facts.get(fact.key)
        found[fact.key] = date.fromisoformat(value) if fact.kind == "day" and value else value
    return found


def facts_of(data: Mapping[str, Any], transition: Transition) -> dict[str, Any]:
    """The facts of a cleaned form."""
    return {fact.key: data.get(fact.key) for fact in transition.facts}
