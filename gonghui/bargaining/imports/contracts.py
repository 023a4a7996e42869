"""The contract register from and to spreadsheets."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Prefetch

from gonghui.bargaining.actions import contract_amend, contract_end, contract_record
from gonghui.bargaining.choices import ContractKind, ContractLevel, EffectBasis, Signing
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.bargaining.queries import contracts_of
from gonghui.kernel.dates import add_months
from gonghui.kernel.imports.ledger import Outcome, Parsers, Row, RowByRow, Run, columns, drop_line_numbers
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.sheets import (
    BadValue,
    Cell,
    Choices,
    Field,
    parse_choice,
    parse_count,
    parse_date,
    parse_date_range,
    parse_list,
    parse_term,
    parse_text,
)
from gonghui.orgs.public import Directory, Employer, Union

KINDS = Choices({
    ContractKind.COLLECTIVE: ("综合集体合同", "集体合同", "综合", "综合性集体合同", "综合合同", "区域性集体合同", "行业性集体合同",
                              "区域集体合同", "行业集体合同"),
    ContractKind.WAGE: ("工资专项协议", "工资集体协商协议", "工资专项集体合同", "工资协议", "工资", "工资集体合同", "工资专项",
                        "工资集体协商",                        "工资集体协商协议书", "工资专项合同"),
    ContractKind.WOMEN: ("女职工专项合同", "女职工权益保护专项集体合同", "女职工专项", "女职工", "女职工专项集体合同",
                         "女职工特殊保护专项集体合同", "女职工权益保护专项协议", "女职工专项协议", "女职工权益"),
    ContractKind.SAFETY: ("劳动安全卫生专项合同", "劳动安全卫生专项集体合同", "安全卫生", "劳动安全", "安全", "劳动安全卫生",
                          "劳动安全卫生专项", "安全卫生专项"),
})  # fmt: skip
LEVELS = Choices({
    ContractLevel.SINGLE: ("单个单位", "企业", "单独", "单位", "企业级", "单独企业", "单个企业", "独立"),
    ContractLevel.AREA: ("区域性", "区域", "村级", "区域性合同", "村", "社区", "园区"),
    ContractLevel.INDUSTRY: ("行业性", "行业", "行业性合同"),
})  # fmt: skip
SIGNINGS = Choices({
    Signing.FIRST: ("首签", "首次", "新签", "首次签订", "初签", "新订"),
    Signing.RENEWAL: ("续订", "续签", "重签", "换签", "到期续签"),
})  # fmt: skip
_KIND_WORDS = ((ContractKind.WAGE, "工资"), (ContractKind.WOMEN, "女职工"), (ContractKind.SAFETY, "安全"))


def parse_kind(value: Cell) -> str | None:
    text = parse_text(value, max_length=60)
    if text is None:
        return None
    found = KINDS.key(text) or next((kind for kind, word in _KIND_WORDS if word in text), None)
    return found or parse_choice(value, choices=KINDS)


def parse_level(value: Cell) -> str | None:
    text = parse_text(value, max_length=60)
    if text is None:
        return None
    for level, word in ((ContractLevel.AREA, "区域"), (ContractLevel.INDUSTRY, "行业")):
        if word in text:
            return level
    return parse_choice(value, choices=LEVELS)


def parse_running(value: Cell, *, today: date) -> tuple[date | None, date | None, int | None] | None:
    """期限 as offices write it: a range of days, a number of years, or just the last day → (first, last, months)."""
    text = parse_text(value, max_length=60)
    if text is None:
        return None
    if isinstance(value, str):
        # 自2025年1月1日起至…止, 三年（2025.1.1-2027.12.31)
        inside = re.search(r"[(（]([^()（）]*\d{4}[^()（）]*)[)）]", text)
        value = text = re.sub(r"^[自从]|(?<=[\d日月年])起|止$", "", (inside[1] if inside else text).strip())
    try:
        span = parse_date_range(value, today=today)
    except BadValue:
        span = None
    if span:
        return span[0], span[1], None
    try:
        return None, None, parse_term(value)
    except BadValue:
        if text.isdecimal() and 6 <= int(text) <= 60:
            return None, None, int(text)  # a bare number over five counts months
        last = parse_date(re.sub(r"^[至到]", "", text), today=today, future_ok=True, last=True)
        return None, last, None


COLUMNS = """
unit 单位名称 企业名称 单位全称 单位 企业 用人单位 签订单位 签约单位 企业（单位）名称 名称 企业全称 签订企业
union 工会名称 签订工会 工会 所属工会 基层工会 基层工会名称 签约工会
number 合同编号 编号 登记编号 备案编号 合同号 备案号
kind 合同类别 类别 合同种类 合同类型 种类 协议类别 合同名称 类型 专项类别
level 合同级别 级别 协商层级 合同层级 签订层级 区域行业
signing 签订类型 首签续签 首签/续签 签订方式 签订性质 新签续签 首签或续签 签订情况
signed_on 签订日期 签订时间 签约日期 签约时间 签字日期 签署日期 首席签字日期
filed_on 报送日期 报送时间 送审日期 备案日期 送审时间 备案时间 报备日期
effective_on 生效日期 生效时间 起始日期 开始日期 有效期起 合同起始日期 合同开始日期 起始时间 执行日期
expires_on 届满日期 到期日期 到期时间 终止日期 截止日期 有效期至 期满日期 有效期止 合同到期日 合同终止日期 届满时间
    到期日 合同到期日期 有效期截止
