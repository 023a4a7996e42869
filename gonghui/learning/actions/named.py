"""What is named until a day: checked again, which prolongs it, or taken back. One pair of verbs for all such rows."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly


def _refuse_unnamed(row: Any) -> None:
    if row.voided_on is not None:
        raise Refused("这一条已作废。", "要用的话，请另登记一条。")
    if row.named_on is None:
        raise Refused(f"{row.name}还没有命名。", "请先登记命名日期。")
    if row.ended_on is not None:
        raise Refused(f"{row.name}{cn_date(row.ended_on)}已经取消。", "重新评上的，请另登记一条。")


@transaction.atomic
def named_recheck(*, row: Any, on: date, valid_until: date, by: writes.Hand, at: datetime) -> None:
    """Enter that a `NamedUntil` row passed its check on `on` and is valid until a later day (inclusive).

    Raises Refused for what was never named or has ended, a day to come, a check before the naming, and an end that is
    not later than the check and than the end before.
    """
    _refuse_unnamed(row)
    refuse_future(on, at)
    if on < row.named_on:
        raise Refused(f"复评早于命名（{cn_date(row.named_on)}）。", "请核对日期。", "on")
    if valid_until <= max(on, row.valid_until or on):
        raise Refused("新的有效期没有往后延。", "请写这次复评以后到哪天有效。", "valid_until")
    changes = writes.change(row, by, checked_on=on, valid_until=valid_until)
    words = f"复评合格：{row.name}，有效期到{cn_date(valid_until)}"
    writes.log("named_recheck", row, words, by, at, changes, row.union_id)
    settle_quietly([row], by, at)


@transaction.atomic
def named_end(*, row: Any, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take a naming back from `on` on. Raises Refused as `named_recheck`, and without a reason."""
    _refuse_unnamed(row)
    refuse_future(on, at)
    if on < row.named_on:
        raise Refused(f"取消早于命名（{cn_date(row.named_on)}）。", "请核对日期。", "on")
    if len(reason.strip()) < 2:
        raise Refused("还没有写取消的原因。", "请写一句为什么，比如复评不合格。", "reason")
    changes = writes.change(row, by, ended_on=on, end_reason=reason.strip()[:120])
    writes.log("named_end", row, f"取消{row.name}，原因：{reason.strip()[:120]}", by, at, changes, row.union_id)
    settle_quietly([row], by, at)
