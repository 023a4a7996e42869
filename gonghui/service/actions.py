"""What becomes of a contact point, a practical deed and an hour with a counsellor."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.service.choices import Kept
from gonghui.service.models import Appointment, Appraisal, ContactPoint, Deed


@transaction.atomic
def point_end(*, point: ContactPoint, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """End a contact point; `on` is the first day on which it is none.

    Raises Refused the second time, before its beginning or its last visit, for a day to come and without a reason.
    """
    refuse_future(on, at)
    if point.ended_on is not None:
        raise Refused(f"这个联系点{cn_date(point.ended_on)}已经结束。", "不用再办一次。")
    last = max([point.start_on, *point.visits.filter(voided_on=None).values_list("on", flat=True)])
    if on <= last:
        raise Refused(f"{cn_date(last)}还在联系。", "结束日期要比它晚。", "on")
    if len(reason.strip()) < 2:
        raise Refused("还没有写结束的原因。", "请写一句为什么，比如干部调整。", "reason")
    changes = writes.change(point, by, ended_on=on, end_reason=reason.strip()[:120])
    writes.log("point_end", point, f"{point}不再是联系点：{reason.strip()[:120]}", by, at, changes, point.union_id)
    settle_quietly([point], by, at)


@transaction.atomic
def deed_done(
    *, deed: Deed, on: date, result: str, people: int, by: writes.Hand, at: datetime, cost: Decimal | None = None
) -> None:
    """Enter that a deed is done, how well, for how many people and at what cost in yuan.

    Raises Refused after it was done or given up, before it was decided on, for a day to come, without a result, for nobody.
    """
    refuse_closed(deed)
    refuse_future(on, at)
    if on < deed.on:
        raise Refused(f"{cn_date(deed.on)}才定下来。", "请核对办成日期。", "on")
    if len(result.strip()) < 4:
        raise Refused("还没有写办得怎么样。", "请写一两句：办成了什么、职工用上没有。", "result")
    if people < 1:
        raise Refused("受益人数是0。", "没有人受益的不算办成；请写大约多少人。", "people")
    changes = writes.change(deed, by, done_on=on, result=result.strip()[:300], people=people, cost=cost)
    writes.log("deed_done", deed, f"“{deed.title}”办成了：{result.strip()[:120]}", by, at, changes, deed.union_id)
    settle_quietly([deed], by, at)


@transaction.atomic
def deed_drop(*, deed: Deed, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Give a deed up. Raises Refused after it was done or given up, for a day to come or before it was decided on, and
    without a reason that can be told to those who were promised it."""
    refuse_closed(deed)
    refuse_future(on, at)
    if on < deed.on:
        raise Refused(f"{cn_date(deed.on)}才定下来。", "请核对日期。", "on")
    if len(reason.strip()) < 4:
        raise Refused("还没有写为什么不办。", "请写一句能对职工说的原因。", "reason")
    changes = writes.change(deed, by, dropped_on=on, dropped_why=reason.strip()[:200])
    writes.log("deed_drop", deed, f"“{deed.title}”不办了：{reason.strip()[:120]}", by, at, changes, deed.union_id)
    settle_quietly([deed], by, at)


@transaction.atomic
def deed_reopen(*, deed: Deed, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take back what became of a deed. Raises Refused for an open one and without a reason."""
    if deed.done_on is None and deed.dropped_on is None:
        raise Refused("这件实事还没有办结。", "可以直接更正。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写退回的原因。", "请写一句为什么，比如记到别的事上了。", "reason")
    changes = writes.change(deed, by, done_on=None, result="", people=None, cost=None, dropped_on=None, dropped_why="")
    writes.log(
        "deed_reopen", deed, f"“{deed.title}”退回没有办结：{reason.strip()[:120]}", by, at, changes, deed.union_id
    )
    settle_quietly([deed], by, at)


def refuse_closed(deed: Deed) -> None:
    """Raise Refused for a deed that is done, given up or void."""
    if deed.voided_on is not None:
        raise Refused("这件实事已作废。", "要办的话，请另登记一条。")
    if deed.done_on is not None:
        raise Refused(f"这件实事{cn_date(deed.done_on)}已经办成。", "写错了的，请先退回。")
    if deed.dropped_on is not None:
        raise Refused(f"这件实事{cn_date(deed.dropped_on)}已经不办。", "又要办的，请先退回。")


@transaction.atomic
def appointment_kept(*, appointment: Appointment, kept: str, on: date, by: writes.Hand, at: datetime) -> None:
    """Enter whether the person came. Raises Refused for a void one, for a day to come, and for a visit before its day."""
    if appointment.voided_on is not None:
        raise Refused("这个预约已作废。", "要约的话，请另登记一条。")
    refuse_future(on, at)
    if kept != Kept.CANCELLED and on < appointment.on:
        raise Refused(f"约的是{cn_date(appointment.on)}，还没有到。", "到了那天再登记；不来了的选“取消了”。", "on")
    changes = writes.change(appointment, by, kept=kept, kept_on=on)
    words = f"心理咨询{appointment}：{Kept(kept).label}"
    writes.log("appointment_kept", appointment, words, by, at, changes, appointment.union_id)
    settle_quietly([appointment], by, at)


@transaction.atomic
def appraisal_mended(*, appraisal: Appraisal, on: date, how: str, by: writes.Hand, at: datetime) -> None:
    """Enter what was mended after an appraisal. Raises Refused where nothing was asked, before the appraisal, for a day to
    come and without words."""
    refuse_future(on, at)
    if appraisal.voided_on is not None or appraisal.mend_until is None:
        raise Refused("这次评议没有要改的。", "有意见的，先更正，写上意见和期限。")
    if on < appraisal.on:
        raise Refused(f"{cn_date(appraisal.on)}才评议。", "请核对日期。", "on")
    if len(how.strip()) < 4:
        raise Refused("还没有写怎么改的。", "请对着意见一条一条写。", "how")
    changes = writes.change(appraisal, by, mended_on=on, mended=how.strip()[:300])
    writes.log(
        "appraisal_mended", appraisal, f"{appraisal}整改：{how.strip()[:120]}", by, at, changes, appraisal.union_id
    )
    settle_quietly([appraisal], by, at)
