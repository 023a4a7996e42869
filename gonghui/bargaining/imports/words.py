"""The words in which offices write the kind, the level and the term of a contract."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from gonghui.bargaining.choices import ContractKind, ContractLevel
from gonghui.kernel.sheets import (
    BadValue,
    Cell,
    Choices,
    chinese_number,
    parse_choice,
    parse_date,
    parse_date_range,
    parse_text,
)
from gonghui.kernel.sheets.cells import narrow

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
_TERM = re.compile(r"(?:([\d.]+|半)\s*年)?\s*(半)?\s*(?:零|又)?\s*(?:(\d+)\s*个?月)?", re.ASCII).fullmatch
_TERM_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十壹贰叁肆伍]+(?=\s*(?:年|个?月))")
_MAX_TERM = 600
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


def parse_term(value: Cell) -> int | None:
    """A length of time in months: 三年, 3年, 12个月, 两年, 一年半, 半年; a bare number up to 5 counts years."""
    if isinstance(value, date | timedelta):
        raise BadValue("是日期，不是期限", "写成3年或36个月")
    text = narrow(value)
    if text is None:
        return None
    text = _TERM_NUMERAL.sub(lambda match: str(chinese_number(match[0])), text.removesuffix("期"))
    bare = chinese_number(text)
    if bare is not None or re.fullmatch(r"\d(?:\.\d+)?", text, re.ASCII):
        years = float(text if bare is None else bare)
        months = years * 12 if years <= 5 else 0.0
    else:
        months = _months(text)
    if not 1 <= months <= _MAX_TERM or months != int(months):
        raise BadValue("看不出是几年几个月", "写成3年或36个月")
    return int(months)


def _months(text: str) -> float:
    match = _TERM(text)
    if not match or not text:
        return 0.0
    years, half, months = match.groups()
    if (half and not years) or years == ".":
        return 0.0
    try:
        whole = 6.0 if years == "半" else float(years or 0) * 12
    except ValueError:
        return 0.0
    return round(whole, 6) + (6 if half else 0) + int(months or 0)


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


def kind_of_heading(heading: Sequence[str]) -> ContractKind | None:
    """The kind that a sheet's title or tab tells, e.g. 工资集体协商台账."""
    text = "".join(heading)
    found = next((kind for kind, word in _KIND_WORDS if word in text), None)
    return found or (ContractKind.COLLECTIVE if re.search("集体合同", text) else None)
