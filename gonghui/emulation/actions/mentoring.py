"""Going on longer, and how a pair ended."""

from datetime import date, datetime

from django.db import transaction

from gonghui.emulation.choices import Outcome
from gonghui.emulation.models import Mentoring
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly


def refuse_ended(row: Mentoring) -> None:
    """Raise Refused for a pair that is over or was declared void."""
    if row.voided_on is not None:
        raise Refused("这一对已作废。", "请选还在的师徒。")
    if row.ended_on is not None:
        raise Refused(f"这一对{cn_date(row.ended_on)}已经{row.get_outcome_display()}。", "要再结对，请另登记一条。")


@transaction.atomic
def mentoring_extend(*, mentoring: Mentoring, end_on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Agree on a later last day (续签). Raises Refused for an earlier one, without a reason, and after the outcome."""
    refuse_ended(mentoring)
    if end_on <= mentoring.end_on:
        raise Refused(f"现在约定到{cn_date(mentoring.end_on)}，续签要比它晚。", "请写更晚的日期。", "end_on")
    if len(reason.strip()) < 2:
        raise Refused("还没有写续签的原因。", "请写一句为什么，比如还差一项技能。", "reason")
    changes = writes.change(mentoring, by, end_on=end_on)
    words = f"{mentoring.mentor}和{mentoring.name}续签到{cn_date(end_on)}：{reason.strip()[:120]}"
    writes.log("mentoring_extend", mentoring, words, by, at, changes, mentoring.union_id)
    settle_quietly([mentoring], by, at)


@transaction.atomic
def mentoring_end(*, mentoring: Mentoring, outcome: str, on: date, note: str, by: writes.Hand, at: datetime) -> None:
    """Enter how a pair ended. Raises Refused before it began, for a day to come, a second time, for 出师 without a
    single check and for 终止 without a reason."""
    refuse_ended(mentoring)
    refuse_future(on, at)
    if on < mentoring.start_on:
        raise Refused(f"{cn_date(mentoring.start_on)}才结对。", "请核对结束日期。", "on")
    if outcome == Outcome.PASSED and not mentoring.checks.filter(voided_on=None).exists():
        raise Refused("一次检查也没有登记，不能出师。", "请先登记检查，写明目标达到没有。", "outcome")
    if outcome == Outcome.ENDED and len(note.strip()) < 2:
        raise Refused("还没有写终止的原因。", "请写一句为什么，比如徒弟调岗。", "note")
    changes = writes.change(mentoring, by, outcome=outcome, ended_on=on, outcome_note=note.strip()[:200])
    words = f"{mentoring.mentor}和{mentoring.name}：{Outcome(outcome).label}{f'，{note.strip()[:120]}' if note.strip() else ''}"
    writes.log("mentoring_end", mentoring, words, by, at, changes, mentoring.union_id)
    settle_quietly([mentoring], by, at)


@transaction.atomic
def mentoring_reopen(*, mentoring: Mentoring, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take an outcome back that was entered by mistake. Raises Refused without one, without a reason, and where the
    apprentice has another mentor by now."""
    if mentoring.ended_on is None:
        raise Refused("这一对还没有结束。", "可以直接更正。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销的原因。", "请写一句为什么，比如记到别人名下了。", "reason")
    other = Mentoring.objects.valid().filter(person=mentoring.person, ended_on=None).first()
    if other is not None:
        raise Refused(f"{mentoring.name}现在跟着{other.mentor}学。", "请先把那一对结束，再撤销这一条。")
    changes = writes.change(mentoring, by, outcome="", ended_on=None, outcome_note="")
    writes.log(
        "mentoring_reopen", mentoring, f"撤销结果，原因：{reason.strip()[:120]}", by, at, changes, mentoring.union_id
    )
    settle_quietly([mentoring], by, at)
