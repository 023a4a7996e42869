"""师徒结对 and the checks of the pairs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from gonghui.emulation.actions import mentoring_end, mentoring_extend, mentoring_reopen
from gonghui.emulation.choices import Outcome, Reached
from gonghui.emulation.ledger_parts import due_soon
from gonghui.emulation.models import Mentoring, MentoringCheck
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
from gonghui.people.public import person_follows, person_named, person_of

MOST_APPRENTICES = 4
"""Apprentices whom one mentor teaches at a time: this product's own limit, no law says so."""

register_pickable(
    Mentoring, Pickable("师徒", lambda reader: reader.scope.limit(Mentoring.objects.valid().filter(ended_on=None)))
)


def _follows(row: Mentoring, at: datetime) -> Mapping[str, Any]:
    """Both persons from their names, by the roll of the day on which they were paired."""
    found = dict(person_follows("start_on")(row, at))
    if not row.mentor or row.union_id is None:
        return found
    if row.mentor_worker is not None and row.mentor_worker.name == row.mentor:
        mentor = person_of(row.mentor_worker, row.union_id)
    else:
        try:
            mentor = person_named(row.mentor, row.union_id, row.start_on or at.date())
        except Refused as no:
            raise Refused(no.what, no.todo, "mentor") from None
    return found | {"mentor": mentor.name, "mentor_worker_id": mentor.worker_id, "mentor_person": mentor.mark}


def _one_person(row: Mentoring, at: datetime) -> Refused | None:
    if row.person != row.mentor_person:
        return None
    return Refused("师傅和徒弟是同一个人。", "请核对姓名；同名的两个人，姓名后面写证件号后四位。", "mentor")


def _ends_too_early(row: Mentoring, at: datetime) -> Refused | None:
    return Refused("约定的日期不在结对日期之后。", "请核对日期。", "end_on") if row.end_on <= row.start_on else None


def _never_checked(row: Mentoring, at: datetime) -> Refused | None:
    return None if row.check_months else Refused("几个月检查一次写的是0。", "请写1到12。", "check_months")


def _learns_already(row: Mentoring, at: datetime) -> Refused | None:
    if row.ended_on is not None:
        return None
    other = Mentoring.objects.valid().filter(person=row.person, ended_on=None).exclude(pk=row.pk).first()
    if other is None:
        return None
    return Refused(
        f"{row.name}{cn_date(other.start_on)}起跟着{other.mentor}学，还没有结束。", "请先登记那一对的结果。", "name"
    )


def _too_many(row: Mentoring, at: datetime) -> Refused | None:
    if row.ended_on is not None:
        return None
    same = Mentoring.objects.valid().filter(mentor_person=row.mentor_person, ended_on=None).exclude(pk=row.pk)
    if same.count() < MOST_APPRENTICES:
        return None
    return Refused(f"{row.mentor}已经带着{MOST_APPRENTICES}个徒弟。", "请另选师傅，或者先登记出师的。", "mentor")


def _state(row: Mentoring, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.outcome:
        return Badge(row.get_outcome_display(), "done" if row.outcome == Outcome.PASSED else "end")
    return Badge("到期没有结果", "back") if row.end_on < reader.today else Badge("在学", "doing")


def _settled(row: Mentoring) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"这一对已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。")
    if row.ended_on is not None:
        return Refused(f"这一对已经{row.get_outcome_display()}。", "写错了的，请先撤销结果。")
    return None


