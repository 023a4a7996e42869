"""Headings and tasks: put in, changed, moved, dropped, reported on; tasks assigned from above."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle
from gonghui.orgs.public import Union
from gonghui.people.public import Account
from gonghui.planning.actions.shared import (
    check_open,
    clean_months,
    clean_text,
    days_of,
    next_position,
    note_change,
    note_changes,
    seen,
)
from gonghui.planning.choices import PlanState, TaskState
from gonghui.planning.models import Heading, Plan, Task

PLAIN = ("measures", "line", "helpers", "partners", "budget_note", "lead_unit", "assigned_number")
AMENDABLE = (
    "text",
    "measures",
    "line",
    "owner_name",
    "helpers",
    "partners",
    "months",
    "due_on",
    "budget",
    "budget_note",
)


@transaction.atomic
def heading_add(
    *, plan: Plan, text: str, by: writes.Hand, at: datetime, above: str = "", line: str = "", reason: str = ""
) -> Heading:
    """Put a heading at the end of a plan, in the document's own words."""
    reason = check_open(plan, reason)
    text = clean_text(text, "标题", "text", 200)
    row = Heading(plan=plan, position=next_position(plan.headings), text=text, above=above[:200], line=line)
    writes.create(row, by)
    note_change(plan, None, text, "加标题", "", text, reason, by, at)
    writes.log("heading_add", row, f"{plan}加标题“{text}”", by, at, union_id=plan.union_id)
    return row


@transaction.atomic
def heading_change(
    *, heading: Heading, text: str, by: writes.Hand, at: datetime, version: int | None = None, reason: str = ""
) -> Heading:
    """Reword a heading. Raises Stale when somebody else changed it since `version`."""
    reason = check_open(heading.plan, reason)
    seen(heading, version)
    before = {"text": heading.text}
    diff = writes.change(heading, by, text=clean_text(text, "标题", "text", 200))
    note_changes(heading.plan, None, heading, before, ("text",), reason, by, at)
    if diff:
        writes.log("heading_change", heading, f"{heading.plan}改标题", by, at, diff, heading.plan.union_id)
    return heading


@transaction.atomic
def heading_drop(*, heading: Heading, by: writes.Hand, at: datetime, reason: str = "") -> None:
    """Take an empty heading out. Raises Refused while tasks stand under it."""
    plan = heading.plan
    reason = check_open(plan, reason)
    if heading.tasks.exclude(state=TaskState.DROPPED).exists():
        raise Refused(f"“{heading.text}”下面还有任务。", "请先把任务移到别的标题下，或者逐项不做。")
    note_change(plan, None, heading.text, "删标题", heading.text, "", reason, by, at)
    writes.log("heading_drop", heading, f"{plan}删标题“{heading.text}”", by, at, union_id=plan.union_id)
    writes.remove(heading, by)


@transaction.atomic
def task_add(
    *, plan: Plan, text: str, by: writes.Hand, at: datetime, heading: Heading | None = None,
    months: Sequence[int] = (), due_on: date | None = None, owner: Account | None = None, owner_name: str = "",
    budget: Decimal | None = None, carried_from: Task | None = None, reason: str = "", **plain: str,
) -> Task:  # fmt: skip
    """Put a task at the end of a heading. `due_on` is its last day, inclusive.

    Raises Refused for a plan that cannot be changed, an empty text, or a deadline outside the plan.
    """
    reason = check_open(plan, reason)
    if heading is not None and heading.plan_id != plan.pk:
        raise Refused("这个标题不在这份计划里。", "请从这份计划里选标题。", "heading")
    months = clean_months(months)
    starts, ends = days_of(plan, months, due_on)
    task = Task(
        plan=plan, union_id=plan.union_id, heading=heading, position=next_position(plan.tasks),
        text=clean_text(text, "要做的工作", "text", 500), months=months, due_on=due_on, starts_on=starts, ends_on=ends,
        owner=owner, owner_name=owner_name or (owner.name if owner else ""), budget=_money(budget, "budget"),
        carried_from=carried_from, **_plain(plain),
    )  # fmt: skip
    writes.create(task, by)
    note_change(plan, task, task.text, "加任务", "", task.text, reason, by, at)
    writes.log("task_add", task, f"{plan}加任务“{task.short}”", by, at, union_id=plan.union_id)
    settle([task], by)
    return task


