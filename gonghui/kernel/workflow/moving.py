"""Taking a step, correcting one, taking one back: the verbs of every flow."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused, Stale
from gonghui.kernel.workflow.flow import Asked, Flow, Transition
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.settling import Moved, settle_with_followers
from gonghui.kernel.workflow.steps import Taken, steps_of


@transaction.atomic
def perform(
    flow: Flow, record: Any, name: str, *, on: date, by: writes.Hand, at: datetime,
    facts: Mapping[str, Any] | None = None, document: str = "", reason: str = "",
) -> Step:  # fmt: skip
    """Take a step: check, write the step, move the state, do what the step does, bring the clocks in line, log.

    `on` is the day it happened (inclusive, not after today, not before the step before it). Raises Refused with the
    reason and the way out, and Stale when somebody else moved the record since it was read.
    """
    transition = flow.transition(name)
    taken = steps_of(record)
    _refuse_overtaken(flow, record, taken)
    flow.check(record, transition, Asked(taken, on, document=document, by=by, at=at))
    asked = Asked(taken, on, transition.read(facts or {}), document, by, at)
    refuse_future(on, at)
    _refuse_disorder(flow, taken.last(), None, on)
    _refuse_bare(transition, document, reason)
    if transition.guard is not None:
        transition.guard(record, asked)
    source = record.state
    _advance(record, transition.target or source, by)
    step = Step(
        entity=record._meta.label_lower, object_id=record.pk, union_id=record.union_id, name=name, source=source,
        target=record.state, on=on, facts=dict(asked.facts), document=document[:200], reason=reason[:300], at=at,
        by_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    writes.create(step, by)
    if transition.action is not None:
        transition.action(record, step, by, at)
    _, words = _settled(record, by)
    summary = f"{transition.label}（{cn_date(on)}）{f'：{reason}' if reason else ''}{words}"
    writes.log(name, record, summary, by, at, _moved_from(flow, source, record), record.union_id)
    return step


def _settled(record: Any, by: writes.Hand) -> tuple[list[Moved], str]:
    """The clocks that a step moved, and what its event says of them."""
    moved = settle_with_followers(record, by)
    return moved, "".join(f"；{move}" for move in moved)


def _moved_from(flow: Flow, source: str, record: Any) -> dict[str, list[str]]:
    """The change of state as the event keeps it; nothing where the state stayed."""
    return {} if source == record.state else {"状态": [flow.state(source).label, flow.state(record.state).label]}


def _refuse_bare(transition: Transition, document: str, reason: str) -> None:
    if transition.document == "required" and not document.strip():
        raise Refused(f"“{transition.label}”要附文书。", "请上传扫描件，或者写上文书的名称和编号。", "document")
    if transition.needs_reason and not reason.strip():
        raise Refused("还没有写原因。", "请写明原因再登记。", "reason")


def _refuse_disorder(flow: Flow, before: Step | None, after: Step | None, on: date) -> None:
    if before is not None and on < before.on:
        label = flow.transition(before.name).label
        raise Refused(
            f"{cn_date(on)}早于上一步“{label}”的{cn_date(before.on)}。", "请核对日期，或者先更正上一步。", "on"
        )
    if after is not None and on > after.on:
        label = flow.transition(after.name).label
        raise Refused(
            f"{cn_date(on)}晚于下一步“{label}”的{cn_date(after.on)}。", "请核对日期，或者先更正下一步。", "on"
        )


def _refuse_overtaken(flow: Flow, record: Any, taken: Taken) -> None:
    """Two people take the same step: the second is told who was first, and nothing of his is written."""
    now = type(record)._default_manager.filter(pk=record.pk).values_list("version", "state").first()
    if now is None:
        raise Stale("没有保存：这条记录已经不在了。", "请回到列表核对。")
    if now[0] == record.version:
        return
    last = taken.last()
    if last is not None and now[1] != record.state:
        label = flow.transition(last.name).label
        raise Stale(f"没有保存：{last.by_name or '别人'}刚登记了“{label}”。", "请对照最新的进度，再看还要不要办。")
    raise Stale("没有保存：别人刚改过这条记录。", "您填的内容还在，请对照最新的内容再保存。")


def _advance(record: Any, target: str, by: writes.Hand) -> None:
    """Move the state by a conditional update on the version that was read."""
    if record.state != target:
        writes.change(record, by, state=target)
    else:
        writes.touch(record, by)


@transaction.atomic
def correct(
    flow: Flow, record: Any, step: Step, *, reason: str, by: writes.Hand, at: datetime, on: date | None = None,
    facts: Mapping[str, Any] | None = None, document: str | None = None,
) -> list[Moved]:  # fmt: skip
    """Correct what a step recorded (更正); the later clocks move. Returns what moved.

    `facts` names only what changes. The step's own guard is asked again. Raises Refused without a reason, for a step
    taken back, for days out of order, and where the step's consequences cannot follow; Stale as `perform`.
    """
    taken = steps_of(record)
    _refuse_overtaken(flow, record, taken)
    step = _valid(taken, step)
    transition = flow.transition(step.name)
    flow.of_the_town(transition, by)
    if not reason.strip():
        raise Refused("还没有写更正的原因。", "请写明原因再保存。", "reason")
    if transition.action is not None and transition.mend is None:
        raise Refused(f"“{transition.label}”不能更正。", "请退回这一步，再重新登记。")
    day = on or step.on
    kept = transition.read({**{fact.key: step.facts.get(fact.key) for fact in transition.facts}, **(facts or {})})
    paper = step.document if document is None else document
    at_place = taken.steps.index(step)
    refuse_future(day, at)
    following = taken.steps[at_place + 1] if at_place + 1 < len(taken.steps) else None
    _refuse_disorder(flow, taken.steps[at_place - 1] if at_place else None, following, day)
    _refuse_bare(transition, paper, reason)
    asked = Asked(taken.until(step), day, kept, paper, by, at)
    flow.four_eyes(transition, asked)
    if transition.guard is not None:
        transition.guard(record, asked)
    changes = writes.change(step, by, on=day, facts=kept, document=paper[:200])
    if not changes:
        return []
    writes.touch(record, by)
    if transition.mend is not None:
        transition.mend(record, step, by, at)
    moved, words = _settled(record, by)
    writes.log("step_correct", record, f"更正“{transition.label}”：{reason}{words}", by, at,
               _readable(transition, changes), record.union_id)  # fmt: skip
    return moved


def _readable(transition: Transition, changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The difference with each fact under its own label."""
    out = {label: pair for label, pair in changes.items() if label != "内容"}
    old, new = changes.get("内容", [{}, {}])
    for fact in transition.facts:
        before, after = (old or {}).get(fact.key), (new or {}).get(fact.key)
        if before != after:
            out[fact.label] = [fact.words(before), fact.words(after)]
    return out


