"""Scans that were handed in later, beside the entries they prove; the entries themselves are never touched."""

from django.db import models
from django.db.models import Q


class Scan(models.Model):
    """The scan of one entry of one source, or the reason why there is no paper."""

    source = models.CharField("来源", max_length=20)
    object_id = models.BigIntegerField("条目")
    entity = models.CharField("台账", max_length=40)
    record_id = models.BigIntegerField("记录")
    union_id = models.BigIntegerField("所属工会", null=True)
    file = models.CharField("文件", max_length=64, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by_id = models.BigIntegerField("经办账号", null=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "补传的扫描件"
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id"], name="scan_once"),
            models.CheckConstraint(condition=~Q(file="") | ~Q(note=""), name="scan_or_reason"),
        ]

    def __str__(self) -> str:
        return self.note or self.file
