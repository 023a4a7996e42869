"""Steps taken in flows, and deadlines: one table of last days that lists, calendar and reminders read."""

from django.db import models
from django.db.models import F, Q


class Step(models.Model):
    """One step that a record took: on which day, with which document, by whom. A step taken back stays, marked so."""

    entity = models.CharField("台账", max_length=40)
    object_id = models.BigIntegerField("记录")
    union_id = models.BigIntegerField("所属工会", null=True)
    name = models.CharField("步骤", max_length=40)
    source = models.CharField("原状态", max_length=20)
    target = models.CharField("新状态", max_length=20)
    on = models.DateField("日期")
    facts = models.JSONField("内容", default=dict)
    document = models.CharField("文书", max_length=200, blank=True)
    reason = models.CharField("说明", max_length=300, blank=True)
    at = models.DateTimeField("登记时间")
    by_id = models.BigIntegerField("经办账号", null=True)
    by_name = models.CharField("经办人", max_length=60)
    undone_at = models.DateTimeField("退回时间", null=True)
    undone_by = models.CharField("退回人", max_length=60, blank=True)
    undone_reason = models.CharField("退回原因", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "办理步骤"
        indexes = [models.Index(fields=["entity", "object_id"], name="step_object")]
        constraints = [
            models.CheckConstraint(condition=Q(undone_at=None) | ~Q(undone_reason=""), name="step_undone_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


class Deadline(models.Model):
    """One last day (inclusive) that a record is held to, derived from its dates by a clock and never typed.

    `cycle` tells several runs of one clock on one record apart. `closed_on` is the day that stopped the clock; a
    deadline whose ground fell away is `void`. `shifted_from` is the bare last day when it was a rest day.
    """

    SEALED_APART = ("told",)

    clock = models.CharField("时限", max_length=60)
    entity = models.CharField("台账", max_length=40)
    object_id = models.BigIntegerField("记录")
    cycle = models.CharField("次", max_length=24, blank=True)
    union_id = models.BigIntegerField("所属工会", null=True)
    title = models.CharField("事项", max_length=80)
    subject = models.CharField("对象", max_length=160, blank=True)
    line = models.CharField("工作线", max_length=20, blank=True)
    starts_on = models.DateField("起算日")
    due_on = models.DateField("最后一天")
    shifted_from = models.DateField("顺延前", null=True)
    rule = models.CharField("规则", max_length=60, blank=True)
    citation = models.CharField("依据", max_length=80, blank=True)
    confidence = models.CharField("核对", max_length=12, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    closed_on = models.DateField("停止日", null=True)
    void = models.BooleanField("作废", default=False)
    told = models.CharField("提醒到", max_length=8, blank=True)

    class Meta:
        verbose_name = "时限"
        constraints = [models.UniqueConstraint(fields=["entity", "object_id", "clock", "cycle"], name="deadline_once")]
        indexes = [
            models.Index(fields=["due_on"], name="deadline_open", condition=Q(closed_on=None, void=False)),
            models.Index(
                fields=["clock", "due_on"], name="deadline_clock_open", condition=Q(closed_on=None, void=False)
            ),
            models.Index(fields=["union_id", "due_on"], name="deadline_union"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.due_on}"

    @property
    def binding(self) -> bool:
        """Whether lateness may be escalated or cost points: not when the rule's text was never checked."""
        return self.confidence != "unverified"


OPEN = Q(closed_on=None, void=False)
"""Condition: the deadline still runs."""

LATE = Q(closed_on__gt=F("due_on"))
"""Condition: the deadline was met, after its last day."""


class ClockMark(models.Model):
    """The declaration and rule by which a clock's deadlines were last derived."""

    UNSEALED = "时限推算到哪一版的记号，丢了会自己重算"

    clock = models.CharField(max_length=60, unique=True)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()