running 合同期限 期限 有效期 有效期限 合同有效期 起止日期 合同起止日期 起止时间 期限（年）
covers 覆盖单位 覆盖企业 覆盖单位名单 涵盖单位 覆盖企业名单 涵盖企业 覆盖企业名称
workers 覆盖职工 覆盖职工数 覆盖职工人数 涵盖职工数 职工人数 职工数 覆盖人数 涉及职工数
handler 经办人 经办 登记人 联系人
ended_on 提前终止日期 终止时间 解除日期 提前终止时间
end_reason 终止原因 解除原因 提前终止原因
remarks 备注 说明
"""
"""key, title and the header words offices use for it."""


class ContractLedger(RowByRow):
    key, title = "contracts", "集体合同"
    grassroots = True
    not_ours = (
        "会员人数", "会员数", "女职工人数", "女职工数", "农民工人数", "法定代表人", "首席代表", "职工首席代表",
        "企业首席代表", "单位地址", "是否续签", "单位性质", "企业性质", "企业类型", "经济类型", "统一社会信用代码", "信用代码",
        "职代会日期", "职代会通过日期", "公示日期", "审查日期", "覆盖单位数", "覆盖企业数", "涵盖单位数",
    )  # fmt: skip
    codes = frozenset({"number"})

    def fields(self, today: date) -> Sequence[Field]:
        text = partial(parse_text, max_length=120)
        past = partial(parse_date, today=today)
        any_day = partial(parse_date, today=today, future_ok=True)
        parsers: Parsers = {
            "unit": text,
            "union": text,
            "number": partial(parse_text, max_length=40),
            "kind": parse_kind,
            "level": parse_level,
            "signing": partial(parse_choice, choices=SIGNINGS),
            "signed_on": past,
            "filed_on": past,
            "effective_on": any_day,
            "expires_on": partial(any_day, last=True),
            "running": partial(parse_running, today=today),
            "covers": partial(parse_list, max_length=120),
            "workers": parse_count,
            "handler": partial(parse_text, max_length=60),
            "ended_on": past,
            "end_reason": text,
            "remarks": partial(parse_text, max_length=300),
        }
        return columns(COLUMNS, parsers, required=())

    def complete(self, keys: frozenset[str]) -> bool:
        """A contract has a party and a last day."""
        return bool({"unit", "union"} & keys) and bool({"expires_on", "running"} & keys)

    def arranged(self, rows: Sequence[Row], run: Run) -> Sequence[Row]:
        """Oldest first, so that a renewal finds what it renews; numbers that only count lines are no numbers."""
        drop_line_numbers(rows, "number")
        self._levels(rows)
        return sorted(rows, key=_begin)

    def _levels(self, rows: Sequence[Row]) -> None:
        """One number on rows of several units is one contract for all of them."""
        units: dict[tuple[str, Any], set[str]] = {}
        for row in rows:
            if row.get("number"):
                units.setdefault((row.values["number"], row.get("kind")), set()).add(row.get("unit") or "")
        for row in rows:
            spot = (row.get("number") or "", row.get("kind"))
            if row.get("level") is None and len(units.get(spot, ())) > 1:
                row.values["level"] = ContractLevel.AREA

    def start(self, run: Run, memory: Memory) -> "Book":
        return Book(run, memory)

    def put(self, row: Row, run: Run, book: "Book") -> Outcome:
        kind = row.get("kind") or kind_of_heading((*row.heading, row.sheet)) or ContractKind.COLLECTIVE
        union, covers, level = book.parties(row, run)
        if not run.scope.may_open(union.pk):
            raise Refused(f"{union.name}不归您管。", "请让镇总工会导入。", "union")
        days = self._days(row, run)
        known = book.match(row.get("number"), union, kind, days["signed_on"] or days["effective_on"], covers, level)
        details = {k: row.get(k) for k in ("number", "filed_on", "handler", "remarks") if row.get(k) is not None}
        if known is None:
            contract = contract_record(
                union=union, kind=kind, covers=covers, level=level, by=run.by, at=run.at,
                signing=row.get("signing"), assume_effect="effective_on" not in run.columns, **days, **details,
            )  # fmt: skip
            book.learn(contract, list(covers))
            outcome: Outcome = "created"
        else:
            given = {k: v for k, v in {**days, **details, "signing": row.get("signing")}.items() if v is not None}
            if given.get("effective_on") not in (None, known.effective_on):
                given["effect_basis"] = EffectBasis.RECORDED
            fresh = not set(covers) <= {c.employer_id for c in known.covers.all()}
            changed = contract_amend(contract=known, covers=covers, by=run.by, at=run.at, **given)
            outcome = ("created" if fresh and known.pk in book.made else "updated") if changed else "unchanged"
            contract = known
        if row.get("ended_on") and not contract.ended_on:
            reason = row.get("end_reason") or "台账标明提前终止"
            contract_end(contract=contract, on=row.values["ended_on"], reason=reason, by=run.by, at=run.at)
            outcome = "updated" if outcome == "unchanged" else outcome
        return outcome

    def _days(self, row: Row, run: Run) -> dict[str, Any]:
        first, last, months = row.get("running") or (None, None, None)
        signed, effective, expires = (
            row.get("signed_on"),
            row.get("effective_on") or first,
            row.get("expires_on") or last,
        )
        begin = effective or signed
        if expires is None and months and begin:
            expires = add_months(begin, months) - timedelta(days=1)
        if expires is None:
            raise Refused("没有届满日期，也没有期限。", "请补上届满日期，或写期限（如3年）。", "expires_on")
        if signed is None and effective is None:
            raise Refused("签订日期和生效日期都没有写。", "请至少写一个。", "signed_on")
        return {"signed_on": signed, "effective_on": effective, "expires_on": expires}

    def export(self, scope: Scope, day: date) -> Iterable[Sequence[Any]]:
        covers = Prefetch("covers", ContractCover.objects.select_related("employer").order_by("employer__name"))
        for c in contracts_of(scope).prefetch_related(covers).order_by("union__code", "kind", "signed_on", "pk"):
            units = [cover.employer.name for cover in c.covers.all()]
            workers = [cover.workers for cover in c.covers.all() if cover.workers is not None]
            single = c.level == ContractLevel.SINGLE
            yield (
                units[0] if single and units else "", c.union.name, c.number, c.get_kind_display(),
                c.get_level_display(), c.get_signing_display(), c.signed_on, c.filed_on,
                c.effective_on, c.expires_on, "", "" if single else "、".join(units),
                workers[0] if single and workers else None, c.handler, c.ended_on, c.end_reason, c.remarks,
            )  # fmt: skip


def kind_of_heading(heading: Sequence[str]) -> ContractKind | None:
    """The kind that a sheet's title or tab tells, e.g. 工资集体协商台账."""
    text = "".join(heading)
    found = next((kind for kind, word in _KIND_WORDS if word in text), None)
    return found or (ContractKind.COLLECTIVE if re.search("集体合同", text) else None)


