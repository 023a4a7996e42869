"""The roster from and to spreadsheets: planned in sets, encrypted outside the transaction, written in one piece."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gonghui.kernel.imports.ledger import Ledger, Row, Run
from gonghui.kernel.privacy import seal_text
from gonghui.kernel.scope import Scope
from gonghui.people.actions.members import (
    group_named,
    member_amend,
    member_leave,
    member_restate,
    members_admit,
    worker_amend,
)
from gonghui.people.choices import LeaveReason, MemberState
from gonghui.people.fields import MEMBER
from gonghui.people.imports.planning import Plan, Planner, last_event
from gonghui.people.models import Membership

PIECE = 5_000


class RosterLedger(Ledger):
    key, title, declared = "members", "会员", MEMBER.values()
    required = ("name", "id_number")
    grassroots = True
    not_ours = "会员类别 工会主席 配偶姓名 紧急联系人 紧急联系电话 单位电话 单位类型 工会类型 信用代码 介绍人"

    def prepare(self, rows: Sequence[Row], run: Run) -> Plan:
        plan = Planner(run).plan(rows)
        for count, (row, item) in enumerate(plan.admissions):
            if count % 2000 == 0:
                run.progress("加密", count, len(plan.admissions))
            if item.worker is None:  # who comes back has a number already, and perhaps only its mask in the sheet
                item.sealed = seal_text(item.id_number), row.values["index"], seal_text(item.phone)
        return plan

    def take(self, rows: Sequence[Row], run: Run, keep: bool) -> None:
        plan = Planner(run).plan(rows)
        if keep:
            self._write(plan, run)

    def take_prepared(self, rows: Sequence[Row], run: Run, prepared: Plan) -> None:
        if prepared.last_event != last_event():  # somebody wrote in between: look again, now with the lock held
            prepared = Planner(run).plan(rows)
        self._write(prepared, run)

    def _write(self, plan: Plan, run: Run) -> None:
        total = len(plan.admissions)
        for start in range(0, total, PIECE):
            run.progress("写入", start, total)
            piece = plan.admissions[start : start + PIECE]
            for row, item in piece:
                if row.get("group"):
                    item.group_id = group_named(item.union_id, row.values["group"], run.by).pk
            admitted = members_admit(items=[item for _, item in piece], by=run.by, at=run.at)
            for (row, _), membership in zip(piece, admitted, strict=True):
                if (row.sheet, row.number) in plan.later:
                    self._move(row, membership, dict([plan.later[row.sheet, row.number]]), run)
        for row, membership, wanted in plan.changes:
            self._change(row, membership, wanted, run)

    def _change(self, row: Row, membership: Membership, wanted: dict[str, Any], run: Run) -> None:
        moves: dict[str, Any] = {key: wanted.pop(key) for key in ("leave", "restate") if key in wanted}
        own: dict[str, Any] = {
            key: wanted.pop(key) for key in ("joined_on", "card_number", "employer_id") if key in wanted
        }
        if "group" in wanted:
            own["group"] = group_named(membership.union_id, wanted.pop("group"), run.by)
        if own:
            member_amend(row=membership, by=run.by, at=run.at, **own)
        if wanted:
            worker_amend(worker=membership.worker, by=run.by, at=run.at, union_id=membership.union_id, **wanted)
        self._move(row, membership, moves, run)

    def _move(self, row: Row, membership: Membership, moves: dict[str, Any], run: Run) -> None:
        day = row.get("changed_on") or run.today
        if "leave" in moves:
            why = LeaveReason(moves["leave"])
            went_to = row.get("went_to") or ""
            member_leave(row=membership, on=day, reason=why, by=run.by, at=run.at, went_to=went_to)
        if "restate" in moves:
            member_restate(row=membership, state=MemberState(moves["restate"]), on=day, by=run.by, at=run.at)

    def records(self, scope: Scope, day: date) -> Iterable[Membership]:
        rows = scope.limit(Membership.objects.on(day)).select_related("worker", "union", "employer", "group")
        return rows.order_by("union__code", "worker__name", "pk").iterator(2000)
