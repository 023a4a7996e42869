"""师徒结对: who teaches whom what until when, and the checks on the way."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.emulation.choices import Outcome, Reached
from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.kernel.ledger.entry import VALID
from gonghui.people.public import PersonEntry


class Mentoring(PersonEntry):
    """One pair. `name` is the apprentice; `end_on` is the last day agreed (inclusive), `ended_on` the day of the outcome.

    `mentor_person` is for the mentor what `person` is for the apprentice.
    """

    PERSONAL: ClassVar[dict[str, str]] = {**PersonEntry.PERSONAL, "mentor": "师徒名册要写师傅的姓名"}

    mentor = models.CharField("师傅", max_length=60)
    mentor_worker = models.ForeignKey(
        "people.Worker",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="师傅本人",
        editable=False,
    )
    mentor_person = models.BigIntegerField("师傅标记", editable=False)
    trade = models.CharField("工种岗位", max_length=60)
    goals = models.CharField("学习目标", max_length=400)
    start_on = models.DateField("结对日期")
    end_on = models.DateField("约定到哪天")
    check_months = models.PositiveSmallIntegerField("几个月检查一次", default=3)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, blank=True, editable=False)
    ended_on = models.DateField("结束日期", null=True, blank=True, editable=False)
    outcome_note = models.CharField("结果说明", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "师徒结对"
        ordering = ("-start_on", "-pk")
        constraints = [
            entered_once("union", "name", "start_on", name="mentoring_once"),
            models.UniqueConstraint(fields=["person"], condition=VALID & Q(ended_on=None), name="mentoring_one_open"),
            models.CheckConstraint(condition=Q(end_on__gt=F("start_on")), name="mentoring_ends_later"),
            models.CheckConstraint(condition=~Q(person=F("mentor_person")), name="mentoring_two_persons"),
        ]


class MentoringCheck(Entry):
    """What one check of a pair found."""

    mentoring = models.ForeignKey(Mentoring, models.PROTECT, related_name="checks", verbose_name="师徒")
    on = models.DateField("检查日期")
    reached = models.CharField("目标", max_length=8, choices=Reached)
    findings = models.CharField("检查情况", max_length=300)
    checker = models.CharField("检查人", max_length=60)

    class Meta:
        verbose_name = "师徒检查"
        ordering = ("-on", "-pk")
        constraints = [entered_once("mentoring", "on", name="mentoring_check_once")]

    def __str__(self) -> str:
        return f"{self.mentoring.name} {self.on}"
