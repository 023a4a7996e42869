"""What the rows of a roster would do, decided in sets before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Q

from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.kernel.imports.ledger import Row, Run
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.privacy import MASK, blind_index
from gonghui.kernel.privacy.words import CARD
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import id_birth_and_sex
from gonghui.orgs.public import Employer, Union
from gonghui.people.actions.members import PLAIN, Admission
from gonghui.people.choices import IdKind, LeaveReason, MemberState, Sex
from gonghui.people.fields import MEMBER, WORKER_NO
from gonghui.people.imports.placing import Places
from gonghui.people.models import Membership, Worker

CHUNK = 800
DETAILS = tuple(key for key in PLAIN if key not in ("sex", "born_on", "id_kind"))
LEAVING = frozenset(LeaveReason.values)
_SEX = {"男": Sex.MALE, "女": Sex.FEMALE}


@dataclass
class Plan:
    """What the rows will do. `last_event` tells whether somebody wrote since it was made.

    `later` says what happens to somebody right after being admitted ({(sheet, row): ("leave" or "restate", to)}):
    rosters tell of people who have left or retired, too.
    """

    last_event: int
    admissions: list[tuple[Row, Admission]] = field(default_factory=list)
    changes: list[tuple[Row, Membership, dict[str, Any]]] = field(default_factory=list)
    later: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)


def last_event() -> int:
    """The key of the newest event; 0 when there is none."""
    return Event.objects.aggregate(last=Max("pk"))["last"] or 0


def _rolled(run: Run) -> set[int]:
    """The unions whose roster was there before today.

    What is imported on the day of a union's first roster, corrected rows above all, belongs to its opening balance.
    """
    undone = Batch.objects.filter(state=BatchState.UNDONE).values("pk")
    admitted = Event.objects.filter(verb="member_admit").exclude(batch_id__isnull=False, batch_id__in=undone)
    midnight = run.at.replace(hour=0, minute=0, second=0, microsecond=0)
    earlier = Q(batch_id=None) | Q(at__lt=midnight)
    today = set(admitted.exclude(earlier).values_list("union_id", flat=True).distinct())
    settled = set(admitted.filter(earlier, union_id__in=today).values_list("union_id", flat=True).distinct())
    return set(Membership.objects.values_list("union_id", flat=True).distinct()) - (today - settled)


class Planner:
    """Decides for every row what it would do; reads only."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.places = Places(run)
        self.details = tuple(key for key in DETAILS if key in run.headers)
        self.titles = {key: one.heading for key, one in MEMBER.items()} | dict(run.headers)

    def plan(self, rows: Sequence[Row]) -> Plan:
        """The plan for these rows; sets each row's outcome or reason."""
        plan = Plan(last_event())
        self.run.remarks.clear()
        self.run.proposed.clear()
        self._look_up(rows)
        self.rolled = _rolled(self.run)
        self.first: dict[str, Row] = {}
        for count, row in enumerate(rows):
            if count % 2000 == 0:
                self.run.progress("核对每一行", count, len(rows))
            row.problem = row.hint = row.column = ""
            try:
                self._decide(row, plan)
            except Refused as no:
                row.refuse(no, self.titles.get(no.field, ""))
        return plan

    def _look_up(self, rows: Sequence[Row]) -> None:
        """Workers by blind index (or by our own number for masked rows) and the rolls they stand or stood on."""
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
        self.known: dict[str, Worker] = {}
        for start in range(0, len(indexes), CHUNK):
            self.known |= {w.id_index: w for w in Worker.objects.filter(id_index__in=indexes[start : start + CHUNK])}
        for start in range(0, len(numbers), CHUNK):
            found = Worker.objects.filter(pk__in=numbers[start : start + CHUNK])
            self.known |= {WORKER_NO.format(w.pk): w for w in found}
        keys = list({w.pk for w in self.known.values()})
        self.standing: dict[int, Membership] = {}
        self.past: dict[int, list[Membership]] = {}
        for start in range(0, len(keys), CHUNK):
            part = Membership.objects.filter(worker_id__in=keys[start : start + CHUNK]).order_by("start_on", "pk")
            for membership in part.select_related("union", "worker", "group"):
                if membership.end_on is None:
                    self.standing[membership.worker_id] = membership
                else:
                    self.past.setdefault(membership.worker_id, []).append(membership)

    def _decide(self, row: Row, plan: Plan) -> None:
        masked = row.values["id_number"] == MASK
        spot = str(row.get("worker_no") or "") if masked else row.values["index"]
        worker = self.known.get(spot)
        if masked and (worker is None or not self._mine(worker)):
            raise Refused("证件号是遮住的，人员编号也找不到这个人。", "请填完整的证件号。", "id_number")
        double = self.first.setdefault(spot, row)
        if double is not row:
            where = f"“{double.sheet}”第{double.number}行" if double.sheet != row.sheet else f"第{double.number}行"
            raise Refused(f"与{where}是同一个人。", "请留一行。", "id_number")
        union, employer = self.places.of(row)
        if not self.run.scope.may_open(union.pk):
            raise Refused("这一行的工会没有登记过，或者不归您管。", "请核对工会名称，或让镇总工会导入。", "union")
        self._check_days(row)
        current = self.standing.get(worker.pk) if worker else None
        if worker and self._has_left(row, worker, union, current):
            row.outcome = "unchanged"
        elif current and worker:
            self._change(row, plan, worker, current, union, employer)
        else:
            self._admit(row, plan, worker, union, employer)

    def _mine(self, worker: Worker) -> bool:
        """Whether somebody who is named by his number alone is, or was, on a roll that this reader may open."""
        rolls = [*self.past.get(worker.pk, ()), *filter(None, [self.standing.get(worker.pk)])]
        return self.run.scope.everything or any(self.run.scope.may_open(roll.union_id) for roll in rolls)

    def _check_days(self, row: Row) -> None:
        if row.get("card_number") == CARD:
            row.values["card_number"] = None
            self.run.remarks.append(f"第{row.number}行：会员证号是银行卡号，没有收；这里只记工会发的证号。")
        number, joined, changed = row.values["id_number"], row.get("joined_on"), row.get("changed_on")
        if joined and changed and changed <= joined and row.get("state") not in (None, MemberState.FULL):
            raise Refused("变动日期不晚于入会日期。", "请核对两个日期。", "changed_on")
        if number == MASK or len(number) != 18 or not number[:17].isdigit():
            return
        born, word = id_birth_and_sex(number)
        if joined and joined <= born:
            raise Refused("入会日期早于出生日期。", "请核对入会日期和证件号。", "joined_on")
        sex = _SEX[word]
        if row.get("sex") and row.values["sex"] != sex:
            self.run.remarks.append(f"第{row.number}行：性别与证件号不符，按证件号记。")
        row.values["born_on"], row.values["sex"] = born, sex

    def _has_left(self, row: Row, worker: Worker, union: Union, current: Membership | None) -> bool:
        """Whether a row tells again what is recorded: that somebody has left this union.

        Raises Refused when the records say otherwise.
        """
        state = row.get("state")
        if state not in LEAVING or (current and current.union_id == union.pk):
            return False
        gone = [m for m in self.past.get(worker.pk, ()) if m.union_id == union.pk]
        if any(m.end_reason == state and m.end_on == row.get("changed_on") for m in gone):
            return True
        if gone:
            day, why = cn_date(gone[-1].end_on), gone[-1].get_end_reason_display()
            raise Refused(
                f"这个人在{union.name}的会籍已于{day}结束（{why}）。", "请核对变动日期和会籍状态。", "changed_on"
            )
        return False

    def _admit(self, row: Row, plan: Plan, worker: Worker | None, union: Union, employer: Employer | None) -> None:
        if row.values["id_number"] == MASK and worker is None:
            raise Refused("证件号是遮住的。", "请填完整的证件号。", "id_number")
        state = row.get("state") or MemberState.FULL
        since = self._since(row, worker, union, state)
        details = {k: row.values[k] for k in self.details if row.get(k) is not None}
        details["id_kind"] = row.get("id_kind") or _kind_of(row.values["id_number"])
        details |= {k: row.values[k] for k in ("sex", "born_on") if row.get(k) is not None}
        item = Admission(
            name=row.values["name"], id_number=row.values["id_number"], union_id=union.pk, since=since,
            phone=row.get("phone") or "", joined_on=row.get("joined_on"), employer_id=employer.pk if employer else None,
            card_number=row.get("card_number") or "", state=state, worker=worker, details=details,
        )  # fmt: skip
        if state != MemberState.FULL and row.get("changed_on"):
            item.state = MemberState.FULL
            plan.later[row.sheet, row.number] = ("leave" if state in LEAVING else "restate", state)
        plan.admissions.append((row, item))
        row.outcome = "created"

    def _since(self, row: Row, worker: Worker | None, union: Union, state: str) -> date:
        """The first day on the roll: the joining date; without one the beginning for a union's first roster, else
        today. Nobody stands on two rolls at once, or on the roll of a union that is not founded yet."""
        joined, changed, opening = row.get("joined_on"), row.get("changed_on"), union.approved_on or SINCE_EVER
        if state in LEAVING:
            label = LeaveReason(state).label
            if changed is None:
                raise Refused(f"会籍状态是“{label}”，没有写变动日期。", "请补上日期。", "changed_on")
            if joined is None and union.pk in self.rolled:
                raise Refused(
                    f"会籍状态是“{label}”，但名册上没有这个人。", "请补上入会日期，或删掉这一行。", "joined_on"
                )
        first = union.pk not in self.rolled or state in LEAVING
        since = max(joined or (opening if first else self.run.today), opening)
        ends = [m.end_on for m in self.past.get(worker.pk, ()) if m.end_on] if worker else []
        since = max([since, *ends])
        if state != MemberState.FULL and changed and changed <= since:
            raise Refused(f"变动日期不晚于入会的{cn_date(since)}。", "请核对两个日期。", "changed_on")
        return since

    def _change(
        self, row: Row, plan: Plan, worker: Worker, current: Membership, union: Union, employer: Employer | None
    ) -> None:
        if current.union_id != union.pk:
            where = self.run.by.names(current.union_id, current.union.name, "别的工会")
            raise Refused(f"已经在{where}的名册上。", "要换工会请办转入，不能直接新增。", "union")
        wanted: dict[str, Any] = {}
        for key in ("name", *self.details):
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
        self._restate(row, current, wanted)
        row.outcome = "updated" if wanted else "unchanged"
        if wanted:
            current.worker = worker
            plan.changes.append((row, current, wanted))

    def _restate(self, row: Row, current: Membership, wanted: dict[str, Any]) -> None:
        state = row.get("state")
        if state is None or state == current.state:
            return
        if state in LEAVING and row.get("changed_on") is None:
            raise Refused(f"会籍状态是“{LeaveReason(state).label}”，没有写变动日期。", "请补上日期。", "changed_on")
        since = wanted.get("joined_on") or current.start_on
        if (row.get("changed_on") or self.run.today) <= since:
            raise Refused(f"变动日期不晚于入会的{cn_date(since)}。", "请核对两个日期。", "changed_on")
        wanted["leave" if state in LEAVING else "restate"] = state


def _kind_of(number: str) -> IdKind:
    return IdKind.RESIDENT if len(number) == 18 else IdKind.HMT