def _plain(values: dict[str, str]) -> dict[str, str]:
    if odd := values.keys() - set(PLAIN):
        raise TypeError(f"no such field of a task: {odd}")
    for key, value in values.items():
        column: Any = Task._meta.get_field(key)
        longest, label = column.max_length, column.verbose_name
        if len(value) > longest:
            raise Refused(f"{label}有{len(value)}个字，太长了。", f"请控制在{longest}字以内。", key)
    return {key: value.strip() for key, value in values.items()}


def _money(amount: Decimal | None, field: str) -> Decimal | None:
    if amount is not None and amount < 0:
        raise Refused("金额不能是负数。", "请核对金额，单位是元。", field)
    return amount


@transaction.atomic
def task_change(
    *, task: Task, by: writes.Hand, at: datetime, version: int | None = None, reason: str = "", **values: Any
) -> Task:
    """Change what a task says: any of `AMENDABLE`, `owner` and `heading`; of an approved plan only with a reason.

    Raises Stale when somebody else changed it since `version`, Refused as `task_add`.
    """
    if task.plan:
        reason = check_open(task.plan, reason)
    seen(task, version)
    if odd := values.keys() - {*AMENDABLE, "owner", "heading"}:
        raise TypeError(f"no such field of a task: {odd}")
    if "text" in values:
        values["text"] = clean_text(values["text"], "要做的工作", "text", 500)
    if values.get("owner") is not None:
        values.setdefault("owner_name", values["owner"].name)
    values |= _plain({key: values[key] for key in PLAIN if key in values})
    _money(values.get("budget"), "budget")
    months = clean_months(values.get("months", task.months))
    values["months"] = months
    values["starts_on"], values["ends_on"] = days_of(task.plan, months, values.get("due_on", task.due_on))
    before = {key: getattr(task, key) for key in AMENDABLE}
    diff = writes.change(task, by, **values)
    note_changes(task.plan, task, task, before, AMENDABLE, reason, by, at)
    if diff:
        writes.log("task_change", task, f"改任务“{task.short}”", by, at, diff, task.union_id)
        settle([task], by)
    return task


@transaction.atomic
def task_move(
    *, task: Task, heading: Heading | None, before: Task | None, by: writes.Hand, at: datetime, reason: str = ""
) -> None:
    """Put a task under a heading, in front of another task there (None: at the end)."""
    if task.plan is None:
        raise Refused("交办的任务不在计划里，没有次序。", "需要时请把它写进计划。")
    reason = check_open(task.plan, reason)
    if (before is not None and before.plan_id != task.plan_id) or (
        heading is not None and heading.plan_id != task.plan_id
    ):
        raise Refused("只能在同一份计划里移动。", "请从这份计划里选位置。")
    old = str(task.heading or "")
    rows = [row for row in Task.objects.filter(plan=task.plan).order_by("position", "pk") if row.pk != task.pk]
    place = next((index for index, row in enumerate(rows) if before and row.pk == before.pk), len(rows))
    rows.insert(place, task)
    writes.change(task, by, heading=heading)
    for position, row in enumerate(rows, 1):
        writes.change(row, by, position=position)
    if old != str(heading or ""):
        note_change(task.plan, task, task.text, "标题", old, str(heading or ""), reason, by, at)
    writes.log("task_move", task, f"移动任务“{task.short}”", by, at, union_id=task.union_id)


