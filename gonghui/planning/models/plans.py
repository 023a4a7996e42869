"""A plan with its headings, tasks and targets; what was changed after approval; the records that prove a task."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.dates import Span
from gonghui.planning import choices


class Plan(models.Model):
    """A plan of one union from `start_on` to `end_on` (both inclusive): a year, or several for a programme."""

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="plans", verbose_name="工会")
    title = models.CharField("标题", max_length=120)
    level = models.CharField("级别", max_length=12, choices=choices.Level, default=choices.Level.TOWN)
    start_on = models.DateField("起始日期")
    end_on = models.DateField("截止日期")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="yearly", verbose_name="所属规划"
    )
    state = models.CharField("状态", max_length=12, choices=choices.PlanState, default=choices.PlanState.DRAFTED)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approval = models.CharField("批准依据", max_length=120, blank=True)
    closed_on = models.DateField("归档日期", null=True, blank=True)
    document = models.CharField("原文件", max_length=64, blank=True)
    document_name = models.CharField("原文件名", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "工作计划"
        ordering = ("-start_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["union", "title", "start_on"], name="plan_title_once"),
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="plan_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> int:
        """The year of the plan; of a programme its first."""
        return self.start_on.year

    @property
    def span(self) -> Span:
        return Span(self.start_on, self.end_on)


class Heading(models.Model):
    """A heading as it stands in the document; `above` is the heading over it, if the document has two levels."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="headings", verbose_name="计划")
    position = models.PositiveIntegerField("次序")
    text = models.CharField("标题", max_length=200)
    above = models.CharField("上级标题", max_length=200, blank=True)
    line = models.CharField("条线", max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "计划标题"
        ordering = ("position", "pk")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="heading_has_text")]

    def __str__(self) -> str:
        return self.text


