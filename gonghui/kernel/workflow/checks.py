"""Start-up checks: a badly declared flow or clock stops the start and says what to do."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from gonghui.kernel.rules import rule, rules
from gonghui.kernel.rules.model import LENGTHS
from gonghui.kernel.workflow.clocks import Clock, clocks
from gonghui.kernel.workflow.flow import DOCUMENTS, KINDS, Flow, flow_of, flows


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def flow_faults(flow: Flow) -> Iterator[tuple[str, str, str]]:
    """(id, what is wrong, what to do) for each fault of a flow."""
    model = _model(flow.model)
    columns = {field.attname for field in model._meta.concrete_fields} if model else set()
    if model is None:
        yield "W001", f"has no model {flow.model}", "Name the model as app.Model."
    elif missing := {"state", "version", "union_id"} - columns:
        yield "W002", f"stands on a model without {', '.join(sorted(missing))}", "Add the columns."
    states = [state.key for state in flow.states]
    if len(set(states)) != len(states):
        yield "W003", "has a state twice", "Give every state a key of its own."
    if flow.initial not in states:
        yield "W004", f"begins in {flow.initial!r}, which is no state of it", "Set `initial` to one of its states."
    names = [each.name for each in flow.transitions]
    if len(set(names)) != len(names):
        yield "W005", "has a step twice", "Give every step a name of its own."
    for each in flow.transitions:
        for wrong in {*each.sources, *([each.target] if each.target else [])} - set(states):
            yield "W006", f"step {each.name} names the state {wrong!r}", "Declare the state or mend the name."
        if each.not_by and each.not_by not in names:
            yield "W007", f"step {each.name} has not_by={each.not_by!r}, which is no step", "Mend the name."
        if each.document not in DOCUMENTS:
            yield "W008", f"step {each.name} has document={each.document!r}", f"Use one of {', '.join(DOCUMENTS)}."
        yield from _fact_faults(each.name, each.facts)
    for wrong in set(flow.path) - set(names):
        yield "W009", f"path names {wrong!r}, which is no step", "Mend the path."
    for lost in _unreached(flow):
        yield "W010", f"no step leads to the state {lost!r}", "Add a step or take the state away."


def _fact_faults(name: str, facts: tuple[Any, ...]) -> Iterator[tuple[str, str, str]]:
    keys = [fact.key for fact in facts]
    if len(set(keys)) != len(keys):
        yield "W011", f"step {name} has a fact twice", "Give every fact a key of its own."
    for fact in facts:
        if fact.kind not in KINDS:
            yield "W012", f"step {name}, fact {fact.key} has kind={fact.kind!r}", f"Use one of {', '.join(KINDS)}."
        if (fact.kind == "choice") != bool(fact.choices):
            yield "W013", f"step {name}, fact {fact.key}: a choice needs choices and nothing else has them", "Mend it."


def _unreached(flow: Flow) -> set[str]:
    targets = {each.target for each in flow.transitions if each.target}
    return {state.key for state in flow.states} - targets - {flow.initial}


def clock_faults(clock: Clock) -> Iterator[tuple[str, str, str]]:
    """(id, what is wrong, what to do) for each fault of a clock."""
    if _model(clock.model) is None:
        yield "W020", f"has no model {clock.model}", "Name the model as app.Model."
    if bool(clock.starts_by) == bool(clock.starts):
        yield "W021", "needs exactly one of starts_by and starts", "Say from which day it runs, once."
    if clock.stops is None and not (clock.starts_by and clock.stops_by):
        yield "W022", "never stops", "Say with `stops` (or `stops_by` beside `starts_by`) what stops it."
    if clock.rule and clock.rule not in rules():
        yield "W023", f"names the rule {clock.rule}, which does not exist", "Add the rule to statutes/ or mend the key."
    elif clock.length and rule(clock.length).kind not in LENGTHS:
        yield "W024", f"measures by {clock.length}, which is no length of time", "Use `cites` for a rule without one."
    if clock.starts_by:
        flow = flow_of(clock.model)
        names = {each.name for each in flow.transitions} if flow else set()
        for wrong in {clock.starts_by, *clock.stops_by} - names:
            yield "W025", f"names the step {wrong!r}, which the flow of {clock.model} has not", "Mend the name."
    if any(days < 0 for days in clock.remind) or len(set(clock.remind)) != len(clock.remind):
        yield "W026", "reminds on impossible days", "`remind` holds different numbers of days before the last day."


@register("declarations")
def declared_well(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Every fault of every flow and clock."""
    faults = [("flow", flow.key, fault) for flow in flows() for fault in flow_faults(flow)]
    faults += [("clock", clock.key, fault) for clock in clocks() for fault in clock_faults(clock)]
    return [Error(f"{what} {key} {says}", hint=hint, id=f"gonghui.{code}") for what, key, (code, says, hint) in faults]
