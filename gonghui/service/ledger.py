"""联系点 with its visits, 办实事, and 心理咨询预约."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Column,
    Done,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.service import ledger_appraisals  # noqa: F401  (declares the other ledger)
from gonghui.service.actions import appointment_kept, deed_done, deed_drop, deed_reopen, point_end
from gonghui.service.choices import Kept, Origin
from gonghui.service.models import Appointment, ContactPoint, ContactVisit, Deed

register_pickable(
    ContactPoint,
    Pickable("联系点", lambda reader: reader.scope.limit(ContactPoint.objects.valid().select_related("union"))),
)


def _now(row: Any, reader: Reader) -> dict[str, Any]:
    return {"on": reader.today}


# --- 联系点 ---------------------------------------------------------------------------------------


def _too_seldom(row: ContactPoint, at: datetime) -> Refused | None:
    if 1 <= row.every_months <= 12:
        return None
    return Refused("几个月去一次要写1到12。", "一年至少去一次，请核对。", "every_months")


def _has_a_cadre(row: ContactPoint, at: datetime) -> Refused | None:
    same = ContactPoint.objects.valid().filter(union_id=row.union_id, name=row.name, ended_on=None)
    other = None if row.ended_on else same.exclude(pk=row.pk).first()
    if other is None:
        return None
    return Refused(f"{row.name}由{other.cadre}联系着。", "换干部的，请先结束原来那一条。", "name")


def _point_state(row: ContactPoint, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    return Badge("结束了", "end") if row.ended_on else Badge("联系中", "doing")


def _ended(row: ContactPoint) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这个联系点已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    if row.ended_on is None:
        return None
    return Refused(f"这个联系点{cn_date(row.ended_on)}已经结束。", "再联系的，请另登记一条。")


def _end(row: ContactPoint, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    point_end(point=row, on=values["on"], reason=values["reason"], by=by, at=at)
    return Done("结束了，不再提醒走访。")


POINTS = Ledger(
    key="contact-points", title="联系点", model=ContactPoint, line="综合", place=60, union="union_id", town_writes=True, unit="个",
    icon="geo-alt", one="contactpoint", help="哪位干部联系哪家单位、车间、班组，几个月去一次；到时候提醒。", name="name",
    fields=(
        Field("name", also="联系点名称 联系单位"), Field("union", also="工会 工会名称"),
        Field("cadre", kind="person", also="干部 联系人 姓名"),
        Field("duty", also="干部职务"),
        Field("start_on", also="开始日期"), Field("every_months", unit="个月", also="走访周期"), Field("focus", also="重点 联系内容"),
    ),
    natural_key=("union", "name", "start_on"), state=_point_state, settled=_ended,
    given=(Column("ended_on", "结束日期", default=False),),
    presets=(Preset("open", "联系中", Q(voided_on=None, ended_on=None)),
             Preset("never", "一次也没有去过", lambda reader: Q(voided_on=None, ended_on=None) & ~Q(
                 pk__in=ContactVisit.objects.valid().values("point_id")))),
    checks=(_too_seldom, _has_a_cadre),
    acts=(
        Act(key="end", title="结束联系", icon="flag", do=_end, locks=True, town=True, first=_now, fields=(
            Field("on", "从哪天起不再联系", "day"), Field("reason", "原因", "text", size=120, help="比如干部调整"))),
    ),
)  # fmt: skip


def _before_it_began(row: ContactVisit, at: datetime) -> Refused | None:
    if row.on >= row.point.start_on:
        return None
    return Refused(f"{cn_date(row.point.start_on)}才定为联系点。", "请核对走访日期。", "on")


def _after_it_ended(row: ContactVisit, at: datetime) -> Refused | None:
    end = row.point.ended_on
    if end is None or row.on < end:
        return None
    return Refused(f"这个联系点{cn_date(end)}已经结束。", "请核对走访日期，或者另登记联系点。", "on")


def _met_nobody(row: ContactVisit, at: datetime) -> Refused | None:
    return None if row.heads else Refused("一个人也没有谈。", "没有见到职工的不算走访。", "heads")


VISITS = Ledger(
    key="contact-visits", title="联系走访", model=ContactVisit, line="综合", place=61, union="point__union_id", town_writes=True,
    unit="次", icon="person-walking", one="contactvisit", name="found", scan=True,
    help="去联系点一次记一条：谈了几个人、反映什么情况。只写事，不写是谁说的。",
    fields=(
        Field("point", of="联系点", also="联系单位 工会名称"), Field("on", also="日期"), Field("heads", unit="人", also="座谈人数"),
        Field("found", listed=True, also="情况 问题 意见建议"), Field("answered", also="答复 处理情况"),
    ),
    natural_key=("point", "on"),
    presets=(Preset("year", "今年的", lambda reader: Q(voided_on=None, on__year=reader.today.year)),),
    checks=(_before_it_began, _after_it_ended, _met_nobody),
)  # fmt: skip


# --- 办实事 ---------------------------------------------------------------------------------------


def _ends_too_early(row: Deed, at: datetime) -> Refused | None:
    return None if row.until >= row.on else Refused("办成期限在定下的日期以前。", "请核对日期。", "until")


def _from_no_point(row: Deed, at: datetime) -> Refused | None:
    if row.origin != Origin.POINT or row.point is not None:
        return None
    return Refused("联系点走访来的，没有写是哪个联系点。", "请选联系点。", "point")


def _from_another_union(row: Deed, at: datetime) -> Refused | None:
    if row.point is None or row.point.union_id == row.union_id:
        return None
    return Refused(f"这个联系点在{row.point.union.name}。", "请核对为哪家工会的职工，或者换联系点。", "point")


def _deed_state(row: Deed, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.done_on:
        return Badge("办成了", "done")
    if row.dropped_on:
        return Badge("不办了", "end")
    return Badge("超期", "back") if row.until < reader.today else Badge("在办", "doing")


def _closed(row: Deed) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这件实事已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    if row.done_on is None and row.dropped_on is None:
        return None
    return Refused("这件实事已经办结。", "写错了的，请先退回。")


def _done(row: Deed, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    deed_done(
        deed=row, on=values["on"], result=values["result"], people=values["people"], cost=values["cost"], by=by, at=at
    )
    return Done(f"办成了，{values['people']}人受益。")


def _drop(row: Deed, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    deed_drop(deed=row, on=values["on"], reason=values["reason"], by=by, at=at)
    return Done("记好了，不办的原因留在这一条里。")


def _reopen(row: Deed, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    deed_reopen(deed=row, reason=values["reason"], by=by, at=at)
    return Done("退回了，可以更正。")


def _still_open(row: Deed, reader: Reader) -> Refused | None:
    return None if row.done_on or row.dropped_on else Refused("这件实事还没有办结。", "可以直接更正。")


OPEN_DEED = Q(voided_on=None, done_on=None, dropped_on=None)
DEEDS = Ledger(
    key="deeds", title="办实事", model=Deed, line="综合", place=62, union="union_id", unit="件", icon="check2-circle", one="deed",
    help="答应为职工办的一件事记一条：谁负责、哪天办成；全镇的写镇总工会。", name="title", scan=True,
    fields=(
        Field("title", also="实事项目 事项 项目名称"), Field("union", also="受益工会 单位"), Field("origin", blank="请选", also="来源"),
        Field("point", of="联系点", also="联系点", help="联系点走访来的要选"), Field("on", also="立项日期 日期"),
        Field("until", future=True, also="完成时限 完成期限"), Field("leader", kind="person", also="责任人姓名 承办人"),
    ),
    natural_key=("union", "title", "on"), state=_deed_state, settled=_closed,
    given=(Column("done_on", "办成日期"), Column("people", "受益人数"), Column("result", "办得怎么样", default=False),
           Column("cost", "花费", default=False)),
    presets=(
        Preset("open", "在办", OPEN_DEED),
        Preset("over", "超期", lambda reader: OPEN_DEED & Q(until__lt=reader.today)),
        Preset("year", "今年的清单", lambda reader: Q(voided_on=None, on__year=reader.today.year)),
    ),
    checks=(_ends_too_early, _from_no_point, _from_another_union),
    acts=(
        Act(key="done", title="登记办成", icon="check2-circle", do=_done, locks=True, first=_now, fields=(
            Field("on", "办成日期", "day"), Field("people", "受益人数", "count", unit="人"),
            Field("cost", "花费", "money", required=False), Field("result", "办得怎么样", "long", size=300))),
        Act(key="drop", title="登记不办", icon="x-circle", do=_drop, locks=True, first=_now, fields=(
            Field("on", "日期", "day"), Field("reason", "为什么不办", "text", size=200, help="写能对职工说的原因"))),
        Act(key="reopen", title="退回", icon="unlock", do=_reopen, barred=_still_open, opens=True, locks=True,
            fits=lambda row: bool(row.done_on or row.dropped_on), fields=(Field("reason", "为什么退回", "text", size=120),)),
    ),
)  # fmt: skip


# --- 心理咨询预约 ----------------------------------------------------------------------------------


def _numbered(row: Appointment, at: datetime) -> Mapping[str, Any]:
    """The next number of the year in which it was made; it stays when the hour is changed."""
    if row.number:
        return {}
    year = at.date().year
    return {"number": f"{year}-{Appointment.objects.filter(number__startswith=f'{year}-').count() + 1:03}"}


def _taken(row: Appointment, at: datetime) -> Refused | None:
    if row.kept == Kept.CANCELLED:
        return None
    same = Appointment.objects.valid().filter(counsellor=row.counsellor, on=row.on, hour=row.hour)
    other = same.exclude(kept=Kept.CANCELLED).exclude(pk=row.pk).first()
    if other is None:
        return None
    return Refused(
        f"{row.counsellor}{cn_date(row.on)}{row.hour}已经约给{other}。", "请另约时间，或者另请咨询师。", "hour"
    )


def _without_place(row: Appointment, at: datetime) -> Refused | None:
    if row.way != "face" or row.place:
        return None
    return Refused("当面咨询的，没有写地点。", "请写在哪间屋，预约条上要印。", "place")


def _kept_state(row: Appointment, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.kept:
        return Badge(row.get_kept_display(), "done" if row.kept == Kept.CAME else "end")
    return Badge("没有登记来没来", "back") if row.on < reader.today else Badge("约好了", "wait")


def _kept(row: Appointment, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    appointment_kept(appointment=row, kept=values["kept"], on=values["on"], by=by, at=at)
    return Done(f"{row}{Kept(values['kept']).label}，记好了。")


APPOINTMENTS = Ledger(
    key="appointments", title="心理咨询预约", model=Appointment, line="帮扶", place=60, union="union_id", office_only=True, unit="个",
    icon="chat-heart", one="appointment", name="number", follows=_numbered,
    help="约一次记一条，只记时间，不记姓名、电话和谈什么；本人拿着号条来，改时间凭号来问。",
    fields=(
        Field("number", kind="text", also="号", help="空着就接着上一个编"),
        Field("on", future=True, also="预约日期 日期"), Field("hour", blank="请选", also="时间"),
        Field("counsellor", kind="person", also="咨询师姓名"), Field("way", also="咨询方式"), Field("place", also="咨询地点"),
        Field("union", also="咨询室 工会", help="咨询室设在哪家工会，不是本人的工会"),
    ),
    state=_kept_state,
    presets=(
        Preset("coming", "还没有到的", lambda reader: Q(voided_on=None, kept="", on__gte=reader.today)),
        Preset("open", "没有登记来没来", lambda reader: Q(voided_on=None, kept="", on__lt=reader.today)),
    ),
    checks=(_taken, _without_place),
    acts=(Act(key="kept", title="登记来没来", icon="check2", do=_kept, locks=True, first=_now, bulk=("kept", "on"), fields=(
        Field("kept", "来没来", "choice", choices=tuple(Kept.choices)), Field("on", "登记日期", "day"))),),
)  # fmt: skip
register_ledger(POINTS, VISITS, DEEDS, APPOINTMENTS)
