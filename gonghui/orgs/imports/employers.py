"""The register of employers from and to spreadsheets."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.imports.ledger import Outcome, Row, RowByRow, Run
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.actions import (
    duty_set,
    employer_amend,
    employer_place,
    employer_register,
    head_count_record,
)
from gonghui.orgs.choices import DutyBasis, DutyKind, EmployerKind
from gonghui.orgs.directory import Directory, folded
from gonghui.orgs.fields import EMPLOYER
from gonghui.orgs.imports.counts import Counts
from gonghui.orgs.imports.links import Links
from gonghui.orgs.imports.records import employer_records
from gonghui.orgs.imports.words import Answer
from gonghui.orgs.models import Duty, Employer
from gonghui.orgs.wording import employer_kind_by_name

DETAILS = ("uscc", "short_name", "industry", "legal_rep", "address", "phone", "remarks", "closed_on")
NO_REASON = "导入时没有写原因，请补"


class EmployerLedger(RowByRow):
    key, title, declared = "employers", "用人单位", EMPLOYER.values()
    required = ("name",)
    not_ours = (
        "是否签订集体合同 是否签集体合同 签订集体合同 集体合同签订 集体合同签订情况 集体合同 是否已签 已签 已签集体合同 "
        "未签原因 不签原因 未建原因 未建会原因 是否签订 签订情况 是否签订工资协议 工资协议 是否建会 是否已建会 是否建工会 "
        "是否建立工会 是否已建工会 是否组建工会 建会情况 工会组建情况 已建会 会员人数 会员数 会员 会员总数 工会会员数 "
        "女会员人数 工会主席 工会编号 工会类型 工会信用代码 工会统一社会信用代码 工会电话 工会联系人 签约率 覆盖职工"
    )

    def start(self, run: Run, memory: Memory) -> "Book":
        return Book(run, memory)

    def put(self, row: Row, run: Run, book: "Book") -> Outcome:
        book.refuse_double(row)
        employer = self._match(row, book.names)
        new = employer is None
        if employer is None:
            kind = row.get("kind") or employer_kind_by_name(row.values["name"], row.get("ownership"))
            employer = employer_register(
                name=row.values["name"], kind=EmployerKind(kind), ownership=row.get("ownership") or "", by=run.by,
                at=run.at, area=self._area(row, run, book), **{k: row.get(k) for k in DETAILS},
            )  # fmt: skip
            book.names.learn_employer(employer)
            changed = True
        else:
            given = {k: row.get(k) for k in ("name", *DETAILS) if row.get(k) is not None}
            changed = bool(employer_amend(employer=employer, by=run.by, at=run.at, **given))
            changed |= employer_place(
                employer=employer, on=run.today, by=run.by, at=run.at, area=self._area(row, run, book),
                kind=row.get("kind"), ownership=row.get("ownership"),
            )  # fmt: skip
        changed |= self._facts(employer, row, run, book)
        book.note(row)
        return "created" if new else "updated" if changed else "unchanged"

    def _match(self, row: Row, names: Directory) -> Employer | None:
        by_code = names.employer(row.get("uscc")) if row.get("uscc") else None
        by_name = names.employer(row.values["name"])
        if by_code and by_name and by_code.pk != by_name.pk:
            raise Refused(f"名称是“{by_name.name}”，信用代码却是“{by_code.name}”的。", "请对着营业执照核对。", "uscc")
        if by_name and row.get("uscc") and by_name.uscc and by_name.uscc != row.get("uscc"):
            raise Refused(f"“{by_name.name}”登记的信用代码与这里不同。", "请对着营业执照核对。", "uscc")
        return by_code or by_name

    def _area(self, row: Row, run: Run, book: "Book") -> Any:
        return book.names.area(row.values["area"], run.by, run.at) if row.get("area") else None

    def _facts(self, employer: Employer, row: Row, run: Run, book: "Book") -> bool:
        changed = False
        staff = {k: row.get(k) for k in ("staff", "women", "migrants") if row.get(k) is not None}
        if staff:
            day = row.get("counted_on") or book.counts.undated(("employer", employer.pk), staff)
            changed |= head_count_record(employer=employer, on=day, by=run.by, at=run.at, **staff)
        for duty, flag in ((DutyKind.UNION, "form"), (DutyKind.CONTRACT, "sign")):
            answer = _answer(row, flag)
            if answer is not None:
                changed |= duty_set(
                    employer=employer, duty=duty, required=answer.required, on=book.duty_day(employer.pk, duty),
                    reason=answer.why, by=run.by, at=run.at,
                )  # fmt: skip
        return changed | self._attach(employer, row, book)

    def _attach(self, employer: Employer, row: Row, book: "Book") -> bool:
        name = row.get("union")
        union = book.names.union(name) if name else book.links.union_for(employer)
        if union is None:
            if name and book.names.recorded_union(name) is None:  # one that is closed needs no registering
                book.links.wait(employer.name, name, row, "union")
            return False
        if union.pk == book.names.town.pk:  # offices write the union above all in every row
            return False
        return book.links.attach(employer, union)

    def records(self, scope: Scope, day: date) -> Iterable[Employer]:
        return employer_records(scope, day)


def _answer(row: Row, flag: str) -> Answer | None:
    """What a row says of a duty: in the 应签/免签 column, in the 是否免签 one, or by giving a reason for an exemption."""
    why = row.get(f"{flag}_reason")
    answer = row.get(f"should_{flag}") or row.get(f"{flag}_exempt") or (Answer(False) if why else None)
    if answer is None or answer.required:
        return answer
    return Answer(False, why or answer.why or NO_REASON)


class Book:
    """What the rows of one import look up."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self.memory = memory
        self.names = Directory(memory)
        self.links = Links(self.names, run)
        self.today = run.today
        self._seen: dict[str, Row] = {}
        self.counts = Counts(run.today)
        self._defaults = {
            (duty.employer_id, duty.duty): duty.start_on for duty in Duty.objects.open().filter(basis=DutyBasis.DEFAULT)
        }
        self._known = set(Employer.objects.values_list("pk", flat=True))

    def refuse_double(self, row: Row) -> None:
        """Raise Refused for a row that names the same unit as one before it."""
        double = next((self._seen[spot] for spot in self._spots(row) if spot in self._seen), None)
        if double:
            raise Refused(f"与第{double.number}行是同一家单位。", "请留一行。", "name")

    def note(self, row: Row) -> None:
        """Remember a row that went in."""
        self._seen |= dict.fromkeys(self._spots(row), row)

    @staticmethod
    def _spots(row: Row) -> list[str]:
        return [folded(row.values["name"]), *([row.values["uscc"]] if row.get("uscc") else [])]

    def duty_day(self, employer: int, duty: DutyKind) -> date:
        """What replaces a mere default holds since the default did; what replaces a declaration holds from today."""
        return self._defaults.get((employer, duty), self.today if employer in self._known else SINCE_EVER)
