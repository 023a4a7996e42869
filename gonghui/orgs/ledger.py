"""规范化建设 as a ledger; and which unions, employers and places the fields of every ledger may name."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import Span, cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Done,
    Equality,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    equal_to,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.orgs.actions.standings import standing_withdraw
from gonghui.orgs.choices import CheckItem, Programme
from gonghui.orgs.models import Area, Employer, Standing, Union
from gonghui.orgs.queries import areas_of, employers_of, unions_of

register_pickable(
    Union, Pickable("工会", lambda reader: unions_of(reader.scope).filter(closed_on=None), proposes="union")
)
register_pickable(
    Employer,
    Pickable(
        "单位", lambda reader: employers_of(reader.scope, reader.today).filter(closed_on=None), proposes="employer"
    ),
)
register_pickable(Area, Pickable("片区村居", lambda reader: areas_of(reader.scope, reader.today), few=True))


def _open_twice(row: Standing, at: datetime) -> Refused | None:
    same = (
        Standing.objects.valid()
        .filter(union=row.union_id, programme=row.programme, withdrawn_on=None)
        .exclude(pk=row.pk)
    )
    other = None if row.withdrawn_on else same.first()
    if other is None:
        return None
    words = f"{other.union.name}{cn_date(other.achieved_on)}已经是{other.get_programme_display()}。"
    return Refused(words, "不用再登记；丢过再达标的，先登记取消。", "programme")


def _before_founding(row: Standing, at: datetime) -> Refused | None:
    founded = row.union.approved_on
    if founded is None or row.achieved_on >= founded:
        return None
    return Refused(f"{row.union.name}{cn_date(founded)}才成立。", "请核对达标日期。", "achieved_on")


def _withdraw(row: Standing, data: dict[str, Any], by: Hand, at: datetime) -> Done:
    standing_withdraw(standing=row, by=by, at=at, **data)
    return Done(f"{cn_date(data['on'])}起不再是{row.get_programme_display()}。")


def _gone(row: Standing, reader: Reader) -> Refused | None:
    return Refused(f"已于{cn_date(row.withdrawn_on)}取消。", "重新达标的，请另登记一条。") if row.withdrawn_on else None


def _state(row: Standing, reader: Reader) -> Badge:
    return (
        Badge("已作废", "end")
        if row.voided_on
        else Badge("已取消", "end")
        if row.withdrawn_on
        else Badge("保持", "done")
    )


def _this_year(reader: Reader) -> Q:
    return Q(voided_on=None, achieved_on__range=(reader.today.replace(month=1, day=1), reader.today))


def _equality(reader: Reader) -> Equality:
    """The year's 三位一体 offices listed against the figure that the plan's target counts."""
    year = Span(reader.today.replace(month=1, day=1), reader.today)
    kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=reader.today)
    listed = STANDINGS.universe(reader).filter(_this_year(reader), kept, programme=Programme.THREE_IN_ONE).count()
    reason = "有的工会已经撤销，不再计入。"
    return equal_to("orgs.three_in_one_offices", reader, listed, "本年三位一体{:,}个", reason=reason, span=year)


STANDINGS = Ledger(
    key="standings", title="规范化建设", model=Standing, line="组织", place=40, union="union_id", town_writes=True, icon="patch-check",
    help="工会达到一项建设标准记一条：哪天达标、凭哪份文件、验收了什么。丢了的登记取消，不要作废。", scan=True,
    name="union", natural_key=("union", "programme", "achieved_on"), state=_state, equality=_equality,
    fields=(
        Field("union", also="工会名称 单位"), Field("programme", also="建设项目 称号"),
        Field("achieved_on", also="验收日期 命名日期"), Field("number", also="文号 批复文号", listed=True),
        Field("checklist", choices=CheckItem.choices, help="验收时看过、合格的打勾"),
    ),
    sections={"达标": ("union", "programme", "achieved_on", "number"), "验收": ("checklist",)},
    presets=(
        Preset("year", "本年达标", _this_year),
        Preset("offices", "三位一体", Q(voided_on=None, withdrawn_on=None, programme=Programme.THREE_IN_ONE)),
        Preset("models", "示范工会", Q(voided_on=None, withdrawn_on=None, programme=Programme.MODEL)),
        Preset("lost", "已取消", Q(voided_on=None, withdrawn_on__isnull=False)),
    ),
    checks=(_open_twice, _before_founding),
    acts=(
        Act(key="withdraw", title="登记取消", icon="x-circle", do=_withdraw, barred=_gone, town=True, locks=True, fields=(
            Field("on", "从哪天起取消", "day", help="此前的数字不变。可打0702，或“今天”"),
            Field("reason", "原因", "text", size=120, help="比如办公室搬走、没有专人"))),
    ),
)  # fmt: skip
register_ledger(STANDINGS)
