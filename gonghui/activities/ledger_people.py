"""到会名单 and 参加人数: who came and how many, over all activities; entered on the activity's card, corrected here."""

from typing import Any

from django.db.models import Q, QuerySet, Sum

from gonghui.activities.actions import attendance_result, attendance_void, declaration_drop, turnout_declare
from gonghui.activities.choices import Basis, Kind, Source
from gonghui.activities.fields import COMER
from gonghui.activities.models import Attendance, Turnout
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import Span
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Column,
    Days,
    Done,
    Equality,
    Field,
    Ledger,
    Preset,
    Reader,
    choice_filter,
    equal_to,
    register_ledger,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import union_filter

KIND = choice_filter("kind", "类别", Kind.choices, path="activity__kind")
DAYS = Days("on", "活动日期", "activity__on")


def _dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    return rows.select_related("activity", "union")


def _year(reader: Reader) -> Q:
    first = reader.today.replace(month=1, day=1)
    return Q(activity__voided_on=None, activity__on__range=(first, reader.today))


def _filed(row: Any) -> Refused | None:
    if row.activity.closed_on is not None:
        return Refused("这项活动已归档。", "要改人数，请先打开活动，撤销归档并写明原因。")
    return None


def _search(text: str, reader: Reader) -> Q:
    return Q(name__contains=text) | Q(activity__name__contains=text) | Q(union__name__contains=text)


def _strike(row: Attendance, values: dict[str, Any], by: Hand, at: Any) -> Done:
    attendance_void(row=row, reason=values["reason"], by=by, at=at)
    return Done(f"{row.name}划掉了，人数跟着改了。")


def _result(row: Attendance, values: dict[str, Any], by: Hand, at: Any) -> Done:
    changed = attendance_result(row=row, result=values["result"] or "", by=by, at=at)
    return Done(f"{row.name}的成绩记好了。", changed=changed)


def _came(row: Attendance, reader: Reader) -> Badge:
    return Badge("划掉了", "end") if row.voided_on is not None else Badge(row.get_source_display(), "done")


def _struck_or_filed(row: Attendance) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"{row.name}已经划掉了，原因：{row.void_reason}。", "划错了请在活动里再登记一次。")
    return _filed(row)


ATTENDANCES = Ledger(
    key="attendances", title="到会名单", one="attendance", model=Attendance, line="宣教", place=12, union="union_id", unit="人次",
    icon="person-check", help="各项活动来了哪些人；在活动里登记或者导入签到表，登错的在这里划掉。", name="name",
    dress=_dress, search=_search, search_hint="姓名、活动、工会", order=("-activity__on", "union__code", "name"), sort="-on",
    state=_came, settled=_struck_or_filed, beside=lambda row: row.activity.name, empty="还没有到会名单",
    columns=(
        COMER["name"].listed_as(sort="="), COMER["activity"].listed_as(sort="activity__name", line=True),
        COMER["union"].listed_as(sort="union__code", line=True), COMER["on"].listed_as(sort="activity__on", line=True),
        COMER["result"].listed_as(line=True), Column("source", "怎么登记的", _came, "source"),
        Column("roll", "在名册上", lambda row, reader: "是" if row.worker_id else "否", default=False),
    ),
    filters=(union_filter(), KIND, DAYS, choice_filter("source", "怎么登记的", Source.choices)),
    presets=(
        Preset("year", "本年", lambda reader: Q(voided_on=None) & _year(reader)), Preset("all", "全部", Q(voided_on=None)),
        Preset("guests", "不在名册上的", Q(voided_on=None, worker=None)), Preset("struck", "划掉的", Q(voided_on__isnull=False)),
    ),
    acts=(
        Act(key="result", title="登记成绩", icon="trophy", do=_result, locks=True, bulk=("result",),
            fits=lambda row: row.activity.kind != Kind.CHECKUP, first=lambda row, reader: {"result": row.result if row else ""},
            fields=(Field("result", "成绩或名次", "text", size=40, required=False, help="比如第一名、一等奖、92分；写错了的清空"),)),
        Act(key="strike", title="划掉", icon="x-circle", do=_strike, locks=True,
            fields=(Field("reason", "原因", "text", size=120, help="比如签错了表、没有来"),)),
    ),
)  # fmt: skip
register_ledger(ATTENDANCES)


def _heads(row: Turnout, reader: Reader) -> Badge:
    return Badge(row.get_basis_display(), "done" if row.basis == Basis.NAMED else "wait")


def _not_declared(row: Turnout, reader: Reader) -> Refused | None:
    if row.basis != Basis.DECLARED:
        return Refused("这是按名单算出来的人数。", "要改请更正到会名单。")
    return None


def _mend(row: Turnout, values: dict[str, Any], by: Hand, at: Any) -> Done:
    turnout_declare(activity=row.activity, union=row.union, heads=values["heads"], proof=values["proof"], by=by, at=at)
    return Done(f"{row.union.name}申报的人数改成了{values['heads']}人。")


def _drop(row: Turnout, values: dict[str, Any], by: Hand, at: Any) -> Done:
    declaration_drop(row=row, reason=values["reason"], by=by, at=at)
    return Done("申报的人数撤回了，名单上的人还在。", record=row.activity, ledger="activities")


def _equal(reader: Reader) -> Equality:
    """The year's heads listed against the figure, both inside the reader's scope."""
    span = Span(reader.today.replace(month=1, day=1), reader.today)
    listed = TURNOUTS.universe(reader).filter(_year(reader)).aggregate(all=Sum("heads"))["all"] or 0
    return equal_to("activities.attendances", reader, listed, "本年{:,}人次", reason="有的活动已作废。", span=span)


TURNOUTS = Ledger(
    key="turnouts", title="参加人数", one="turnout", model=Turnout, line="宣教", importable=False, place=14, union="union_id", unit="条",
    icon="people", help="每项活动各工会来了多少人：有名单的按名单，没有名单的按申报，附证明。",
    dress=_dress, search=lambda text, reader: Q(activity__name__contains=text) | Q(union__name__contains=text),
    search_hint="活动、工会", order=("-activity__on", "union__code"), sort="-on", state=_heads, settled=_filed,
    beside=lambda row: row.union.name, empty="还没有参加人数",
    columns=(
        Column("activity", "活动", "activity__name", "="), Column("union", "工会", "union__name", "union__code", line=True),
        Column("on", "日期", "activity__on", "=", line=True),
        Column("heads", "人次", "heads", "=", numeric=True, unit="人次", line=True),
        Column("basis", "依据", _heads, "basis"), Column("declared", "申报人数", "declared", numeric=True, default=False),
        Column("proof", "证明材料", "proof"),
    ),
    filters=(union_filter(), KIND, DAYS, choice_filter("basis", "依据", Basis.choices)),
    presets=(Preset("year", "本年", _year), Preset("all", "全部", Q(activity__voided_on=None)),
             Preset("declared", "只报了人数的", Q(activity__voided_on=None, basis=Basis.DECLARED, heads__gt=0))),
    acts=(
        Act(key="amend", title="更正", icon="pencil", do=_mend, locks=True, barred=_not_declared,
            first=lambda row, reader: {"heads": row.declared, "proof": row.proof}, fields=(
                Field("heads", "申报人数", "count", unit="人"), Field("proof", "证明材料", "text", size=120))),
        Act(key="drop", title="撤回申报", icon="x-circle", do=_drop, locks=True, barred=_not_declared,
            fields=(Field("reason", "原因", "text", size=120),)),
    ), equality=_equal,
)  # fmt: skip
register_ledger(TURNOUTS)
