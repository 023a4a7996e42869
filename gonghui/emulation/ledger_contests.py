"""劳动竞赛, the teams and their months."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from gonghui.activities.public import Kind as ActivityKind
from gonghui.benefits.public import gifts_act
from gonghui.emulation.actions import competition_rank, competition_unrank
from gonghui.emulation.actions.contests import refuse_ranked
from gonghui.emulation.ledger_parts import due_soon
from gonghui.emulation.models import Competition, Entrant, MonthResult
from gonghui.emulation.ranking import months_of, reached
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Column,
    Done,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import town

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])").fullmatch


def _competitions(reader: Reader) -> QuerySet[Competition]:
    """One's own competitions, and those of the town, which everybody enters."""
    rows: QuerySet[Competition] = Competition.objects.valid().filter(ranked_on=None).select_related("activity")
    return rows if reader.scope.everything else reader.scope.limit(rows) | rows.filter(union=town())


def _teams(reader: Reader) -> QuerySet[Entrant]:
    return reader.scope.limit(Entrant.objects.valid().filter(competition__ranked_on=None))


def _ranked_team(reader: Reader, name: str) -> Refused | None:
    rows = Entrant.objects.valid().filter(name=name).exclude(competition__ranked_on=None)
    row = reader.scope.limit(rows).order_by("-competition__ranked_on").first()
    if row is None or row.competition.ranked_on is None:
        return None
    return Refused(f"“{row.competition.name}”{cn_date(row.competition.ranked_on)}已经确认名次。",
                   "要补要改，请先在竞赛的页面撤销名次，写明原因。", "entrant")  # fmt: skip


register_pickable(Competition, Pickable("竞赛", _competitions, few=True))
register_pickable(Entrant, Pickable("参赛队", _teams, few=True, gone=_ranked_team))


def settled_by(competition: Competition) -> Refused | None:
    """Why nothing of a competition can be changed any more."""
    try:
        refuse_ranked(competition)
    except Refused as no:
        return no
    return None


def _settled(row: Competition) -> Refused | None:
    return settled_by(row)


def _of_the_activity(row: Competition, at: datetime) -> Mapping[str, Any]:
    if not row.activity_id:
        return {}
    return {"union_id": row.activity.union_id, "name": row.name or row.activity.name}


def _no_competition(row: Competition, at: datetime) -> Refused | None:
    if row.activity.kind == ActivityKind.COMPETITION:
        return None
    return Refused(
        f"“{row.activity.name}”登记的类别是{row.activity.get_kind_display()}。",
        "请选类别是劳动竞赛的活动。",
        "activity",
    )


def _endless(row: Competition, at: datetime) -> Refused | None:
    if row.activity.until is not None:
        return None
    return Refused(
        f"“{row.activity.name}”没有写结束日期，排不出要报几个月。", "请先在活动台账里补上结束日期。", "activity"
    )


def _no_such_day(row: Competition, at: datetime) -> Refused | None:
    if 1 <= row.report_day <= 28:
        return None
    return Refused(f"每月没有都有的{row.report_day}日。", "请写1到28。", "report_day")


