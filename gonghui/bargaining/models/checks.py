"""Checks of whether a contract is kept, and the office's own weights for the quality of bargaining."""

from django.db import models
from django.db.models import F, Q

from gonghui.bargaining import choices
from gonghui.bargaining.models.contracts import Contract
from gonghui.kernel.dates import SINCE_EVER


class ComplianceCheck(models.Model):
    """One check of one contract. What was not kept is put right by `rectify_by` (inclusive)."""

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="compliance_checks", verbose_name="工会")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="checks", verbose_name="合同")
    on = models.DateField("检查日期")
    checkers = models.CharField("检查人", max_length=120)
    joint = models.BooleanField("双方共同检查", default=False)
    findings = models.CharField("检查情况", max_length=500, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    rectify_note = models.CharField("整改情况", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "履约检查"
        constraints = [
            models.UniqueConstraint(fields=["contract", "on"], name="check_once_a_day"),
            models.CheckConstraint(
                condition=Q(rectified_on=None) | Q(rectified_on__gte=F("on")), name="check_rectified_later"
            ),
        ]


class CheckItem(models.Model):
    """One clause as the check found it."""

    check_of = models.ForeignKey(ComplianceCheck, models.CASCADE, related_name="items", verbose_name="检查")
    item = models.CharField("事项", max_length=60)
    position = models.PositiveSmallIntegerField("次序", default=0)
    kept = models.CharField("履行情况", max_length=8, choices=choices.Kept)
    finding = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "检查事项"
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["check_of", "item"], name="check_item_once"),
            models.CheckConstraint(condition=~Q(kept=choices.Kept.BROKEN) | ~Q(finding=""), name="broken_says_why"),
        ]


class QualityWeight(models.Model):
    """How many points the office gives for one point of the quality score, from a day on."""

    code = models.CharField("评分点", max_length=40)
    points = models.DecimalField("分值", max_digits=5, decimal_places=1)
    start_on = models.DateField("起始日期", default=SINCE_EVER)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "协商质量分值"
        constraints = [
            models.UniqueConstraint(fields=["code", "start_on"], name="quality_weight_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="quality_weight_not_negative"),
        ]
