"""Who came, by name or by declaration; both are kept, and what counts is never less than the names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gonghui.activities.actions.running import refuse_closed
from gonghui.activities.actions.signing_up import invitations_answer
from gonghui.activities.choices import Basis, Kind, Source
from gonghui.activities.models import Activity, Attendance, Turnout
from gonghui.activities.queries import named_by_union, rolls_of
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import Membership, Person, Worker


@dataclass(frozen=True)
class Comer(Person):
    """One person on a list of those who came, with a score or a place if there was one."""

    result: str = ""


def comer_of(worker: Worker, union_id: int, result: str = "") -> Comer:
    """A person of the register as one who came."""
    return Comer(worker.name, union_id, worker.pk, result)


@transaction.atomic
def attend(
    *, activity: Activity, comers: Sequence[Comer], source: str = Source.LIST, by: writes.Hand, at: datetime
) -> list[Attendance]:
    """Enter who came; one event for the list. The union's turnout follows.

    Raises Refused before the first day, after filing, for a person named twice (also under two unions), and for a
    union on whose roll the person did not stand that day while he stood on another's.
    """
    refuse_closed(activity)
    refuse_future(activity.on, at)
    for one in comers:
        refuse_health(activity, one.result)
    _refuse_doubles(activity, comers)
    _refuse_elsewhere(activity, comers)
    writes.hold(activity)
    rows = [
        Attendance(activity=activity, union_id=one.union_id, worker_id=one.worker_id, name=one.name, person=one.mark,
                   source=source, result=one.result)
        for one in comers
    ]  # fmt: skip
    writes.create_many(rows, by)
    unions = Counter(one.union_id for one in comers)
    _count(activity, unions, by)
    invitations_answer(activity, unions, by, at)
    only = next(iter(unions)) if len(unions) == 1 else activity.union_id
    writes.log("activity_attend", activity, f"登记到会{len(rows)}人", by, at, union_id=only)
    return rows


def refuse_health(activity: Activity, result: str) -> None:
    """Raise Refused for anybody's own result of a health check-up."""
    if activity.kind == Kind.CHECKUP and result:
        raise Refused("健康体检不记个人的结果。", "结果只交给本人；这里只记谁来了，汇总写在“体检汇总”里。", "result")


def _refuse_doubles(activity: Activity, comers: Sequence[Comer]) -> None:
    """Nobody comes twice: not on this list, not on an earlier one, not for two unions."""
    seen: dict[int, Comer] = {}
    for one in comers:
        if one.mark in seen:
            raise Refused(f"名单里{one.name}写了两次。", "请留一行。", "name")
        seen[one.mark] = one
    persons = list(seen)
    for start in range(0, len(persons), 500):
        rows = Attendance.objects.valid().filter(activity=activity, person__in=persons[start : start + 500])
        row = rows.select_related("union").first()
        if row is not None:
            raise Refused(
                f"{row.name}已经记在{row.union.name}名下了。",
                "一个人在一次活动里只记一次，请核对是哪家工会的。",
                "name",
            )


def _refuse_elsewhere(activity: Activity, comers: Sequence[Comer]) -> None:
    workers = [one.worker_id for one in comers if one.worker_id is not None]
    rolls: dict[int, Membership] = {}
    for start in range(0, len(workers), 500):
        rolls |= rolls_of(workers[start : start + 500], activity.on)
    for one in comers:
        row = rolls.get(one.worker_id) if one.worker_id is not None else None
        if row is not None and row.union_id != one.union_id:
            raise Refused(f"{one.name}那天在{row.union.name}的名册上。", f"请记在{row.union.name}名下。", "union")


@transaction.atomic
def attendance_result(*, row: Attendance, result: str, by: writes.Hand, at: datetime) -> bool:
    """Enter or correct the score or place of one person on the list; "" takes it away. Returns whether it changed.

    Raises Refused after filing, for somebody struck off, and at a health check-up.
    """
    refuse_closed(row.activity)
    refuse_health(row.activity, result)
    if row.voided_on is not None:
        raise Refused(f"{row.name}已经划掉了。", "划错了请在活动里再登记一次。")
    changes = writes.change(row, by, result=result.strip()[:40])
    if changes:
        words = f"{row.name}的成绩：{row.result or '空着'}"
        writes.log("attendance_result", row, words, by, at, changes, row.union_id)
    return bool(changes)


