"""A programmer declares a flow or a clock badly: the start stops with the number of the fault and what to do."""

from dataclasses import replace
from typing import Any

import pytest

from gonghui.kernel.workflow import clocks as clock_registry
from gonghui.kernel.workflow import flow as flow_registry
from gonghui.kernel.workflow.checks import clock_faults, declared_well, flow_faults
from gonghui.kernel.workflow.clocks import Clock
from gonghui.kernel.workflow.flow import Fact, Flow, State, Transition
from gonghui.kernel.workflow.tests.matter import ENDS, FLOW, REPLY

A, B = State("a", "甲"), State("b", "乙")
GO = Transition(name="go", label="走", sources=("a",), target="b")


def flow(**more: Any) -> Flow:
    """A sound flow but for what the caller changes."""
    given: dict[str, Any] = {"model": "workflow.Matter", "states": (A, B), "transitions": (GO,), "initial": "a"}
    return Flow(key="f", title="流程", **{**given, **more})


def with_fact(**more: Any) -> Flow:
    given = {"key": "x", "label": "项", **more}
    return flow(transitions=(replace(GO, facts=(Fact(**given),)),))


FLOWS = {
    "W001": flow(model="workflow.Nothing"),
    "W002": flow(model="workflow.ClockMark"),
    "W003": flow(states=(A, B, State("b", "又乙"))),
    "W004": flow(initial="c", transitions=(GO, Transition(name="to", label="到", sources=("b",), target="a"))),
    "W005": flow(transitions=(GO, GO)),
    "W006": flow(transitions=(GO, Transition(name="off", label="离", sources=("z",)))),
    "W007": flow(transitions=(replace(GO, not_by="og"),)),
    "W008": flow(transitions=(replace(GO, document="must"),)),
    "W009": flow(path=("og",)),
    "W010": flow(states=(A, B, State("c", "丙"))),
    "W011": flow(transitions=(replace(GO, facts=(Fact("x", "项"), Fact("x", "又一项"))),)),
    "W012": with_fact(kind="number"),
    "W013": with_fact(kind="choice"),
}
CLOCKS: dict[str, Clock] = {
    "W020": replace(ENDS, model="workflow.Nothing"),
    "W021": replace(ENDS, starts=None),
    "W022": replace(ENDS, stops=None),
    "W023": replace(ENDS, cites="bargaining.replly"),
    "W024": replace(REPLY, length="bargaining.delegates_min"),
    "W025": replace(REPLY, stops_by=("replly",)),
    "W026": replace(ENDS, remind=(3, 3)),
}
MORE: list[tuple[str, Any]] = [
    ("W013", with_fact(choices=(("a", "甲"),))),
    ("W006", flow(transitions=(GO, Transition(name="off", label="离", sources=("a",), target="z")))),
    ("W021", replace(REPLY, starts=ENDS.starts, stops=ENDS.stops)),
    ("W022", replace(REPLY, stops_by=())),
    ("W025", replace(REPLY, starts_by="ofer")),
    ("W026", replace(ENDS, remind=(-1,))),
    ("W001", flow(model="nonsense")),
]


def codes(declared: Any) -> list[str]:
    faults = flow_faults(declared) if isinstance(declared, Flow) else clock_faults(declared)
    return [code for code, says, todo in faults]


@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize(("code", "declared"), [*FLOWS.items(), *CLOCKS.items(), *MORE])
def test_a_bad_declaration_is_told_by_its_number_and_by_nothing_else(code: str, declared: Any):
    assert codes(declared) == [code]


@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize("declared", [FLOW, REPLY, ENDS, flow()])
def test_a_sound_declaration_has_no_fault(declared: Any):
    assert codes(declared) == []


@pytest.mark.usefixtures("matters")
def test_the_start_names_the_flow_the_fault_and_the_way_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(flow_registry.FLOWS, "known", {"f": FLOWS["W009"]})
    monkeypatch.setattr(clock_registry.CLOCKS, "known", {"c": CLOCKS["W026"]})
    found = declared_well()
    assert [error.id for error in found] == ["gonghui.W009", "gonghui.W026"]
    assert str(found[0].msg) == "flow f path names 'og', which is no step"
    assert found[0].hint == "Mend the path."


def test_every_flow_and_clock_of_the_product_is_sound():
    assert declared_well() == []
    assert flow_registry.flows() and clock_registry.clocks()
