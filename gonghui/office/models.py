"""The office's own papers."""

from django.db import models

from gonghui.kernel.ledger.entry import Entry


class SealUse(Entry):
    """One use of the office's seal: on what paper, who asked, who agreed."""

    matter = models.CharField("用印事由", max_length=120)
    on = models.DateField("用印日期")
    number = models.CharField("文号", max_length=60, blank=True)
    copies = models.PositiveIntegerField("份数", default=1)
    applicant = models.CharField("申请人", max_length=60)
    approver = models.CharField("批准人", max_length=60)
    union = models.ForeignKey(
        "orgs.Union", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="工会"
    )

    class Meta:
        verbose_name = "用印"
        ordering = ("-on",)
        indexes = [models.Index(fields=["on"], name="seal_use_on")]
