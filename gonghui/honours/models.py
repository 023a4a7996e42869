"""Honours: programmes and their rounds, who is nominated, objections, what was awarded, and the care of model workers."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gonghui.honours import choices
from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.kernel.privacy.inventory import Kind, Private

GONE = ("declined", "withdrawn")
"""States of a nomination that takes no place of the quota any more."""


class Programme(Entry):
    """An honour that is given again and again: for whom, for how long, on what conditions.

    `repeat_years`: nobody gets it again within so many years. `notice_days`: working days of the public notice where the
    office wants more than the rule. Shares are per cent of a round's list, inclusive.
    """

    NOT_PRIVATE = {"name": "荣誉的名称，不是人名"}

    name = models.CharField("荣誉名称", max_length=60)
    category = models.CharField("类别", max_length=12, choices=choices.Category, default=choices.Category.OTHER)
    level = models.CharField("级别", max_length=10, choices=choices.Level, default=choices.Level.TOWN)
    given_to = models.CharField("评给谁", max_length=10, choices=choices.ForWhom)
    valid_years = models.PositiveSmallIntegerField("有效几年", null=True, blank=True)
    repeat_years = models.PositiveSmallIntegerField("几年内不重复", null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField("公示工作日", null=True, blank=True)
    hard = models.JSONField("一票否决", default=list, blank=True)
    soft = models.JSONField("要说明原因", default=list, blank=True)
    frontline_min = models.PositiveSmallIntegerField("一线职工不少于", null=True, blank=True)
    women_min = models.PositiveSmallIntegerField("女职工不少于", null=True, blank=True)
    migrants_min = models.PositiveSmallIntegerField("农民工不少于", null=True, blank=True)
    leaders_max = models.PositiveSmallIntegerField("单位负责人不多于", null=True, blank=True)
    conditions = models.CharField("评选条件", max_length=1000, blank=True)

    class Meta:
        verbose_name = "评选项目"
        ordering = ("level", "name")
        constraints = [entered_once("name", name="honour_programme_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def upward(self) -> bool:
        """Whether it is decided above the town: then a nomination is recommended first."""
        return self.level not in choices.OWN


class Round(Entry):
    """One year's selection of a programme: how many may be awarded and nominated, by when, per union.

    `candidates` is how many may be nominated in all (empty: as many as the quota); both last days are inclusive.
    """

    NOT_PRIVATE = {"name": "评选的名称，不是人名"}

    name = models.CharField("评选名称", max_length=80)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds", verbose_name="评选项目")
    year = models.PositiveSmallIntegerField("年度")
    quota = models.PositiveSmallIntegerField("名额")
    candidates = models.PositiveSmallIntegerField("可推荐数", null=True, blank=True)
    each_union = models.PositiveSmallIntegerField("每家工会", null=True, blank=True)
    announced_on = models.DateField("通知日期")
    nominate_until = models.DateField("推荐截止")
    number = models.CharField("通知文号", max_length=60, blank=True)
    remarks = models.CharField("备注", max_length=300, blank=True)

    class Meta:
        verbose_name = "评选"
        ordering = ("-year", "programme", "-pk")
        constraints = [
            entered_once("programme", "year", name="honour_round_once"),
            models.CheckConstraint(condition=Q(quota__gt=0), name="honour_round_has_quota"),
            models.CheckConstraint(condition=Q(candidates=None) | Q(candidates__gte=F("quota")),
                                   name="honour_round_candidates"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def places(self) -> int:
        """How many may be nominated."""
        return self.candidates or self.quota


class Allotment(models.Model):
    """How many places one union has in a round, where it is not as many as every other."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="allotments", verbose_name="评选")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    places = models.PositiveSmallIntegerField("名额")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "分配的名额"
        constraints = [models.UniqueConstraint(fields=["round", "union"], name="honour_allotment_once")]