def _begin(row: Row) -> date:
    running = row.get("running") or (None, None, None)
    day: date = row.get("signed_on") or row.get("effective_on") or running[0] or date.max
    return day


class Book:
    """What the rows of one import look up."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self.memory = memory
        self.names = Directory(memory)
        self.made: set[int] = set()
        self._numbers: dict[tuple[str, str], Contract] = {}
        self._dates: dict[tuple[Any, ...], Contract] = {}
        self._shared: dict[tuple[Any, ...], Contract] = {}
        for contract in Contract.objects.select_related("union").prefetch_related("covers"):
            self._index(contract, [cover.employer_id for cover in contract.covers.all()])
        memory.keep()

    def learn(self, contract: Contract, covers: Sequence[int]) -> None:
        """Note a contract that this import has made."""
        self.memory.add(self.made, contract.pk)
        self._index(contract, covers)

    def _index(self, contract: Contract, employers: Sequence[int]) -> None:
        if contract.number:
            self.memory.put(self._numbers, (contract.number, contract.kind), contract)
        if contract.level != ContractLevel.SINGLE:
            for day in (contract.signed_on, contract.effective_on):
                self._know(self._shared, (contract.union_id, contract.kind, contract.level, day), contract)
        for employer in employers:
            for day in (contract.signed_on, contract.effective_on):
                self._know(self._dates, (contract.union_id, contract.kind, day, employer), contract)

    def _know(self, spots: dict[tuple[Any, ...], Contract], spot: tuple[Any, ...], contract: Contract) -> None:
        if spot not in spots:
            self.memory.put(spots, spot, contract)

    def match(
        self, number: str | None, union: Union, kind: str, day: date | None, covers: dict[int, int | None],
        level: ContractLevel,
    ) -> Contract | None:  # fmt: skip
        """The recorded contract that a row means: by number, else by union, kind, day and an employer.

        An area or industry contract may stand in several rows, one for each employer.
        """
        found = self._numbers.get((number, kind)) if number else None
        for employer in covers:
            found = found or self._dates.get((union.pk, kind, day, employer))
        if found is None and level != ContractLevel.SINGLE:
            found = self._shared.get((union.pk, kind, level, day))
            if found and number and found.number and found.number != number:
                found = None
        if found and found.pk not in self.made:
            found.refresh_from_db(fields=["version"])
        return found

    def parties(self, row: Row, run: Run) -> tuple[Union, dict[int, int | None], ContractLevel]:
        """(signing union, {employer: workers named}, level) of a row."""
        union, employer = self._signers(row, run)
        listed = self._listed(row, run)
        level = row.get("level") or (ContractLevel.AREA if len(listed) > 1 else ContractLevel.SINGLE)
        if employer and level == ContractLevel.SINGLE:
            return union, {employer.pk: row.get("workers")}, ContractLevel.SINGLE
        if not listed and employer:
            listed = [employer.pk]
        if not listed:
            listed = list(self.names.covered.get(union.pk, ()))
            if len(listed) > 1:
                level = ContractLevel.INDUSTRY if level == ContractLevel.INDUSTRY else ContractLevel.AREA
                note = f"第{row.number}行：没有写覆盖单位，按{union.name}覆盖的{len(listed)}家单位记。"
                run.remarks.append(note)
        if not listed:
            raise Refused(f"{union.name}下面没有登记单位，看不出覆盖哪家。", "请写覆盖单位，或先登记单位。", "unit")
        workers = row.get("workers") if len(listed) == 1 else None
        return union, dict.fromkeys(listed, workers), ContractLevel(level)

    def _signers(self, row: Row, run: Run) -> tuple[Union, Employer | None]:
        name = row.get("unit")
        employer = self.names.employer(name) if name else None
        union = self._union(row.get("union"))
        if union is None and row.get("union") and not name:
            employer = self.names.employer(row.values["union"])
        if union is None and employer:
            union = self.names.union_covering(employer) or self.names.town
        if union is None and name:
            union = self._union(name)
            employer = self.names.only_employer(union) if union else None
        if union is None:
            missing = name or row.get("union") or (row.heading[0] if row.heading else "")
            if not missing:
                raise Refused("没有写单位名称，也没有写工会名称。", "请至少写一个。", "unit")
            run.propose("employer" if name else "union", missing, row)
            hint = self.names.guess_employer(missing) or self.names.guess_union(missing) or "请先登记，再导入这一行。"
            raise Refused(f"没有登记过“{missing}”。", hint, "unit")
        if union.pk == self.names.town.pk and employer:
            union = self.names.union_covering(employer) or union  # offices write the union above all in every row
        if name and employer is None and self._union(name) is None:
            run.propose("employer", name, row)
            raise Refused(f"没有登记过单位“{name}”。", self.names.guess_employer(name) or "请先登记这家单位。", "unit")
        if employer is None:
            employer = self.names.only_employer(union)
        return union, employer

    def _union(self, name: str | None) -> Union | None:
        return self.names.union(name) or self.names.recorded_union(name)

    def _listed(self, row: Row, run: Run) -> list[int]:
        found: list[int] = []
        for name in row.get("covers") or ():
            if name.isdigit() or re.fullmatch(r"\d+家", name):
                continue  # offices put the number of units where others put their names
            employer = self.names.employer(name)
            if employer is None:
                run.propose("employer", name, row)
                hint = self.names.guess_employer(name) or "请先登记这家单位，再导入这一行。"
                raise Refused(f"覆盖单位“{name}”没有登记过。", hint, "covers")
            found.append(employer.pk)
        return found
