"""A plan is opened, sent for approval, returned or approved, filed away."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.moving import perform
from gonghui.orgs.public import Union
from gonghui.planning.actions.shared import check_open, clean_text, note_changes, seen
from gonghui.planning.choices import Level
from gonghui.planning.flow import FLOW
from gonghui.planning.models import Plan


@transaction.atomic
def plan_open(
    *, union: Union, title: str, start_on: date, end_on: date, by: writes.Hand, at: datetime,
    level: Level = Level.TOWN, parent: Plan | None = None, document: str = "", document_name: str = "",
) -> Plan:  # fmt: skip
    """Begin a plan from `start_on` to `end_on` (inclusive). `document` is the kept source file.

    Raises Refused for a span that runs backwards or a second plan of the same title and start, for a programme's year
    outside the programme, and for a year plan that is longer than a year.
    """
    title = clean_text(title, "计划的标题", "title", 120)
    if end_on < start_on:
        raise Refused("截止日期早于起始日期。", "请核对时段。", "end_on")
    if (level == Level.PROGRAMME) != (end_on.year > start_on.year):
        raise Refused("跨年的是多年规划，一年以内的是年度计划。", "请核对时段和级别。", "level")
    if parent is not None:
        if parent.level != Level.PROGRAMME:
            raise Refused(f"“{parent.title}”不是多年规划。", "请选多年规划。", "parent")
        if start_on < parent.start_on or end_on > parent.end_on:
            raise Refused("这一年不在规划的时段里。", "请核对时段。", "start_on")
    if Plan.objects.filter(union=union, title=title, start_on=start_on).exists():
        raise Refused(f"“{title}”已经有了。", "请打开那份计划，或者换一个标题。", "title")
    plan = Plan(
        union=union, title=title, level=level, start_on=start_on, end_on=end_on, parent=parent, document=document,
        document_name=document_name[:200],
    )  # fmt: skip
    writes.create(plan, by)
    writes.log("plan_open", plan, f"起草“{title}”", by, at, union_id=union.pk)
    return plan


@transaction.atomic
def plan_amend(
    *, plan: Plan, title: str, by: writes.Hand, at: datetime, version: int | None = None, reason: str = "",
    parent: Plan | None = None,
) -> Plan:  # fmt: skip
    """Change a plan's title or the programme it belongs to; after approval with a reason."""
    reason = check_open(plan, reason)
    seen(plan, version)
    before = {"title": plan.title, "parent": plan.parent}
    diff = writes.change(plan, by, title=clean_text(title, "计划的标题", "title", 120), parent=parent)
    note_changes(plan, None, plan, before, ("title", "parent"), reason, by, at)
    if diff:
        writes.log("plan_amend", plan, f"改“{plan.title}”", by, at, diff, plan.union_id)
    return plan


def plan_submit(*, plan: Plan, by: writes.Hand, at: datetime, on: date | None = None) -> Plan:
    """Send a plan for approval. Raises Refused for an empty plan or one that is not in draft."""
    perform(FLOW, plan, "submit", on=on or at.date(), by=by, at=at)
    return plan


def plan_return(*, plan: Plan, reason: str, by: writes.Hand, at: datetime, on: date | None = None) -> Plan:
    """Give a plan back to be changed. Raises Refused without a reason."""
    perform(FLOW, plan, "return", on=on or at.date(), reason=reason, by=by, at=at)
    return plan


def plan_approve(
    *, plan: Plan, by: writes.Hand, at: datetime, on: date | None = None, approval: str = "", document: str = ""
) -> Plan:
    """Put a plan into force: its tasks' last days begin to count, every later change needs a reason.

    Raises Refused when the person submitted it and no signed paper (`document`) stands in for a second one.
    """
    perform(FLOW, plan, "approve", on=on or at.date(), facts={"approval": approval}, document=document, by=by, at=at)
    return plan


def plan_close(*, plan: Plan, by: writes.Hand, at: datetime, on: date | None = None) -> Plan:
    """File a plan away: nothing in it changes any more, its open tasks stop counting."""
    perform(FLOW, plan, "close", on=on or at.date(), by=by, at=at)
    return plan
