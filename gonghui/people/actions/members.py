"""Joining, transferring, leaving: the state of a membership is a row that is closed, never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import holds_from, refuse_future
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.names import initials
from gonghui.kernel.privacy import blind_index, seal_text
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.codes import parse_id_number
from gonghui.orgs.public import Employer, Union
from gonghui.people.choices import IdKind, LeaveReason, MemberState
from gonghui.people.models import MemberGroup, Membership, Worker

PLAIN = ("sex", "born_on", "nation", "politics", "education", "household", "migrant", "job", "new_form", "skill",
         "title", "employment", "contract_form", "remarks", "id_kind")  # fmt: skip


@dataclass(slots=True)
class Admission:
    """One person to be put on a union's roll. `since` is the first day that counts; `details` are real-name columns."""

    name: str
    id_number: str
    union_id: int
    since: date
    phone: str = ""
    joined_on: date | None = None
    employer_id: int | None = None
    group_id: int | None = None
    card_number: str = ""
    state: str = MemberState.FULL
    worker: Worker | None = None
    details: dict[str, Any] = field(default_factory=dict)
    sealed: tuple[str, str, str] | None = None

    def seal(self) -> None:
        """Encrypt the private values ahead of time, so that no write transaction waits for it; they are taken as right."""
        self.sealed = self.sealed or (seal_text(self.id_number), blind_index(self.id_number), seal_text(self.phone))

    def fresh_worker(self) -> Worker:
        """An unsaved worker of these particulars."""
        self.seal()
        id_sealed, id_index, phone_sealed = self.sealed or ("", "", "")
        return Worker(
            name=self.name, initials=initials(self.name, person=True), id_sealed=id_sealed, id_index=id_index,
            phone_sealed=phone_sealed, **self.details,
        )  # fmt: skip


@transaction.atomic
def members_admit(*, items: Sequence[Admission], by: writes.Hand, at: datetime) -> list[Membership]:
    """Put people on the roll; those without `worker` are registered first. One event per person.

    Nobody is on a roll before the union was founded: an earlier `since` counts from that day (`joined_on` stays).
    Raises Refused when a person stands on a roll on that day or later, for a closed union, a wrong identity number,
    and a day in the future.
    """
    for item in items:
        refuse_future(item.since, at, "joined_on")
        refuse_future(item.joined_on, at, "joined_on")
        if item.worker is None and item.sealed is None:
            item.id_number = right_id_number(item.id_number, item.details.get("id_kind"), at)
    founded = _founding_days({item.union_id for item in items})
    fresh = [(item, item.worker or item.fresh_worker(), max(item.since, founded[item.union_id])) for item in items]
    new = [worker for _, worker, _ in fresh if worker.pk is None]
    _refuse_standing(
        {worker.pk: since for _, worker, since in fresh if worker.pk is not None}, len(items) - len(new), by
    )
    _refuse_known_ids(new, by)
    writes.create_many(new, by)
    rows = [
        Membership(
            worker=worker, union_id=item.union_id, employer_id=item.employer_id, group_id=item.group_id,
            state=item.state, joined_on=item.joined_on, card_number=item.card_number, start_on=since,
        )
        for item, worker, since in fresh
    ]  # fmt: skip
    writes.create_many(rows, by)
    writes.log_many(
        writes.event("member_admit", row, f"{row.worker.name}入会", by, at, union_id=row.union_id) for row in rows
    )
    return rows


def right_id_number(number: str, kind: str | None, at: datetime) -> str:
    """An identity number in its written form. Raises Refused for a resident's number that cannot be one."""
    if kind not in (None, "", IdKind.RESIDENT):
        return number.strip().upper()
    try:
        read = parse_id_number(number, today=at.date())
    except BadValue as bad:
        raise Refused(f"身份证号{bad.reason}。", f"{bad.hint}。", "id_number") from bad
    if read is None:
        raise Refused("没有写身份证号。", "请对着身份证原件填。", "id_number")
    return read


def _founding_days(unions: set[int]) -> dict[int, date]:
    """The first possible day on each union's roll. Raises Refused when one of the unions is closed."""
    rows = Union.objects.filter(pk__in=unions)
    closed = rows.exclude(closed_on=None).first()
    if closed:
        raise Refused(f"{closed.name}已于{cn_date(closed.closed_on)}撤销。", "请选还在的工会。", "union")
    return {pk: day or SINCE_EVER for pk, day in rows.values_list("pk", "approved_on")}


