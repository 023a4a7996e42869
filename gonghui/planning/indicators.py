"""Figures about plans: how many tasks, how many of them done, who has handed a plan in."""

from django.db.models import QuerySet

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Indicator, Rows, register
from gonghui.orgs.public import UnionPlacement, placed_on
from gonghui.planning.choices import Level, PlanState
from gonghui.planning.models import Plan, Task

COLUMNS = (
    Column("工作", "text"), Column("计划", "plan__title"), Column("责任人", "owner_name"), Column("最后一天", "ends_on"),
    Column("状态", lambda row: row.get_state_display()), Column("完成日期", "done_on"), Column("结果", "outcome"),
)  # fmt: skip
UNION_COLUMNS = (Column("编号", "union__code"), Column("工会", "union__name"), Column("片区村居", "area__name"))


def _due(span: Span) -> QuerySet[Task]:
    """Tasks of approved plans whose last day lies in the span; those given up by its end are left out."""
    return (
        Task.objects.filter(
            plan__state__in=(PlanState.APPROVED, PlanState.CLOSED), plan__approved_on__lte=span.end,
            ends_on__range=(span.start, span.end),
        )
        .exclude(dropped_on__lte=span.end)
        .select_related("plan", "union")
        .order_by("union__code", "ends_on", "pk")
    )  # fmt: skip


def _done(span: Span) -> QuerySet[Task]:
    return _due(span).filter(done_on__lte=span.end)


def _given_up(span: Span) -> QuerySet[Task]:
    return (
        Task.objects.filter(plan__approved_on__lte=span.end, ends_on__range=(span.start, span.end))
        .filter(dropped_on__lte=span.end)
        .select_related("plan", "union")
        .order_by("union__code", "ends_on", "pk")
    )


def _all_unions(span: Span) -> QuerySet[UnionPlacement]:
    return placed_on(span.end).select_related("union", "area").order_by("union__code")


def _with_plan(span: Span) -> QuerySet[UnionPlacement]:
    plans = Plan.objects.filter(
        level=Level.GRASSROOTS, start_on__year=span.end.year, approved_on__lte=span.end,
        state__in=(PlanState.APPROVED, PlanState.CLOSED),
    )  # fmt: skip
    return _all_unions(span).filter(union__in=plans.values("union"))


def _part(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=COLUMNS, key=lambda row: ("task", row.pk))


def _union_part(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=UNION_COLUMNS, key=lambda row: ("union", row.union_id))


DUE = _part("到期的任务", "已批准的计划里，最后一天在时段内的任务；不做了的不计。", _due)
DONE = _part("已完成的任务", "到期的任务里，时段末以前登记了完成的。", _done)

register(
    Indicator(code="planning.tasks_due", title="到期计划任务", why="时段内计划上要做完多少件事。", unit="项", flowing=True,
              numerator=DUE),
    Indicator(code="planning.tasks_done", title="完成计划任务", why="时段内到期的任务做完了多少件。", unit="项", flowing=True,
              numerator=DONE),
    Indicator(code="planning.tasks_done_rate", title="计划完成率", why="到期的计划任务做完了多少。", unit="%", flowing=True,
              numerator=DONE, denominator=DUE,
              exempt=_part("不做了的任务", "批准以后写明原因不做了的任务。", _given_up), left_out="写明原因不做了的任务。"),
    Indicator(code="planning.grassroots_plans_rate", title="基层计划报送率", why="基层工会有多少报了本年计划。", unit="%",
              numerator=_union_part("已报计划的工会", "本年计划已经批准的基层工会。", _with_plan),
              denominator=_union_part("基层工会", "期末存在的基层工会。", _all_unions)),
)  # fmt: skip
