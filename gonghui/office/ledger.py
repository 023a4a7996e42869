"""用印登记: every use of the office's seal."""

from datetime import datetime

from django.db.models import Q

from gonghui.kernel.ledger.api import Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.office.models import SealUse


def _this_month(reader: Reader) -> Q:
    return Q(on__range=(reader.today.replace(day=1), reader.today), voided_on=None)


def _not_by_oneself(row: SealUse, at: datetime) -> Refused | None:
    if row.applicant != row.approver:
        return None
    return Refused("申请人和批准人是同一个人。", "请由别人批准，或者核对姓名。", "approver")


def _some_copies(row: SealUse, at: datetime) -> Refused | None:
    return None if row.copies else Refused("份数是0。", "没有盖的不用登记；盖了几份就写几份。", "copies")


SEAL_USES = Ledger(
    key="seal-uses", title="用印登记", model=SealUse, line="综合", union="union_id", town_writes=True,
    unit="件", icon="award", help="盖一次章记一条：什么事、什么文件、几份、谁申请、谁批准。", scan=True,
    fields=(
        Field("on", kind="day", also="日期 盖章日期"),
        Field("matter", also="事由 用印内容 文件名称"),
        Field("number", also="文件编号 发文字号"),
        Field("copies", unit="份", also="盖章份数"),
        Field("applicant", kind="person", also="经办人 用印人"),
        Field("approver", kind="person", also="审批人 批准领导"),
        Field("union", also="所属工会 用印单位", help="替哪家工会办的就写哪家，镇总工会自己的空着"),
    ),
    presets=(Preset("month", "本月", _this_month),),
    checks=(_not_by_oneself, _some_copies),
)  # fmt: skip
register_ledger(SEAL_USES)
