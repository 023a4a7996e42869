"""Readings of the words in which offices write kinds, ownership and duties."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from gonghui.kernel.sheets import BadValue, Cell, Choices, parse_choice, parse_count, parse_text
from gonghui.orgs.choices import EmployerKind, Ownership, UnionKind
from gonghui.orgs.wording import PUBLIC

EMPLOYER_KINDS = Choices({
    EmployerKind.ENTERPRISE: ("企业", "公司", "企业单位", "工业企业", "民营企业", "非公企业", "国有企业", "集体企业",
                              "私营企业", "外资企业", "合资企业", "规上企业", "规模企业", "小微企业", "商贸企业"),
    EmployerKind.INSTITUTION: ("事业", "事业单位", "学校", "医院", "公办学校", "公立医院"),
    EmployerKind.AGENCY: ("机关", "机关单位", "党政机关", "行政机关", "行政单位", "政府机关"),
    EmployerKind.INDIVIDUAL: ("个体", "个体户", "个体工商户", "个体经营"),
    EmployerKind.SOCIAL: ("社会组织", "民办非企业", "民办非企业单位", "社会团体", "社团", "民非"),
})  # fmt: skip

OWNERSHIPS = Choices({
    Ownership.STATE: ("国有", "国有企业", "国有独资", "国有控股", "国企", "110", "151", "161", "央企"),
    Ownership.COLLECTIVE: ("集体", "集体企业", "集体所有制", "120", "乡镇集体"),
    Ownership.PRIVATE: ("私营", "私营企业", "民营", "民营企业", "私营独资", "私营有限责任公司", "170", "171", "172", "173",
                        "174", "非公有制", "非公"),
    Ownership.LIMITED: ("有限责任", "有限责任公司", "其他有限责任公司", "有限公司", "159", "一人有限责任公司"),
    Ownership.SHARES: ("股份", "股份有限", "股份有限公司", "股份制", "169", "160", "130", "股份合作"),
    Ownership.HMT: ("港澳台", "港澳台投资", "港澳台商投资", "港澳台资", "200", "台资", "港资", "210", "220", "230", "240"),
    Ownership.FOREIGN: ("外商", "外商投资", "外资", "外资企业", "外商独资", "中外合资", "合资", "中外合作", "300", "310", "320",
                        "330", "340"),
    Ownership.INDIVIDUAL: ("个体", "个体户", "个体工商户", "600"),
    Ownership.OTHER: ("其他", "其它", "联营", "140", "190", "事业", "事业单位", "机关", "400", "500", "700", "民办非企业"),
})  # fmt: skip

UNION_KINDS = Choices({
    UnionKind.ENTERPRISE: ("企业工会", "企业", "单独基层", "单独基层工会", "单独建会", "基层工会", "单建", "独立基层工会",
                           "单独基层(企业)", "企业单独基层", "非公企业工会", "独立建会", "单独组建", "企业基层工会"),
    UnionKind.INSTITUTION: ("事业单位", "事业单位工会", "事业", "学校工会", "单独基层(事业单位)", "教育", "事业工会"),
    UnionKind.AGENCY: ("机关", "机关工会", "机关单位", "机关单位工会", "单独基层(机关)", "党政机关工会"),
    PUBLIC: ("机关事业", "机关事业单位", "机关事业工会", "机关事业单位工会", "机关、事业单位", "公有制单位"),
    UnionKind.JOINT: ("联合基层", "联合基层工会", "联合工会", "联合建会", "联合组建", "区域联合工会", "行业联合工会", "园区联合工会"),
    UnionKind.VILLAGE_JOINT: ("村级联合", "村级联合工会", "村联合工会", "村级工会", "村(社区)联合工会", "社区联合工会", "村级",
                              "村居联合工会", "村级联合基层工会", "村社区联合工会", "村联合"),
    UnionKind.AREA_FEDERATION: ("区域联合会", "区域工会联合会", "区域性工会联合会", "村级工会联合会", "园区工会联合会", "区域性",
                                "工会联合会"),
    UnionKind.INDUSTRY_FEDERATION: ("行业联合会", "行业工会联合会", "行业性工会联合会", "行业工会", "行业性"),
    UnionKind.EDUCATION: ("教育工会",),
    UnionKind.DISTRICT: ("学区工会", "学区"),
    UnionKind.TOWN: ("镇总工会", "总工会", "乡镇工会", "街道工会"),
    UnionKind.BRANCH: ("分会", "分工会", "工会分会"),
    UnionKind.GROUP: ("小组", "工会小组"),
})  # fmt: skip


def parse_employer_kind(value: Cell) -> str | None:
    """The kind by its words; a word of ownership in its place (民营, 外商独资) is an enterprise's."""
    text = parse_text(value, max_length=60)
    if text is None:
        return None
    key = EMPLOYER_KINDS.key(text) or EMPLOYER_KINDS.key(_head(text))
    if key:
        return key
    for word, found in (("个体", EmployerKind.INDIVIDUAL), ("民办非", EmployerKind.SOCIAL), ("社会", EmployerKind.SOCIAL),
                        ("社团", EmployerKind.SOCIAL), ("企业", EmployerKind.ENTERPRISE), ("公司", EmployerKind.ENTERPRISE),
                        ("事业", EmployerKind.INSTITUTION), ("机关", EmployerKind.AGENCY), ("行政", EmployerKind.AGENCY)):  # fmt: skip
        if word in text:
            return found
    if _ownership_in(text) or OWNERSHIPS.key(_head(text)):
        return EmployerKind.ENTERPRISE
    return parse_choice(value, choices=EMPLOYER_KINDS)


