"""Losing a standard of building-up; reaching it is a plain entry of the ledger."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.models import Standing


@transaction.atomic
def standing_withdraw(*, standing: Standing, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Say that from `on` (the first day without) a union no longer meets the standard; earlier figures keep it.

    Raises Refused for a day ahead or not after the achievement, a second time, and without a reason.
    """
    refuse_future(on, at)
    if standing.withdrawn_on:
        raise Refused(f"已于{cn_date(standing.withdrawn_on)}取消。", "不用再办一次。")
    if on <= standing.achieved_on:
        raise Refused(
            f"取消日期不晚于达标的{cn_date(standing.achieved_on)}。", "请核对日期；登记错了的，请作废。", "on"
        )
    if len(reason.strip()) < 2:
        raise Refused("还没有写取消的原因。", "请写一句为什么。", "reason")
    changes = writes.change(standing, by, withdrawn_on=on, withdrawn_reason=reason.strip())
    words = f"{standing.union.name}{cn_date(on)}起不再是{standing.get_programme_display()}：{reason.strip()}"
    writes.log("standing_withdraw", standing, words, by, at, changes, standing.union_id)
