"""The event table, whose rows are only ever added, and the proof that nobody changed a record behind the product's back."""

from typing import Any, NoReturn

from django.db import models

from gonghui.kernel.refusal import Refused

PROOF_ITSELF = "存证自己的表，由存证的链条保护"


def _never(*_: Any, **__: Any) -> NoReturn:
    raise Refused("办理记录不能改，也不能删。", "记错了的，请另记一条更正。")


class EventRows(models.QuerySet["Event"]):
    """Events can be read and added; nothing in the product can change or delete them, whoever asks."""

    update = delete = bulk_update = _raw_delete = _never


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

    objects = EventRows.as_manager()

    class Meta:
        verbose_name = "办理记录"
        indexes = [
            models.Index(fields=["entity", "object_id"], name="event_object"),
            models.Index(fields=["batch_id"], name="event_batch", condition=models.Q(batch_id__isnull=False)),
            models.Index(fields=["union_id"], name="event_union", condition=models.Q(union_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.summary

    def save(self, *arguments: Any, **options: Any) -> None:
        """Add the event. Raises Refused when it is there already."""
        if not self._state.adding:
            _never()
        super().save(*arguments, **options)

    delete = _never


class Mark(models.Model):
    """Rows that the product itself wrote since the last sealing, noted in the transaction that wrote them.

    `keys` are key ranges ("4-9,17"); `mac` proves that the product wrote the note. The sealing takes marks away.
    """

    UNSEALED = PROOF_ITSELF

    entity = models.CharField(max_length=60)
    keys = models.TextField()
    mac = models.CharField(max_length=32)

    class Meta:
        verbose_name = "待存证的改动"


class Seal(models.Model):
    """One sealing: what was new in the events and the ledgers, and a digest over it and over the sealing before."""

    UNSEALED = PROOF_ITSELF

    number = models.BigIntegerField("批次", unique=True)
    book = models.CharField("账簿", max_length=32)
    at = models.DateTimeField("时间")
    first_event = models.BigIntegerField("首条记录", null=True)
    last_event = models.BigIntegerField("末条记录", null=True)
    events = models.BigIntegerField("记录条数", default=0)
    rows = models.BigIntegerField("行数", default=0)
    marks_through = models.BigIntegerField("改动登记到", default=0)
    columns = models.JSONField("表的列", default=dict)
    parts = models.JSONField("重写的清单", default=dict)
    root = models.CharField("全部清单", max_length=64)
    note = models.CharField("说明", max_length=300, blank=True)
    previous = models.CharField("上一批", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "存证批次"


class SealedRows(models.Model):
    """The digests of up to 256 rows of one table with neighbouring keys, as the sealing saw them."""

    UNSEALED = PROOF_ITSELF

    entity = models.CharField(max_length=60)
    bucket = models.BigIntegerField()
    batch = models.BigIntegerField()
    rows = models.BinaryField()
    mac = models.CharField(max_length=32)

    class Meta:
        verbose_name = "存证清单"
        constraints = [models.UniqueConstraint(fields=["entity", "bucket"], name="sealed_rows_once")]
