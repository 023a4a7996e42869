"""The event table: who did what to which record, when, for whom; rows are only ever added."""

from django.db import models


class Event(models.Model):
    """One act on one record. Private values appear only as "已改", never in clear."""

    at = models.DateTimeField("时间")
    by_id = models.BigIntegerField("经办账号", null=True)
    by_name = models.CharField("经办人", max_length=60)
    for_whom = models.CharField("代谁录入", max_length=120, blank=True)
    scan = models.CharField("扫描件", max_length=200, blank=True)
    verb = models.CharField("动作", max_length=40)
    entity = models.CharField("台账", max_length=40)
    object_id = models.BigIntegerField("记录")
    union_id = models.BigIntegerField("所属工会", null=True)
    summary = models.CharField("摘要", max_length=300)
    changes = models.JSONField("变动", default=dict)
    batch_id = models.BigIntegerField("批次", null=True)

    class Meta:
        verbose_name = "办理记录"
        indexes = [
            models.Index(fields=["entity", "object_id"], name="event_object"),
            models.Index(fields=["batch_id"], name="event_batch", condition=models.Q(batch_id__isnull=False)),
            models.Index(fields=["union_id"], name="event_union", condition=models.Q(union_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.summary
