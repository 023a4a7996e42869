"""What a contract's text says, item by item, and an industry's wage standards."""

from django.db import models
from django.db.models import F, Q

from gonghui.bargaining import choices
from gonghui.bargaining.models.contracts import Contract
from gonghui.bargaining.models.procedures import Bargaining
from gonghui.kernel.ledger.entry import Entry, entered_once


class Clause(models.Model):
    """One item of the checklist: whether the text has it, what it says, and the number in it.

    It belongs to a procedure's draft, or straight to a contract that was recorded without one.
    """

    bargaining = models.ForeignKey(
        Bargaining, models.CASCADE, null=True, blank=True, related_name="clauses", verbose_name="协商"
    )
    contract = models.ForeignKey(
        Contract, models.CASCADE, null=True, blank=True, related_name="clauses", verbose_name="合同"
    )
    item = models.CharField("事项", max_length=60)
    position = models.PositiveSmallIntegerField("次序", default=0)
    agreed = models.BooleanField("约定了")
    text = models.CharField("条款内容", max_length=500, blank=True)
    measure = models.CharField("数字", max_length=12, choices=choices.Measure, blank=True)
    figure = models.DecimalField("数值", max_digits=12, decimal_places=2, null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "条款"
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(bargaining=None, contract__isnull=False) | Q(bargaining__isnull=False, contract=None),
                name="clause_of_one_text",
            ),
            models.CheckConstraint(
                condition=Q(figure=None, measure="") | Q(figure__isnull=False) & ~Q(measure=""),
                name="clause_figure_measured",
            ),
            models.UniqueConstraint(fields=["bargaining", "item"], name="clause_once_in_draft"),
            models.UniqueConstraint(fields=["contract", "item"], name="clause_once_in_contract"),
        ]


class WageStandard(Entry):
    """The wage that an area or industry agreement sets for a post: per month, per hour or per piece.

    It holds from `start_on` to `expires_on`, both inclusive; without the latter until a new one comes.
    """

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="wage_standards", verbose_name="签订工会")
    industry = models.CharField("行业", max_length=40)
    area = models.CharField("适用区域", max_length=60, blank=True)
    post = models.CharField("工种岗位", max_length=60)
    unit = models.CharField("计算单位", max_length=8, choices=choices.WageUnit)
    amount = models.DecimalField("工资标准", max_digits=10, decimal_places=2)
    piece = models.CharField("计件对象", max_length=60, blank=True)
    reach = models.PositiveSmallIntegerField("能完成定额的职工（%）", null=True, blank=True)
    start_on = models.DateField("起始日期")
    expires_on = models.DateField("最后一天", null=True, blank=True)
    number = models.CharField("所在协议的编号", max_length=40, blank=True)

    class Meta:
        verbose_name = "行业工资标准"
        ordering = ("industry", "post", "-start_on")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="wage_standard_positive"),
            models.CheckConstraint(
                condition=~Q(unit=choices.WageUnit.PIECE) | ~Q(piece=""), name="wage_standard_piece_named"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("start_on")), name="wage_standard_runs_forward"
            ),
            entered_once("union", "industry", "area", "post", "piece", "unit", "start_on", name="wage_standard_once"),
        ]
