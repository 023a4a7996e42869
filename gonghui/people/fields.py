"""The fields of a member, each said once: forms, list, import and export of the roll take theirs from here."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from gonghui.kernel.ledger.api import Field, Fields
from gonghui.kernel.privacy import MASK
from gonghui.kernel.privacy.words import CARD, private_number
from gonghui.kernel.sheets import Cell, parse_id_number, parse_phone, parse_text
from gonghui.people.choices import Household, IdKind, LeaveReason, MemberState, Sex
from gonghui.people.models import Membership, Worker

WORKER_NO = "R{:07d}"
STATES = (
    *MemberState.choices, (LeaveReason.TRANSFER, "转出"), (LeaveReason.RESIGNED, "退会"), (LeaveReason.LAPSED, "自动退会"),
    (LeaveReason.EXPELLED, "开除会籍"), (LeaveReason.DIED, "死亡"),
)  # fmt: skip
"""What a roster may say of a membership; the words of a reason for leaving are shorter there than in the records."""


def _card_number(value: Cell) -> str | None:
    """A member's card number; of a union's bank card only the word for it, because nobody would mask the account."""
    if private_number(str(value or "")) == CARD:
        return CARD
    return parse_text(value, max_length=40)


def _masked_ok(parse: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """A parser that lets a masked cell of our own export through, so that the stored value stays untouched."""
    return lambda value: MASK if isinstance(value, str) and "***" in value else parse(value)


def _any_id(value: Cell, *, today: date) -> str | None:
    """A resident's number, or another document's number when it carries letters where a resident's has digits."""
    text = "" if value is None else str(value).strip()
    if 6 <= len(text) <= 12 and text[:1].isalpha() and text.isascii() and text.isalnum():
        return text.upper()
    return parse_id_number(value, today=today)


MEMBER = Fields(
    {Membership: "", Worker: "worker__"},
    Field("name", kind="person", also="会员姓名 职工姓名 名字 姓名（会员） 员工姓名"),
    Field("id_kind", also="证件种类 身份证件类型", spoken={
        IdKind.RESIDENT: "身份证 二代身份证",
        IdKind.HMT: "港澳台居民居住证 港澳通行证 台胞证 港澳居民来往内地通行证 台湾居民来往大陆通行证",
        IdKind.PERMANENT: "外国人永久居留身份证 外国人居留证"}),
    Field("id_number", "身份证号", "identity", private=True, at=lambda row: MASK,
          read=lambda today: _masked_ok(partial(_any_id, today=today)),
          also="身份证号码 证件号 证件号码 身份证 公民身份号码 居民身份证号 身份证件号码 身份号码 公民身份证号码 居民身份证号码"),
    Field("union", of="工会", size=120, head="所属工会",
          also="工会名称 基层工会 所在工会 工会 所属基层工会 工会组织 入会工会 所在基层工会"),
    Field("employer", of="单位", size=120, also="单位 单位名称 企业名称 单位全称 所在单位 用人单位 公司 企业"),
    Field("group", kind="text", size=60, help="没有分小组的空着", head="工会小组", also="小组 所在小组 班组 所属小组 车间 部门"),
    Field("joined_on", also="入会时间 加入工会时间 入会年月 加入工会日期 入会"),
    Field("state", choices=STATES, head="会籍状态", also="会籍 会员状态 状态 会籍情况 会员情况", spoken={
        MemberState.FULL: "在册 正常 在职 会员 正式会员 有效 在会 在籍 在岗 在册会员 正式在册 已入会",
        MemberState.RETAINED: "保留 退休 已退休 离退休 待业 失业",
        LeaveReason.TRANSFER: "已转出 调出 转会", LeaveReason.RESIGNED: "已退会 离职 已离职 退出",
        LeaveReason.LAPSED: "视为自动退会", LeaveReason.EXPELLED: "开除 除名", LeaveReason.DIED: "去世 病故 注销"}),
    Field("changed_on", "变动日期", "day", at=lambda row: None,
          also="会籍变动日期 变动时间 转出日期 退会日期 离职日期 变更日期 离会日期 离职时间"),
    Field("went_to", at=lambda row: "", also="转往单位 变动去向 转出去向"),
    Field("card_number", read=lambda today: _card_number, also="会员证号码 会员卡号 工会卡号 会员编号 证号 卡号"),
    Field("phone", "手机", "phone", required=False, private=True, at="worker__phone_sealed",
          read=lambda today: _masked_ok(parse_phone), also="手机号 手机号码 联系电话 电话 联系方式 移动电话 电话号码 本人手机"),
    Field("sex", spoken={Sex.MALE: "男性", Sex.FEMALE: "女性"}),
    Field("born_on", also="出生年月 出生年月日 生日 出生时间 出生"),
    "nation",
    Field("politics", also="面貌"),
    Field("education", also="文化程度 最高学历 受教育程度"),
    Field("household", also="户口性质 户籍性质 户口类型 户口 户籍 户籍类别", spoken={
        Household.URBAN: "非农业 非农 城镇户口 居民户口 城市 非农业户口 城镇户籍",
        Household.RURAL: "农村 农业户口 农村户口 农业户籍"}),
    Field("migrant", also="是否农民工 是否为农民工 农民工标志"),
    Field("job", also="工种 职务 工作岗位 岗位名称 职业"),
    Field("new_form", also="新业态 新就业形态类型 新就业形态群体 八大群体"),
    Field("skill", also="职业技能等级 技术等级 职业资格等级"),
    Field("title", also="职称 技术职称 专业技术职务"),
    Field("employment", also="就业状态 在岗情况"),
    Field("contract_form", also="用工类型 用工性质 劳动关系形式"),
    Field("worker_no", "人员编号", "text", size=12, at=lambda row: WORKER_NO.format(row.worker_id), also="系统编号 人员代码"),
    Field("remarks", also="说明"),
)  # fmt: skip
