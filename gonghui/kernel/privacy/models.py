"""What is kept about private values: consents, the register of exports, what is due to be erased."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.privacy.inventory import ConsentKind


class Consent(models.Model):
    """One consent of one person to one kind of use; withdrawn, never deleted. The paper is a scan."""

    PERSONAL = {"guardian": "儿童信息由监护人同意，要知道是谁同意的"}

    FORMS = (("paper", "签了纸质同意书"), ("present", "当面说明、口头同意"))

    entity = models.CharField("台账", max_length=40)
    object_id = models.BigIntegerField("记录")
    union_id = models.BigIntegerField("所属工会", null=True)
    kind = models.CharField("同意什么", max_length=10, choices=ConsentKind)
    form = models.CharField("怎么同意的", max_length=10, choices=FORMS)
    given_on = models.DateField("同意日期")
    guardian = models.CharField("监护人姓名", max_length=60, blank=True)
    scan = models.CharField("同意书扫描件", max_length=64, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by_id = models.BigIntegerField("经办账号", null=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_note = models.CharField("撤回说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "同意书"
        constraints = [
            models.CheckConstraint(
                condition=~Q(form="paper") | ~Q(scan="") | ~Q(note=""), name="consent_on_paper_has_scan"
            ),
            models.CheckConstraint(condition=~Q(kind="child") | ~Q(guardian=""), name="consent_for_child_has_guardian"),
            models.UniqueConstraint(
                fields=["entity", "object_id", "kind"], condition=Q(withdrawn_on=None), name="consent_once"
            ),
        ]
        indexes = [models.Index(fields=["entity", "object_id"], name="consent_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}同意书"


class Export(models.Model):
    """One file that left the product with records of people: who took what, why, and the digest to know it again."""

    at = models.DateTimeField("时间")
    by_id = models.BigIntegerField("经办账号", null=True)
    by_name = models.CharField("经办人", max_length=60)
    what = models.CharField("台账", max_length=40)
    title = models.CharField("名称", max_length=120)
    words = models.CharField("条件", max_length=300, blank=True)
    rows = models.PositiveIntegerField("条数", default=0)
    clear = models.BooleanField("含号码", default=False)
    opened = models.JSONField("露出的项", default=list)
    reason = models.CharField("用途", max_length=120, blank=True)
    digest = models.CharField("文件摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = "导出登记"
        constraints = [
            models.CheckConstraint(condition=Q(clear=False) | ~Q(reason=""), name="export_in_clear_has_reason"),
        ]
        indexes = [models.Index(fields=["-at"], name="export_newest")]

    def __str__(self) -> str:
        return f"导出登记第{self.pk}号"


class Disposal(models.Model):
    """A person whose keeping period is over: proposed by the product, decided by somebody."""

    STATES = (("open", "等人决定"), ("kept", "继续保存"), ("done", "已清除"))

    rule = models.CharField("保存规定", max_length=40)
    entity = models.CharField("台账", max_length=40)
    object_id = models.BigIntegerField("记录")
    union_id = models.BigIntegerField("所属工会", null=True)
    due_on = models.DateField("到期日期")
    proposed_at = models.DateTimeField("提出时间")
    state = models.CharField("处理", max_length=6, choices=STATES, default="open")
    decided_at = models.DateTimeField("决定时间", null=True)
    decided_by = models.CharField("决定人", max_length=60, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    keep_until = models.DateField("保存到", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "到期清理"
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "object_id"], condition=Q(state="open"), name="disposal_open_once"
            ),
        ]
