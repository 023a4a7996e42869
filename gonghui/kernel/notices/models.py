"""Reminders in the office, and what waits to go out by e-mail or into a chat group."""

from django.db import models

from gonghui.kernel.privacy.inventory import Kind, Private


class Notice(models.Model):
    """One thing told to one person once. `stage` says which reminder of a deadline it is, `due_on` for which last day."""

    UNSEALED = "提醒只是把时限告诉人，时限自己有存证"

    account_id = models.BigIntegerField("收件人")
    at = models.DateTimeField("时间")
    title = models.CharField("标题", max_length=250)
    deadline_id = models.BigIntegerField("时限", null=True)
    stage = models.CharField("第几次", max_length=8, blank=True)
    due_on = models.DateField("最后一天", null=True)
    union_id = models.BigIntegerField("所属工会", null=True)
    entity = models.CharField("台账", max_length=40, blank=True)
    object_id = models.BigIntegerField("记录", null=True)
    read_at = models.DateTimeField("已读", null=True)

    class Meta:
        verbose_name = "提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["deadline_id", "stage", "due_on", "account_id"],
                condition=models.Q(deadline_id__isnull=False),
                name="notice_once",
            )
        ]
        indexes = [
            models.Index(fields=["account_id", "-at"], name="notice_account"),
            models.Index(fields=["account_id"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Channel(models.Model):
    """A way out of the house: an e-mail address or the address of a chat group's robot. The address is sealed."""

    KINDS = (("mail", "电子邮件"), ("wecom", "企业微信群"))

    kind = models.CharField("方式", max_length=10, choices=KINDS)
    name = models.CharField("名称", max_length=60)
    address = models.TextField("地址")
    account_id = models.BigIntegerField("归谁", null=True)
    start_at = models.DateTimeField("启用时间")
    ended_at = models.DateTimeField("停用时间", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    PRIVATE = {
        "address": Private(
            kind=Kind.CONTACT,
            why="把提醒发到本人邮箱或工作群",
            keep="channel",
            who="只有登记的人和镇总工会，只显示一段",
        )
    }

    class Meta:
        verbose_name = "通知方式"
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=models.Q(ended_at=None), name="channel_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Dispatch(models.Model):
    """One message to one channel. The row is there before anything is sent, and is sent once.

    `started_at` stands while a message is on its way; one that nobody finished (the computer went off) is given up,
    because sending it again might say everything twice.
    """

    UNSEALED = "待发的提醒，发完就没有用了"

    channel = models.ForeignKey(Channel, models.PROTECT, verbose_name="方式")
    day = models.DateField("哪天的")
    text = models.TextField("内容")
    sent_at = models.DateTimeField("发出时间", null=True)
    tries = models.PositiveSmallIntegerField("试了几次", default=0)
    started_at = models.DateTimeField("开始发送", null=True)
    next_at = models.DateTimeField("下次再试", null=True)
    given_up = models.BooleanField("不再发", default=False)
    problem = models.CharField("没发出的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "外发"
        constraints = [models.UniqueConstraint(fields=["channel", "day"], name="dispatch_daily")]
        indexes = [
            models.Index(fields=["next_at"], name="dispatch_waiting", condition=models.Q(sent_at=None, given_up=False))
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.day}"
