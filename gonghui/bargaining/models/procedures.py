"""A bargaining procedure and the people who bargain in it."""

from django.db import models
from django.db.models import F, Q

from gonghui.bargaining import choices
from gonghui.bargaining.models.contracts import Contract
from gonghui.people.public import Sex


class Bargaining(models.Model):
    """One procedure, from the offer to the record with the upper union. What happened stands in its steps.

    `earlier` is the contract that it renews, changes or ends; `contract` the one that comes out of it, from the
    signature on (for a change or an end it is `earlier` itself).
    """

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="bargainings", verbose_name="工会")
    kind = models.CharField("类别", max_length=12, choices=choices.ContractKind)
    level = models.CharField("级别", max_length=10, choices=choices.ContractLevel, default=choices.ContractLevel.SINGLE)
    purpose = models.CharField("事由", max_length=8, choices=choices.Purpose)
    proposer = models.CharField("提出方", max_length=8, choices=choices.Side, default=choices.Side.STAFF)
    earlier = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="bargained_again", verbose_name="原合同"
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="bargainings", verbose_name="合同"
    )
    state = models.CharField("进度", max_length=12, default="prepared")
    handler = models.CharField("经办人", max_length=60, blank=True)
    no_union = models.CharField("没有工会的说明", max_length=120, blank=True)
    remarks = models.CharField("备注", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "集体协商"
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose=choices.Purpose.SIGN, earlier=None)
                | ~Q(purpose=choices.Purpose.SIGN) & Q(earlier__isnull=False),
                name="bargaining_about_a_contract",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="bargaining_state")]


class BargainingCover(models.Model):
    """An employer for whom a procedure bargains: the list that becomes the contract's annex."""

    bargaining = models.ForeignKey(Bargaining, models.CASCADE, related_name="covers", verbose_name="协商")
    employer = models.ForeignKey("orgs.Employer", models.PROTECT, related_name="bargaining_covers", verbose_name="单位")
    workers = models.PositiveIntegerField("职工", null=True, blank=True)

    class Meta:
        verbose_name = "协商单位"
        constraints = [models.UniqueConstraint(fields=["employer", "bargaining"], name="bargaining_cover_once")]


class Delegate(models.Model):
    """A person who bargains for a side, from `since` (inclusive) to `until` (exclusive).

    `replaces` is the delegate whose vacancy this one fills.
    """

    bargaining = models.ForeignKey(Bargaining, models.CASCADE, related_name="delegates", verbose_name="协商")
    side = models.CharField("一方", max_length=8, choices=choices.Side)
    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    chief = models.BooleanField("首席代表", default=False)
    outsider = models.BooleanField("外聘", default=False)
    frontline = models.BooleanField("一线职工", default=False)
    post = models.CharField("职务", max_length=60, blank=True)
    since = models.DateField("担任日期")
    until = models.DateField("不再担任日期", null=True, blank=True)
    why_left = models.CharField("不再担任的原因", max_length=120, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="接替"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "协商代表"
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="delegate_runs_forward"),
            models.CheckConstraint(condition=Q(until=None) | ~Q(why_left=""), name="delegate_left_with_reason"),
            models.UniqueConstraint(
                fields=["bargaining", "side"], condition=Q(chief=True, until=None), name="delegate_one_chief"
            ),
        ]