def _end(row: Mentoring, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    mentoring_end(mentoring=row, outcome=values["outcome"], on=values["on"], note=values["note"] or "", by=by, at=at)
    return Done(f"{row.name}{row.get_outcome_display()}，记好了。")


def _extend(row: Mentoring, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    mentoring_extend(mentoring=row, end_on=values["end_on"], reason=values["reason"], by=by, at=at)
    return Done(f"续签到{cn_date(row.end_on)}。")


def _reopen(row: Mentoring, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    mentoring_reopen(mentoring=row, reason=values["reason"], by=by, at=at)
    return Done("结果撤销了，可以更正。")


def _not_over(row: Mentoring, reader: Reader) -> Refused | None:
    return None if row.ended_on else Refused("这一对还没有结束。", "可以直接更正。")


def _open(reader: Reader) -> Q:
    return Q(voided_on=None, ended_on=None)


MENTORING = Ledger(
    key="mentorings", title="师徒结对", model=Mentoring, line="经济", place=22, union="union_id", unit="对", icon="people",
    one="mentoring", phone=("mentor", "union", "end_on"),
    help="一个徒弟跟一个师傅学记一条：学什么、到哪天、几个月看一次；学成了登记出师。", name="name", scan=True,
    fields=(
        Field("name", "徒弟", kind="text", also="徒弟姓名 学徒 青年教师", help="同名的，后面写会员证号或证件号后四位"),
        Field("mentor", kind="text", also="师傅姓名 导师 指导教师"), Field("union", also="工会 单位"),
        Field("trade", also="岗位 工种 学科"), Field("goals", kind="long", also="目标 培养目标"),
        Field("start_on", also="开始日期 签订日期"), Field("end_on", future=True, also="结束日期 到期日期"),
        Field("check_months", listed=False),
    ),
    natural_key=("union", "name", "start_on"), follows=_follows, state=_state, settled=_settled,
    given=(Column("outcome", "结果", lambda row, reader: row.get_outcome_display(), default=False),),
    presets=(
        Preset("check", "该检查的", due_soon("mentoring.check", 7)),
        Preset("over", "到期没有结果", lambda reader: _open(reader) & Q(end_on__lt=reader.today)),
        Preset("open", "在学", _open), Preset("passed", "出师的", Q(voided_on=None, outcome=Outcome.PASSED)),
    ),
    checks=(_one_person, _ends_too_early, _never_checked, _learns_already, _too_many),
    acts=(
        Act(key="end", title="登记结果", icon="flag", do=_end, locks=True, first=lambda row, reader: {"on": reader.today}, fields=(
            Field("outcome", "结果", "choice", choices=tuple(Outcome.choices), blank="请选"), Field("on", "结束日期", "day"),
            Field("note", "说明", "text", size=200, required=False, help="终止的要写原因"))),
        Act(key="extend", title="续签", icon="arrow-repeat", do=_extend, locks=True, fields=(
            Field("end_on", "延到哪天", "day", future=True), Field("reason", "原因", "text", size=120))),
        Act(key="reopen", title="撤销结果", icon="unlock", do=_reopen, barred=_not_over, opens=True, locks=True,
            fits=lambda row: row.ended_on is not None, fields=(Field("reason", "为什么撤销", "text", size=120),)),
    ),
)  # fmt: skip


def _before_they_met(row: MentoringCheck, at: datetime) -> Refused | None:
    if row.on >= row.mentoring.start_on:
        return None
    return Refused(f"{cn_date(row.mentoring.start_on)}才结对。", "请核对检查日期。", "on")


def _after_the_end(row: MentoringCheck, at: datetime) -> Refused | None:
    end = row.mentoring.ended_on
    if end is None or row.on <= end:
        return None
    return Refused(f"这一对{cn_date(end)}已经{row.mentoring.get_outcome_display()}。", "请核对检查日期。", "on")


def _checked_by_himself(row: MentoringCheck, at: datetime) -> Refused | None:
    if row.checker not in (row.mentoring.name, row.mentoring.mentor):
        return None
    return Refused(f"{row.checker}是这一对里的人，不能自己检查。", "请由工会或车间的别人检查。", "checker")


def _of_a_void_pair(row: MentoringCheck, at: datetime) -> Refused | None:
    return Refused("这一对已作废。", "请选还在的师徒。", "mentoring") if row.mentoring.voided_on else None


CHECKS = Ledger(
    key="mentoring-checks", title="师徒检查", model=MentoringCheck, line="经济", place=23, union="mentoring__union_id", unit="次",
    one="mentoringcheck", icon="clipboard-check", help="到期看一次徒弟学得怎么样，达到没有写明白。", name="mentoring",
    caption=lambda row: f"{row.mentoring.name} {cn_date(row.on)}检查", phone=("reached", "on", "findings"),
    fields=(
        Field("mentoring", of="师徒", help="写徒弟的姓名", also="徒弟 徒弟姓名"), Field("on", also="日期"),
        Field("reached", also="目标达到情况 结果", spoken={"yes": "好 优", "partly": "一般 中", "no": "差"}),
        Field("findings", also="情况"), Field("checker", kind="person", also="检查人姓名"),
    ),
    natural_key=("mentoring", "on"),
    presets=(Preset("not", "没有达到的", Q(voided_on=None, reached=Reached.NO)),),
    checks=(_of_a_void_pair, _before_they_met, _after_the_end, _checked_by_himself),
)  # fmt: skip
register_ledger(MENTORING, CHECKS)
