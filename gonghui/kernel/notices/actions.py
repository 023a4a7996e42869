"""Verbs on reminders and on the ways out of the house."""

import re
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.notices.models import Channel, Notice
from gonghui.kernel.privacy import seal_text
from gonghui.kernel.refusal import Refused

MAIL = re.compile(r"[^@\s,;<>\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
KINDS = dict(Channel.KINDS)


def notice_read(*, by: Hand, at: datetime, notices: Collection[int] | None = None) -> int:
    """Mark one's own reminders as read: these, or all. Returns how many were unread.

    Nobody reads for another. A look is no act on a record, so it leaves no event.
    """
    rows = Notice.objects.filter(account_id=by.account_id or 0, read_at=None)
    if notices is not None:
        rows = rows.filter(pk__in=notices)
    return rows.update(read_at=at)


@transaction.atomic
def channel_put(
    *, kind: str, name: str, address: str, by: Hand, at: datetime, account_id: int | None = None
) -> Channel:  # fmt: skip
    """Register a way out: an e-mail address (of the office, or one person's) or the address of a group's robot.

    The address is sealed and no page shows it again. Raises Refused for one that is none or a name that is taken.
    """
    if kind not in KINDS:
        raise Refused("还没有选通知方式。", "请选电子邮件或者企业微信群。", "kind")
    name, address = name.strip(), address.strip()
    if not name:
        raise Refused("还没有写名称。", "请写一个认得出的名称，如“工会干部群”。", "name")
    _refuse_bad_address(kind, address)
    if Channel.objects.filter(name=name, ended_at=None).exists():
        raise Refused(f"已经有叫“{name[:30]}”的通知方式。", "请换一个名称，或者先停用那一个。", "name")
    made = Channel(kind=kind, name=name[:60], address=seal_text(address), account_id=account_id, start_at=at)
    writes.create(made, by)
    writes.log("channel_put", made, f"登记{KINDS[kind]}“{made.name}”", by, at)
    return made


def _refuse_bad_address(kind: str, address: str) -> None:
    if kind == "mail":
        if not MAIL.fullmatch(address):
            raise Refused("这不是电子邮件地址。", "请写成 gonghui@example.cn 这样。", "address")
        return
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname not in settings.WECOM_HOSTS or parts.username or not parts.query:
        hosts = "、".join(settings.WECOM_HOSTS)
        raise Refused(
            "这不是企业微信群机器人的地址。",
            f"请在群里打开机器人，复制完整的 Webhook 地址（https开头，在{hosts}上）。",
            "address",
        )


@transaction.atomic
def channel_end(*, channel: Channel, by: Hand, at: datetime) -> None:
    """Stop using a way out; its address is forgotten. Raises Refused when it was stopped before."""
    if channel.ended_at is not None:
        raise Refused(f"“{channel.name}”已经停用。", "不用再办。")
    writes.change(channel, by, ended_at=at, address="")
    channel.dispatch_set.filter(sent_at=None, given_up=False).update(given_up=True, problem="通知方式已停用。")
    writes.log("channel_end", channel, f"停用“{channel.name}”", by, at)
