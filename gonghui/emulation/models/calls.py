"""征集: a call with a last day, what came in, and what was chosen."""

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.people.public import PersonEntry


class Call(Entry):
    """One call for entries, open from `opens_on` to `until` (both inclusive). `told_on`: the day the result was told."""

    name = models.CharField("征集名称", max_length=80)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="组织的工会")
    about = models.CharField("征集什么", max_length=400)
    opens_on = models.DateField("开始日期")
    until = models.DateField("截止日期")
    most = models.PositiveSmallIntegerField("每人最多几件", null=True, blank=True)
    told_on = models.DateField("公布日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "征集"
        ordering = ("-opens_on", "-pk")
        constraints = [
            entered_once("union", "name", "opens_on", name="call_once"),
            models.CheckConstraint(condition=Q(until__gte=F("opens_on")), name="call_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name


class CallEntry(PersonEntry):
    """One entry of one person. `chosen_on`: the day it was chosen."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="entries", verbose_name="征集")
    title = models.CharField("作品名称", max_length=80)
    text = models.CharField("内容", max_length=1000, blank=True)
    handed_on = models.DateField("交来日期")
    chosen_on = models.DateField("入选日期", null=True, blank=True, editable=False)
    place = models.CharField("入选等次", max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = "征集作品"
        ordering = ("-handed_on", "-pk")
        constraints = [entered_once("call", "union", "name", "title", name="call_entry_once")]

    def __str__(self) -> str:
        return self.title