def _refuse_standing(since: dict[int, date], count: int, by: writes.Hand) -> None:
    """`since` maps the known workers to their first day; `count` of them were asked for."""
    if len(since) < count:
        raise Refused("同一个人写了两次。", "请留一行。", "id_number")
    workers = list(since)
    for start in range(0, len(workers), 500):
        rows = Membership.objects.filter(holds_from(SINCE_EVER), worker_id__in=workers[start : start + 500])
        for row in rows.select_related("worker", "union"):
            where = by.names(row.union_id, row.union.name, "别的工会")
            if row.end_on is None:
                raise Refused(
                    f"{row.worker.name}已经在{where}的名册上。",
                    "要换工会请办转入，不能再入一次会。",
                    "id_number",
                )
            if row.end_on > since[row.worker_id]:
                until = cn_date(row.end_on)
                raise Refused(
                    f"{row.worker.name}到{until}前一天还在{where}的名册上。",
                    f"请填{until}或更晚的日期。",
                    "joined_on",
                )


def _refuse_known_ids(new: list[Worker], by: writes.Hand) -> None:
    indexes = [worker.id_index for worker in new]
    if len(set(indexes)) != len(indexes):
        raise Refused("同一个证件号写了两次。", "请留一行。", "id_number")
    for start in range(0, len(indexes), 500):
        known = Worker.objects.filter(id_index__in=indexes[start : start + 500]).first()
        if known:
            whose = f"{known.name}名下" if by.scope.everything else "别的姓名下"
            raise Refused(f"这个证件号已经登记在{whose}。", "请查这个人，不要再登记一次。", "id_number")


@transaction.atomic
def worker_amend(
    *, worker: Worker, by: writes.Hand, at: datetime, union_id: int | None = None, id_number: str | None = None,
    phone: str | None = None, **values: Any,
) -> dict[str, list[Any]]:  # fmt: skip
    """Correct a worker's particulars; returns what changed, private values only as "已改".

    Raises Stale on a simultaneous save, Refused for an identity number that belongs to somebody else.
    """
    given = {key: value for key, value in values.items() if key in ("name", *PLAIN)}
    if "name" in given:
        given["initials"] = initials(given["name"], person=True)
    if id_number:
        id_number = right_id_number(id_number, given.get("id_kind", worker.id_kind), at)
        index = blind_index(id_number)
        if index != worker.id_index:
            if Worker.objects.filter(id_index=index).exists():
                raise Refused("这个证件号已经登记在别人名下。", "请对着证件原件核对。", "id_number")
            given |= {"id_index": index, "id_sealed": seal_text(id_number)}
    if phone is not None and phone != worker.phone():
        given["phone_sealed"] = seal_text(phone)
    changes = writes.change(worker, by, **given)
    if changes:
        what = "、".join(k for k in changes if k not in ("拼音首字母", "证件号索引"))
        writes.log("worker_amend", worker, f"修改{worker.name}的{what}", by, at, changes, union_id)
    return changes


def _end(row: Membership, on: date, reason: LeaveReason, by: writes.Hand, went_to: str = "") -> None:
    if row.end_on is not None:
        raise Refused(
            f"{row.worker.name}在{row.union.name}的会籍已于{cn_date(row.end_on)}结束。", "请打开这个人现在的会籍。"
        )
    if on <= row.start_on:
        raise Refused(f"{cn_date(on)}不晚于入会的{cn_date(row.start_on)}。", "请填更晚的日期。", "on")
    writes.change(row, by, end_on=on, end_reason=reason, went_to=went_to)


@transaction.atomic
def member_leave(
    *, row: Membership, on: date, reason: LeaveReason, by: writes.Hand, at: datetime, went_to: str = ""
) -> None:
    """End a membership: `on` is the first day the person is no longer on the roll (章程 6, 7)."""
    refuse_future(on, at)
    _end(row, on, reason, by, went_to)
    summary = f"{cn_date(on)}起{row.worker.name}{LeaveReason(reason).label}"
    writes.log("member_leave", row, summary, by, at, union_id=row.union_id)