def _state(row: Competition, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.ranked_on is not None:
        return Badge("已定名次", "done")
    return (
        Badge("待定名次", "todo")
        if (row.activity.until or row.activity.on) < reader.today
        else Badge("进行中", "doing")
    )


def _rank(row: Competition, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    return Done(f"{competition_rank(competition=row, by=by, at=at)}个参赛队的名次定好了。")


def _unrank(row: Competition, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    competition_unrank(competition=row, reason=values["reason"], by=by, at=at)
    return Done("名次撤销了，可以改月报。")


def _not_ranked(row: Competition, reader: Reader) -> Refused | None:
    return None if row.ranked_on else Refused("名次还没有确认。", "可以直接更正月报。")


COMPETITIONS = Ledger(
    key="competitions", title="劳动竞赛", model=Competition, line="经济", place=10, union="union_id", unit="项", icon="trophy",
    one="competition", name="name", phone=("theme", "compared"),
    help="活动台账里登记了的劳动竞赛，在这里写明主题、比什么、每月几日前报上月。",
    fields=(
        Field("activity", also="活动名称", listed=False), Field("name", also="竞赛名称", help="空着就用活动的名称"),
        Field("theme", blank="请选", also="类别 竞赛主题"), Field("compared", also="竞赛内容"),
        Field("measured_in", also="计量单位", help="比如万元、吨、天"), Field("report_day", also="报送日", listed=False, unit="日"),
        Field("prizes", also="奖励办法", listed=False),
    ),
    natural_key=("activity",), follows=_of_the_activity, state=_state, settled=_settled,
    beyond=lambda reader: Q(union=town(), voided_on=None),
    given=(Column("until", "到哪天", "activity__until", "activity__until"),
           Column("teams", "参赛队", lambda row, reader: row.entrants.filter(voided_on=None).count(), numeric=True, unit="个")),
    presets=(
        Preset("rank", "该定名次的", lambda reader: Q(voided_on=None, ranked_on=None, activity__until__lt=reader.today)),
        Preset("running", "进行中", lambda reader: Q(voided_on=None, ranked_on=None, activity__until__gte=reader.today)),
    ),
    checks=(_no_competition, _endless, _no_such_day),
    acts=(
        Act(key="rank", title="确认名次", icon="list-ol", do=_rank, locks=True, note="按完成目标的百分比排，一样的并列。"),
        Act(key="unrank", title="撤销名次", icon="unlock", do=_unrank, locks=True, opens=True, barred=_not_ranked,
            fits=lambda row: row.ranked_on is not None, fields=(Field("reason", "为什么撤销", "text", size=120),)),
    ),
)  # fmt: skip


def _place(row: Entrant, reader: Reader) -> str:
    return f"第{row.place}名" if row.place else ""


def _without_place(row: Entrant, reader: Reader) -> Refused | None:
    if row.place:
        return None
    return Refused("名次还没有确认。", "请先确认这次竞赛的名次，再登记给谁发了什么。")


def _no_target(row: Entrant, at: datetime) -> Refused | None:
    return None if row.target > 0 else Refused("目标值是0。", "请写全程要完成多少。", "target")


def _nobody(row: Entrant, at: datetime) -> Refused | None:
    return None if row.heads else Refused("参赛人数是0。", "请写有多少人参赛。", "heads")


def _too_late(row: Entrant, at: datetime) -> Refused | None:
    return settled_by(row.competition)


def _entrant_settled(row: Entrant) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这个参赛队已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    return settled_by(row.competition)


ENTRANTS = Ledger(
    key="entrants", title="参赛队", model=Entrant, line="经济", place=11, union="union_id", unit="个", icon="people-fill", one="entrant",
    help="一家工会的一个队记一条：几个人、全程的目标是多少；每月的完成情况记进竞赛月报。", name="name",
    phone=("union", "heads"), order=("-competition", "place", "pk"),
    fields=(
        Field("competition", of="竞赛", also="竞赛名称"), Field("name", also="队名 班组 参赛单位"), Field("union", also="工会 单位"),
        Field("heads", unit="人", also="人数"), Field("goal", also="目标"), Field("target", kind="money", also="目标数"),
    ),
    natural_key=("competition", "union", "name"), settled=_entrant_settled,
    dress=lambda rows, reader: rows.select_related("competition__activity", "union").prefetch_related("months"),
    given=(Column("reached", "完成率", lambda row, reader: f"{reached(row)}%", line=True),
           Column("place", "名次", _place, "place", line=True)),
    presets=(Preset("owing", "缺月报的", due_soon("competition.report")),
             Preset("first", "前三名", Q(voided_on=None, place__lte=3))),
    checks=(_too_late, _no_target, _nobody),
    acts=(gifts_act(since=lambda row: row.competition.ranked_on or row.competition.activity.on, cause=lambda row: row.competition,
                    first=lambda row: {"union": row.union}, barred=_without_place, opens=True),),
)  # fmt: skip


def _no_month(row: MonthResult, at: datetime) -> Refused | None:
    if not MONTH(row.month):
        return Refused(f"月份“{row.month}”看不懂。", "请写成2026-05这样。", "month")
    competition = row.entrant.competition
    if row.month not in months_of(competition):
        return Refused(f"“{competition.name}”没有{row.month}这个月。", "请核对月份。", "month")
    if row.on.strftime("%Y-%m") < row.month:
        return Refused(f"{row.month}还没有到。", "请核对月份和报送日期。", "month")
    return None


def _ranked_already(row: MonthResult, at: datetime) -> Refused | None:
    return settled_by(row.entrant.competition)


def _month_settled(row: MonthResult) -> Refused | None:
    if row.voided_on is not None:
        return Refused(
            f"这份月报已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。"
        )
    return settled_by(row.entrant.competition)


MONTHS = Ledger(
    key="competition-months", title="竞赛月报", model=MonthResult, line="经济", place=12, union="entrant__union_id", unit="份",
    icon="calendar-week", one="monthresult", help="每个参赛队每月报一次：这个月完成了多少；没有完成的报0。", name="entrant",
    caption=lambda row: f"{row.entrant.name} {row.month}", phone=("month", "value", "on"), order=("-month", "entrant", "pk"),
    fields=(
        Field("entrant", of="参赛队", also="队名"), "month", Field("value", kind="money", also="完成数 完成情况"), Field("on", also="日期"),
        Field("note", also="情况说明"),
    ),
    natural_key=("entrant", "month"), settled=_month_settled,
    dress=lambda rows, reader: rows.select_related("entrant__competition__activity", "entrant__union"),
    checks=(_no_month, _ranked_already),
)  # fmt: skip
register_ledger(COMPETITIONS, ENTRANTS, MONTHS)
