"""Batches of imported rows with what it takes to undo them, and the column mappings an office taught."""

from django.conf import settings
from django.db import models


class BatchState(models.TextChoices):
    TRIED = "tried", "试导过"
    DONE = "done", "已导入"
    UNDONE = "undone", "已撤回"


class Batch(models.Model):
    """One file brought into one ledger. `created` holds key ranges per model; `first_event`/`last_event` bound its
    events."""

    SEALED_APART = ("result", "file")

    ledger = models.CharField("台账", max_length=20)
    filename = models.CharField("文件名", max_length=200)
    file = models.CharField("存放名", max_length=80, blank=True)
    state = models.CharField("状态", max_length=8, choices=BatchState, default=BatchState.TRIED)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办账号"
    )
    by_name = models.CharField("经办人", max_length=60)
    for_whom = models.CharField("代谁录入", max_length=120, blank=True)
    scan = models.CharField("扫描件", max_length=200, blank=True)
    result = models.JSONField("结果", default=dict)
    created = models.JSONField("新增的记录", default=dict)
    last_event = models.BigIntegerField("最后一条记录", default=0)

    class Meta:
        verbose_name = "导入批次"
        ordering = ("-pk",)


class BatchChange(models.Model):
    """What a row held before the batch changed it; private columns stay encrypted."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="changes")
    entity = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before = models.JSONField()


class SavedMapping(models.Model):
    """How an office's own header maps to our columns, remembered by header text."""

    UNSEALED = "记住的对列办法，每次导入都会给人看"

    ledger = models.CharField("台账", max_length=20)
    header = models.CharField("表头", max_length=120)
    field = models.CharField("对应", max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ledger", "header"], name="mapping_once")]
