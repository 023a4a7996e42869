"""Contact points and what was found there, practical deeds, and the hours of counsellors."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.kernel.ledger.entry import VALID
from gonghui.service.choices import HOURS, Kept, Origin, Way


class ContactPoint(Entry):
    """A union, workshop or team that one of the office's cadres keeps in touch with. `ended_on` is the first day on which it is none."""

    NOT_PRIVATE: ClassVar[dict[str, str]] = {"cadre": "在联系点公布的联系干部"}

    name = models.CharField("联系点", max_length=80)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="所在工会")
    cadre = models.CharField("联系干部", max_length=60)
    duty = models.CharField("职务", max_length=60, blank=True)
    start_on = models.DateField("从哪天起")
    every_months = models.PositiveSmallIntegerField("几个月去一次", default=3)
    focus = models.CharField("联系重点", max_length=200, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True, editable=False)
    end_reason = models.CharField("结束原因", max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = "联系点"
        ordering = ("-start_on", "-pk")
        constraints = [
            entered_once("union", "name", "start_on", name="contact_point_once"),
            models.UniqueConstraint(
                fields=["union", "name"], condition=VALID & Q(ended_on=None), name="contact_point_open_once"
            ),
            models.CheckConstraint(condition=Q(every_months__range=(1, 12)), name="contact_point_within_a_year"),
        ]

    def __str__(self) -> str:
        return self.name


class ContactVisit(Entry):
    """One visit: what the workers there say about work and conditions, without saying who said it."""

    point = models.ForeignKey(ContactPoint, models.PROTECT, related_name="visits", verbose_name="联系点")
    on = models.DateField("走访日期")
    heads = models.PositiveIntegerField("和几个人谈了")
    found = models.CharField("反映的情况", max_length=400)
    answered = models.CharField("当场怎么答复", max_length=300, blank=True)

    class Meta:
        verbose_name = "联系走访"
        ordering = ("-on", "-pk")
        constraints = [entered_once("point", "on", name="contact_visit_once")]

    def __str__(self) -> str:
        return f"{self.point.name} {self.on}"


class Deed(Entry):
    """Something practical to be done for workers by `until` (inclusive); done on `done_on` or given up on `dropped_on`."""

    NOT_PRIVATE: ClassVar[dict[str, str]] = {"leader": "公示的责任人"}

    title = models.CharField("办什么事", max_length=120)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="为哪家工会的职工")
    origin = models.CharField("怎么来的", max_length=10, choices=Origin)
    point = models.ForeignKey(
        ContactPoint, models.PROTECT, null=True, blank=True, related_name="deeds", verbose_name="哪个联系点"
    )
    on = models.DateField("定下的日期")
    until = models.DateField("办成期限")
    leader = models.CharField("责任人", max_length=60)
    done_on = models.DateField("办成日期", null=True, blank=True, editable=False)
    result = models.CharField("办得怎么样", max_length=300, blank=True, editable=False)
    people = models.PositiveIntegerField("受益人数", null=True, blank=True, editable=False)
    cost = models.DecimalField("花费", max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    dropped_on = models.DateField("不办的日期", null=True, blank=True, editable=False)
    dropped_why = models.CharField("为什么不办", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "实事"
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=["until"], name="deed_until")]
        constraints = [
            entered_once("union", "title", "on", name="deed_once"),
            models.CheckConstraint(condition=Q(until__gte=F("on")), name="deed_ends_after_start"),
            models.CheckConstraint(condition=Q(done_on=None) | Q(dropped_on=None), name="deed_done_or_dropped"),
        ]

    def __str__(self) -> str:
        return self.title


class Appointment(Entry):
    """An hour with a counsellor. Who comes is kept nowhere: the person has the number, the office has the hour.

    `union` is where the counsellor sits, not where the person works.
    """

    NOT_PRIVATE: ClassVar[dict[str, str]] = {"counsellor": "公布的咨询师"}

    number = models.CharField("预约号", max_length=12, blank=True)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="设在哪里")
    counsellor = models.CharField("咨询师", max_length=60)
    on = models.DateField("约在哪天")
    hour = models.CharField("几点", max_length=5, choices=HOURS)
    way = models.CharField("方式", max_length=6, choices=Way, default=Way.FACE)
    place = models.CharField("地点", max_length=80, blank=True)
    kept = models.CharField("来没来", max_length=10, choices=Kept, blank=True, editable=False)
    kept_on = models.DateField("登记日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "心理咨询预约"
        ordering = ("-on", "-hour", "-pk")
        constraints = [
            entered_once("number", name="appointment_number_once"),
            models.UniqueConstraint(
                fields=["counsellor", "on", "hour"], condition=VALID & ~Q(kept=Kept.CANCELLED), name="appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}号"
