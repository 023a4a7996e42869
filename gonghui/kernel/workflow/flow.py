"""What a flow is made of: states, transitions, what each step records, and who may do what next."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db import models

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.steps import Taken, steps_of

Look = Literal["todo", "doing", "wait", "done", "back", "over", "end"]
Kind = Literal["text", "long", "day", "count", "money", "choice", "flag"]
KINDS = ("text", "long", "day", "count", "money", "choice", "flag")
DOCUMENTS = ("none", "wanted", "required")
FLAGS = dict.fromkeys(("true", "1", "on", "是", "有"), True) | dict.fromkeys(("false", "0", "off", "否", "无"), False)


@dataclass(frozen=True)
class State:
    """A state a record can be in; `look` is how the page dresses it. A `final` state needs no further step."""

    key: str
    label: str
    look: Look = "doing"
    final: bool = False


@dataclass(frozen=True)
class Fact:
    """Something a step records besides its day. `choices` are (value, label); `unit` is shown beside a number."""

    key: str
    label: str
    kind: Kind = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    unit: str = ""

    def read(self, raw: Any) -> Any:
        """The value as a step keeps it (dates and money as text). Raises Refused for one that is not of its kind."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if self.required:
                raise Refused(f"还没有填{self.label}。", "请补上再登记。", self.key)
            return False if self.kind == "flag" else None
        try:
            return self._value(raw)
        except (ValueError, TypeError, KeyError, ArithmeticError):
            raise Refused(f"{self.label}“{str(raw)[:20]}”看不懂。", self._hint(), self.key) from None

    def _value(self, raw: Any) -> Any:
        if self.kind == "day":
            return (raw if isinstance(raw, date) else date.fromisoformat(str(raw))).isoformat()
        if self.kind == "count":
            number = int(raw)
            if number < 0 or number != Decimal(str(raw)):
                raise ValueError(raw)
            return number
        if self.kind == "money":
            amount = Decimal(str(raw))
            if amount < 0:
                raise ValueError(raw)
            return str(amount.quantize(Decimal("0.01")))
        text = str(raw).strip()
        if self.kind == "flag":
            return FLAGS[text.lower()]
        if self.kind == "choice" and text not in dict(self.choices):
            raise ValueError(raw)
        return text[:2000]

    def _hint(self) -> str:
        return {
            "day": "请写成2026-07-02这样。", "count": "请写0或更大的整数。", "money": "请写金额，如3500.00。",
            "choice": f"请从{'、'.join(label for _, label in self.choices)}里选。",
        }.get(self.kind, "请核对。")  # fmt: skip

    def words(self, value: Any) -> str:
        """A kept value as the page says it."""
        if value in (None, ""):
            return "—"
        if self.kind == "flag":
            return "是" if value else "否"
        if self.kind == "choice":
            return str(dict(self.choices).get(value, value))
        return f"{value}{self.unit}"


@dataclass(frozen=True)
class Asked:
    """What a guard looks at: the steps before, and what the new step would record. `by` is None when nobody asks yet."""

    steps: Taken
    on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    document: str = ""
    by: Hand | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Access:
    """Whether something may be done; if not, why not and the way out."""

    allowed: bool
    reason: str = ""
    todo: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Access(True)
Guard = Callable[[Any, Asked], None]
"""guard(record, asked): raises Refused when the step may not be taken."""

