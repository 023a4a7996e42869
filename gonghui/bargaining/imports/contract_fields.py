"""The columns of the contract register, and the words that offices use in them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from gonghui.bargaining.choices import ContractKind, ContractLevel, Signing
from gonghui.kernel.imports.ledger import Parsers, columns
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


def kind_of_heading(heading: Sequence[str]) -> ContractKind | None:
    """The kind that a sheet's title or tab tells, e.g. 工资集体协商台账."""
    text = "".join(heading)
    found = next((kind for kind, word in _KIND_WORDS if word in text), None)
    return found or (ContractKind.COLLECTIVE if re.search("集体合同", text) else None)


def contract_fields(today: date) -> Sequence[Field]:
    """The columns with their parsers."""
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
    return columns(COLUMNS, parsers)
