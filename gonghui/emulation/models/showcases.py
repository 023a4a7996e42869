"""What stands for years under a name: 创新工作室, 示范岗, 安康杯班组, 创新成果, 创新能手; one mechanism for all."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.emulation.choices import NamedBy, ShowKind, YearState
from gonghui.kernel.ledger.api import Entry, entered_once


class Showcase(Entry):
    """One that was named. `recheck_on` is the last day (inclusive) by which it is looked at for the first time."""

    NOT_PRIVATE: ClassVar[dict[str, str]] = {"leader": "挂牌公布的负责人"}

    kind = models.CharField("种类", max_length=8, choices=ShowKind)
    name = models.CharField("名称", max_length=80)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    level = models.CharField("谁命名的", max_length=10, choices=NamedBy, default=NamedBy.TOWN)
    number = models.CharField("命名文号", max_length=60, blank=True)
    named_on = models.DateField("命名日期")
    leader = models.CharField("负责人", max_length=60)
    members = models.PositiveIntegerField("人数", null=True, blank=True)
    about = models.CharField("做什么", max_length=400, blank=True)
    recheck_on = models.DateField("第一次复核期限", null=True, blank=True)

    class Meta:
        verbose_name = "示范创新"
        ordering = ("-named_on", "-pk")
        constraints = [
            entered_once("union", "kind", "name", "named_on", name="showcase_once"),
            models.CheckConstraint(
                condition=Q(recheck_on=None) | Q(recheck_on__gt=F("named_on")), name="showcase_rechecked_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ShowcaseYear(Entry):
    """How one stood in a year, as the re-check found it. `next_on` is the last day for the next look."""

    showcase = models.ForeignKey(Showcase, models.PROTECT, related_name="years", verbose_name="示范创新")
    year = models.CharField("年度", max_length=4)
    on = models.DateField("复核日期")
    result = models.CharField("复核结果", max_length=8, choices=YearState)
    work = models.CharField("这一年做了什么", max_length=300)
    note = models.CharField("问题和要求", max_length=300, blank=True)
    next_on = models.DateField("下次复核期限", null=True, blank=True)

    class Meta:
        verbose_name = "年度复核"
        ordering = ("-on", "-pk")
        constraints = [
            entered_once("showcase", "year", name="showcase_year_once"),
            models.CheckConstraint(condition=Q(next_on=None) | Q(next_on__gt=F("on")), name="showcase_next_later"),
            models.CheckConstraint(condition=Q(result=YearState.KEPT) | ~Q(note=""), name="showcase_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.showcase.name} {self.year}"
