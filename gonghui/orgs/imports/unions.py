"""The register of unions from and to spreadsheets."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import OuterRef, Subquery

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.imports.earlier import asked_before
from gonghui.kernel.imports.ledger import Outcome, Parsers, Row, RowByRow, Run, columns, drop_line_numbers
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import (
    Cell,
    Field,
    parse_bool,
    parse_count,
    parse_date,
    parse_list,
    parse_name,
    parse_phone,
    parse_text,
    parse_uscc,
)
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
from gonghui.orgs.choices import BodyKind, UnionKind
from gonghui.orgs.directory import Directory, folded
from gonghui.orgs.imports.counts import Counts
from gonghui.orgs.imports.links import Links
from gonghui.orgs.imports.words import parse_union_kind
from gonghui.orgs.models import (
    Certificate,
    Committee,
    Employer,
    EmployerPlacement,
    HeadCount,
    Seat,
    SisterBody,
    Union,
    UnionEmployer,
)
from gonghui.orgs.queries import unions_of, with_place
from gonghui.orgs.wording import union_kind_by_name

DETAILS = ("uscc", "short_name", "approval_number", "party_led", "phone", "remarks")
BODIES = {"mediation": BodyKind.MEDIATION, "supervision": BodyKind.SUPERVISION, "women_body": BodyKind.WOMEN,
          "audit_body": BodyKind.AUDIT}  # fmt: skip


COLUMNS = """
name 工会名称 基层工会名称 工会全称 工会组织名称 基层工会 工会 名称 建会名称 工会组织
code 工会编号 编号 工会代码 组织编号 工会组织编号
uscc 工会统一社会信用代码 统一社会信用代码 信用代码 社会信用代码 工会信用代码 工会法人代码
short_name 简称 工会简称
kind 类型 工会类型 组织类型 建会形式 建会类型 组建形式 类别 工会类别 组建方式
employers 单位名称 所在单位 用人单位 企业名称 单位全称 单位 覆盖单位 涵盖单位 所属单位 建会单位 覆盖企业
    覆盖单位名单 涵盖单位名单
parent 上级工会 上级 隶属工会 主管工会 上一级工会
area 片区村居 所属村 村 所在村 村居 村（社区） 片区 所属片区 所属区域 社区 区域 园区 所在片区 所属村（社区）
approved_on 批准成立日期 成立日期 批准日期 成立时间 建会时间 建会日期 批准时间 批复日期 组建时间 组建日期 批复时间
    批准成立时间 工会成立时间 工会成立日期