@transaction.atomic
def attendance_void(*, row: Attendance, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take one person off the list, with a reason. Raises Refused without one and after filing."""
    refuse_closed(row.activity)
    if len(reason.strip()) < 2:
        raise Refused("还没有写原因。", "请写一句为什么，比如签错了表。", "reason")
    if row.voided_on is not None:
        raise Refused(f"{row.name}已经划掉了。", "请刷新页面核对。")
    writes.hold(row.activity)
    changes = writes.change(row, by, voided_on=at.date(), void_reason=reason.strip()[:120])
    _count(row.activity, [row.union_id], by)
    writes.log("attendance_void", row, f"划掉{row.name}，原因：{reason.strip()[:120]}", by, at, changes, row.union_id)
    writes.log("activity_strike", row.activity, "名单划掉1人", by, at, union_id=row.union_id)


def turnout_declare(
    *, activity: Activity, union: Union, heads: int, proof: str, by: writes.Hand, at: datetime
) -> Turnout:
    """Enter or correct how many one union says came; raises Refused as `turnouts_declare`."""
    return turnouts_declare(activity=activity, heads={union: heads}, proof=proof, by=by, at=at)[0]


@transaction.atomic
def turnouts_declare(
    *, activity: Activity, heads: Mapping[Union, int], proof: str, by: writes.Hand, at: datetime
) -> list[Turnout]:
    """Enter or correct how many each of these unions says came, with the paper that shows it; names that are there are
    part of it. One event for each union.

    Raises Refused without a proof, for fewer heads than names, before the first day and after filing.
    """
    refuse_closed(activity)
    refuse_future(activity.on, at)
    if not proof.strip():
        raise Refused("申报人数要有证明材料。", "请写上材料的名称，比如盖章的参赛证明，并把扫描件传上来。", "proof")
    names, paper = named_by_union(activity), proof.strip()[:120]
    for union, count in heads.items():
        named = names.get(union.pk, 0)
        if count < max(named, 1):
            raise Refused(f"申报{count}人，少于名单上的{named}人。" if named else "申报人数是0。",
                          "请核对人数；名单里写错的请先划掉。" if named else "没有人参加就不用申报。", "heads")  # fmt: skip
    writes.hold(activity)
    known = {row.union_id: row for row in activity.turnouts.filter(union__in=heads, basis=Basis.DECLARED)}
    rows, events = [], []
    for union, count in heads.items():
        values = {"declared": count, "heads": count - names.get(union.pk, 0), "proof": paper}
        row = known.get(union.pk) or Turnout(activity=activity, union=union, basis=Basis.DECLARED, **values)
        rows.append((row, union, count, writes.change(row, by, **values) if row.pk else {}))
    writes.create_many([row for row, *_ in rows if row.pk is None], by)
    for row, union, count, changes in rows:
        words = f"{union.name}申报{count}人参加“{activity.name}”，凭{paper}"
        events.append(writes.event("turnout_declare", row, words, by, at, changes, union.pk))
    writes.log_many(events)
    invitations_answer(activity, [union.pk for union in heads], by, at)
    return [row for row, *_ in rows]


@transaction.atomic
def declaration_drop(*, row: Turnout, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take a declaration back, with a reason; the names stay. Raises Refused for the names' own row and after filing."""
    refuse_closed(row.activity)
    if row.basis != Basis.DECLARED:
        raise Refused("这是按名单算出来的人数。", "要改请更正名单。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写原因。", "请写一句为什么，比如报重了。", "reason")
    words = f"{row.union.name}撤回申报的{row.declared}人，原因：{reason.strip()[:120]}"
    writes.log("turnout_drop", row.activity, words, by, at, union_id=row.union_id)
    writes.remove(row, by)


def _count(activity: Activity, unions: Iterable[int], by: writes.Hand) -> None:
    """Bring the turnout of these unions in line with the names; what was declared beyond them shrinks accordingly."""
    named = named_by_union(activity)
    held = {(row.union_id, row.basis): row for row in activity.turnouts.filter(union_id__in=list(unions))}
    for union in sorted(set(unions)):
        count, row = named.get(union, 0), held.get((union, Basis.NAMED))
        if row is not None:
            writes.change(row, by, heads=count)
        elif count:
            writes.create(Turnout(activity=activity, union_id=union, basis=Basis.NAMED, heads=count), by)
        declared = held.get((union, Basis.DECLARED))
        if declared is not None and declared.declared is not None:
            writes.change(declared, by, heads=max(declared.declared - count, 0))
