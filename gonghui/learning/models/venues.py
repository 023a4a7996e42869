"""阵地: rooms of a union with their books and equipment, what is lent, and how they are used."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.learning.choices import StockKind, StockSource, VenueKind
from gonghui.people.public import PersonEntry


class Venue(Entry):
    """A room or place of a union; it stands from `opened_on` to the day before `closed_on` (empty: still)."""

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    name = models.CharField("阵地名称", max_length=80)
    kind = models.CharField("类别", max_length=10, choices=VenueKind)
    place = models.CharField("在哪里", max_length=120, blank=True)
    opened_on = models.DateField("建成日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    days = models.JSONField("开放日", default=list, blank=True)
    hours = models.CharField("开放时间", max_length=60, blank=True)
    keeper = models.CharField("管理员", max_length=60, blank=True)
    funds = models.DecimalField("投入", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "阵地"
        constraints = [
            entered_once("union", "name", name="venue_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")), name="venue_closed_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stock(Entry):
    """A title or a thing of a venue with how many copies there are."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="stock", verbose_name="阵地")
    code = models.CharField("编号", max_length=40)
    name = models.CharField("书名或品名", max_length=120)
    kind = models.CharField("类别", max_length=10, choices=StockKind)
    copies = models.PositiveIntegerField("册数或件数", default=1)
    on = models.DateField("入藏日期")
    source = models.CharField("来源", max_length=8, choices=StockSource, default=StockSource.BOUGHT)
    giver = models.CharField("赠送单位", max_length=120, blank=True)
    price = models.DecimalField("总价", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "图书器材"
        constraints = [entered_once("code", name="stock_once")]

    def __str__(self) -> str:
        return self.name


class Loan(PersonEntry):
    """One copy in a person's hands, to be back by `due_on` (inclusive)."""

    PERSONAL: ClassVar[dict[str, str]] = PersonEntry.PERSONAL

    stock = models.ForeignKey(Stock, models.PROTECT, related_name="loans", verbose_name="借什么")
    on = models.DateField("借出日期")
    due_on = models.DateField("应还日期", blank=True)
    returned_on = models.DateField("归还日期", null=True, blank=True)

    class Meta:
        verbose_name = "借阅"
        constraints = [
            entered_once("stock", "person", "on", name="loan_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="loan_due_after_start"),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("on")), name="loan_back_after_start"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(returned_on=None, voided_on=None), name="loan_out")]


class VenueUse(Entry):
    """A day's use of a venue: how many came and what for."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="uses", verbose_name="阵地")
    on = models.DateField("使用日期")
    heads = models.PositiveIntegerField("人次")
    what = models.CharField("做什么", max_length=80, default="阅览")

    class Meta:
        verbose_name = "阵地使用"
        constraints = [
            entered_once("venue", "on", "what", name="venue_use_once"),
            models.CheckConstraint(condition=Q(heads__gt=0), name="venue_use_has_heads"),
        ]