class Nomination(Entry):
    """Somebody put forward in a round. What happened to it stands in its steps.

    `mark` is what makes the nominated distinct: the worker, the union, the employer, or a group's name in its union.
    `notice_from` is the day the list went up, `notice_until` the last day of the notice (inclusive).
    """

    PERSONAL = {"name": "推荐和公示要写名称", "post": "推荐表上的岗位", "deeds": "推荐表上的事迹"}

    round = models.ForeignKey(Round, models.PROTECT, related_name="nominations", verbose_name="评选")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="推荐的工会")
    worker = models.ForeignKey(
        "people.Worker", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="职工"
    )
    employer = models.ForeignKey(
        "orgs.Employer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    name = models.CharField("推荐对象", max_length=120)
    mark = models.CharField("同一对象标记", max_length=140, editable=False)
    post = models.CharField("岗位或职务", max_length=60, blank=True)
    position = models.CharField("岗位类别", max_length=10, choices=choices.Position, blank=True)
    deeds = models.CharField("主要事迹", max_length=2000, blank=True)
    on = models.DateField("推荐日期")
    due = models.PositiveIntegerField("民主评议应到", null=True, blank=True)
    present = models.PositiveIntegerField("民主评议实到", null=True, blank=True)
    in_favour = models.PositiveIntegerField("民主评议同意", null=True, blank=True)
    despite = models.CharField("为什么仍推荐", max_length=300, blank=True)
    state = models.CharField("进度", max_length=12, default="nominated", editable=False)
    notice_from = models.DateField("公示起", null=True, blank=True, editable=False)
    notice_until = models.DateField("公示止", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "推荐"
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=["state"], name="nomination_state")]
        constraints = [
            models.UniqueConstraint(fields=["round", "mark"], condition=Q(voided_on=None) & ~Q(state__in=GONE),
                                    name="nomination_once"),
            models.CheckConstraint(condition=Q(notice_from=None, notice_until=None) | Q(notice_until__gte=F("notice_from")),
                                   name="nomination_notice_runs_forward"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Objection(Entry):
    """Somebody objects to a nomination, or to what it was awarded: looked into and answered, in writing."""

    PRIVATE = {"objector": Private(kind=Kind.CONTACT, why="核查以后要答复本人，不能让别人知道是谁", keep="left_member")}
    PERSONAL = {"matter": "核查要知道反映了什么", "findings": "核查的结论"}

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="objections", verbose_name="推荐")
    received_on = models.DateField("收到日期")
    source = models.CharField("怎么收到的", max_length=10, choices=choices.Source, default=choices.Source.LETTER)
    objector = models.CharField("反映人", max_length=200, blank=True)
    matter = models.CharField("反映的问题", max_length=500)
    handled_on = models.DateField("核查日期", null=True, blank=True, editable=False)
    outcome = models.CharField("结论", max_length=10, choices=choices.Outcome, blank=True, editable=False)
    findings = models.CharField("核查情况", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "异议"
        ordering = ("-received_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_on=None, outcome="") | Q(handled_on__isnull=False) & ~Q(outcome=""),
                name="objection_handled_with_outcome",
            ),
        ]


class Honour(Entry):
    """What was awarded, from `awarded_on` to `valid_until` (inclusive, empty: for good) unless revoked before.

    `revoked_on` is the first day without it.
    """

    PERSONAL = {"name": "荣誉册和证书要写名称"}

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="honours", verbose_name="荣誉")
    year = models.PositiveSmallIntegerField("年度")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    worker = models.ForeignKey(
        "people.Worker", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="职工"
    )
    name = models.CharField("得奖的人或单位", max_length=120)
    awarded_on = models.DateField("表彰日期")
    number = models.CharField("表彰文号", max_length=60, blank=True)
    basis = models.CharField("来历", max_length=10, choices=choices.Basis, default=choices.Basis.RECEIVED)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    revoked_on = models.DateField("撤销日期", null=True, blank=True, editable=False)
    revoked_reason = models.CharField("撤销原因", max_length=300, blank=True, editable=False)
    nomination = models.OneToOneField(
        Nomination, models.PROTECT, null=True, blank=True, related_name="honour", editable=False, verbose_name="推荐"
    )
    publicised_on = models.DateField("宣传日期", null=True, blank=True, editable=False)
    publicised_in = models.CharField("在哪里宣传", max_length=120, blank=True, editable=False)
    remarks = models.CharField("备注", max_length=300, blank=True)

    class Meta:
        verbose_name = "荣誉"
        ordering = ("-awarded_on", "-pk")
        indexes = [models.Index(fields=["awarded_on"], name="honour_awarded")]
        constraints = [
            entered_once("programme", "year", "union", "name", name="honour_once"),
            models.CheckConstraint(condition=Q(valid_until=None) | Q(valid_until__gte=F("awarded_on")),
                                   name="honour_valid_forward"),
            models.CheckConstraint(condition=Q(revoked_on=None) | Q(revoked_on__gte=F("awarded_on")) & ~Q(revoked_reason=""),
                                   name="honour_revoked_after"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Recheck(models.Model):
    """A look at an honour when its validity ends (复核): it is kept until another day, or lapses."""

    honour = models.ForeignKey(Honour, models.CASCADE, related_name="rechecks", verbose_name="荣誉")
    on = models.DateField("复核日期")
    was_until = models.DateField("原有效期至")
    valid_until = models.DateField("新的有效期至", null=True, blank=True)
    findings = models.CharField("复核情况", max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "荣誉复核"
        ordering = ("on", "pk")

    @property
    def kept(self) -> bool:
        """Whether the honour goes on."""
        return self.valid_until is not None


class ModelWorker(Entry):
    """A 劳动模范 who lives in the town: level, year, and how it goes; `died_on` ends the care."""

    PERSONAL = {"name": "走访和服务要写姓名", "remarks": "经办时要记的事"}

    name = models.CharField("姓名", max_length=60)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="所属工会")
    worker = models.ForeignKey(
        "people.Worker", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="职工"
    )
    level = models.CharField("级别", max_length=10, choices=choices.Level)
    title = models.CharField("称号", max_length=60)
    honoured_on = models.DateField("授予日期")
    number = models.CharField("授予文号", max_length=60, blank=True)
    standing = models.CharField("工作状态", max_length=10, choices=choices.Standing, default=choices.Standing.WORKING)
    died_on = models.DateField("去世日期", null=True, blank=True, editable=False)
    revoked_on = models.DateField("取消称号日期", null=True, blank=True, editable=False)
    revoked_reason = models.CharField("取消原因", max_length=120, blank=True, editable=False)
    remarks = models.CharField("备注", max_length=300, blank=True)

    class Meta:
        verbose_name = "劳模"
        ordering = ("honoured_on", "pk")
        constraints = [entered_once("name", "union", "title", name="model_worker_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def gone_on(self) -> date | None:
        """The day from which nobody is to be visited any more."""
        return min(filter(None, (self.died_on, self.revoked_on)), default=None)


class Care(Entry):
    """One visit, check-up, subsidy or rest of a model worker. Of a check-up only the day is kept, never the result."""

    PERSONAL = {"note": "走访时了解的情况"}

    model_worker = models.ForeignKey(ModelWorker, models.PROTECT, related_name="cares", verbose_name="劳模")
    kind = models.CharField("服务", max_length=10, choices=choices.CareKind)
    on = models.DateField("日期")
    done_by = models.CharField("经办人", max_length=60, blank=True)
    amount = models.DecimalField("金额", max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField("情况", max_length=300, blank=True)

    class Meta:
        verbose_name = "劳模服务"
        ordering = ("-on", "-pk")
        constraints = [entered_once("model_worker", "kind", "on", name="model_care_once")]
