"""Choosing among entries, and telling the result of a call."""

from datetime import date, datetime

from django.db import transaction

from gonghui.emulation.models import Call, CallEntry
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly


@transaction.atomic
def entry_choose(*, entry: CallEntry, place: str, on: date, by: writes.Hand, at: datetime) -> None:
    """Choose an entry. Raises Refused before the last day of the call, after its result was told, and a second time."""
    refuse_future(on, at)
    if entry.voided_on is not None:
        raise Refused("这件作品已作废。", "请选还在的。")
    if entry.call.told_on is not None:
        raise Refused(f"{cn_date(entry.call.told_on)}已经公布结果。", "要改，请先撤销公布。")
    if on <= entry.call.until:
        raise Refused(f"征集{cn_date(entry.call.until)}才截止。", "截止以后再评选。", "on")
    if entry.chosen_on is not None:
        raise Refused(f"“{entry.title}”已经入选。", "等次写错了，请先取消入选。")
    changes = writes.change(entry, by, chosen_on=on, place=place.strip()[:40])
    writes.log("entry_choose", entry, f"“{entry.title}”入选{place.strip()}", by, at, changes, entry.union_id)


@transaction.atomic
def entry_unchoose(*, entry: CallEntry, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take a choice back. Raises Refused without one, without a reason, and after the result was told."""
    if entry.chosen_on is None:
        raise Refused(f"“{entry.title}”没有入选。", "不用取消。")
    if entry.call.told_on is not None:
        raise Refused(f"{cn_date(entry.call.told_on)}已经公布结果。", "要改，请先撤销公布。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写取消的原因。", "请写一句为什么，比如不是原创。", "reason")
    changes = writes.change(entry, by, chosen_on=None, place="")
    writes.log(
        "entry_unchoose",
        entry,
        f"取消“{entry.title}”入选，原因：{reason.strip()[:120]}",
        by,
        at,
        changes,
        entry.union_id,
    )


@transaction.atomic
def call_tell(*, call: Call, on: date, by: writes.Hand, at: datetime) -> int:
    """Tell the result; returns how many were chosen. Raises Refused before the last day, with nothing chosen, twice."""
    refuse_future(on, at)
    if call.told_on is not None:
        raise Refused(f"{cn_date(call.told_on)}已经公布了。", "公布错了，请先撤销公布。")
    if on <= call.until:
        raise Refused(f"征集{cn_date(call.until)}才截止。", "截止以后再公布。", "on")
    chosen = call.entries.filter(voided_on=None).exclude(chosen_on=None).count()
    if not chosen:
        raise Refused("还没有选出入选的作品。", "请先在征集作品里登记入选。")
    changes = writes.change(call, by, told_on=on)
    writes.log("call_tell", call, f"公布“{call.name}”结果，入选{chosen}件", by, at, changes, call.union_id)
    settle_quietly([call], by, at)
    return chosen


@transaction.atomic
def call_untell(*, call: Call, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take the telling back. Raises Refused when nothing was told, and without a reason."""
    if call.told_on is None:
        raise Refused("还没有公布。", "可以直接更正。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销的原因。", "请写一句为什么，比如漏了一件。", "reason")
    changes = writes.change(call, by, told_on=None)
    writes.log("call_untell", call, f"撤销公布，原因：{reason.strip()[:120]}", by, at, changes, call.union_id)
    settle_quietly([call], by, at)
