"""The honours' register: rechecks when the validity ends, revoking what was not awarded here, publicity."""

from datetime import date, datetime

from django.db import transaction

from gonghui.honours.models import Honour, Recheck
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly


@transaction.atomic
def honour_recheck(
    *, honour: Honour, on: date, findings: str, by: writes.Hand, at: datetime, valid_until: date | None = None
) -> Recheck:
    """Look at an honour again: it is kept until `valid_until` (inclusive), or lapses on its last day without one.

    Raises Refused for an honour that is for good or was revoked, and for a new last day that is not later.
    """
    refuse_future(on, at)
    if honour.revoked_on is not None:
        raise Refused(f"{cn_date(honour.revoked_on)}已经撤销。", "不用复核。")
    if honour.valid_until is None:
        raise Refused("这项荣誉长期有效。", "不用复核。")
    if on < honour.awarded_on:
        raise Refused(f"复核日期早于表彰的{cn_date(honour.awarded_on)}。", "请核对日期。", "on")
    if valid_until is not None and valid_until <= honour.valid_until:
        raise Refused(
            f"新的有效期不晚于原来的{cn_date(honour.valid_until)}。", "请核对日期；不再保留的空着。", "valid_until"
        )
    row = writes.create(Recheck(honour=honour, on=on, was_until=honour.valid_until, valid_until=valid_until,
                                findings=findings.strip()), by)  # fmt: skip
    changes = writes.change(honour, by, valid_until=valid_until) if valid_until else {}
    words = f"复核{honour.name}：保留到{cn_date(valid_until)}" if valid_until else f"复核{honour.name}：到期不再保留"
    writes.log("honour_recheck", honour, words, by, at, changes, honour.union_id)
    settle_quietly([honour], by, at)
    return row


@transaction.atomic
def honour_revoke(*, honour: Honour, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Say that from `on` an honour no longer stands; for those from above or from earlier years.

    Raises Refused for one that was awarded here (its nomination takes that step), the second time, for a day before the
    award, and without a reason.
    """
    refuse_future(on, at)
    if honour.nomination_id is not None:
        raise Refused("这项荣誉是本会评选的。", "请打开它的推荐，登记撤销荣誉。")
    if honour.revoked_on is not None:
        raise Refused(f"{cn_date(honour.revoked_on)}已经撤销。", "不用再办一次。")
    if on < honour.awarded_on:
        raise Refused(f"撤销日期早于表彰的{cn_date(honour.awarded_on)}。", "请核对日期。", "on")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销的原因。", "请写明原批准机关的决定和原因。", "reason")
    changes = writes.change(honour, by, revoked_on=on, revoked_reason=reason.strip())
    writes.log("honour_revoke", honour, f"撤销{honour.name}：{reason.strip()}", by, at, changes, honour.union_id)
    settle_quietly([honour], by, at)


@transaction.atomic
def honour_publicise(*, honour: Honour, on: date, where: str, by: writes.Hand, at: datetime) -> None:
    """Record where the honoured were made known (典型宣传). Raises Refused without a place and before the award."""
    refuse_future(on, at)
    if not where.strip():
        raise Refused("没有写在哪里宣传。", "比如镇政府公众号、宣传栏。", "where")
    if on < honour.awarded_on:
        raise Refused(f"宣传日期早于表彰的{cn_date(honour.awarded_on)}。", "请核对日期。", "on")
    changes = writes.change(honour, by, publicised_on=on, publicised_in=where.strip())
    writes.log("honour_publicise", honour, f"宣传{honour.name}：{where.strip()}", by, at, changes, honour.union_id)
