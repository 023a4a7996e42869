"""师德师风评议: what a school hears from those whom its teachers serve, in counts."""

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ledger.api import Entry, entered_once
from gonghui.service.choices import Rater

GRADES = ("best", "good", "fair", "poor")


class Appraisal(Entry):
    """One count of forms about all teachers of a school; nobody is named, neither who rates nor who is rated.

    `mend_until` is the last day (inclusive) for what the forms asked to be mended.
    """

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="学校工会")
    term = models.CharField("学期", max_length=40)
    rater = models.CharField("谁来评", max_length=10, choices=Rater)
    on = models.DateField("评议日期")
    issued = models.PositiveIntegerField("发出份数")
    returned = models.PositiveIntegerField("收回份数")
    best = models.PositiveIntegerField("优秀", default=0)
    good = models.PositiveIntegerField("良好", default=0)
    fair = models.PositiveIntegerField("合格", default=0)
    poor = models.PositiveIntegerField("不合格", default=0)
    opinions = models.CharField("意见归类", max_length=400, blank=True)
    mend_until = models.DateField("整改期限", null=True, blank=True)
    mended_on = models.DateField("整改日期", null=True, blank=True, editable=False)
    mended = models.CharField("怎么改的", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "师德评议"
        ordering = ("-on", "-pk")
        constraints = [
            entered_once("union", "term", "rater", name="appraisal_once"),
            models.CheckConstraint(condition=Q(returned__lte=F("issued")), name="appraisal_returned_of_issued"),
            models.CheckConstraint(
                condition=Q(returned=F("best") + F("good") + F("fair") + F("poor")), name="appraisal_adds_up"
            ),
            models.CheckConstraint(condition=Q(opinions="") | Q(mend_until__isnull=False), name="appraisal_has_a_term"),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.get_rater_display()}"
