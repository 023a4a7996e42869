"""What was asked to be signed a second time, by whom, and who signed it in which way."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.audit import writes


class State(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", "等签字"
    AGREED = "agreed", "签了"
    DECLINED = "declined", "不同意"
    WITHDRAWN = "withdrawn", "撤回了"


class Way(models.TextChoices):
    """How the second signature was given."""

    PERSON = "person", "另一位在系统里签"
    COUNTY = "county", "县总工会在系统里签"
    PAPER = "paper", "签了字的纸，扫描件"


class Signature(models.Model):
    """One act that waits for, or has, a second signature. `content` is a digest of what lies before the signer."""

    act = models.CharField("事", max_length=30)
    subject = models.CharField("对象", max_length=120)
    title = models.CharField("要签的事", max_length=200)
    payload = models.JSONField("内容", default=dict)
    content = models.CharField("内容摘要", max_length=64, blank=True)
    union_id = models.BigIntegerField("所属工会", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField("请签时间")
    asked_by_id = models.BigIntegerField("请签账号")
    asked_by = models.CharField("请签人", max_length=60)
    way = models.CharField("怎么签的", max_length=10, choices=Way, blank=True)
    signed_at = models.DateTimeField("登记时间", null=True)
    signed_by_id = models.BigIntegerField("登记账号", null=True)
    signed_by = models.CharField("签字人", max_length=60, blank=True)
    signed_on = models.DateField("签字日期", null=True)
    scan = models.CharField("扫描件", max_length=64, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    result_id = models.BigIntegerField("办成的记录", null=True)
    used_at = models.DateTimeField("用掉的时间", null=True)

    class Meta:
        verbose_name = "第二个人签字"
        constraints = [
            models.UniqueConstraint(fields=["act", "subject"], condition=Q(state="asked"), name="signature_asked_once"),
            models.CheckConstraint(condition=~Q(state="agreed") | ~Q(way=""), name="signature_has_a_way"),
            models.CheckConstraint(
                condition=Q(way="paper")
                | Q(signed_by_id=None)
                | ~Q(signed_by_id=models.F("asked_by_id"))
                | ~Q(state="agreed"),
                name="signature_by_another",
            ),
            models.CheckConstraint(condition=~Q(way="paper") | ~Q(scan=""), name="signature_paper_has_scan"),
        ]
        indexes = [models.Index(fields=["act", "result_id"], name="signature_result")]

    def __str__(self) -> str:
        return self.title

    @property
    def hand(self) -> writes.Hand:
        """The hand of whoever asked: in his name the act is carried out."""
        return writes.Hand(self.asked_by_id, self.asked_by)

    @property
    def words(self) -> str:
        """吴国平7月2日签字同意 / 李建国签字（纸）."""
        if self.way == Way.PAPER and self.signed_on:
            return f"{self.signed_by}{self.signed_on.month}月{self.signed_on.day}日在纸上签字"
        return f"{self.signed_by}签字{'（县总工会）' if self.way == Way.COUNTY else ''}"
