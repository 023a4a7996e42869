"""活动: what people attended or will; the card, its acts, and the lists of who signed up, who came, how many."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from gonghui.activities import ledger_asked, ledger_people, ledger_places  # noqa: F401  (declares the lists of an activity's people)
from gonghui.activities.choices import AT_HOME
from gonghui.activities.clocks import FILING_DAYS
from gonghui.activities.ledger_acts import ACTS
from gonghui.activities.models import Activity, Invitation, Turnout
from gonghui.kernel.ledger.api import (
    Badge,
    Column,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, UnionKind

register_pickable(Activity, Pickable("活动", lambda reader: reader.scope.limit(Activity.objects.valid())))


def _beyond(reader: Reader) -> Q:
    """Of the town's activities those that are open to all, and whatever invites one of the reader's unions."""
    asked = Invitation.objects.filter(activity=OuterRef("pk"))
    open_to_all = Q(union__in=Union.objects.filter(placements__kind=UnionKind.TOWN)) & ~Exists(asked)
    return Q(voided_on=None) & (open_to_all | Exists(asked.filter(union__in=reader.scope.unions or ())))


def _ended(day: Any) -> Q:
    return Q(voided_on=None) & (Q(until__lt=day) | Q(until=None, on__lt=day))


def _coming(reader: Reader) -> Q:
    return Q(voided_on=None, on__gte=reader.today)


def _signing_up(reader: Reader) -> Q:
    return Q(voided_on=None, closed_on=None, sign_up_until__gte=reader.today)


def _unfiled(reader: Reader) -> Q:
    return Q(_ended(reader.today - timedelta(days=FILING_DAYS)), closed_on=None)


def _uncounted(reader: Reader) -> Q:
    came = Turnout.objects.filter(activity=OuterRef("pk"), heads__gt=0)
    return Q(_ended(reader.today), ~Exists(came))


def _this_year(reader: Reader) -> Q:
    return Q(voided_on=None, on__range=(reader.today.replace(month=1, day=1), reader.today))


def _state(row: Activity, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("作废", "end")
    if row.closed_on is not None:
        return Badge("已归档", "done")
    if (row.until or row.on) < reader.today:
        return Badge("待归档", "todo")
    return Badge("进行中", "doing") if row.on <= reader.today else Badge("将举办", "wait")


def _settled(row: Activity) -> Refused | None:
    if row.voided_on is not None:
        return Refused("这项活动已作废。", "要重新登记，请新建一条。")
    if row.closed_on is not None:
        return Refused("这项活动已归档。", "要改内容，请先撤销归档并写明原因。")
    return None


def _ends_before_it_starts(row: Activity, at: datetime) -> Refused | None:
    if row.until is not None and row.until < row.on:
        return Refused("结束日期早于开始日期。", "请核对日期。", "until")
    return None


def _signs_up_too_late(row: Activity, at: datetime) -> Refused | None:
    if row.sign_up_until is not None and row.sign_up_until > (row.until or row.on):
        return Refused("报名截止晚于活动结束。", "请核对报名截止日期。", "sign_up_until")
    return None


def _nobody_runs_it(row: Activity, at: datetime) -> Refused | None:
    if row.run_by not in AT_HOME and not row.organiser:
        return Refused("别的单位办的活动，没有写主办单位。", "请写全称，比如市总工会职工学校。", "organiser")
    return None


def _dress(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    return rows.select_related("union").annotate(heads_now=Sum("turnouts__heads", default=0))


def _heads(row: Activity, reader: Reader) -> int | None:
    """How many came; nothing yet for what is still to come, nor outside a list, where nobody asked for it."""
    return getattr(row, "heads_now", None) if row.on <= reader.today else None


COLUMNS = (
    Column("name", "活动名称", sort="="), Column("on", "开始日期", sort="=", line=True), Column("kind", "类别", sort="=", line=True),
    Column("state", "状态", _state), Column("heads", "人次", _heads, numeric=True, unit="人次", line=True),
    Column("run_by", "谁办的", sort="="), Column("place", "地点", sort="="), Column("union", "工会", "union__name", "union__code"),
    Column("organiser", "主办单位", default=False), Column("partners", "联办单位", default=False),
    Column("topic", "内容主题", default=False), Column("until", "结束日期", sort="=", default=False),
    Column("sign_up_until", "报名截止", sort="=", default=False), Column("quota", "名额", numeric=True, unit="人", default=False),
    Column("cost", "花费", sort="=", numeric=True, default=False), Column("report", "小结", default=False),
)  # fmt: skip

ACTIVITIES = Ledger(
    key="activities", title="活动台账", model=Activity, line="宣教", place=10, union="union_id", unit="项", icon="calendar-event",
    help="办过或参加过的活动、培训、竞赛记一条；谁来了记名单，没有名单的按工会申报人数，附证明。", name="name",
    state=_state, settled=_settled, beyond=_beyond, natural_key=("union", "name", "on"), scan=True,
    sheets=(("全年活动表", "activities-year"),),
    columns=COLUMNS, dress=_dress,
    fields=(
        Field("name", also="活动 培训名称 竞赛名称"), Field("kind", also="活动类别 类型"), Field("run_by", also="主办级别"),
        Field("union", also="工会 主办工会"), Field("organiser", also="主办单位名称"), Field("partners", also="协办单位 配合单位"),
        Field("topic", also="主题 内容"), Field("on", future=True, also="日期 时间 举办日期"), Field("until", future=True),
        Field("place", also="活动地点"), Field("sign_up_until", future=True), Field("quota", unit="人"),
        Field("cost", kind="money", unit="元", also="经费 支出"), Field("report", also="总结 简讯"),
    ),
    sections={
        "活动": ("name", "kind", "run_by", "union", "organiser", "partners", "topic", "on", "until", "place"),
        "报名": ("sign_up_until", "quota"), "总结": ("cost", "report"),
    },
    presets=(
        Preset("unfiled", "该归档的", _unfiled), Preset("uncounted", "没有人数的", _uncounted), Preset("coming", "将举办", _coming),
        Preset("signing", "正在报名", _signing_up), Preset("year", "本年", _this_year),
    ),
    checks=(_ends_before_it_starts, _signs_up_too_late, _nobody_runs_it), acts=ACTS,
)  # fmt: skip
register_ledger(ACTIVITIES)
