"""劳模 and 劳模服务: who is a model worker here, and what is done for them."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from gonghui.honours.actions import care_record, care_void, model_worker_died, model_worker_restore, model_worker_revoke
from gonghui.honours.choices import CareKind, Level, Standing
from gonghui.honours.clocks import VISIT_MONTHS
from gonghui.honours.models import Care, ModelWorker
from gonghui.honours.picking import LIVING
from gonghui.honours.voiding import void_act
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Done,
    Field,
    Ledger,
    Preset,
    Reader,
    register_ledger,
)
from gonghui.kernel.refusal import Refused

LINE = "经济"


def _town_gives_none(row: ModelWorker, at: datetime) -> Refused | None:
    if row.level in (Level.UNION, Level.TOWN):
        return Refused("劳动模范由县级以上授予。", "镇和单位的荣誉请登记在荣誉册。", "level")
    return None


def _state(row: ModelWorker, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.died_on is not None:
        return Badge("已去世", "end")
    if row.revoked_on is not None:
        return Badge("已取消", "end")
    return Badge(row.get_standing_display(), "done" if row.standing == Standing.WORKING else "doing")


def _ended(row: ModelWorker, reader: Reader) -> Refused | None:
    if row.died_on is not None:
        return Refused(f"{row.name}已于{cn_date(row.died_on)}去世。", "不用再办。")
    if row.revoked_on is not None:
        return Refused(f"{cn_date(row.revoked_on)}已经取消称号。", "不用再办。")
    return None


def _died(row: ModelWorker, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    model_worker_died(model_worker=row, by=by, at=at, **values)
    return Done("去世日期记好了，走访的提醒停了。")


def _revoke(row: ModelWorker, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    model_worker_revoke(model_worker=row, by=by, at=at, **values)
    return Done("取消称号记好了。")


def _restore(row: ModelWorker, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    model_worker_restore(model_worker=row, by=by, at=at, **values)
    return Done("撤销好了，走访的提醒接着走。")


def _visit(row: ModelWorker, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    care_record(values=values | {"model_worker": row}, by=by, at=at)
    return Done(f"{row.name}的{CareKind(values['kind']).label}记好了。")


def _unvisited(reader: Reader) -> Q:
    since = add_months(reader.today, -VISIT_MONTHS)
    seen = Care.objects.valid().filter(model_worker=OuterRef("pk"), kind=CareKind.VISIT, on__gt=since)
    return LIVING & ~Q(Exists(seen))


def _unchecked(reader: Reader) -> Q:
    first = reader.today.replace(month=1, day=1)
    seen = Care.objects.valid().filter(model_worker=OuterRef("pk"), kind=CareKind.CHECKUP, on__gte=first)
    return LIVING & ~Q(Exists(seen))


CARE_FIELDS = (
    Field("kind", "服务", "choice", choices=CareKind.choices), Field("on", "日期", "day"),
    Field("done_by", "经办人", "text", required=False, size=60), Field("amount", "金额", "money", required=False, help="补助才填"),
    Field("note", "情况", "long", required=False, size=300, help="体检只记日期，不写结果"),
)  # fmt: skip

MODEL_WORKERS = Ledger(
    key="model-workers", title="劳模", model=ModelWorker, line=LINE, place=50, union="union_id", unit="人",
    icon="star", town_writes=True, help="住在本镇的劳动模范一人记一条：哪一级、哪年授予；去世、取消称号也登记。", name="name", state=_state,
    natural_key=("name", "union", "title"), new_title="登记劳模", sheets=(("春节走访名单", "awarding-visits"),),
    fields=(
        Field("name", kind="person", also="劳模姓名"), Field("union", also="工作单位 单位"), Field("level", also="劳模级别"),
        Field("title", also="荣誉称号"), Field("honoured_on", also="授予时间 命名日期"), Field("number", also="文号"),
        Field("standing", also="在岗情况"), Field("remarks", also="说明"),
    ),
    presets=(
        Preset("living", "在世的", LIVING), Preset("visit", "该走访的", _unvisited),
        Preset("checkup", "本年没有体检的", _unchecked),
        Preset("gone", "去世和取消的", Q(voided_on=None) & ~LIVING),
    ),
    checks=(_town_gives_none,),
    acts=(
        Act(key="care", title="登记走访等服务", icon="house-heart", do=_visit, town=True, barred=_ended, fields=CARE_FIELDS),
        Act(key="died", title="登记去世", icon="flower1", do=_died, town=True, locks=True, barred=_ended,
            fields=(Field("on", "去世日期", "day"),)),
        Act(key="revoke", title="登记取消称号", icon="x-circle", do=_revoke, town=True, locks=True, barred=_ended, fields=(
            Field("on", "从哪天起取消", "day"), Field("reason", "原因", "text", size=120, help="写明批准机关的决定"))),
        Act(key="restore", title="撤销去世或取消的登记", icon="eraser", do=_restore, town=True, locks=True,
            fits=lambda row: row.gone_on is not None, fields=(Field("reason", "为什么撤销", "text", size=120),)),
    ),
)  # fmt: skip


def _results(row: Care, at: datetime) -> Refused | None:
    """Health is nobody's business here: a check-up is a day."""
    if row.kind == CareKind.CHECKUP and row.note:
        return Refused("体检只记日期，不记结果。", "请空着“情况”。", "note")
    return None


