"""The register of employers from and to spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import OuterRef, Subquery

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.imports.ledger import Outcome, Parsers, Row, RowByRow, Run, columns
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import Field, parse_count, parse_date, parse_phone, parse_text, parse_uscc
from gonghui.orgs.actions import (
    duty_set,
    employer_amend,
    employer_place,
    employer_register,
    head_count_record,
)
from gonghui.orgs.choices import DutyBasis, DutyKind, EmployerKind, Ownership
from gonghui.orgs.directory import Directory, folded
from gonghui.orgs.imports.counts import Counts
from gonghui.orgs.imports.links import Links
from gonghui.orgs.imports.words import (
    Answer,
    parse_employer_kind,
    parse_exempt,
    parse_ownership,
    parse_should_form,
    parse_should_sign,
)
from gonghui.orgs.models import Duty, Employer, EmployerPlacement, HeadCount, UnionEmployer
from gonghui.orgs.queries import employers_of
from gonghui.orgs.wording import employer_kind_by_name

DETAILS = ("uscc", "short_name", "industry", "legal_rep", "address", "phone", "remarks", "closed_on")
NO_REASON = "导入时没有写原因，请补"


COLUMNS = """
name 单位名称 单位全称 企业名称 企业全称 单位 企业 用人单位 用人单位名称 名称 公司名称 单位（企业）名称
uscc 统一社会信用代码 信用代码 社会信用代码 统一代码 统一信用代码 营业执照号 组织机构代码 单位统一社会信用代码
    企业统一社会信用代码
short_name 简称 单位简称 企业简称
area 片区村居 所属村 村 所在村 村居 村（社区） 片区 所属片区 所属区域 所在片区 社区 区域 所属村（社区） 园区 属地
    所在村（社区）
kind 单位性质 单位类别 单位类型 性质 企业性质类别 单位属性
ownership 经济类型 登记注册类型 所有制 所有制形式 企业类型 企业性质 经济性质 注册类型 所有制类型 经济成分
industry 行业 所属行业 行业类别 行业门类 产业
legal_rep 法定代表人 法人代表 法人 负责人 企业负责人 法定代表人姓名 单位负责人
address 地址 单位地址 企业地址 详细地址 注册地址 经营地址
phone 单位电话 联系电话 电话 联系方式 企业电话 固定电话
staff 职工人数 职工数 职工总数 员工人数 从业人数 职工 员工数 用工人数 在职职工数 在职职工人数 人数 职工总人数
    在岗职工人数
women 女职工人数 女职工 女职工数 其中女职工 女工人数 职工人数女 其中女 女 女职工总数 女员工数
migrants 农民工人数 农民工 农民工数 其中农民工 职工人数农民工 农民工总数
counted_on 人数日期 统计日期 数据日期 截至日期 统计时间
union 所属工会 工会名称 工会 所属基层工会 基层工会 归属工会 建会名称 覆盖工会
form_exempt 暂缓建会 是否暂缓 是否暂缓建会 暂缓
should_form 应建暂缓 应建会 是否应建会 是否应建 应建或暂缓 应建/暂缓 建会要求 应建情况 建会标志
form_reason 暂缓原因 暂缓建会原因 暂缓理由 应建暂缓原因
sign_exempt 是否免签 免签 免签标志 免签单位 是否免签集体合同
should_sign 应签免签 应签 是否应签 应签/免签 应签或免签 是否应签集体合同 应签集体合同 签订要求 集体合同应签 应签标志
    集体合同应签免签
sign_reason 免签原因 免签理由 不应签原因 应签免签原因
closed_on 注销日期 注销时间 关闭日期 停业日期
remarks 备注 说明 备注说明
"""
"""key, title and the header words offices use for it."""


class EmployerLedger(RowByRow):
    key, title = "employers", "用人单位"
    not_ours = (
        "是否签订集体合同", "是否签集体合同", "签订集体合同", "集体合同签订", "集体合同签订情况", "集体合同", "是否已签", "已签",
        "已签集体合同", "未签原因", "不签原因", "未建原因", "未建会原因",
        "是否签订", "签订情况", "是否签订工资协议", "工资协议", "是否建会", "是否已建会", "是否建工会", "是否建立工会", "是否已建工会",
        "是否组建工会", "建会情况", "工会组建情况", "已建会", "会员人数", "会员数", "会员", "会员总数", "工会会员数", "女会员人数",
        "工会主席", "工会编号", "工会类型", "工会信用代码", "工会统一社会信用代码", "工会电话", "工会联系人", "签约率", "覆盖职工",
    )  # fmt: skip
    codes = frozenset({"uscc", "phone"})

    def fields(self, today: date) -> Sequence[Field]:
        text = partial(parse_text, max_length=120)
        parsers: Parsers = {
            "name": text,
            "uscc": parse_uscc,
            "short_name": partial(parse_text, max_length=60),
            "area": partial(parse_text, max_length=60),
            "kind": parse_employer_kind,
            "ownership": parse_ownership,
            "industry": partial(parse_text, max_length=40),
            "legal_rep": partial(parse_text, max_length=60),
            "address": partial(parse_text, max_length=200),
            "phone": parse_phone,
            "staff": parse_count,
            "women": parse_count,
            "migrants": parse_count,
            "counted_on": partial(parse_date, today=today),
            "union": text,
            "form_exempt": parse_exempt,
            "should_form": parse_should_form,
            "form_reason": text,
            "sign_exempt": parse_exempt,
            "should_sign": parse_should_sign,
            "sign_reason": text,
            "closed_on": partial(parse_date, today=today),
            "remarks": partial(parse_text, max_length=300),
        }
        return columns(COLUMNS, parsers, required={"name"})

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

    def export(self, scope: Scope, day: date) -> Iterable[Sequence[Any]]:
        place = EmployerPlacement.objects.on(day).filter(employer=OuterRef("pk"))
        count = HeadCount.objects.on(day).filter(employer=OuterRef("pk"))
        link = UnionEmployer.objects.on(day).filter(employer=OuterRef("pk"))
        duty = Duty.objects.on(day).filter(employer=OuterRef("pk"), basis=DutyBasis.DECLARED)
        rows = employers_of(scope, day).annotate(
            area=Subquery(place.values("area__name")[:1]), kind=Subquery(place.values("kind")[:1]),
            ownership=Subquery(place.values("ownership")[:1]), staff=Subquery(count.values("staff")[:1]),
            women=Subquery(count.values("women")[:1]), migrants=Subquery(count.values("migrants")[:1]),
            counted=Subquery(count.values("start_on")[:1]), union_name=Subquery(link.values("union__name")[:1]),
            form=Subquery(duty.filter(duty=DutyKind.UNION).values("required")[:1]),
            form_why=Subquery(duty.filter(duty=DutyKind.UNION).values("reason")[:1]),
            sign=Subquery(duty.filter(duty=DutyKind.CONTRACT).values("required")[:1]),
            sign_why=Subquery(duty.filter(duty=DutyKind.CONTRACT).values("reason")[:1]),
        )  # fmt: skip
        for e in rows.order_by("name"):
            yield (
                e.name, e.uscc, e.short_name, e.area, EmployerKind(e.kind).label if e.kind else "",
                Ownership(e.ownership).label if e.ownership else "", e.industry, e.legal_rep, e.address, e.phone,
                e.staff, e.women, e.migrants, None if e.counted == SINCE_EVER else e.counted, e.union_name,
                "", {True: "应建", False: "暂缓"}.get(e.form, ""), e.form_why,
                "", {True: "应签", False: "免签"}.get(e.sign, ""), e.sign_why, e.closed_on, e.remarks,
            )  # fmt: skip


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