Deed = Callable[[Any, Step, Hand, datetime], None]
"""deed(record, step, by, at): what a step changes besides the state."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One step of a flow, from any of `sources` to `target` (empty: the state stays).

    `requires` is asked before the step is offered, `guard` when it is taken, with its facts. `action` writes what the
    step changes besides the state; a correction calls `mend` and taking the step back calls `undo`, and a step with an
    action but without them can neither be corrected nor taken back. `not_by`: the person who took that step may not
    take this one. `document`: whether a paper belongs to it. `line`: the line of work whose officers take this step,
    where it is not that of the record. `town`: only by those who answer for all unions.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str = ""
    facts: tuple[Fact, ...] = ()
    requires: Guard | None = None
    guard: Guard | None = None
    action: Deed | None = None
    mend: Deed | None = None
    undo: Deed | None = None
    document: Literal["none", "wanted", "required"] = "none"
    not_by: str = ""
    needs_reason: bool = False
    line: str = ""
    town: bool = False
    day_label: str = "日期"
    help: str = ""
    primary: bool = True

    def read(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The facts as the step keeps them. Raises Refused for what is missing, wrong or not asked."""
        known = {fact.key for fact in self.facts}
        for key in raw.keys() - known:
            near = difflib.get_close_matches(key, known, n=1)
            raise Refused(f"“{self.label}”没有“{key[:40]}”这一项。", f"是不是{near[0]}？" if near else "请核对。", key)
        return {fact.key: fact.read(raw.get(fact.key)) for fact in self.facts}


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The states of a model's records and the steps between them. The model has `state`, `version` and `union_id`."""

    key: str
    title: str
    model: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    initial: str
    path: tuple[str, ...] = ()
    """The steps of the plain course in their order, for the stepper."""

    def state(self, key: str) -> State:
        return next(state for state in self.states if state.key == key)

    def transition(self, name: str) -> Transition:
        """The transition of a name. Raises Refused when the flow has none."""
        found = next((each for each in self.transitions if each.name == name), None)
        if found is None:
            raise Refused(f"“{self.title}”没有“{name[:40]}”这一步。", "请刷新页面，从列出的步骤里选。")
        return found

    def may(self, record: models.Model, name: str, *, by: Hand | None = None, on: date | None = None,
            steps: Taken | None = None) -> Access:  # fmt: skip
        """Whether a record may take a step now, and if not, why not. Closed by default."""
        steps = steps_of(record) if steps is None else steps
        try:
            self.check(record, self.transition(name), Asked(steps, on, by=by))
        except Refused as no:
            return Access(False, no.what, no.todo)
        return YES

    def check(self, record: Any, step: Transition, asked: Asked) -> None:
        """Raise Refused when the record's state, its past or the person stands against the step."""
        if getattr(record, "voided_on", None) is not None:
            raise Refused("这一条已作废，不能再办。", "要用的话，请另登记一条。")
        if record.state not in step.sources:
            now = self.state(record.state)
            if now.final:
                raise Refused(f"已经{now.label}，不能再“{step.label}”。", "不用再办。")
            wanted = "、".join(self.state(key).label for key in step.sources)
            raise Refused(f"现在是“{now.label}”，还不能“{step.label}”。", f"要先到“{wanted}”。")
        self.of_the_town(step, asked.by)
        self.four_eyes(step, asked)
        if step.requires is not None:
            step.requires(record, asked)

    def of_the_town(self, step: Transition, by: Hand | None) -> None:
        """Raise Refused when the step is the town's and the person answers for some unions only."""
        if step.town and by is not None and not by.scope.everything:
            raise Refused(f"“{step.label}”由镇总工会办。", "请把情况告诉镇总工会，由他们登记。")

    def four_eyes(self, step: Transition, asked: Asked) -> None:
        """Raise Refused when the person who asks took the step that this one is to check."""
        before = asked.steps.last(step.not_by) if step.not_by else None
        if before is not None and asked.by is not None and before.by_id == asked.by.account_id:
            raise Refused(
                f"“{self.transition(step.not_by).label}”是您自己登记的，“{step.label}”要由另一个人办。",
                "请换一位同事登记。",
            )

    def open_steps(self, record: Any, *, by: Hand | None = None) -> list[tuple[Transition, Access]]:
        """Every step that leaves the record's state, with whether it may be taken."""
        steps = steps_of(record)
        return [(each, self.may(record, each.name, by=by, steps=steps))
                for each in self.transitions if record.state in each.sources]  # fmt: skip


FLOWS = Registry[Flow]("flow")
register_flow, flows = FLOWS.register, FLOWS.all


def flow_of(entity: str) -> Flow | None:
    """The flow of a model by its label."""
    return next((flow for flow in flows() if flow.model.lower() == entity.lower()), None)
