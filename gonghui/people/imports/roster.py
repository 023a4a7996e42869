"""The roster from and to spreadsheets: planned in sets, encrypted outside the transaction, written in one piece."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.imports.ledger import Ledger, Row, Run
from gonghui.kernel.privacy import MASK, blind_index
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import Field, id_birth_and_sex
from gonghui.orgs.public import Directory, Employer, Union
from gonghui.people.actions.members import (
    PLAIN,
    Admission,
    group_named,
    member_amend,
    member_leave,
    member_restate,
    members_admit,
    worker_amend,
)
from gonghui.people.choices import IdKind, LeaveReason, MemberState, Sex
from gonghui.people.imports.fields import roster_fields
from gonghui.people.models import Membership, Worker

CHUNK = 800
PIECE = 5_000
DETAILS = tuple(key for key in PLAIN if key not in ("sex", "born_on", "id_kind"))
WORKER_NO = "R{:07d}"
LEAVING = frozenset(LeaveReason.values)


@dataclass
class Plan:
    """What the rows will do. `last_event` tells whether somebody wrote since it was made."""

    last_event: int
    admissions: list[tuple[Row, Admission]] = field(default_factory=list)
    changes: list[tuple[Row, Membership, dict[str, Any]]] = field(default_factory=list)


class RosterLedger(Ledger):
    key, title = "members", "会员"
    grassroots = True
    codes = frozenset({"id_number", "phone", "card_number", "worker_no"})

    def fields(self, today: date) -> Sequence[Field]:
        return roster_fields(today)

    def prepare(self, rows: Sequence[Row], run: Run) -> Plan:
        plan = Planner(run).plan(rows)
        for count, (_, item) in enumerate(plan.admissions):
            if count % 2000 == 0:
                run.progress("加密", count, len(plan.admissions))
            item.seal()
        return plan

    def take(self, rows: Sequence[Row], run: Run, keep: bool) -> None:
        plan = Planner(run).plan(rows)
        if keep:
            self._write(plan, run)

    def take_prepared(self, rows: Sequence[Row], run: Run, prepared: Plan) -> None:
        if prepared.last_event != _last_event():  # somebody wrote in between: look again, now with the lock held
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
            members_admit(items=[item for _, item in piece], by=run.by, at=run.at)
        for row, membership, wanted in plan.changes:
            self._change(row, membership, wanted, run)

    def _change(self, row: Row, membership: Membership, wanted: dict[str, Any], run: Run) -> None:
        moves = {key: wanted.pop(key) for key in ("leave", "restate") if key in wanted}
        own = {key: wanted.pop(key) for key in ("joined_on", "card_number", "employer_id") if key in wanted}
        if "group" in wanted:
            own["group"] = group_named(membership.union_id, wanted.pop("group"), run.by)
        if own:
            member_amend(row=membership, by=run.by, at=run.at, **own)
        if wanted:
            worker_amend(worker=membership.worker, by=run.by, at=run.at, union_id=membership.union_id, **wanted)
        day = row.get("changed_on") or run.today
        if "leave" in moves:
            why = LeaveReason(moves["leave"])
            went_to = row.get("went_to") or ""
            member_leave(row=membership, on=day, reason=why, by=run.by, at=run.at, went_to=went_to)
        if "restate" in moves:
            member_restate(row=membership, state=MemberState(moves["restate"]), on=day, by=run.by, at=run.at)

    def export(self, scope: Scope, day: date) -> Iterable[Sequence[Any]]:
        rows = scope.limit(Membership.objects.on(day)).select_related("worker", "union", "employer", "group")
        for m in rows.order_by("union__code", "worker__name", "pk").iterator(2000):
            w = m.worker
            migrant = {True: "是", False: "否"}.get(w.migrant, "")  # type: ignore[call-overload]
            yield (
                w.name, w.get_id_kind_display(), MASK, m.union.name, m.employer.name if m.employer else "",
                m.group.name if m.group else "", m.joined_on, m.get_state_display(), None, "", m.card_number,
                MASK if w.phone_sealed else "", w.get_sex_display(), w.born_on, w.nation, w.politics, w.education,
                w.get_household_display(), migrant, w.job, w.new_form, w.skill, w.title, w.employment,
                w.contract_form, WORKER_NO.format(w.pk), w.remarks,
            )  # fmt: skip


def _last_event() -> int:
    return Event.objects.aggregate(last=Max("pk"))["last"] or 0


class Planner:
    """Decides for every row what it would do; reads only."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.names = Directory()
        self.places: dict[tuple[str | None, ...], tuple[Union | None, Employer | None, str]] = {}

    def plan(self, rows: Sequence[Row]) -> Plan:
        plan = Plan(_last_event())
        self.run.remarks.clear()
        self.run.proposed.clear()
        known, standing = self._look_up(rows)
        self.rolled = set(Membership.objects.values_list("union_id", flat=True).distinct())
        first: dict[str, Row] = {}
        for count, row in enumerate(rows):
            if count % 2000 == 0:
                self.run.progress("核对每一行", count, len(rows))
            row.problem = row.hint = row.column = ""
            try:
                self._decide(row, plan, known, standing, first)
            except Refused as no:
                titles = {
                    "union": "所属工会",
                    "id_number": "身份证号",
                    "joined_on": "入会日期",
                    "changed_on": "变动日期",
                }
                row.refuse(no, titles.get(no.field, ""))
        return plan

    def _look_up(self, rows: Sequence[Row]) -> tuple[dict[str, Worker], dict[int, Membership]]:
        """Workers by blind index (or by our own number for masked rows) and the rolls they stand on."""
        indexes: list[str] = []
        numbers: list[int] = []
        for row in rows:
            number = row.values["id_number"]
            if number == MASK:
                own = str(row.get("worker_no") or "")[1:]
                if own.isdigit():
                    numbers.append(int(own))
            else:
                row.values["index"] = blind_index(number)
                indexes.append(row.values["index"])
        known: dict[str, Worker] = {}
        for start in range(0, len(indexes), CHUNK):
            known |= {w.id_index: w for w in Worker.objects.filter(id_index__in=indexes[start : start + CHUNK])}
        for start in range(0, len(numbers), CHUNK):
            found = Worker.objects.filter(pk__in=numbers[start : start + CHUNK])
            known |= {WORKER_NO.format(w.pk): w for w in found}
        keys = list({w.pk for w in known.values()})
        standing: dict[int, Membership] = {}
        for start in range(0, len(keys), CHUNK):
            part = Membership.objects.open().filter(worker_id__in=keys[start : start + CHUNK])
            standing |= {m.worker_id: m for m in part.select_related("union", "worker", "group")}
        return known, standing

    def _decide(
        self, row: Row, plan: Plan, known: dict[str, Worker], standing: dict[int, Membership], first: dict[str, Row]
    ) -> None:
        masked = row.values["id_number"] == MASK
        spot = str(row.get("worker_no") or "") if masked else row.values["index"]
        worker = known.get(spot)
        if masked and worker is None:
            raise Refused("证件号是遮住的，人员编号也找不到这个人。", "请填完整的证件号。", "id_number")
        double = first.setdefault(spot, row)
        if double is not row:
            where = f"{double.sheet}第{double.number}行" if double.sheet != row.sheet else f"第{double.number}行"
            raise Refused(f"与{where}是同一个人。", "请留一行。", "id_number")
        union, employer = self._place(row)
        if not self.run.scope.may_open(union.pk):
            raise Refused(f"{union.name}不归您管。", "请让镇总工会导入。", "union")
        self._check_days(row)
        current = standing.get(worker.pk) if worker else None
        if current and worker:
            self._change(row, plan, worker, current, union, employer)
        else:
            self._admit(row, plan, worker, union, employer)

    def _check_days(self, row: Row) -> None:
        number, joined = row.values["id_number"], row.get("joined_on")
        if number == MASK or len(number) != 18 or not number[:17].isdigit():
            return
        born, sex = id_birth_and_sex(number)
        if joined and joined <= born:
            raise Refused("入会日期早于出生日期。", "请核对入会日期和证件号。", "joined_on")
        row.values["born_on"] = born
        if row.get("sex") and row.values["sex"] != (Sex.MALE if sex == "男" else Sex.FEMALE):
            self.run.remarks.append(f"第{row.number}行：性别与证件号不符，按证件号记。")
        row.values["sex"] = Sex.MALE if sex == "男" else Sex.FEMALE

    def _place(self, row: Row) -> tuple[Union, Employer | None]:
        spot = (row.get("union"), row.get("employer"), *row.heading)
        if spot not in self.places:
            self.places[spot] = self._find_place(row)
        union, employer, missing = self.places[spot]
        if union is None:
            if missing:
                self.run.propose("union", missing, row)
                hint = self.names.guess_union(missing) or "请先登记这个工会，再导入这一行。"
                raise Refused(f"没有登记过工会“{missing}”。", hint, "union")
            raise Refused("看不出是哪个工会的。", "请加一列“所属工会”，或把工会写在表名、标题里。", "union")
        if row.get("employer") and employer is None and row.get("union"):
            self.run.propose("employer", row.values["employer"], row)
        return union, employer

    def _find_place(self, row: Row) -> tuple[Union | None, Employer | None, str]:
        """(union, employer, the name that was not found): union column first, then employer, then title and tab."""
        employer = self.names.employer(row.get("employer"))
        if row.get("union"):
            union = self.names.union(row.values["union"]) or self._covering(self.names.employer(row.values["union"]))
            return union, employer, row.values["union"]
        if row.get("employer"):
            union = self._covering(employer) or self.names.union(row.values["employer"])
            return union, employer, row.values["employer"]
        for name in row.heading:
            union = self.names.union(name) or self._covering(self.names.employer(name))
            if union:
                return union, None, ""
        return None, None, row.heading[0] if row.heading else ""

    def _covering(self, employer: Employer | None) -> Union | None:
        return self.names.union_covering(employer) if employer else None

    def _admit(self, row: Row, plan: Plan, worker: Worker | None, union: Union, employer: Employer | None) -> None:
        state = row.get("state") or MemberState.FULL
        if state in LEAVING:
            raise Refused(
                f"会籍状态是“{LeaveReason(state).label}”，但名册上没有这个人。",
                "离开的人不用导入，请删掉这一行。",
                "state",
            )
        joined = row.get("joined_on")
        opening = union.approved_on or SINCE_EVER
        since = joined or (self.run.today if union.pk in self.rolled else opening)
        details = {k: row.values[k] for k in DETAILS if row.get(k) is not None}
        details["id_kind"] = row.get("id_kind") or _kind_of(row.values["id_number"])
        details |= {k: row.values[k] for k in ("sex", "born_on") if row.get(k) is not None}
        item = Admission(
            name=row.values["name"], id_number=row.values["id_number"], union_id=union.pk, since=since,
            phone=row.get("phone") or "", joined_on=joined, employer_id=employer.pk if employer else None,
            card_number=row.get("card_number") or "", state=state, worker=worker, details=details,
        )  # fmt: skip
        plan.admissions.append((row, item))
        row.outcome = "created"

    def _change(
        self, row: Row, plan: Plan, worker: Worker, current: Membership, union: Union, employer: Employer | None
    ) -> None:
        if current.union_id != union.pk:
            raise Refused(f"已经在{current.union.name}的名册上。", "要换工会请办转入，不能直接新增。", "union")
        wanted: dict[str, Any] = {}
        for key in ("name", *DETAILS):
            if row.get(key) is not None and row.values[key] != getattr(worker, key):
                wanted[key] = row.values[key]
        phone = row.get("phone")
        if phone and phone != MASK and phone != worker.phone():
            wanted["phone"] = phone
        for key in ("joined_on", "card_number"):
            if row.get(key) is not None and row.values[key] != getattr(current, key):
                wanted[key] = row.values[key]
        if employer and employer.pk != current.employer_id:
            wanted["employer_id"] = employer.pk
        if row.get("group") and row.values["group"] != (current.group.name if current.group else ""):
            wanted["group"] = row.values["group"]
        state = row.get("state")
        if state in LEAVING:
            if row.get("changed_on") is None:
                raise Refused(f"会籍状态是“{LeaveReason(state).label}”，没有写变动日期。", "请补上日期。", "changed_on")
            wanted["leave"] = state
        elif state and state != current.state:
            wanted["restate"] = state
        row.outcome = "updated" if wanted else "unchanged"
        if wanted:
            current.worker = worker
            plan.changes.append((row, current, wanted))


def _kind_of(number: str) -> IdKind:
    return IdKind.RESIDENT if len(number) == 18 else IdKind.HMT
