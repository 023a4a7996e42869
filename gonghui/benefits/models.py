"""One row for every help, gift, prize and subsidy that a person was given."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gonghui.benefits.choices import Kind, Source
from gonghui.kernel.ledger.api import entered_once
from gonghui.people.public import PersonEntry


class Benefit(PersonEntry):
    """What one person was given on one day. `amount` are yuan: the money itself, or the value of goods.

    `cause_label` and `cause_id` name the record that brought it about (an activity, a visit, an honour) without a link
    that would turn the layers round; both are empty for what was entered by itself. `signed_by` is somebody who signed
    in the person's place, empty when he signed himself.
    """

    PERSONAL: ClassVar[dict[str, str]] = {**PersonEntry.PERSONAL, "signed_by": "代签要写代签人的姓名"}

    kind = models.CharField("类别", max_length=10, choices=Kind)
    what = models.CharField("发了什么", max_length=120, blank=True)
    quantity = models.PositiveIntegerField("数量", null=True, blank=True)
    amount = models.DecimalField("金额或价值", max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField("钱从哪里来", max_length=10, choices=Source, default=Source.DUES)
    occasion = models.CharField("事由", max_length=120)
    on = models.DateField("发放日期")
    given_by = models.CharField("经手人", max_length=60, blank=True)
    cause_label = models.CharField("起因台账", max_length=60, blank=True, editable=False)
    cause_id = models.BigIntegerField("起因记录", null=True, blank=True, editable=False)
    signed_on = models.DateField("签收日期", null=True, blank=True, editable=False)
    signed_by = models.CharField("代签人", max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = "发放"
        ordering = ("-on", "-pk")
        constraints = [
            entered_once("person", "kind", "what", "occasion", "on", name="benefit_once"),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(signed_on__gte=F("on")), name="benefit_signed_after_given"
            ),
            models.CheckConstraint(
                condition=Q(cause_label="", cause_id=None) | ~Q(cause_label="") & Q(cause_id__isnull=False),
                name="benefit_cause_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["on", "kind"], name="benefit_on_kind"),
            models.Index(fields=["cause_label", "cause_id"], name="benefit_cause"),
            models.Index(fields=["person"], name="benefit_person"),
            models.Index(fields=["union", "on"], name="benefit_union_on"),
        ]