@transaction.atomic
def task_drop(*, task: Task, by: writes.Hand, at: datetime, version: int | None = None, reason: str = "") -> None:
    """Give a task up. Of a plan in draft it goes; of an approved plan, or when assigned, it stays with the reason."""
    seen(task, version)
    plan = task.plan
    if plan is not None:
        reason = check_open(plan, reason)
    if plan is not None and plan.state != PlanState.APPROVED:
        writes.log("task_drop", task, f"{plan}去掉任务“{task.short}”", by, at, union_id=task.union_id)
        writes.remove(task, by)
        return
    if not reason.strip():
        raise Refused("没有写为什么不做了。", "请写原因，比如上级已经取消。", "reason")
    if task.state == TaskState.DROPPED:
        return
    diff = writes.change(
        task, by, state=TaskState.DROPPED, dropped_on=at.date(), outcome=f"不做了：{reason}"[:500]
    )  # fmt: skip
    note_change(plan, task, task.text, "状态", "", TaskState.DROPPED.label, reason, by, at)
    writes.log("task_drop", task, f"任务“{task.short}”不做了：{reason}", by, at, diff, task.union_id)
    settle([task], by)


@transaction.atomic
def task_report(
    *, task: Task, by: writes.Hand, at: datetime, progress: str = "", done_on: date | None = None, outcome: str = "",
    cost: Decimal | None = None, version: int | None = None,
) -> Task:  # fmt: skip
    """Say how a task goes: words on the way, or the day it was done with its outcome and cost (yuan).

    Without `done_on` a finished task is opened again. Raises Refused before the plan is approved, for a day to come,
    and when there is nothing to say; Stale as the others.
    """
    seen(task, version)
    if task.plan and task.plan.state != PlanState.APPROVED:
        raise Refused(f"这份计划是“{task.plan.get_state_display()}”，还不能登记进展。", "批准以后、归档以前登记。")
    if task.state == TaskState.DROPPED:
        raise Refused("这一项已经不做了。", "要恢复，请重新加一项任务。")
    refuse_future(done_on, at, "done_on")
    progress, outcome = progress.strip()[:500], outcome.strip()[:500]
    if done_on is None and not progress and task.state != TaskState.DONE:
        raise Refused("没有写进展。", "请写一句做到哪里了，或者填完成日期。", "progress")
    state = TaskState.DONE if done_on else TaskState.DOING
    diff = writes.change(
        task, by, state=state, done_on=done_on, progress=progress or task.progress, outcome=outcome or task.outcome,
        cost=task.cost if cost is None else _money(cost, "cost"),
    )  # fmt: skip
    told = f"{cn_date(done_on, at.year)}完成" if done_on else "登记进展"
    writes.log("task_report", task, f"任务“{task.short}”{told}", by, at, diff, task.union_id)
    settle([task], by)
    return task


@transaction.atomic
def task_assign(
    *, union: Union, text: str, assigned_by: str, assigned_on: date, by: writes.Hand, at: datetime,
    due_on: date | None = None, plan: Plan | None = None, owner: Account | None = None, owner_name: str = "",
    reason: str = "", **plain: str,
) -> Task:  # fmt: skip
    """Record a task that an upper union, the party committee or the government gives (交办), in a plan or outside any.

    `due_on` is inclusive. Raises Refused without the giver, for a day to come, or a deadline before the giving.
    """
    if plan is not None:
        reason = check_open(plan, reason)
    giver = clean_text(assigned_by, "谁交办的", "assigned_by", 60)
    refuse_future(assigned_on, at, "assigned_on")
    if due_on and due_on < assigned_on:
        raise Refused(f"完成期限{cn_date(due_on)}早于交办日期{cn_date(assigned_on)}。", "请核对两个日期。", "due_on")
    starts, ends = days_of(plan, (), due_on)
    task = Task(
        plan=plan, union=union, position=next_position(plan.tasks) if plan else 0,
        text=clean_text(text, "要做的工作", "text", 500), due_on=due_on, starts_on=starts or assigned_on, ends_on=ends,
        owner=owner, owner_name=owner_name or (owner.name if owner else ""), assigned_by=giver,
        assigned_on=assigned_on, **_plain(plain),
    )  # fmt: skip
    writes.create(task, by)
    note_change(plan, task, task.text, "加交办任务", "", f"{giver}交办", reason, by, at)
    writes.log("task_assign", task, f"{giver}交办“{task.short}”", by, at, union_id=union.pk)
    settle([task], by)
    return task