@transaction.atomic
def member_transfer(
    *, row: Membership, to: Union, on: date, by: writes.Hand, at: datetime, employer: Employer | None = None
) -> Membership:
    """Move a member to another union from `on`; the earlier roll keeps its past (会籍管理办法: 会籍随劳动关系流动)."""
    refuse_future(on, at)
    if to.pk == row.union_id:
        raise Refused(f"{row.worker.name}已经在{to.name}。", "请选另一个工会。", "to")
    if to.closed_on:
        raise Refused(f"{to.name}已于{cn_date(to.closed_on)}撤销。", "请选还在的工会。", "to")
    if to.approved_on and on < to.approved_on:
        raise Refused(f"{to.name}{cn_date(to.approved_on)}才批准成立。", "请填那天或更晚的日期。", "on")
    _end(row, on, LeaveReason.TRANSFER, by, to.name)
    return move(row, to, on, by, at, employer)


def move(row: Membership, to: Union, on: date, by: writes.Hand, at: datetime, employer: Employer | None) -> Membership:
    """Go on, on the roll of `to`, with a membership that has just been closed."""
    fresh = Membership(
        worker=row.worker, union=to, employer=employer, state=row.state, joined_on=row.joined_on,
        card_number=row.card_number, start_on=on,
    )  # fmt: skip
    writes.create(fresh, by)
    summary = f"{cn_date(on)}起{row.worker.name}转到{to.name}"
    writes.log("member_transfer", row, summary, by, at, union_id=row.union_id)
    writes.log("member_transfer", fresh, summary, by, at, union_id=to.pk)
    return fresh


@transaction.atomic
def member_restate(*, row: Membership, state: MemberState, on: date, by: writes.Hand, at: datetime) -> Membership:
    """Change the state on the same roll from `on`, e.g. to 保留会籍 on retirement (章程 8)."""
    refuse_future(on, at)
    if row.state == state:
        raise Refused(f"{row.worker.name}的会籍已经是“{MemberState(state).label}”。", "不用再改。", "state")
    _end(row, on, LeaveReason.STATE, by)
    fresh = Membership(
        worker=row.worker, union_id=row.union_id, employer_id=row.employer_id, group_id=row.group_id, state=state,
        joined_on=row.joined_on, card_number=row.card_number, start_on=on,
    )  # fmt: skip
    writes.create(fresh, by)
    summary = f"{cn_date(on)}起{row.worker.name}会籍改为{MemberState(state).label}"
    writes.log("member_restate", fresh, summary, by, at, union_id=row.union_id)
    return fresh


@transaction.atomic
def member_amend(*, row: Membership, by: writes.Hand, at: datetime, **values: Any) -> dict[str, list[Any]]:
    """Correct the particulars of a standing membership: joined_on, card_number, employer_id, group.

    A joining date that becomes known after an undated opening balance moves the start of the row to it, but never
    before the union was founded or onto an earlier roll. Returns what changed. Raises Refused for a future date.
    """
    given = {key: value for key, value in values.items() if key in ("joined_on", "card_number", "employer_id", "group")}
    joined = given.get("joined_on")
    if joined:
        refuse_future(joined, at, "joined_on")
        if row.start_on in (SINCE_EVER, row.joined_on):
            given["start_on"] = _possible_start(row, joined)
    changes = writes.change(row, by, **given)
    if changes:
        what = "、".join(label for label in changes if label != "起始日期")
        writes.log("member_amend", row, f"更正{row.worker.name}的{what}", by, at, changes, row.union_id)
    return changes


def _possible_start(row: Membership, joined: date) -> date:
    """The first day from `joined` on that the row can cover: founded union, no other roll, before its own end."""
    ends = Membership.objects.filter(worker_id=row.worker_id, pk__lt=row.pk).values_list("end_on", flat=True)
    first = max(joined, row.union.approved_on or SINCE_EVER, *(day for day in ends if day))
    if row.end_on and first > row.end_on:
        raise Refused(f"{cn_date(first)}晚于会籍结束的{cn_date(row.end_on)}。", "请核对入会日期。", "joined_on")
    return first


def group_named(union_id: int, name: str, by: writes.Hand) -> MemberGroup:
    """The group of that name in a union, made when new."""
    return MemberGroup.objects.filter(union_id=union_id, name=name).first() or writes.create(
        MemberGroup(union_id=union_id, name=name), by
    )
