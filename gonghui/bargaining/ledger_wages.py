"""行业工资标准: what an area or industry agreement pays for a post."""

from datetime import datetime
from fractions import Fraction

from django.db.models import Q

from gonghui.bargaining.choices import WageUnit
from gonghui.bargaining.models import WageStandard
from gonghui.bargaining.place import province
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Field, Ledger, Preset, Reader
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import NotInForce, rule

MINIMUM = {WageUnit.MONTH: "wage.minimum_month", WageUnit.HOUR: "wage.minimum_hour"}


def _running(reader: Reader) -> Q:
    return Q(start_on__lte=reader.today, voided_on=None) & (Q(expires_on=None) | Q(expires_on__gte=reader.today))


def _over(reader: Reader) -> Q:
    return Q(expires_on__lt=reader.today, voided_on=None)


def _amount(row: WageStandard, at: datetime) -> Refused | None:
    return None if row.amount > 0 else Refused("工资标准要大于0。", "请核对数额。", "amount")


def _piece(row: WageStandard, at: datetime) -> Refused | None:
    if row.unit != WageUnit.PIECE or row.piece:
        return None
    return Refused("计件标准没有写计什么。", "请写明计件对象，如一双鞋、一立方米。", "piece")


def _days(row: WageStandard, at: datetime) -> Refused | None:
    if row.expires_on is None or row.expires_on >= row.start_on:
        return None
    return Refused(f"最后一天早于起始的{cn_date(row.start_on)}。", "请核对日期。", "expires_on")


def _minimum(row: WageStandard, at: datetime) -> Refused | None:
    """Not below the local minimum of the first day, where the office has entered it (劳动合同法 55)."""
    key = MINIMUM.get(WageUnit(row.unit))
    if key is None:
        return None
    try:
        value = rule(key).at(row.start_on, province())
    except NotInForce:
        return None
    if value.value is None or value.met(Fraction(row.amount)):
        return None
    what = f"{row.amount}{WageUnit(row.unit).label}低于{cn_date(row.start_on)}当地的最低工资{value.value}元。"
    return Refused(what, "劳动报酬不得低于当地的最低标准，请核对。", "amount")


def _reach(row: WageStandard, at: datetime) -> Refused | None:
    """A piece rate that too few can reach in legal hours is no standard."""
    if row.reach is None or row.unit != WageUnit.PIECE:
        return None
    value = rule("wage.quota_share").at(row.start_on, province())
    if value.met(Fraction(row.reach, 100)):
        return None
    what = f"只有{row.reach}%的职工能在法定工作时间内完成，少于规定的{int(Fraction(str(value.value)) * 100)}%。"
    return Refused(what, "请双方重新商定定额。", "reach")


WAGE_STANDARDS = Ledger(
    key="wage-standards", title="行业工资标准", model=WageStandard, line="权益", union="union_id", place=60, name="post",
    icon="cash-stack", scan=True, help="区域、行业工资协议里，一个工种一条：每月、每小时还是每件多少，从哪天到哪天。",
    fields=(
        Field("industry", also="行业名称"), Field("post", also="工种 岗位 工种名称"),
        Field("amount", also="标准 单价 工价"), Field("unit", also="单位 计价方式"),
        Field("piece", also="产品 工序 计件项目", help="按件计的写明一件是什么"),
        Field("reach", also="完成定额比例", help="法定工作时间内能完成的职工占多少；按件计的填"),
        Field("area", also="区域 适用范围"), Field("start_on", also="执行日期 生效日期", future=True),
        Field("expires_on", also="届满日期 截止日期", future=True, required=False),
        Field("number", also="协议编号"), Field("union", also="工会名称 签订单位"),
    ),
    natural_key=("union", "industry", "area", "post", "piece", "unit", "start_on"),
    presets=(Preset("running", "现在执行", _running), Preset("over", "已到期", _over)),
    checks=(_amount, _piece, _days, _minimum, _reach),
)  # fmt: skip
