"""Targets of a task. A number is typed only with a reason; everything else is counted."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.indicators import indicator
from gonghui.kernel.refusal import Refused
from gonghui.planning.actions.shared import check_open, clean_text, next_position, note_change, seen
from gonghui.planning.choices import Comparison, PlanState, TargetKind
from gonghui.planning.models import Plan, Target, Task
from gonghui.planning.wording import target_words

FIELDS = ("kind", "code", "what", "quantity", "maximum", "unit", "comparison", "per", "base_note")


@transaction.atomic
def target_add(
    *, task: Task, kind: TargetKind, by: writes.Hand, at: datetime, code: str = "", what: str = "",
    quantity: Decimal | None = None, maximum: Decimal | None = None, unit: str = "",
    comparison: Comparison = Comparison.AT_LEAST, per: str = "", base_note: str = "", reason: str = "",
) -> Target:  # fmt: skip
    """Give a task one more target. Raises Refused for an unknown indicator or a counted target without a number."""
    reason = _open(task.plan, reason)
    values = _checked(kind=kind, code=code, what=what, quantity=quantity, maximum=maximum, unit=unit,
                      comparison=comparison, per=per, base_note=base_note)  # fmt: skip
    target = writes.create(Target(task=task, position=next_position(task.targets), **values), by)
    words = target_words(target)
    note_change(task.plan, task, task.text, "加目标", "", words, reason, by, at)
    writes.log("target_add", target, f"任务“{task.short}”加目标：{words}", by, at, union_id=task.union_id)
    return target


def _open(plan: Plan | None, reason: str) -> str:
    return check_open(plan, reason) if plan else reason


def _checked(**values: Any) -> dict[str, Any]:
    kind, quantity, maximum = TargetKind(values["kind"]), values["quantity"], values["maximum"]
    if kind == TargetKind.INDICATOR:
        known = indicator(values["code"])
        values["unit"] = values["unit"] or known.unit
        values["what"] = values["what"] or known.title
    else:
        values["code"] = ""
    if kind in (TargetKind.INDICATOR, TargetKind.RECORDS) and quantity is None:
        raise Refused("没有写要达到多少。", "请写数量，比如15。", "quantity")
    if quantity is not None and not 0 <= quantity < Decimal(10) ** 10:
        raise Refused("数量不能是负数，也不能太大。", "请核对数量。", "quantity")
    if maximum is not None and (quantity is None or maximum < quantity):
        raise Refused("上限比数量还小。", "请核对数量和上限。", "maximum")
    if kind in (TargetKind.MILESTONE, TargetKind.TEXT):
        values["what"] = clean_text(values["what"], "要求", "what", 120)
    values["what"] = values["what"][:120]
    values["unit"], values["per"], values["base_note"] = (
        values["unit"][:12],
        values["per"][:20],
        values["base_note"][:120],
    )
    return values


@transaction.atomic
def target_change(
    *, target: Target, by: writes.Hand, at: datetime, version: int | None = None, reason: str = "", **values: Any
) -> Target:
    """Change a target's wording or number. Raises Stale when somebody else changed it, Refused as `target_add`."""
    task = target.task
    reason = _open(task.plan, reason)
    seen(target, version)
    if odd := values.keys() - set(FIELDS):
        raise TypeError(f"no such field of a target: {odd}")
    before = target_words(target)
    diff = writes.change(target, by, **_checked(**{key: values.get(key, getattr(target, key)) for key in FIELDS}))
    if diff:
        after = target_words(target)
        note_change(task.plan, task, task.text, "目标", before, after, reason, by, at)
        writes.log("target_change", target, f"任务“{task.short}”改目标：{after}", by, at, diff, task.union_id)
    return target


@transaction.atomic
def target_drop(*, target: Target, by: writes.Hand, at: datetime, version: int | None = None, reason: str = "") -> None:
    """Take a target away."""
    task = target.task
    reason = _open(task.plan, reason)
    seen(target, version)
    words = target_words(target)
    note_change(task.plan, task, task.text, "去掉目标", words, "", reason, by, at)
    writes.log("target_drop", target, f"任务“{task.short}”去掉目标：{words}", by, at, union_id=task.union_id)
    writes.remove(target, by)


def _running(task: Task) -> None:
    if task.plan and task.plan.state != PlanState.APPROVED:
        raise Refused(f"这份计划是“{task.plan.get_state_display()}”，还不能登记完成数。", "批准以后、归档以前登记。")


@transaction.atomic
def value_fill(
    *, target: Target, value: Decimal, why: str, on: date, by: writes.Hand, at: datetime, version: int | None = None
) -> Target:
    """Set a number by hand where no ledger gives one, with the reason and the day it holds for.

    Raises Refused without a reason, for a negative number, a day to come, or a target that has no number.
    """
    _running(target.task)
    seen(target, version)
    if target.kind not in (TargetKind.INDICATOR, TargetKind.RECORDS):
        raise Refused("这个目标没有数。", "办成以后，请登记办成日期。")
    reason = " ".join(why.split())
    if not reason:
        raise Refused("没有写为什么手填。", "请写依据，比如哪份通知、谁报的。", "reason")
    if value < 0:
        raise Refused("完成数不能是负数。", "请核对这个数。", "value")
    refuse_future(on, at, "on")
    diff = writes.change(
        target, by, hand_value=value, hand_reason=reason[:200], hand_by=by.name[:60], hand_on=on
    )  # fmt: skip
    if diff:
        writes.log("value_fill", target, f"任务“{target.task.short}”手填{value.normalize():f}{target.unit}：{reason}",
                   by, at, diff, target.task.union_id)  # fmt: skip
    return target


@transaction.atomic
def value_clear(*, target: Target, by: writes.Hand, at: datetime, version: int | None = None) -> Target:
    """Take the number set by hand away; the counted one shows again."""
    _running(target.task)
    seen(target, version)
    diff = writes.change(target, by, hand_value=None, hand_reason="", hand_by="", hand_on=None)
    if diff:
        writes.log("value_clear", target, f"任务“{target.task.short}”取消手填", by, at, diff, target.task.union_id)
    return target


@transaction.atomic
def milestone_reach(
    *, target: Target, on: date | None, by: writes.Hand, at: datetime, version: int | None = None
) -> Target:
    """Say on which day a milestone was reached; None takes it back. Raises Refused for a day to come."""
    _running(target.task)
    seen(target, version)
    if target.kind != TargetKind.MILESTONE:
        raise Refused("这个目标不是“办成一件事”。", "有数的目标按台账自动计。")
    refuse_future(on, at, "on")
    diff = writes.change(target, by, reached_on=on)
    if diff:
        told = f"{cn_date(on, at.year)}办成" if on else "取消办成"
        writes.log("milestone_reach", target, f"任务“{target.task.short}”{told}：{target.what}", by, at, diff,
                   target.task.union_id)  # fmt: skip
    return target
