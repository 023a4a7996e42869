"""How a plan comes into force: drafted, submitted, returned or approved, filed away at the end."""

from datetime import datetime
from typing import Any

from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.flow import Asked, Fact, Flow, State, Transition, register_flow
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.settling import settle
from gonghui.planning.choices import PlanState, TaskState


def _has_tasks(plan: Any, asked: Asked) -> None:
    if not plan.tasks.exclude(state=TaskState.DROPPED).exists():
        raise Refused("这份计划里还没有任务。", "请先加任务，或者从文件读进来。")


def _second_hand(plan: Any, asked: Asked) -> None:
    """Whoever submitted does not approve, unless a signed paper stands in for the second person."""
    sent = asked.steps.last("submit")
    if sent and asked.by and sent.by_id == asked.by.account_id and not asked.document.strip():
        raise Refused(
            "计划是您自己送审的，要由另一个人批准。", "请换一位批准，或者附上签字的扫描件。", "document"
        )  # fmt: skip


def _approve(plan: Any, step: Step, by: writes.Hand, at: datetime) -> None:
    writes.change(plan, by, approved_on=step.on, approval=step.facts.get("approval") or step.document[:120])
    settle(list(plan.tasks.all()), by)


def _approve_back(plan: Any, step: Step, by: writes.Hand, at: datetime) -> None:
    writes.change(plan, by, approved_on=None, approval="")
    settle(list(plan.tasks.all()), by)


def _close(plan: Any, step: Step, by: writes.Hand, at: datetime) -> None:
    writes.change(plan, by, closed_on=step.on)
    settle(list(plan.tasks.all()), by)


def _close_back(plan: Any, step: Step, by: writes.Hand, at: datetime) -> None:
    writes.change(plan, by, closed_on=None)
    settle(list(plan.tasks.all()), by)


D, S, R, A, C = (state.value for state in PlanState)

FLOW = Flow(
    key="planning.plan", title="工作计划", model="planning.Plan", initial=D, path=("submit", "approve", "close"),
    states=(
        State(D, "起草", "todo"), State(S, "待审", "wait"), State(R, "退回", "back"), State(A, "执行中", "doing"),
        State(C, "已归档", "end", final=True),
    ),
    transitions=(
        Transition(name="submit", label="送审", sources=(D, R), target=S, requires=_has_tasks, day_label="送审日期"),
        Transition(name="return", label="退回修改", sources=(S,), target=R, needs_reason=True, day_label="退回日期",
                   primary=False),
        Transition(
            name="approve", label="批准", sources=(S,), target=A, guard=_second_hand, action=_approve, mend=_approve,
            undo=_approve_back, document="wanted", day_label="批准日期",
            facts=(Fact(key="approval", label="批准依据", required=False, help="如：镇党委会议通过，石工〔2026〕1号"),),
        ),
        Transition(name="close", label="归档", sources=(A,), target=C, action=_close, mend=_close, undo=_close_back,
                   day_label="归档日期", primary=False),
    ),
)  # fmt: skip
register_flow(FLOW)