class Task(models.Model):
    """One piece of work, in a plan or assigned from above outside any plan.

    `months` are 1 to 12 in the order of the work, `due_on` is its last day (inclusive) as the plan says it. `starts_on`
    and `ends_on` are the first and last day that follow from them, kept for lists and clocks.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="计划")
    heading = models.ForeignKey(
        Heading, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name="标题"
    )
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="tasks", verbose_name="工会")
    position = models.PositiveIntegerField("次序", default=0)
    text = models.CharField("工作", max_length=500)
    measures = models.CharField("主要措施", max_length=1000, blank=True)
    line = models.CharField("条线", max_length=12, blank=True)
    owner = models.ForeignKey(
        "people.Account", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="责任人账号"
    )
    owner_name = models.CharField("责任人", max_length=60, blank=True)
    helpers = models.CharField("协助", max_length=120, blank=True)
    partners = models.CharField("配合单位", max_length=200, blank=True)
    months = models.JSONField("月份", default=list, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    starts_on = models.DateField("开始", null=True, blank=True)
    ends_on = models.DateField("最后一天", null=True, blank=True)
    budget = models.DecimalField("经费（元）", max_digits=12, decimal_places=2, null=True, blank=True)
    budget_note = models.CharField("经费说明", max_length=120, blank=True)
    state = models.CharField("状态", max_length=8, choices=choices.TaskState, default=choices.TaskState.TODO)
    done_on = models.DateField("完成日期", null=True, blank=True)
    dropped_on = models.DateField("不做了的日期", null=True, blank=True)
    progress = models.CharField("进展", max_length=500, blank=True)
    outcome = models.CharField("结果", max_length=500, blank=True)
    cost = models.DecimalField("花费（元）", max_digits=12, decimal_places=2, null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", verbose_name="上年的同一项"
    )
    assigned_by = models.CharField("交办单位", max_length=60, blank=True)
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    assigned_number = models.CharField("文号", max_length=60, blank=True)
    lead_unit = models.CharField("牵头单位", max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "工作任务"
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="task_has_text"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | ~Q(assigned_by=""), name="task_stands_in_a_plan_or_is_assigned"
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="task_done_has_a_day"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | Q(dropped_on__isnull=False), name="task_dropped_has_a_day"
            ),
        ]
        indexes = [models.Index(fields=["ends_on", "state"], name="task_ends")]

    def __str__(self) -> str:
        return self.text

    @property
    def short(self) -> str:
        """The work in one line: up to its first stop, at most 40 signs."""
        head = self.text.split("。")[0].split("；")[0].strip()
        return head if len(head) <= 40 else head[:39] + "…"


class Target(models.Model):
    """What a task shall reach. With a code the figure comes from the registry, never from a typed number.

    `maximum` closes a range (3-5家), `per` names the period or thing that the number is for (每季度). A hand value
    stands only with its reason; `reached_on` is the day of a milestone.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="targets", verbose_name="任务")
    position = models.PositiveIntegerField("次序", default=0)
    kind = models.CharField("类别", max_length=10, choices=choices.TargetKind)
    code = models.CharField("指标", max_length=60, blank=True)
    what = models.CharField("内容", max_length=120, blank=True)
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField("最多", max_digits=14, decimal_places=4, null=True, blank=True)
    unit = models.CharField("单位", max_length=12, blank=True)
    comparison = models.CharField(
        "要求", max_length=10, choices=choices.Comparison, default=choices.Comparison.AT_LEAST
    )
    per = models.CharField("每", max_length=20, blank=True)
    base_note = models.CharField("基数说明", max_length=120, blank=True)
    hand_value = models.DecimalField("手填数", max_digits=14, decimal_places=4, null=True, blank=True)
    hand_reason = models.CharField("手填原因", max_length=200, blank=True)
    hand_by = models.CharField("手填人", max_length=60, blank=True)
    hand_on = models.DateField("手填日期", null=True, blank=True)
    reached_on = models.DateField("办成日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "目标"
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="indicator") | ~Q(code=""), name="target_indicator_has_code"),
            models.CheckConstraint(
                condition=~Q(kind__in=("indicator", "records")) | Q(quantity__isnull=False),
                name="target_counted_has_quantity",
            ),
            models.CheckConstraint(
                condition=Q(hand_value=None) | (~Q(hand_reason="") & Q(hand_on__isnull=False)),
                name="target_hand_value_has_reason",
            ),
        ]


class Change(models.Model):
    """One change of an approved plan, with its reason. Rows are only ever added."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="changes", verbose_name="计划")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="changes", verbose_name="任务")
    subject = models.CharField("对象", max_length=200)
    what = models.CharField("项目", max_length=60)
    old = models.CharField("原来", max_length=600, blank=True)
    new = models.CharField("改为", max_length=600, blank=True)
    reason = models.CharField("原因", max_length=300)
    by_name = models.CharField("经办人", max_length=60)
    on = models.DateField("日期")

    class Meta:
        verbose_name = "计划调整"
        ordering = ("-pk",)
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="plan_change_has_reason")]


class TaskRecord(models.Model):
    """Something done for a task: a record of any ledger (`entity`, `object_id`), or words with a day and a scan."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="records", verbose_name="任务")
    target = models.ForeignKey(
        Target, models.SET_NULL, null=True, blank=True, related_name="records", verbose_name="目标"
    )
    entity = models.CharField("台账", max_length=40, blank=True)
    object_id = models.BigIntegerField("记录", null=True, blank=True)
    label = models.CharField("名称", max_length=200)
    on = models.DateField("日期")
    scan = models.CharField("扫描件", max_length=200, blank=True)

    class Meta:
        verbose_name = "完成记录"
        ordering = ("on", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="task_record_has_label"),
            models.UniqueConstraint(
                fields=["task", "entity", "object_id"], condition=Q(object_id__isnull=False), name="task_record_once"
            ),
        ]


def said(value: Any) -> str:
    """A value as a change shows it: days in ISO form, months as a list, empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return "、".join(f"{month}月" for month in value)
    return value.isoformat() if isinstance(value, date) else str(value)
