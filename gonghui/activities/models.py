"""Activities, who was invited, who signed up, who came by name, and how many were declared without names."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gonghui.activities.choices import Answer, Basis, Kind, Question, RunBy, SignUpState, Source
from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.people.public import PersonEntry


class Activity(Entry):
    """Something that people attend. It counts on its first day; `closed_on` is the day it was filed (归档)."""

    name = models.CharField("活动名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    run_by = models.CharField("谁办的", max_length=10, choices=RunBy, default=RunBy.TOWN)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="主办或组织参加的工会")
    organiser = models.CharField("主办单位", max_length=120, blank=True)
    partners = models.CharField("联办单位", max_length=200, blank=True)
    topic = models.CharField("内容主题", max_length=120, blank=True)
    on = models.DateField("开始日期")
    until = models.DateField("结束日期", null=True, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    sign_up_until = models.DateField("报名截止", null=True, blank=True)
    quota = models.PositiveIntegerField("名额", null=True, blank=True)
    cost = models.DecimalField("花费", max_digits=12, decimal_places=2, null=True, blank=True)
    report = models.CharField("小结", max_length=1000, blank=True)
    closed_on = models.DateField("归档日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "活动"
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=["on", "kind"], name="activity_on_kind")]
        constraints = [
            entered_once("union", "name", "on", name="activity_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("on")), name="activity_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A union that is asked to take part. An activity without invitations is open to all.

    `answered_on` is the day on which its first person signed up or came, or on which it said no (`declined` says why).
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invitations", verbose_name="活动")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    answered_on = models.DateField("回音日期", null=True, blank=True)
    declined = models.CharField("不参加的原因", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "邀请"
        constraints = [models.UniqueConstraint(fields=["activity", "union"], name="invitation_once")]


class SignUp(models.Model):
    """A person's place in an activity or on its waiting list; `place` is the order in which people came."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sign_ups", verbose_name="活动")
    worker = models.ForeignKey("people.Worker", models.PROTECT, related_name="+", verbose_name="职工")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    state = models.CharField("报名", max_length=10, choices=SignUpState)
    place = models.PositiveIntegerField("先后")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "报名"
        constraints = [
            models.UniqueConstraint(fields=["activity", "worker"], condition=~Q(state=SignUpState.WITHDRAWN), name="sign_up_once"),
            models.UniqueConstraint(fields=["activity", "place"], name="sign_up_place_once"),
        ]  # fmt: skip


class Attendance(PersonEntry):
    """One person who came, by name."""

    PERSONAL: ClassVar[dict[str, str]] = {**PersonEntry.PERSONAL, "result": "这个人的成绩或名次"}

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendances", verbose_name="活动")
    source = models.CharField("怎么登记的", max_length=6, choices=Source, default=Source.LIST)
    result = models.CharField("成绩或名次", max_length=40, blank=True)
    asked = models.BooleanField("交过满意度", default=False, editable=False)

    class Meta:
        verbose_name = "到会"
        constraints = [entered_once("activity", "person", name="attendance_once")]
        indexes = [
            models.Index(fields=["union"], name="attendance_union"),
            models.Index(fields=["person"], name="attendance_person"),
        ]


class Turnout(models.Model):
    """How many of a union came to an activity: with names (as many as there are), or beyond them by declaration.

    The declared row holds in `declared` what the union said and in `heads` what that adds to the named list.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="turnouts", verbose_name="活动")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    basis = models.CharField("依据", max_length=10, choices=Basis)
    heads = models.PositiveIntegerField("人次")
    declared = models.PositiveIntegerField("申报人数", null=True, blank=True)
    proof = models.CharField("证明材料", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "参加人数"
        constraints = [
            models.UniqueConstraint(fields=["activity", "union", "basis"], name="turnout_once"),
            models.CheckConstraint(
                condition=~Q(basis=Basis.DECLARED) | ~Q(proof="") & Q(declared__gt=0),
                name="turnout_declared_with_proof",
            ),
        ]


class Opinion(models.Model):
    """How many gave one answer to one question about an activity. Who they were is kept nowhere."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="opinions", verbose_name="活动")
    question = models.CharField("问题", max_length=8, choices=Question)
    answer = models.CharField("回答", max_length=6, choices=Answer)
    heads = models.PositiveIntegerField("份数", default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "满意度"
        constraints = [models.UniqueConstraint(fields=["activity", "question", "answer"], name="opinion_once")]


class Finding(models.Model):
    """One line of a health check-up's summary: what was found with how many. Nobody's own result is kept."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="findings", verbose_name="活动")
    what = models.CharField("项目", max_length=60)
    heads = models.PositiveIntegerField("人数")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "体检汇总"
        constraints = [models.UniqueConstraint(fields=["activity", "what"], name="finding_once")]