approval_number 批复文号 批准文号 文号 批文号
chair 主席 工会主席 主席姓名 工会负责人 工会主席姓名
term 届次 第几届 本届届次
elected_on 选举日期 本届选举日期 选举时间 换届日期 换届时间 当选日期 任期开始 本届选举时间
expires_on 任期届满 届满日期 任期届满日期 届满时间 任期截止 任期到期 应换届日期 任期至 任期届满时间
mediation 劳动争议调解委员会 调解委员会 调委会 劳动争议调解组织 调解组织 有无调解委员会 是否建立调解委员会
supervision 劳动法律监督组织 劳动法律监督委员会 监督组织 监督委员会 法律监督组织 劳动监督组织 有无监督组织
women_body 女职工委员会 女职委 女工委 女职工组织 女工组织
audit_body 经费审查委员会 经审委 经审会 经审委员会 经审组织
certificate 法人资格证书号 法人证书号 证书编号 法人登记证号 法人证号 工会法人证书号
certified_to 证书有效期至 证书到期 证书有效期 有效期至 法人证书有效期 证书到期日
party_led 党建带工建 是否党建带工建
phone 工会电话 联系电话 电话 联系方式 主席电话
staff 职工人数 职工数 职工总数 员工人数 职工 涵盖职工数 覆盖职工数 在职职工数 职工总人数
women 女职工人数 女职工 女职工数 其中女职工 职工人数女
members 会员人数 会员数 会员 会员总数 工会会员数 申报会员数 会员人数（申报）
counted_on 人数日期 统计日期 数据日期
closed_on 撤销日期 撤销时间 注销日期 撤并日期
closed_reason 撤销原因 注销原因 撤并原因
remarks 备注 说明
"""
"""key, title and the header words offices use for it."""


class UnionLedger(RowByRow):
    key, title = "unions", "基层工会"
    not_ours = (
        "单位类型", "单位性质", "企业性质", "企业类型", "经济类型", "单位地址", "单位电话", "覆盖单位数", "涵盖单位数", "覆盖企业数",
        "副主席", "女工主任", "女职委主任", "女职工委员会主任", "经审主任", "经审委主任", "主席性别", "主席职务", "会员证号", "女会员数",
        "女会员人数", "农民工会员数", "农民工人数", "农民工", "小组数", "工会小组数", "专职工会干部", "法定代表人", "企业负责人", "任期",
    )  # fmt: skip
    codes = frozenset({"code", "uscc", "phone", "certificate"})

    def fields(self, today: date) -> Sequence[Field]:
        text = partial(parse_text, max_length=120)
        short = partial(parse_text, max_length=60)
        day = partial(parse_date, today=today)
        later = partial(parse_date, today=today, future_ok=True, last=True)
        parsers: Parsers = {
            "name": text,
            "code": partial(parse_text, max_length=20),
            "uscc": parse_uscc,
            "short_name": short,
            "kind": parse_union_kind,
            "employers": partial(parse_list, max_length=120),
            "parent": text,
            "area": short,
            "approved_on": day,
            "approval_number": partial(parse_text, max_length=40),
            "chair": parse_name,
            "term": parse_ordinal,
            "elected_on": day,
            "expires_on": later,
            "mediation": parse_bool,
            "supervision": parse_bool,
            "women_body": parse_bool,
            "audit_body": parse_bool,
            "certificate": partial(parse_text, max_length=40),
            "certified_to": later,
            "party_led": parse_bool,
            "phone": parse_phone,
            "staff": parse_count,
            "women": parse_count,
            "members": parse_count,
            "counted_on": day,
            "closed_on": day,
            "closed_reason": text,
            "remarks": partial(parse_text, max_length=300),
        }
        return columns(COLUMNS, parsers)

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

    def export(self, scope: Scope, day: date) -> Iterable[Sequence[Any]]:
        own = {"union": OuterRef("pk")}
        count = HeadCount.objects.on(day).filter(**own)
        term = Committee.objects.filter(**own).order_by("-term")
        chair = Seat.objects.on(day).filter(committee__union=OuterRef("pk"), title="主席").order_by("-start_on", "-pk")
        paper = Certificate.objects.filter(**own).order_by("-valid_until", "-pk")
        rows: Any = with_place(unions_of(scope), day).annotate(
            staff=Subquery(count.values("staff")[:1]), women=Subquery(count.values("women")[:1]),
            declared=Subquery(count.values("members")[:1]), counted=Subquery(count.values("start_on")[:1]),
            term=Subquery(term.values("term")[:1]), elected=Subquery(term.values("elected_on")[:1]),
            expires=Subquery(term.values("expires_on")[:1]), chair=Subquery(chair.values("holder")[:1]),
            paper=Subquery(paper.values("number")[:1]), paper_to=Subquery(paper.values("valid_until")[:1]),
        )  # fmt: skip
        bodies = set(SisterBody.objects.on(day).values_list("union_id", "kind"))
        covered: dict[int, list[str]] = {}
        for union_id, name in UnionEmployer.objects.on(day).values_list("union_id", "employer__name"):
            covered.setdefault(union_id, []).append(name)
        for u in rows.exclude(placements__kind=UnionKind.TOWN).order_by("code"):
            has = ["是" if (u.pk, kind) in bodies else "否" for kind in BODIES.values()]
            yield (
                u.name, u.code, u.uscc, u.short_name, UnionKind(u.kind_now).label if u.kind_now else "",
                "、".join(sorted(covered.get(u.pk, ()))), u.parent_now, u.area_now, u.approved_on, u.approval_number,
                u.chair, u.term, u.elected, u.expires, *has, u.paper, u.paper_to,
                "是" if u.party_led else "否", u.phone, u.staff, u.women, u.declared,
                None if u.counted == SINCE_EVER else u.counted, u.closed_on, u.closed_reason, u.remarks,
            )  # fmt: skip


def parse_ordinal(value: Cell) -> int | None:
    """The number of a term: 3, 三, 第三届."""
    text = parse_text(value, max_length=20)
    return None if text is None else parse_count(re.sub(r"^第|届.*$", "", text))


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
