"""劳动竞赛: an activity that runs for months, who entered with what target, and what they report month by month."""

from django.db import models
from django.db.models import Q

from gonghui.emulation.choices import Theme
from gonghui.kernel.ledger.api import Entry, entered_once


class Competition(Entry):
    """What an activity of the kind 劳动竞赛 has besides: what is compared, and on which day the month before is reported.

    `union` is that of the activity. `ranked_on`: the day on which the ranking was confirmed.
    """

    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+", verbose_name="竞赛活动")
    name = models.CharField("竞赛简称", max_length=120, blank=True)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="主办的工会", editable=False)
    theme = models.CharField("主题", max_length=8, choices=Theme)
    compared = models.CharField("比什么", max_length=120)
    measured_in = models.CharField("按什么计", max_length=20)
    report_day = models.PositiveSmallIntegerField("每月几日前报上月", default=5)
    prizes = models.CharField("怎么奖", max_length=200, blank=True)
    ranked_on = models.DateField("确认名次日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "劳动竞赛"
        ordering = ("-activity__on", "-pk")
        constraints = [
            entered_once("activity", name="competition_once"),
            models.CheckConstraint(condition=Q(report_day__range=(1, 28)), name="competition_report_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Entrant(Entry):
    """One unit or team in a competition. `place` is set when the ranking is confirmed."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="entrants", verbose_name="竞赛")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    name = models.CharField("参赛队", max_length=60)
    heads = models.PositiveIntegerField("参赛人数")
    goal = models.CharField("目标内容", max_length=120)
    target = models.DecimalField("目标值", max_digits=12, decimal_places=2)
    place = models.PositiveSmallIntegerField("名次", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "参赛队"
        ordering = ("competition", "place", "pk")
        constraints = [
            entered_once("competition", "union", "name", name="entrant_once"),
            models.CheckConstraint(condition=Q(target__gt=0), name="entrant_target"),
        ]

    def __str__(self) -> str:
        return self.name


class MonthResult(Entry):
    """What one team reached in one month (`month` as 2026-05), and the day on which it was reported."""

    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="months", verbose_name="参赛队")
    month = models.CharField("月份", max_length=7)
    value = models.DecimalField("本月完成", max_digits=12, decimal_places=2)
    on = models.DateField("报送日期")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "竞赛月报"
        ordering = ("-month", "pk")
        constraints = [entered_once("entrant", "month", name="month_result_once")]

    def __str__(self) -> str:
        return f"{self.entrant.name} {self.month}"
