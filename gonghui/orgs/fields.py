"""The fields of unions, employers and head counts, each said once: forms, lists, imports and exports take theirs from here."""

from datetime import date
from functools import partial
from typing import Any

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.ledger.api import Field, Fields
from gonghui.kernel.sheets import Cell, parse_date, parse_list, parse_text
from gonghui.orgs.choices import BodyKind
from gonghui.orgs.imports.words import (
    parse_employer_kind,
    parse_exempt,
    parse_ordinal,
    parse_ownership,
    parse_should_form,
    parse_should_sign,
    parse_union_kind,
)
from gonghui.orgs.models import Committee, Employer, EmployerPlacement, HeadCount, Union, UnionPlacement

OPENING = "期初"
"""What stands for the day of a count older than the records."""


def _counted_on(row: Any) -> date | None:
    return None if row.counted_on == SINCE_EVER else row.counted_on


def _read_counted_on(value: Cell, *, today: date) -> date | None:
    """The day of a count; 期初 for an opening balance."""
    return SINCE_EVER if value == OPENING else parse_date(value, today=today)


UNION = Fields(
    {Union: "", UnionPlacement: "", Committee: "", HeadCount: ""},
    Field("name", also="基层工会名称 工会全称 工会组织名称 基层工会 工会 名称 建会名称 工会组织"),
    Field("code", also="编号 工会代码 组织编号 工会组织编号"),
    Field("uscc", kind="uscc", also="统一社会信用代码 信用代码 社会信用代码 工会信用代码 工会法人代码"),
    Field("short_name", also="工会简称"),
    Field("kind", at="kind_now", read=lambda today: parse_union_kind,
          also="工会类型 组织类型 建会形式 建会类型 组建形式 类别 工会类别 组建方式"),
    Field("employers", "单位名称", "text", read=lambda today: partial(parse_list, max_length=120),
          also="所在单位 用人单位 企业名称 单位全称 单位 覆盖单位 涵盖单位 所属单位 建会单位 覆盖企业 覆盖单位名单 涵盖单位名单"),
    Field("parent", of="工会", size=120, at="parent_now", also="上级 隶属工会 主管工会 上一级工会"),
    Field("area", of="片区村居", size=60, at="area_now",
          also="所属村 村 所在村 村居 村（社区） 片区 所属片区 所属区域 社区 区域 园区 所在片区 所属村（社区）"),
    Field("approved_on", also="成立日期 批准日期 成立时间 建会时间 建会日期 批准时间 批复日期 组建时间 组建日期 批复时间 "
                              "批准成立时间 工会成立时间 工会成立日期"),
    Field("approval_number", also="批准文号 文号 批文号"),
    Field("chair", "主席", "person", required=False, also="工会主席 主席姓名 工会负责人 工会主席姓名"),
    Field("term", read=lambda today: parse_ordinal, also="第几届 本届届次"),
    Field("elected_on", also="本届选举日期 选举时间 换届日期 换届时间 当选日期 任期开始 本届选举时间"),
    Field("expires_on", "任期届满", future=True, last=True,
          also="届满日期 任期届满日期 届满时间 任期截止 任期到期 应换届日期 任期至 任期届满时间"),
    Field("mediation", str(BodyKind.MEDIATION.label), "yesno",
          also="调解委员会 调委会 劳动争议调解组织 调解组织 有无调解委员会 是否建立调解委员会"),
    Field("supervision", str(BodyKind.SUPERVISION.label), "yesno",
          also="劳动法律监督委员会 监督组织 监督委员会 法律监督组织 劳动监督组织 有无监督组织"),
    Field("women_body", str(BodyKind.WOMEN.label), "yesno", also="女职委 女工委 女职工组织 女工组织"),
    Field("audit_body", str(BodyKind.AUDIT.label), "yesno", also="经审委 经审会 经审委员会 经审组织"),
    Field("certificate", "法人资格证书号", "text", size=40, also="法人证书号 证书编号 法人登记证号 法人证号 工会法人证书号"),
    Field("certified_to", "证书有效期至", "day", future=True, last=True,
          also="证书到期 证书有效期 有效期至 法人证书有效期 证书到期日"),
    Field("party_led", also="是否党建带工建"),
    Field("phone", kind="phone", also="联系电话 电话 联系方式 主席电话"),
    Field("staff", also="职工数 职工总数 员工人数 职工 涵盖职工数 覆盖职工数 在职职工数 职工总人数"),
    Field("women", also="女职工 女职工数 其中女职工 职工人数女"),
    Field("members", head="会员人数", also="会员数 会员 会员总数 工会会员数 申报会员数 会员人数（申报）"),
    Field("counted_on", "人数日期", "day", at=_counted_on, also="统计日期 数据日期"),
    Field("closed_on", also="撤销时间 注销日期 撤并日期"),
    Field("closed_reason", also="注销原因 撤并原因"),
    Field("remarks", also="说明"),
)  # fmt: skip

