"""The columns of the register of unions."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from gonghui.kernel.imports.ledger import Parsers, columns
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
from gonghui.orgs.imports.words import parse_union_kind

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


def parse_ordinal(value: Cell) -> int | None:
    """The number of a term: 3, 三, 第三届."""
    text = parse_text(value, max_length=20)
    return None if text is None else parse_count(re.sub(r"^第|届.*$", "", text))


def union_fields(today: date) -> Sequence[Field]:
    """The columns with their parsers."""
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