def _head(text: str) -> str:
    return re.split(r"[(（:：]", text)[0].strip()


def parse_ownership(value: Cell) -> str | None:
    """Ownership by its words; wordings that only say more (…有限责任公司（自然人独资）) are cut to their head."""
    text = parse_text(value, max_length=60)
    if text is None:
        return None
    key = OWNERSHIPS.key(text) or OWNERSHIPS.key(_head(text)) or _ownership_in(text)
    if key:
        return key
    if re.search("企业|经济|所有制|单位|组织|机构", text):
        return Ownership.OTHER
    raise BadValue(f"看不懂经济类型“{text}”", "写成" + "、".join(Ownership.labels) + "之一")


def _ownership_in(text: str) -> Ownership | None:
    for word, found in (("港澳台", Ownership.HMT), ("外商", Ownership.FOREIGN), ("外资", Ownership.FOREIGN),
                        ("合资", Ownership.FOREIGN), ("国有", Ownership.STATE), ("集体", Ownership.COLLECTIVE),
                        ("私营", Ownership.PRIVATE), ("民营", Ownership.PRIVATE), ("独资", Ownership.PRIVATE),
                        ("合伙", Ownership.PRIVATE), ("股份", Ownership.SHARES), ("有限", Ownership.LIMITED),
                        ("个体", Ownership.INDIVIDUAL)):  # fmt: skip
        if word in text:
            return found
    return None


def parse_union_kind(value: Cell) -> str | None:
    text = parse_text(value, max_length=60)
    if text is None:
        return None
    key = UNION_KINDS.key(text)
    if key:
        return key
    if re.search("机关.?事业", text):
        return PUBLIC
    for word, found in (("行业联合会", UnionKind.INDUSTRY_FEDERATION), ("行业工会联合会", UnionKind.INDUSTRY_FEDERATION),
                        ("联合会", UnionKind.AREA_FEDERATION), ("村", UnionKind.VILLAGE_JOINT),
                        ("社区", UnionKind.VILLAGE_JOINT), ("学区", UnionKind.DISTRICT),
                        ("联合", UnionKind.JOINT), ("分会", UnionKind.BRANCH), ("小组", UnionKind.GROUP),
                        ("事业", UnionKind.INSTITUTION), ("学校", UnionKind.INSTITUTION), ("机关", UnionKind.AGENCY),
                        ("企业", UnionKind.ENTERPRISE), ("公司", UnionKind.ENTERPRISE), ("单独", UnionKind.ENTERPRISE),
                        ("独立", UnionKind.ENTERPRISE), ("基层", UnionKind.ENTERPRISE)):  # fmt: skip
        if word in text:
            return found
    raise BadValue(f"看不懂工会类型“{text}”", "写成企业工会、事业单位工会、机关工会、联合基层工会、村级联合工会之一")


def parse_ordinal(value: Cell) -> int | None:
    """The number of a term: 3, 三, 第三届."""
    text = parse_text(value, max_length=20)
    return None if text is None else parse_count(re.sub(r"^第|届.*$", "", text))


@dataclass(frozen=True)
class Answer:
    """Whether something is required, and the reason that stood in the same cell: 免签（机关单位）."""

    required: bool
    why: str = ""

    def __str__(self) -> str:
        return ("应" if self.required else "免") + (f"（{self.why}）" if self.why else "")


def parse_required(yes: tuple[str, ...], no: tuple[str, ...]) -> Callable[[Cell], Answer | None]:
    """Parser for 应签/免签, 应建/暂缓 and plain 是/否, with or without a reason behind."""
    choices = Choices({"yes": (*yes, "是", "应", "1", "√", "✓", "Y", "有", "需要", "需"),
                       "no": (*no, "否", "不", "0", "×", "✗", "X", "N", "无", "不需要", "不需", "不是")})  # fmt: skip

    def parse(value: Cell) -> Answer | None:
        text = parse_text(value, max_length=120)
        if text is None:
            return None if value is None or str(value).strip() != "无" else Answer(False)
        match = re.fullmatch(r"([^(:，,]+)[(:，,]\s*(.*?)\)?", unicodedata.normalize("NFKC", text))
        head, why = (match[1].strip(), match[2].strip()) if match else (text, "")
        found = choices.key(head)
        if found is None:
            raise BadValue(f"看不懂“{text[:20]}”", f"写成{yes[0]}或{no[0]}")
        return Answer(found == "yes", "" if found == "yes" else why)

    return parse


def parse_exempt(value: Cell) -> Answer | None:
    """Parser for a column that asks the other way round: 是否免签, 是否暂缓."""
    found = _EXEMPT(value)
    return None if found is None else Answer(not found.required)


_EXEMPT = parse_required(("免签", "暂缓", "暂缓建会", "免"), ("应签", "应建"))
parse_should_sign = parse_required(
    ("应签", "应签订", "应当签", "必签", "已签", "未签", "应签未签", "应签已签"),
    ("免签", "不签", "免", "不应签", "豁免", "不适用", "暂缓", "免签订"),
)
parse_should_form = parse_required(
    ("应建", "应建会", "应当建", "应建未建", "应建已建", "已建", "已建会", "未建", "未建会"),
    ("暂缓", "暂缓建会", "暂不建", "缓建", "不应建", "免建", "暂不建会", "不具备条件"),
)
