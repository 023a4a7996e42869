"""The register of unions from and to spreadsheets."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.imports.ledger import Outcome, Row, RowByRow, Run, drop_line_numbers
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.actions import (
    body_end,
    body_record,
    certificate_record,
    committee_record,
    head_count_record,
    union_amend,
    union_close,
    union_place,
    union_register,
)
from gonghui.orgs.choices import UnionKind
from gonghui.orgs.directory import Directory, folded
from gonghui.orgs.fields import UNION
from gonghui.orgs.imports.counts import Counts
from gonghui.orgs.imports.earlier import asked_before
from gonghui.orgs.imports.links import Links
from gonghui.orgs.imports.records import BODIES, union_records
from gonghui.orgs.models import (
    Committee,
    Employer,
    EmployerPlacement,
    Seat,
    SisterBody,
    Union,
)
from gonghui.orgs.wording import union_kind_by_name

DETAILS = ("uscc", "short_name", "approval_number", "party_led", "phone", "remarks")


class UnionLedger(RowByRow):
    key, title, declared = "unions", "基层工会", UNION.values()
    required = ()
    not_ours = (
        "单位类型 单位性质 企业性质 企业类型 经济类型 单位地址 单位电话 覆盖单位数 涵盖单位数 覆盖企业数 副主席 女工主任 "
        "女职委主任 女职工委员会主任 经审主任 经审委主任 主席性别 主席职务 会员证号 女会员数 女会员人数 农民工会员数 农民工人数 "
        "农民工 小组数 工会小组数 专职工会干部 法定代表人 企业负责人 任期"
    )

    def complete(self, keys: frozenset[str]) -> bool:
        """A sheet that names units only tells of the unions of these units."""
        return bool({"name", "employers"} & keys)

    def arranged(self, rows: Sequence[Row], run: Run) -> Sequence[Row]:
        """Unions that others stand below come first; running numbers of lines are no codes of unions."""
        drop_line_numbers(rows, "code")
        parents = {folded(row.values["parent"]) for row in rows if row.get("parent")}
        return sorted(rows, key=lambda row: folded(row.get("name") or "") not in parents) if parents else rows

    def start(self, run: Run, memory: Memory) -> "Book":
        return Book(run, memory)

    def put(self, row: Row, run: Run, book: "Book") -> Outcome:
        self._tidy(row, book)
        book.refuse_double(row)
        union = self._match(row, book.names)
        new = union is None
        changed = True
        if union is None:
            union = self._register(row, run, book)
        else:
            given = {k: row.get(k) for k in ("name", "approved_on", *DETAILS) if row.get(k) is not None}
            changed = bool(union_amend(union=union, by=run.by, at=run.at, **given))
            if union.closed_on:
                return "updated" if changed else "unchanged"
            changed |= self._place(union, row, run, book)
        changed |= self._employers(union, row, run, book)
        book.note(row)
        changed |= self._papers(union, row, run, book)
        changed |= self._counts(union, row, run, book)
        if row.get("closed_on") and not union.closed_on:
            why = row.get("closed_reason") or "台账标明撤销"
            union_close(union=union, on=row.values["closed_on"], reason=why, by=run.by, at=run.at)
            changed = True
        return "created" if new else "updated" if changed else "unchanged"

    def _tidy(self, row: Row, book: "Book") -> None:
        """A credit code that is no union's is its employer's; without a union's name the unit's name tells it."""
        code = row.get("uscc")
        if code and not code.startswith("8"):
            row.values["uscc"] = None
            if not row.get("employers") and book.names.employer(code):
                row.values["employers"] = (code,)
        units: tuple[str, ...] = row.get("employers") or ()
        if not row.get("name"):
            if len(units) != 1:
                raise Refused("没有写工会名称。", "请补上工会名称。", "name")
            row.values["name"] = units[0] if units[0].endswith("工会") else f"{units[0]}工会"

    def _match(self, row: Row, names: Directory) -> Union | None:
        found = (names.recorded_union(row.get(key)) for key in ("code", "uscc", "name") if row.get(key))
        return next((union for union in found if union), None)

    def _kind(self, row: Row, book: "Book") -> UnionKind:
        found, missing = self._named_employers(row, book)
        if not row.get("employers"):
            found = [e for e in [book.names.employer_of_union_name(row.values["name"])] if e]
        kind = book.employer_kinds.get(found[0].pk) if len(found) == 1 else None
        return union_kind_by_name(row.get("kind"), row.values["name"], kind, len(found) + len(missing) > 1)

    def _parent(self, row: Row, book: "Book") -> Union:
        if not row.get("parent"):
            return book.names.town
        parent = book.names.union(row.values["parent"])
        if parent is None:
            hint = book.names.guess_union(row.values["parent"]) or "请先登记上级工会，或者留空（就是镇总工会）。"
            raise Refused(f"没有上级工会“{row.values['parent']}”。", hint, "parent")
        return parent

    def _area(self, row: Row, run: Run, book: "Book") -> Any:
        return book.names.area(row.values["area"], run.by, run.at) if row.get("area") else None

    def _register(self, row: Row, run: Run, book: "Book") -> Union:
        union = union_register(
            name=row.values["name"], kind=self._kind(row, book), by=run.by, at=run.at, parent=self._parent(row, book),
            area=self._area(row, run, book), approved_on=row.get("approved_on"), code=row.get("code") or book.code(),
            **{k: row.get(k) for k in DETAILS},
        )  # fmt: skip
        book.names.learn_union(union)
        return union

    def _place(self, union: Union, row: Row, run: Run, book: "Book") -> bool:
        kind = self._kind(row, book) if row.get("kind") else None
        if kind == book.names.union_kind.get(union.pk):
            kind = None
        parent = self._parent(row, book) if row.get("parent") else None
        area = self._area(row, run, book)
        if not (kind or parent or area):
            return False
        return union_place(union=union, on=run.today, by=run.by, at=run.at, parent=parent, area=area, kind=kind)

    def _named_employers(self, row: Row, book: "Book") -> tuple[list[Employer], list[str]]:
        found, missing = [], []
        for name in row.get("employers") or ():
            if re.fullmatch(r"\d+家?", name):
                continue  # offices put the number of units where others put their names
            employer = book.names.employer(name)
            if employer:
                found.append(employer)
            elif folded(name) != folded(row.values["name"]):  # a union's own name in the column of units
                missing.append(name)
        return found, missing

    def _employers(self, union: Union, row: Row, run: Run, book: "Book") -> bool:
        found, missing = self._named_employers(row, book)
        for name in missing:
            book.links.wait(name, union.name, row, "employer")
        changed = False
        for employer in found if row.get("employers") else book.links.employers_for(union):
            changed |= book.links.attach(employer, union)
        return changed

    def _papers(self, union: Union, row: Row, run: Run, book: "Book") -> bool:
        changed = False
        for key, kind in BODIES.items():
            if row.get(key) is True and (union.pk, kind) not in book.bodies:
                # The first answer is an opening balance; whoever has said 否 before has founded the body since.
                answered = key in book.asked and union.pk in book.known
                day = run.today if answered else union.approved_on or SINCE_EVER
                changed |= body_record(union=union, kind=kind, on=day, by=run.by, at=run.at)
            elif row.get(key) is False and (union.pk, kind) in book.bodies:
                changed |= body_end(union=union, kind=kind, on=run.today, by=run.by, at=run.at)
        if row.get("certificate"):
            changed |= certificate_record(
                union=union, number=row.values["certificate"], valid_until=row.get("certified_to"), by=run.by, at=run.at
            )
        return changed | self._term(union, row, run, book)

    def _term(self, union: Union, row: Row, run: Run, book: "Book") -> bool:
        chair, elected, expires = row.get("chair"), row.get("elected_on"), row.get("expires_on")
        if not (chair or elected or expires):
            return False
        known = book.terms.get(union.pk)
        before = book.term_state(union.pk)
        committee = committee_record(
            union=union, term=row.get("term") or (known.term if known else 1), elected_on=elected, expires_on=expires,
            seats={"主席": chair} if chair else {}, by=run.by, at=run.at,
        )  # fmt: skip
        book.memory.put(book.terms, union.pk, committee)
        return before != book.term_state(union.pk)

    def _counts(self, union: Union, row: Row, run: Run, book: "Book") -> bool:
        numbers = {k: row.get(k) for k in ("staff", "women", "members") if row.get(k) is not None}
        if not numbers:
            return False
        day = row.get("counted_on") or book.counts.undated(("union", union.pk), numbers)
        changed = head_count_record(union=union, on=day, by=run.by, at=run.at, **numbers)
        only = book.names.only_employer(union)
        own = {k: v for k, v in numbers.items() if k != "members"}
        if only and own and not book.counts.has_staff(("employer", only.pk)):
            changed |= head_count_record(employer=only, on=day, by=run.by, at=run.at, **own)
        return changed

    def records(self, scope: Scope, day: date) -> Iterable[Union]:
        return union_records(scope, day)


class Book:
    """What the rows of one import look up."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self.memory = memory
        self.names = Directory(memory)
        self.links = Links(self.names, run)
        self.known = frozenset(self.names.unions)
        self.asked = asked_before("unions")
        self._seen: dict[str, Row] = {}
        self.bodies = set(SisterBody.objects.open().values_list("union_id", "kind"))
        self.terms = {c.union_id: c for c in Committee.objects.order_by("term")}
        self.counts = Counts(run.today)
        self.employer_kinds = dict(EmployerPlacement.objects.open().values_list("employer_id", "kind"))
        self._codes = {int(code) for code in Union.objects.values_list("code", flat=True) if code.isdigit()}

    def refuse_double(self, row: Row) -> None:
        """Raise Refused for a row that names the same union as one before it."""
        double = next((self._seen[spot] for spot in self._spots(row) if spot in self._seen), None)
        if double:
            raise Refused(f"与第{double.number}行是同一个工会。", "请留一行。", "name")

    def note(self, row: Row) -> None:
        """Remember a row that went in."""
        self._seen |= dict.fromkeys(self._spots(row), row)

    @staticmethod
    def _spots(row: Row) -> list[str]:
        return [folded(row.values["name"]), *([row.values["uscc"]] if row.get("uscc") else [])]

    def code(self) -> str:
        """The next free running number, without a look at the table for every row."""
        self._codes.add(max(self._codes, default=0) + 1)
        return f"{max(self._codes):03d}"

    def term_state(self, union: int) -> tuple[Any, ...]:
        """What is recorded of a union's present term, to tell whether a row changed it."""
        known = self.terms.get(union)
        if known is None:
            return ()
        known.refresh_from_db()
        seats = Seat.objects.open().filter(committee=known).order_by("pk").values_list("title", "holder")
        return (known.term, known.elected_on, known.expires_on, *seats)
