"""Closed periods: the figures that were reported, with the records that made them."""

from django.db import models
from django.db.models import Q


class Closing(models.Model):
    """A period closed for a node and everything below it, with the tree of then. Reopened ones stay as history."""

    period = models.CharField("时段", max_length=8)
    start_on = models.DateField("首日")
    end_on = models.DateField("末日")
    node_kind = models.CharField("范围种类", max_length=8)
    node_id = models.BigIntegerField("范围")
    whole = models.BooleanField("全部", help_text="whether the node is the root: its figures need no tree")
    tree = models.JSONField("当时的组织树")
    closed_at = models.DateTimeField("封存时间")
    closed_by = models.CharField("封存人", max_length=60)
    reopened_at = models.DateTimeField("启封时间", null=True, blank=True)
    reopened_by = models.CharField("启封人", max_length=60, blank=True)
    reason = models.CharField("启封原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "封存"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "node_kind", "node_id"], condition=Q(reopened_at=None), name="closing_once"
            ),
            models.CheckConstraint(condition=Q(reopened_at=None) | ~Q(reason=""), name="closing_reopened_has_reason"),
        ]
        indexes = [models.Index(fields=["end_on"], name="closing_end")]

    def __str__(self) -> str:
        return self.period


class FrozenPart(models.Model):
    """One part as it was counted at the closing; several indicators may share it."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="parts", verbose_name="封存")
    label = models.CharField("名称", max_length=60)
    words = models.CharField("口径", max_length=300)
    total = models.DecimalField("数字", max_digits=18, decimal_places=2)
    summed = models.BooleanField("求和")
    columns = models.JSONField("栏目")

    class Meta:
        verbose_name = "封存的分子分母"


class Frozen(models.Model):
    """One indicator as it was at the closing. `definition` is the digest of its declaration on that day."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="figures", verbose_name="封存")
    code = models.CharField("指标", max_length=60)
    definition = models.CharField("口径摘要", max_length=64)
    numerator = models.ForeignKey(FrozenPart, models.CASCADE, related_name="+", verbose_name="分子")
    denominator = models.ForeignKey(FrozenPart, models.CASCADE, null=True, related_name="+", verbose_name="分母")
    exempt = models.ForeignKey(FrozenPart, models.CASCADE, null=True, related_name="+", verbose_name="免计")

    class Meta:
        verbose_name = "封存的数字"
        constraints = [models.UniqueConstraint(fields=["closing", "code"], name="frozen_once")]


class FrozenRow(models.Model):
    """One record that counted. `kind` and `key` lead to it, `cells` are its columns as they read on that day.

    `subject` is what the record is about, `refs` the [entity, key] pairs whose events explain a later change.
    """

    part = models.ForeignKey(FrozenPart, models.CASCADE, related_name="rows", verbose_name="部分")
    subject = models.BigIntegerField("对象", null=True)
    kind = models.CharField("台账", max_length=20)
    key = models.BigIntegerField("记录")
    union_id = models.BigIntegerField("所属工会", null=True)
    area_id = models.BigIntegerField("片区", null=True)
    amount = models.DecimalField("数量", max_digits=18, decimal_places=2)
    cells = models.JSONField("栏目内容")
    slices = models.JSONField("分组", default=dict)
    refs = models.JSONField("相关记录", default=list)

    class Meta:
        verbose_name = "封存的明细"
        indexes = [models.Index(fields=["part", "subject"], name="frozen_row_subject")]