def _valid(taken: Taken, step: Step) -> Step:
    found = next((each for each in taken.steps if each.pk == step.pk), None)
    if found is None:
        raise Stale("没有保存：这一步已经退回了。", "请刷新页面核对。")
    return found


@transaction.atomic
def take_back(
    flow: Flow, record: Any, step: Step, *, reason: str, by: writes.Hand, at: datetime
) -> list[Moved]:  # fmt: skip
    """Take the latest step back (登记错了); the record returns to where it was and the clocks run again.

    The step stays in the history, marked. Raises Refused without a reason, for a step that is not the latest, and for
    one whose consequences cannot be undone; Stale as `perform`.
    """
    taken = steps_of(record)
    _refuse_overtaken(flow, record, taken)
    step = _valid(taken, step)
    transition = flow.transition(step.name)
    flow.of_the_town(transition, by)
    if not reason.strip():
        raise Refused("还没有写退回的原因。", "请写明原因再保存。", "reason")
    last = taken.last()
    if last is not None and last.pk != step.pk:
        raise Refused(f"后面还有“{flow.transition(last.name).label}”。", "请从最后一步开始退回。")
    if transition.action is not None and transition.undo is None:
        raise Refused(f"“{transition.label}”已经办成，不能退回。", "日期或内容错了请用“更正”。")
    now = record.state
    if transition.undo is not None:
        transition.undo(record, step, by, at)
    writes.change(step, by, undone_at=at, undone_by=by.name, undone_reason=reason[:300])
    _advance(record, step.source, by)
    moved, words = _settled(record, by)
    summary = f"退回“{transition.label}”：{reason}{words}"
    writes.log("step_take_back", record, summary, by, at, _moved_from(flow, now, record), record.union_id)
    return moved
