"""The columns of a roster."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from gonghui.kernel.imports.ledger import Parsers, columns
from gonghui.kernel.privacy import MASK
from gonghui.kernel.sheets import (
    Cell,
    Choices,
    Field,
    parse_bool,
    parse_choice,
    parse_date,
    parse_id_number,
    parse_name,
    parse_phone,
    parse_text,
)
from gonghui.people.choices import Household, IdKind, LeaveReason, MemberState, Sex

SEXES = Choices({Sex.MALE: ("男", "男性"), Sex.FEMALE: ("女", "女性")})
ID_KINDS = Choices({
    IdKind.RESIDENT: ("居民身份证", "身份证", "二代身份证"),
    IdKind.HMT: ("港澳台居民证件", "港澳台居民居住证", "港澳通行证", "台胞证", "港澳居民来往内地通行证", "台湾居民来往大陆通行证"),
    IdKind.PASSPORT: ("护照",),
    IdKind.PERMANENT: ("外国人永久居留证", "外国人永久居留身份证", "外国人居留证"),
})  # fmt: skip
HOUSEHOLDS = Choices({
    Household.URBAN: ("城镇", "非农业", "非农", "城镇户口", "居民户口", "城市", "非农业户口", "城镇户籍"),
    Household.RURAL: ("农业", "农村", "农业户口", "农村户口", "农业户籍"),
})  # fmt: skip
STATES = Choices({
    MemberState.FULL: ("正式", "在册", "正常", "在职", "会员", "正式会员", "有效", "在会", "在籍", "在岗",
                       "在册会员", "正式在册", "已入会"),
    MemberState.RETAINED: ("保留会籍", "保留", "退休", "已退休", "离退休", "待业", "失业"),
    LeaveReason.TRANSFER: ("转出", "已转出", "调出", "转会"),
    LeaveReason.RESIGNED: ("退会", "已退会", "离职", "已离职", "退出"),
    LeaveReason.LAPSED: ("自动退会", "视为自动退会"),
    LeaveReason.EXPELLED: ("开除会籍", "开除", "除名"),
    LeaveReason.DIED: ("死亡", "去世", "病故", "注销"),
})  # fmt: skip


def masked_ok(parse: Any) -> Any:
    """A parser that lets a masked cell of our own export through, so that the stored value stays untouched."""

    def read(value: Cell) -> Any:
        if isinstance(value, str) and "***" in value:
            return MASK
        return parse(value)

    return read


COLUMNS = """
name 姓名 会员姓名 职工姓名 名字 姓名（会员） 员工姓名
id_kind 证件类型 证件种类 身份证件类型
id_number 身份证号 身份证号码 证件号 证件号码 身份证 公民身份号码 居民身份证号 身份证件号码 身份号码 公民身份证号码
    居民身份证号码
union 所属工会 工会名称 基层工会 所在工会 工会 所属基层工会 工会组织 入会工会 所在基层工会
employer 工作单位 单位 单位名称 企业名称 单位全称 所在单位 用人单位 公司 企业
group 工会小组 小组 所在小组 班组 所属小组 车间 部门
joined_on 入会日期 入会时间 加入工会时间 入会年月 加入工会日期 入会
state 会籍状态 会籍 会员状态 状态 会籍情况 会员情况
changed_on 变动日期 会籍变动日期 变动时间 转出日期 退会日期 离职日期 变更日期 离会日期 离职时间
went_to 去向 转往单位 变动去向 转出去向
card_number 会员证号 会员证号码 会员卡号 工会卡号 会员编号 证号 卡号
phone 手机 手机号 手机号码 联系电话 电话 联系方式 移动电话 电话号码 本人手机
sex 性别
born_on 出生日期 出生年月 出生年月日 生日 出生时间 出生
nation 民族
politics 政治面貌 面貌
education 学历 文化程度 最高学历 受教育程度
household 户籍类型 户口性质 户籍性质 户口类型 户口 户籍 户籍类别
migrant 农民工 是否农民工 是否为农民工 农民工标志
job 岗位 工种 职务 工作岗位 岗位名称 职业
new_form 新就业形态 新业态 新就业形态类型 新就业形态群体 八大群体
skill 技能等级 职业技能等级 技术等级 职业资格等级
title 专业技术职称 职称 技术职称 专业技术职务
employment 就业状况 就业状态 在岗情况
contract_form 用工形式 用工类型 用工性质 劳动关系形式
worker_no 人员编号 系统编号 人员代码
remarks 备注 说明
"""
"""key, title and the header words offices use for it."""


def roster_fields(today: date) -> Sequence[Field]:
    """All columns; the identity number is read as a resident's unless the row says otherwise."""
    text = partial(parse_text, max_length=120)
    word = partial(parse_text, max_length=20)
    day = partial(parse_date, today=today)
    parsers: Parsers = {
        "name": parse_name,
        "id_kind": partial(parse_choice, choices=ID_KINDS),
        "id_number": masked_ok(partial(_any_id, today=today)),
        "union": text,
        "employer": text,
        "group": partial(parse_text, max_length=60),
        "joined_on": day,
        "state": partial(parse_choice, choices=STATES),
        "changed_on": day,
        "went_to": text,
        "card_number": partial(parse_text, max_length=40),
        "phone": masked_ok(parse_phone),
        "sex": partial(parse_choice, choices=SEXES),
        "born_on": day,
        "nation": word,
        "politics": word,
        "education": word,
        "household": partial(parse_choice, choices=HOUSEHOLDS),
        "migrant": parse_bool,
        "job": partial(parse_text, max_length=40),
        "new_form": word,
        "skill": word,
        "title": partial(parse_text, max_length=30),
        "employment": word,
        "contract_form": word,
        "worker_no": partial(parse_text, max_length=12),
        "remarks": partial(parse_text, max_length=300),
    }
    return columns(COLUMNS, parsers, required={"name", "id_number"}, private={"id_number", "phone"})


def _any_id(value: Cell, *, today: date) -> str | None:
    """A resident's number, or another document's number when it carries letters where a resident's has digits."""
    text = "" if value is None else str(value).strip()
    if 6 <= len(text) <= 12 and text[:1].isalpha() and text.isascii() and text.isalnum():
        return text.upper()
    return parse_id_number(value, today=today)