def _money(row: Care, at: datetime) -> Refused | None:
    if row.kind == CareKind.SUBSIDY and not row.amount:
        return Refused("补助没有写金额。", "请写发了多少元。", "amount")
    if row.kind == CareKind.CHECKUP and row.amount:
        return Refused("体检不在这里记金额。", "发给本人的钱记成补助。", "amount")
    return None


def _after_death(row: Care, at: datetime) -> Refused | None:
    gone = row.model_worker.gone_on
    if gone is not None and row.on > gone:
        return Refused(f"{row.model_worker.name}{cn_date(gone)}以后不再服务。", "请核对日期和姓名。", "on")
    return None


def _served(row: None, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    made = care_record(values=values, by=by, at=at)
    more = "，实惠发放里也有了，请本人签收" if made.kind == CareKind.SUBSIDY else ""
    return Done(f"{made.model_worker.name}的{made.get_kind_display()}记好了{more}。", made)


def _void(row: Care, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    care_void(care=row, reason=values["reason"], by=by, at=at)
    return Done("已作废，原来的内容和原因都留着。")


def _given_to(row: Care, at: datetime) -> Refused | None:
    """What was given stays as it was given."""
    before = Care.objects.filter(pk=row.pk, kind=CareKind.SUBSIDY).first() if row.pk else None
    if before is None or (before.amount, before.on, before.kind) == (row.amount, row.on, row.kind):
        return None
    return Refused("补助已经记进实惠发放。", "金额和日期写错的，请作废这一条，再登记一次。", "amount")


MODEL_CARES = Ledger(
    key="model-cares", one="modelcare", title="劳模服务", model=Care, line=LINE, place=52, union="model_worker__union_id", unit="次",
    icon="house-heart", town_writes=True, help="给劳模的走访、体检、补助、疗休养，一次记一条；体检只记日期。", name="model_worker",
    natural_key=("model_worker", "kind", "on"),
    fields=(
        Field("model_worker", also="姓名 劳模姓名"), Field("kind", also="服务内容 事项"), Field("on", also="日期 走访日期"),
        Field("done_by", also="走访人 慰问人"), Field("amount", also="补助金额 慰问金"), Field("note", also="备注"),
    ),
    presets=(Preset("year", "本年", lambda reader: Q(voided_on=None, on__range=(reader.today.replace(month=1, day=1), reader.today))),),
    checks=(_results, _money, _after_death, _given_to),
    acts=(
        Act(key="new", title="登记劳模服务", icon="plus-lg", do=_served, town=True,
            fields=(Field("model_worker", "劳模", "record", of="劳模"), *CARE_FIELDS)),
        void_act(_void, town=True),
    ),
)  # fmt: skip
register_ledger(MODEL_WORKERS, MODEL_CARES)
