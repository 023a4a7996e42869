"""Collective contracts, whom they cover, and the chain of renewals."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from gonghui.bargaining import choices
from gonghui.kernel.dated import Dated, ends_after_start
from gonghui.kernel.dates import SINCE_EVER


class ContractQuerySet(models.QuerySet["Contract"]):
    def in_force(self, day: date) -> Self:
        """Contracts in force on `day` (the day of expiry included)."""
        return self.filter(in_force_on(day))


def in_force_on(day: date, prefix: str = "") -> Q:
    """Condition: a contract is in force on `day`. `prefix` is the lookup path to the contract, ending in `__`."""
    return (
        Q(**{f"{prefix}effective_on__lte": day, f"{prefix}expires_on__gte": day})
        & (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": day}))
    )  # fmt: skip


class Contract(models.Model):
    """One collective contract or special agreement. `expires_on` is its last day; `ended_on` cuts it short."""

    number = models.CharField("合同编号", max_length=40, null=True, blank=True)
    kind = models.CharField("类别", max_length=12, choices=choices.ContractKind)
    level = models.CharField("级别", max_length=10, choices=choices.ContractLevel, default=choices.ContractLevel.SINGLE)
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="contracts", verbose_name="签订工会")
    signing = models.CharField("签订类型", max_length=8, choices=choices.Signing)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name="续订自"
    )
    signed_on = models.DateField("签订日期", null=True, blank=True)
    filed_on = models.DateField("报送日期", null=True, blank=True)
    effective_on = models.DateField("生效日期", null=True, blank=True)
    effect_basis = models.CharField(
        "生效依据", max_length=10, choices=choices.EffectBasis, default=choices.EffectBasis.RECORDED
    )
    expires_on = models.DateField("届满日期")
    ended_on = models.DateField("提前终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=120, blank=True)
    handler = models.CharField("经办人", max_length=60, blank=True)
    remarks = models.CharField("备注", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "集体合同"
        constraints = [
            models.UniqueConstraint(fields=["number", "kind"], name="contract_number_once"),
            models.CheckConstraint(
                condition=Q(effective_on=None) | Q(expires_on__gte=F("effective_on")),
                name="contract_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=False) | Q(effective_on__isnull=False),
                name="contract_has_a_date",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(end_reason=""), name="contract_end_has_reason"),
        ]
        indexes = [
            # By the day alone: with the kind in front SQLite would walk all contracts of the kind for every employer.
            models.Index(fields=["expires_on"], name="contract_expiry"),
        ]


class ContractCover(Dated):
    """An employer that a contract covers from `start_on` (the beginning, or the day it was added to the list).

    `end_on` is the first day on which it is no longer on the list, with the reason.

    `workers` is the number written in the contract's list, if any.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="covers", verbose_name="合同")
    employer = models.ForeignKey("orgs.Employer", models.PROTECT, related_name="contract_covers", verbose_name="单位")
    workers = models.PositiveIntegerField("覆盖职工", null=True, blank=True)
    start_on = models.DateField("纳入日期", default=SINCE_EVER)
    end_on = models.DateField("退出日期", null=True, blank=True)
    end_reason = models.CharField("退出原因", max_length=120, blank=True)

    class Meta:
        verbose_name = "覆盖单位"
        # The employer in front: "is this employer covered by one of these contracts" is asked for every employer.
        constraints = [
            models.UniqueConstraint(fields=["employer", "contract"], name="cover_once"),
            models.CheckConstraint(condition=Q(end_on=None) | ~Q(end_reason=""), name="cover_end_has_reason"),
            ends_after_start("cover"),
        ]
