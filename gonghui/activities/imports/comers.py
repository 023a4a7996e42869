"""Sign-in sheets: who came to what, decided in sets and written activity by activity."""

from collections.abc import Iterable, Sequence
from datetime import date

from gonghui.activities.actions.attending import Comer, attend, attendance_result, refuse_health
from gonghui.activities.actions.running import refuse_closed
from gonghui.activities.fields import COMER
from gonghui.activities.models import Activity, Attendance
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.imports.ledger import Ledger, Row, Run
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import Directory, Union
from gonghui.people.public import Membership, members_on

CHUNK = 800


class ComersLedger(Ledger):
    key, title, declared = "attendances", "到会名单", COMER.values()
    required = ("activity", "name")
    grassroots = True
    not_ours = "主讲人 授课人 联系人 负责人 带队人 工会主席"

    def take(self, rows: Sequence[Row], run: Run, keep: bool) -> None:
        lists = _Lists(run)
        for activity, found in lists.sorted(rows).items():
            lists.decide(activity, found)
            if keep:
                for row, result in lists.results[activity.pk]:
                    attendance_result(row=row, result=result, by=run.by, at=run.at)
                comers = [comer for _, comer in lists.new[activity.pk]]
                if comers:
                    attend(activity=activity, comers=comers, by=run.by, at=run.at)

    def records(self, scope: Scope, day: date) -> Iterable[Attendance]:
        rows = scope.limit(Attendance.objects.valid().filter(activity__voided_on=None, activity__on__lte=day))
        return rows.select_related("activity", "union").order_by("activity__on", "union__code", "name").iterator(2000)


class _Namesakes:
    """People of one name in one activity. Without a number nobody can say whether a second one is the same person."""

    def __init__(self) -> None:
        self.known: dict[str, list[tuple[int, int | None]]] = {}

    def add(self, name: str, union_id: int, worker_id: int | None) -> None:
        self.known.setdefault(name, []).append((union_id, worker_id))

    def doubtful(self, comer: Comer) -> bool:
        """Whether somebody of that name came for another union, and one of the two is on no roll."""
        return any(
            union != comer.union_id and (worker is None or comer.worker_id is None)
            for union, worker in self.known.get(comer.name, ())
        )


