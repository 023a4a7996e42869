"""实惠发放: every help, gift, prize and subsidy to a person, and whether it was signed for."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from gonghui.benefits.actions import benefit_sign, benefit_unsign
from gonghui.benefits.clocks import SIGN_DAYS
from gonghui.benefits.models import Benefit
from gonghui.benefits.rules import CHECKS
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Badge, Done, Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.people.public import person_follows


def _unsigned(reader: Reader) -> Q:
    return Q(voided_on=None, signed_on=None)


def _late(reader: Reader) -> Q:
    return _unsigned(reader) & Q(on__lt=reader.today - timedelta(days=SIGN_DAYS))


def _this_month(reader: Reader) -> Q:
    return Q(voided_on=None, on__range=(reader.today.replace(day=1), reader.today))


def _this_year(reader: Reader) -> Q:
    return Q(voided_on=None, on__range=(reader.today.replace(month=1, day=1), reader.today))


def _state(row: Benefit, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.signed_on is not None:
        return Badge("代签了" if row.signed_by else "签收了", "done")
    return Badge("没有签收", "back" if row.on < reader.today - timedelta(days=SIGN_DAYS) else "todo")


def _sign(row: Benefit, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    benefit_sign(row=row, on=values["on"], signed_by=values["signed_by"] or "", by=by, at=at)
    return Done(f"{row.name}的签收记好了。")


def _unsign(row: Benefit, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    benefit_unsign(row=row, reason=values["reason"], by=by, at=at)
    return Done(f"{row.name}的签收撤销了，可以更正。")


def _settled(row: Benefit) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"这一条已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。")
    if row.signed_on is not None:
        return Refused(f"{row.name}{cn_date(row.signed_on)}已经签收了。", "要改内容，请先撤销签收并写明原因。")
    return None


BENEFITS = Ledger(
    key="benefits", title="实惠发放", model=Benefit, line="帮扶", place=30, union="union_id", unit="条", icon="gift", name="name",
    phone=("occasion", "what", "amount", "on"),
    help="发给一个人的慰问金、慰问品、奖金、奖品、补助、书籍记一条，发的时候登记，签了字再记签收。", 
    state=_state, settled=_settled, follows=person_follows(),
    fields=(
        Field("name", kind="text", also="领取人 领奖人 慰问对象 受助人", help="同名的，后面写会员证号或证件号后四位"),
        Field("union", also="所属工会 工会 单位 工作单位"),
        Field("kind", also="发放类别 类型", spoken={
            "comfort": "慰问 慰问款", "goods": "慰问物资", "bonus": "奖励", "prize": "奖励品", "subsidy": "补贴 困难补助",
            "schooling": "助学", "book": "图书 赠书"}),
        Field("what", also="物品 物品名称 奖项"), Field("quantity", also="件数"),
        Field("amount", kind="money", unit="元", also="金额 价值 金额（元） 金额(元)"), Field("source", also="资金来源 经费来源"),
        Field("occasion", also="发放事由 活动名称 慰问事由", help="写什么事由，不写病情和家里的困难"),
        Field("on", also="日期 发放时间"), Field("given_by", kind="person", also="经办人 发放人"),
    ),
    sections={"谁": ("name", "union"), "发了什么": ("kind", "what", "quantity", "amount", "source"),
              "为什么": ("occasion", "on", "given_by")},
    presets=(
        Preset("unsigned", "没有签收的", _unsigned), Preset("late", f"过{SIGN_DAYS}天没签收的", _late),
        Preset("month", "本月", _this_month), Preset("year", "本年", _this_year),
    ),
    checks=CHECKS,
    acts=(
        Act(key="sign", title="登记签收", icon="pen", do=_sign, locks=True, bulk=("on", "signed_by"), scan=True,
            first=lambda row, reader: {"on": reader.today}, fields=(
                Field("on", "签收日期", "day"),
                Field("signed_by", "代签人", "person", required=False, help="本人签的空着"))),
        Act(key="unsign", title="撤销签收", icon="eraser", do=_unsign, locks=True, opens=True,
            fits=lambda row: row.signed_on is not None, fields=(
                Field("reason", "为什么撤销", "text", size=120, help="比如签到别人名下了"),)),
    ),
)  # fmt: skip
register_ledger(BENEFITS)
