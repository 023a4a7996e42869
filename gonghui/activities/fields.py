"""The columns of a sign-in sheet (签到表), each said once."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from gonghui.activities.models import Activity, Attendance
from gonghui.kernel.ledger.api import Field, Fields
from gonghui.kernel.privacy import MASK
from gonghui.kernel.sheets import Cell, parse_id_number


def _masked_ok(today: date) -> Callable[[Cell], Any]:
    """An identity number, or the mask of our own export, which says nothing."""
    parse = partial(parse_id_number, today=today)
    return lambda value: None if isinstance(value, str) and "***" in value else parse(value)


COMER = Fields(
    {Attendance: "", Activity: "activity__"},
    Field("activity", kind="text", of="活动", size=120, at="activity__name", also="活动名称 培训名称 培训班 竞赛名称 会议名称"),
    Field("on", "活动日期", required=False, also="日期 举办日期 时间"),
    Field("name", kind="person", also="参加人 学员 学员姓名 参会人员 签到人"),
    Field("union", kind="text", of="工会", size=120, head="所属工会", required=False, at="union__name",
          also="工会 工会名称 单位 单位名称 所在单位 工作单位"),
    Field("id_number", "身份证号", "identity", private=True, required=False, read=_masked_ok,
          at=lambda row: MASK if row.worker_id else "", also="身份证号码 证件号 证件号码 身份证"),
    Field("result", also="成绩 名次 分数"),
)  # fmt: skip