class _Lists:
    """The lists of one import: which activity a row means, whose person it is, and who is new."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.names = Directory(whole=run.scope.everything)
        self.new: dict[int, list[tuple[Row, Comer]]] = {}
        self.results: dict[int, list[tuple[Attendance, str]]] = {}
        self.known: dict[tuple[str, date | None], Activity | Refused] = {}

    def sorted(self, rows: Sequence[Row]) -> dict[Activity, list[Row]]:
        """The rows by activity; a row whose activity nobody has registered is refused."""
        out: dict[Activity, list[Row]] = {}
        for row in rows:
            found = self._activity(row.values["activity"], row.get("on"))
            if isinstance(found, Refused):
                row.refuse(found, self._header("activity"))
            else:
                out.setdefault(found, []).append(row)
        return out

    def _activity(self, name: str, on: date | None) -> Activity | Refused:
        if (name, on) not in self.known:
            self.known[name, on] = self._look_for(name, on)
        return self.known[name, on]

    def _look_for(self, name: str, on: date | None) -> Activity | Refused:
        rows = Activity.objects.valid().filter(name=name)
        rows = rows.filter(on=on) if on else rows
        found = list(rows.order_by("-on")[:2])
        if not found:
            return Refused(f"没有登记过活动“{name[:40]}”。", "请先在活动台账里登记，名称要一样。", "activity")
        if len(found) > 1:
            return Refused(f"“{name[:40]}”办过不止一次。", "请加一列“活动日期”。", "activity")
        try:
            refuse_future(found[0].on, self.run.at)
        except Refused as no:
            return no
        return found[0]

    def decide(self, activity: Activity, rows: Sequence[Row]) -> None:
        """Each row's outcome or reason; `new` then has those that come in, `results` the scores of those on the list."""
        by_name, by_number = self._rolls(activity.on, rows)
        there = {
            one.person: one for one in Attendance.objects.valid().filter(activity=activity).select_related("activity")
        }
        namesakes = _Namesakes()
        for one in there.values():
            namesakes.add(one.name, one.union_id, one.worker_id)
        fresh: dict[int, Row] = {}
        self.new[activity.pk], self.results[activity.pk] = [], []
        for row in rows:
            try:
                comer = self._comer(row, by_name, by_number)
                refuse_health(activity, comer.result)
                double = fresh.setdefault(comer.mark, row)
                if double is not row:
                    raise Refused(
                        f"与第{double.number}行是同一个人。", "一个人在一次活动里只记一次，请留一行。", "name"
                    )
                if comer.mark in there:
                    known = there[comer.mark]
                    self._refuse_other_union(comer, known.union_id)
                    row.outcome = "updated" if comer.result and comer.result != known.result else "unchanged"
                    if row.outcome == "updated":
                        refuse_closed(activity)
                        self.results[activity.pk].append((known, comer.result))
                else:
                    refuse_closed(activity)
                    if namesakes.doubtful(comer):
                        raise Refused(
                            f"{comer.name}已经记在别的工会名下了。", "是同名的另一个人，请加一列身份证号。", "union"
                        )
                    namesakes.add(comer.name, comer.union_id, comer.worker_id)
                    row.outcome = "created"
                    self.new[activity.pk].append((row, comer))
            except Refused as no:
                row.refuse(no, self._header(no.field))

    def _rolls(self, day: date, rows: Sequence[Row]) -> tuple[dict[str, list[Membership]], dict[str, Membership]]:
        """Who stood on a roll that day, by name and by identity number, for the names and numbers of the sheet."""
        names = sorted({row.values["name"] for row in rows})
        by_name: dict[str, list[Membership]] = {}
        for start in range(0, len(names), CHUNK):
            for found in members_on(day).filter(worker__name__in=names[start : start + CHUNK]).select_related("worker"):
                by_name.setdefault(found.worker.name, []).append(found)
        indexes = [blind_index(row.values["id_number"]) for row in rows if row.get("id_number")]
        by_number: dict[str, Membership] = {}
        for start in range(0, len(indexes), CHUNK):
            part = members_on(day).filter(worker__id_index__in=indexes[start : start + CHUNK]).select_related("worker")
            by_number |= {found.worker.id_index: found for found in part}
        return by_name, by_number

    def _comer(self, row: Row, by_name: dict[str, list[Membership]], by_number: dict[str, Membership]) -> Comer:
        """Whom a row means. Raises Refused when that cannot be told, or is not this reader's to say."""
        name, union = row.values["name"], self._union(row)
        number = row.get("id_number")
        member = by_number.get(blind_index(number)) if number else None
        if member is None:
            same = [one for one in by_name.get(name, ()) if union is None or one.union_id == union.pk]
            if len(same) > 1:
                raise Refused(f"名册上有{len(same)}个{name}。", "请加一列身份证号，或写明所属工会。", "name")
            member = same[0] if same else None
        if member is not None and union is not None and member.union_id != union.pk:
            raise Refused(f"{name}那天不在{union.name}的名册上。", "请核对所属工会。", "union")
        place = member.union_id if member else union.pk if union else None
        if place is None:
            raise Refused(f"名册上没有{name}。", "请写明所属工会，按姓名和工会记。", "union")
        if not self.run.scope.may_open(place):
            raise Refused("这个人不在您管的工会里。", "请让镇总工会导入。", "union")
        return Comer(name, place, member.worker_id if member else None, row.get("result") or "")

    def _union(self, row: Row) -> Union | None:
        written = row.get("union")
        names = [written] if written else list(row.heading)
        for name in names:
            union = self.names.union(name)
            employer = self.names.employer(name) if union is None else None
            union = union or (self.names.union_covering(employer) if employer else None)
            if union is not None and (written or union.pk != self.names.town.pk):
                return union
        if written:
            raise Refused(
                f"没有登记过工会“{written}”。", self.names.guess_union(written) or "请核对工会名称。", "union"
            )
        return None

    def _refuse_other_union(self, comer: Comer, union_id: int) -> None:
        if union_id != comer.union_id:
            where = self.run.by.names(union_id, self.names.unions[union_id].name, "别的工会")
            raise Refused(f"{comer.name}已经记在{where}名下了。", "一个人在一次活动里只记一次。", "union")

    def _header(self, key: str) -> str:
        return self.run.headers.get(key) or next((one.heading for one in COMER.values() if one.key == key), "")
