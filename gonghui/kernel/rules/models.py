"""Values and holidays that the office reads from documents of its own, and the stamp that changes with them."""

from django.db import models
from django.db.models import F, Q


class Entered(models.Model):
    """Abstract: who entered it from which document, and who took it out again and why."""

    number = models.CharField("文号", max_length=60)
    title = models.CharField("文件名称", max_length=120)
    note = models.CharField("说明", max_length=300, blank=True)
    by_id = models.BigIntegerField("登记账号", null=True)
    by_name = models.CharField("登记人", max_length=60)
    at = models.DateTimeField("登记时间")
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)
    retired_by = models.CharField("停用人", max_length=60, blank=True)
    retired_why = models.CharField("停用原因", max_length=300, blank=True)

    class Meta:
        abstract = True


class RuleOverride(Entered):
    """A rule's value by the office's own document, from a day on; the operator stays the rule's."""

    rule = models.CharField("规定", max_length=80)
    place = models.CharField("省份", max_length=20, blank=True)
    kind = models.CharField("计量", max_length=12)
    value = models.JSONField("数")
    start_on = models.DateField("起始日期")
    end_on = models.DateField("截止日期（不含）", null=True, blank=True)

    class Meta:
        verbose_name = "本单位另定的数"
        ordering = ("rule", "place", "start_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["rule", "place", "start_on"], condition=Q(retired_at=None), name="rule_override_once"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")), name="rule_override_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.start_on} {self.number}"


class HolidayNotice(Entered):
    """The yearly notice of holidays as the office entered it: `free` [[name, from, to]] inclusive, `work` [day]."""

    year = models.PositiveSmallIntegerField("年份")
    free = models.JSONField("放假")
    work = models.JSONField("调休上班", default=list)

    class Meta:
        verbose_name = "放假安排"
        ordering = ("-year", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["year"], condition=Q(retired_at=None), name="holiday_notice_one_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.year}年放假安排（{self.number}）"


class RulesEdition(models.Model):
    """One row: a random stamp, new after every write, by which each process knows that it must read again."""

    UNSEALED = "让各进程重新读规定的记号"

    stamp = models.CharField("版次", max_length=32)

    class Meta:
        verbose_name = "依据版次"
