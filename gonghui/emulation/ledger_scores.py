"""比武评分: judges' points by item, and what they come to."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from gonghui.activities.public import Kind as ActivityKind
from gonghui.emulation.actions import contest_place
from gonghui.emulation.models import MatchScore
from gonghui.emulation.ranking import HIGHEST
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Act, Done, Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.people.public import person_follows


def _no_match(row: MatchScore, at: datetime) -> Refused | None:
    if row.activity.kind == ActivityKind.MATCH:
        return None
    return Refused(
        f"“{row.activity.name}”登记的类别是{row.activity.get_kind_display()}。",
        "请选类别是技能比武的活动。",
        "activity",
    )


def _filed(row: MatchScore, at: datetime) -> Refused | None:
    return _of_a_filed_activity(row)


def _of_a_filed_activity(row: MatchScore) -> Refused | None:
    if row.activity.closed_on is None:
        return None
    return Refused(
        f"“{row.activity.name}”{cn_date(row.activity.closed_on)}已归档。",
        "要改成绩，请先撤销归档并写明原因。",
        "activity",
    )


def _too_many_points(row: MatchScore, at: datetime) -> Refused | None:
    if row.points <= HIGHEST:
        return None
    return Refused(f"得分{row.points}超过100分。", "每一项都按100分打，占多少写在百分比里。", "points")


def _weightless(row: MatchScore, at: datetime) -> Refused | None:
    return None if 1 <= row.weight <= HIGHEST else Refused(f"占{row.weight}%不对。", "请写1到100。", "weight")


def _weighs_too_much(row: MatchScore, at: datetime) -> Refused | None:
    same = (
        MatchScore.objects.valid()
        .filter(activity_id=row.activity_id, person=row.person, judge=row.judge)
        .exclude(pk=row.pk)
    )
    others = same.aggregate(all=Sum("weight"))["all"] or 0
    if others + row.weight <= HIGHEST:
        return None
    return Refused(
        f"{row.judge}给{row.name}打的各项加起来占{others + row.weight}%。", "请核对百分比，一共是100%。", "weight"
    )


def _judges_himself(row: MatchScore, at: datetime) -> Refused | None:
    return Refused(f"{row.judge}不能给自己打分。", "请核对评委。", "judge") if row.judge == row.name else None


def _before_it_began(row: MatchScore, at: datetime) -> Refused | None:
    if row.on >= row.activity.on:
        return None
    return Refused(f"“{row.activity.name}”{cn_date(row.activity.on)}才开始。", "请核对评分日期。", "on")


def _year(reader: Reader) -> Q:
    return Q(voided_on=None, on__range=(reader.today.replace(month=1, day=1), reader.today))


def _open(reader: Reader) -> Q:
    return Q(voided_on=None, activity__closed_on=None)


def _dressed(rows: QuerySet[MatchScore], reader: Reader) -> QuerySet[MatchScore]:
    return rows.select_related("activity", "union")


def _settled(row: MatchScore) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"这个分已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一条。")
    return _of_a_filed_activity(row)


def _place(row: MatchScore, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    changed = contest_place(activity=row.activity, by=by, at=at)
    if not changed:
        return Done(f"“{row.activity.name}”的名次都在到会名单里了。", row.activity, "activities", changed=False)
    return Done(f"{changed}人的名次记进了“{row.activity.name}”的到会名单。", row.activity, "activities")


SCORES = Ledger(
    key="match-scores", title="比武评分", model=MatchScore, line="经济", place=15, union="union_id", unit="条", icon="award",
    one="matchscore", name="name", phone=("union", "judge", "item", "points"),
    help="一个评委给一个选手的一项打一个分，整张评分表可以导入；名次在活动的文书里印，打完分记进到会名单。",
    fields=(
        Field("activity", also="比武名称 活动名称 活动"), Field("name", "选手", kind="text", also="姓名 参赛选手"),
        Field("union", also="工会 单位 代表队"), Field("judge", kind="person", also="评委姓名 裁判"), Field("item", also="项目 评分项目"),
        Field("weight", unit="%", also="权重 占比", listed=False), Field("points", also="分数 成绩"), Field("on", also="日期"),
    ),
    natural_key=("activity", "union", "name", "judge", "item"), follows=person_follows(), dress=_dressed, settled=_settled,
    presets=(Preset("open", "没有归档的", _open), Preset("year", "本年", _year)),
    checks=(_no_match, _filed, _before_it_began, _too_many_points, _weightless, _weighs_too_much, _judges_himself),
    acts=(
        Act(key="place", title="名次记进到会名单", icon="list-ol", do=_place,
            note="这次比武全部选手的名次和平均分，一次记进到会名单；分改了，再记一次。"),
    ),
)  # fmt: skip
register_ledger(SCORES)
