"""What every verb of a plan asks first: may it be changed, with what reason, on top of what others wrote."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Model

from gonghui.kernel.audit import writes
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.refusal import Refused, Stale
from gonghui.planning.choices import WRITABLE, PlanState
from gonghui.planning.models import Change, Plan, Task
from gonghui.planning.models.plans import said


def check_open(plan: Plan, reason: str) -> str:
    """The reason, trimmed. Raises Refused when the plan cannot be changed now, or was approved and no reason is given."""
    if plan.state not in WRITABLE:
        label = PlanState(plan.state).label
        todo = "请先由审批人退回，改好再送。" if plan.state == PlanState.SUBMITTED else "归档的计划只看不改。"
        raise Refused(f"这份计划是“{label}”，现在不能改。", todo)
    reason = reason.strip()
    if plan.state == PlanState.APPROVED and not reason:
        raise Refused("计划已经批准，改动要写原因。", "请写一句为什么改，比如哪次会议定的。", "reason")
    if len(reason) > 300:
        raise Refused(f"原因有{len(reason)}个字，太长了。", "请控制在300字以内。", "reason")
    return reason


def seen(row: Any, version: int | None) -> None:
    """Raise Stale when the row is not the one that the person saw. None: nobody looked before (imports, samples)."""
    if version is not None and row.version != version:
        raise Stale("没有保存：别人刚改过这一项。", "您填的内容还在，请对照最新的内容再保存。")


def note_change(
    plan: Plan | None, task: Task | None, subject: str, what: str, old: Any, new: Any, reason: str,
    by: writes.Hand, at: datetime,
) -> None:  # fmt: skip
    """Leave a Change row when the plan was approved before; otherwise nothing."""
    if plan is not None and plan.state == PlanState.APPROVED:
        row = Change(
            plan=plan, task=task, subject=subject[:200], what=what, old=said(old)[:600], new=said(new)[:600],
            reason=reason, by_name=by.name, on=at.date(),
        )  # fmt: skip
        writes.create(row, by)


def note_changes(
    plan: Plan | None, task: Task | None, row: Model, before: Mapping[str, Any], keys: Sequence[str], reason: str,
    by: writes.Hand, at: datetime,
) -> None:  # fmt: skip
    """One Change row for each of `keys` whose value differs from `before`."""
    for key in keys:
        new = getattr(row, key)
        if before[key] == new:
            continue
        column: Any = row._meta.get_field(key)
        shown = dict(column.flatchoices or ())
        old, now = (shown.get(value, value) if isinstance(value, str) else value for value in (before[key], new))
        note_change(plan, task, str(row), column.verbose_name, old, now, reason, by, at)


def next_position(rows: Any) -> int:
    """The place behind the last of these rows."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def clean_text(text: str, what: str, field: str, longest: int) -> str:
    """The text on one line. Raises Refused when it is empty or too long."""
    text = " ".join(text.split())
    if not text:
        raise Refused(f"没有写{what}。", f"请写{what}。", field)
    if len(text) > longest:
        raise Refused(f"{what}有{len(text)}个字，太长了。", f"请控制在{longest}字以内。", field)
    return text


def clean_months(months: Sequence[int]) -> list[int]:
    """Months in the order given, each once. Raises Refused for what is no month."""
    if any(not 1 <= month <= 12 for month in months):
        raise Refused("月份只有1到12。", "请核对月份。", "months")
    return list(dict.fromkeys(months))


def days_of(plan: Plan | None, months: Sequence[int], due_on: date | None) -> tuple[date | None, date | None]:
    """First and last day (inclusive) of a task: from its months, its deadline, else its plan.

    Raises Refused for a deadline outside the plan.
    """
    if plan is None:
        return None, due_on
    if due_on and not plan.start_on <= due_on <= plan.end_on:
        raise Refused(
            f"完成期限{cn_date(due_on)}不在计划的时段里（{cn_date(plan.start_on)}至{cn_date(plan.end_on)}）。",
            "请核对日期。", "due_on",
        )  # fmt: skip
    if not months or plan.end_on.year != plan.start_on.year:
        return plan.start_on, due_on or plan.end_on
    wraps = months[0] > months[-1]
    first = months[0] if wraps else min(months)
    starts = max(plan.start_on, date(plan.year, first, 1))
    if due_on:
        return min(starts, due_on), due_on
    last = 12 if wraps else max(months)
    ends = add_months(date(plan.year, last, 1), 1)
    return starts, min(plan.end_on, date.fromordinal(ends.toordinal() - 1))
