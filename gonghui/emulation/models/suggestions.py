"""What workers suggest: 合理化建议, 金点子, 五小."""

from django.db import models
from django.db.models import Q

from gonghui.emulation.choices import Form, Level, Matter, Way
from gonghui.kernel.ledger.api import entered_once
from gonghui.people.public import PersonEntry


class Suggestion(PersonEntry):
    """One suggestion, from the day it was handed in (`handed_on`) until its reward.

    `year` and `serial` are its number, given when it is registered and never given twice. The columns below the state
    follow from the steps of the flow and are never typed: what was decided, by when it is to be carried out, what it
    brought in yuan as the finance officer confirmed it.
    """

    title = models.CharField("建议名称", max_length=80)
    form = models.CharField("形式", max_length=10, choices=Form, default=Form.PROPOSAL)
    matter = models.CharField("类别", max_length=12, choices=Matter)
    partners = models.CharField("共同建议人", max_length=120, blank=True)
    withheld = models.BooleanField("公布时不写姓名", default=False)
    way = models.CharField("怎么交来的", max_length=8, choices=Way, default=Way.PAPER)
    handed_on = models.DateField("提出日期")
    problem = models.CharField("现状和问题", max_length=1000, blank=True)
    content = models.CharField("建议内容", max_length=2000)
    expected = models.CharField("预期效益", max_length=400, blank=True)

    year = models.PositiveSmallIntegerField("编号年份", null=True, editable=False)
    serial = models.PositiveIntegerField("编号", null=True, editable=False)
    state = models.CharField("状态", max_length=20, default="handed_in", editable=False)
    adopted_on = models.DateField("采纳日期", null=True, editable=False)
    decided_on = models.DateField("评审日期", null=True, editable=False)
    score = models.PositiveSmallIntegerField("评审得分", null=True, editable=False)
    level = models.CharField("采纳等级", max_length=12, choices=Level, blank=True, editable=False)
    carried_out_by = models.CharField("实施负责人", max_length=60, blank=True, editable=False)
    implement_by = models.DateField("实施期限", null=True, editable=False)
    replied_on = models.DateField("答复日期", null=True, editable=False)
    implemented_on = models.DateField("实施完成日期", null=True, editable=False)
    benefit = models.DecimalField("核定效益", max_digits=12, decimal_places=2, null=True, editable=False)
    confirmed_on = models.DateField("核定日期", null=True, editable=False)
    reward = models.DecimalField("奖励金额", max_digits=10, decimal_places=2, null=True, editable=False)
    rewarded_on = models.DateField("奖励日期", null=True, editable=False)

    class Meta:
        verbose_name = "合理化建议"
        ordering = ("-handed_on", "-pk")
        indexes = [models.Index(fields=["handed_on"], name="suggestion_handed_on")]
        constraints = [
            entered_once("union", "title", "name", "handed_on", name="suggestion_once"),
            models.UniqueConstraint(fields=["year", "serial"], name="suggestion_number_once"),
            models.CheckConstraint(
                condition=Q(year=None, serial=None) | Q(year__isnull=False, serial__gt=0),
                name="suggestion_number_whole",
            ),
            models.CheckConstraint(condition=Q(reward=None) | Q(benefit__isnull=False), name="reward_after_benefit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """2026-001; "" before it is registered."""
        return f"{self.year}-{self.serial:03d}" if self.serial else ""

    @property
    def public_name(self) -> str:
        """The name as a list for everybody says it."""
        return "（不具名）" if self.withheld else self.name