EMPLOYER = Fields(
    {Employer: "", EmployerPlacement: "", HeadCount: ""},
    Field("name", also="单位全称 企业名称 企业全称 单位 企业 用人单位 用人单位名称 名称 公司名称 单位（企业）名称"),
    Field("uscc", kind="uscc", also="信用代码 社会信用代码 统一代码 统一信用代码 营业执照号 组织机构代码 单位统一社会信用代码 "
                                    "企业统一社会信用代码"),
    Field("short_name", also="单位简称 企业简称"),
    Field("area", of="片区村居", size=60, also="所属村 村 所在村 村居 村（社区） 片区 所属片区 所属区域 所在片区 社区 区域 "
                                               "所属村（社区） 园区 属地 所在村（社区）"),
    Field("kind", read=lambda today: parse_employer_kind, also="单位类别 单位类型 性质 企业性质类别 单位属性"),
    Field("ownership", read=lambda today: parse_ownership,
          also="登记注册类型 所有制 所有制形式 企业类型 企业性质 经济性质 注册类型 所有制类型 经济成分"),
    Field("industry", also="所属行业 行业类别 行业门类 产业"),
    Field("legal_rep", kind="person", read=lambda today: partial(parse_text, max_length=60),
          also="法人代表 法人 负责人 企业负责人 法定代表人姓名 单位负责人"),
    Field("address", also="单位地址 企业地址 详细地址 注册地址 经营地址"),
    Field("phone", kind="phone", also="联系电话 电话 联系方式 企业电话 固定电话"),
    Field("staff", also="职工数 职工总数 员工人数 从业人数 职工 员工数 用工人数 在职职工数 在职职工人数 人数 职工总人数 在岗职工人数"),
    Field("women", also="女职工 女职工数 其中女职工 女工人数 职工人数女 其中女 女 女职工总数 女员工数"),
    Field("migrants", also="农民工 农民工数 其中农民工 职工人数农民工 农民工总数"),
    Field("counted_on", "人数日期", "day", at=_counted_on, also="统计日期 数据日期 截至日期 统计时间"),
    Field("union", "所属工会", "text", size=120, at="union_name",
          also="工会名称 工会 所属基层工会 基层工会 归属工会 建会名称 覆盖工会"),
    Field("form_exempt", "暂缓建会", "text", read=lambda today: parse_exempt, also="是否暂缓 是否暂缓建会 暂缓"),
    Field("should_form", "应建暂缓", "text", read=lambda today: parse_should_form,
          also="应建会 是否应建会 是否应建 应建或暂缓 应建/暂缓 建会要求 应建情况 建会标志"),
    Field("form_reason", "暂缓原因", "text", size=120, also="暂缓建会原因 暂缓理由 应建暂缓原因"),
    Field("sign_exempt", "是否免签", "text", read=lambda today: parse_exempt, also="免签 免签标志 免签单位 是否免签集体合同"),
    Field("should_sign", "应签免签", "text", read=lambda today: parse_should_sign,
          also="应签 是否应签 应签/免签 应签或免签 是否应签集体合同 应签集体合同 签订要求 集体合同应签 应签标志 集体合同应签免签"),
    Field("sign_reason", "免签原因", "text", size=120, also="免签理由 不应签原因 应签免签原因"),
    Field("closed_on", also="注销时间 关闭日期 停业日期"),
    Field("remarks", also="说明 备注说明"),
)  # fmt: skip

HEAD_COUNT = Fields(
    {HeadCount: ""},
    Field("unit", "单位名称", "text", size=120, at=lambda row: row.employer or row.union,
          also="单位 企业名称 单位全称 工会名称 工会 基层工会 用人单位 填报单位 名称 统一社会信用代码 单位（工会）名称"),
    Field("counted_on", "统计日期", "day", read=lambda today: partial(_read_counted_on, today=today),
          at=lambda row: OPENING if row.start_on == SINCE_EVER else row.start_on,
          also="日期 人数日期 数据日期 截至日期 统计时间 时间 填报日期"),
    Field("staff", also="职工数 职工总数 员工人数 从业人数 职工 人数 在职职工数 用工人数 员工数"),
    Field("women", also="女职工 女职工数 其中女职工 女工人数 职工人数女 女 其中女 女职工总数 女员工数"),
    Field("migrants", also="农民工 农民工数 其中农民工 职工人数农民工 农民工总数"),
    Field("members", head="会员人数", also="会员数 会员 会员总数 工会会员数 申报会员数 会员人数（申报）"),
    Field("proof", also="依据 证明材料 佐证材料 来源 数据来源"),
)  # fmt: skip
