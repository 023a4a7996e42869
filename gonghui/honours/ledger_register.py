"""荣誉册: what was awarded here, received from above, or entered from earlier years."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from gonghui.honours import picking  # noqa: F401  (what fields may name)
from gonghui.honours.actions import honour_publicise, honour_recheck, honour_revoke
from gonghui.honours.clocks import RECHECK_AHEAD
from gonghui.honours.models import Honour
from gonghui.honours.voiding import void_act
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import Span, cn_date
from gonghui.kernel.ledger.api import (
    Act,
    Badge,
    Done,
    Equality,
    Field,
    Ledger,
    Preset,
    Reader,
    entry_void,
    equal_to,
    register_ledger,
)
from gonghui.kernel.refusal import Refused

STANDS = Q(voided_on=None, revoked_on=None)


def _valid(row: Honour, at: datetime) -> Refused | None:
    if row.valid_until is not None and row.valid_until < row.awarded_on:
        return Refused(f"有效期早于表彰的{cn_date(row.awarded_on)}。", "请核对日期。", "valid_until")
    return None


def _year(row: Honour, at: datetime) -> Refused | None:
    if row.awarded_on.year not in (row.year, row.year + 1):
        return Refused(f"年度{row.year}和表彰日期{cn_date(row.awarded_on)}对不上。", "年度写评的是哪一年。", "year")
    return None


def _no_number(row: Honour, at: datetime) -> Refused | None:
    if row.programme.upward and not row.number:
        return Refused(
            f"{row.programme.name}是{row.programme.get_level_display()}里的荣誉，没有写文号。",
            "请写表彰文件的文号。",
            "number",
        )
    return None


def _as_awarded(row: Honour, at: datetime) -> Refused | None:
    """What the award said is corrected where it was decided."""
    if row.pk is None or row.nomination_id is None:
        return None
    before = Honour.objects.get(pk=row.pk)
    told = ("name", "programme_id", "year", "union_id", "awarded_on", "number", "basis", "valid_until")
    if all(getattr(before, key) == getattr(row, key) for key in told):
        return None
    return Refused("这项荣誉是本会评选的，只有备注能在这里改。", "请打开它的推荐，在“表彰”那一步更正。", "name")


def _state(row: Honour, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.revoked_on is not None:
        return Badge("已撤销", "end")
    if row.valid_until is not None and row.valid_until < reader.today:
        return Badge("已到期", "end")
    return Badge("有效", "done")


def _from_round(row: Honour, reader: Reader) -> Refused | None:
    if row.nomination_id is None:
        return None
    return Refused("这项荣誉是本会评选的。", "请打开它的推荐，在那里更正、退回或者登记撤销荣誉。")


def _void(row: Honour, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    no = _from_round(row, Reader(by.scope, at.date()))
    if no:
        raise no
    entry_void(ledger=HONOURS, row=row, reason=values["reason"], by=by, at=at)
    return Done("已作废，原来的内容和原因都留着。")


def _gone(row: Honour, reader: Reader) -> Refused | None:
    return Refused(f"{cn_date(row.revoked_on)}已经撤销。", "不用再办。") if row.revoked_on else None


def _for_good(row: Honour, reader: Reader) -> Refused | None:
    if row.valid_until is None:
        return Refused("这项荣誉长期有效。", "不用复核。")
    return _gone(row, reader)


def _revoke(row: Honour, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    honour_revoke(honour=row, by=by, at=at, **values)
    return Done(f"{cn_date(values['on'])}起不再有效，此前的数字不变。")


def _recheck(row: Honour, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    made = honour_recheck(honour=row, by=by, at=at, **values)
    return Done(f"复核记好了，保留到{cn_date(made.valid_until)}。" if made.kept else "复核记好了，到期不再保留。")


def _publicise(row: Honour, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    honour_publicise(honour=row, by=by, at=at, **values)
    return Done("宣传记好了。")


def _this_year(reader: Reader) -> Q:
    return Q(STANDS, awarded_on__range=(reader.today.replace(month=1, day=1), reader.today))


def _in_force(reader: Reader) -> Q:
    return Q(STANDS) & (Q(valid_until=None) | Q(valid_until__gte=reader.today))


def _recheck_soon(reader: Reader) -> Q:
    """Not rechecked yet for the last day that is near or past."""
    near = Q(STANDS, valid_until__lte=reader.today + timedelta(days=RECHECK_AHEAD))
    return near & ~Q(rechecks__valid_until=None, rechecks__pk__isnull=False)


def _equality(reader: Reader) -> Equality:
    rows = HONOURS.universe(reader).filter(_in_force(reader)).count()
    span = Span(reader.today, reader.today)
    return equal_to(
        "emulation.honours_in_force", reader, rows, "有效{:,}项", reason="有的表彰日期还没有到。", span=span
    )


HONOURS = Ledger(
    key="honours", title="荣誉册", model=Honour, line="经济", place=48, union="union_id", unit="项", icon="patch-check", town_writes=True,
    help="得到的荣誉一项记一条：本会评选的自己会进来，上级表彰的和往年的在这里登记或者导入。", name="name", new_title="登记荣誉",
    state=_state, natural_key=("programme", "year", "union", "name"), scan=True, equality=_equality,
    fields=(
        Field("name", also="姓名 获奖人 获奖单位 荣誉获得者"), Field("programme", also="荣誉名称 荣誉称号 称号", head="荣誉"),
        Field("year", kind="year", also="评选年度 年份"),
        Field("union", also="所属工会 单位 推荐单位"), Field("awarded_on", also="授予日期 表彰时间"),
        Field("number", also="文号 表彰文件"), Field("basis", also="来源"), Field("valid_until", future=True, also="有效期"),
        Field("remarks", also="说明"),
    ),
    presets=(
        Preset("force", "有效的", _in_force), Preset("year", "本年得的", _this_year),
        Preset("recheck", "该复核的", _recheck_soon),
        Preset("above", "上级给的", Q(STANDS, programme__level__in=("county", "city", "province", "nation"))),
        Preset("quiet", "没有宣传的", lambda reader: Q(_this_year(reader), publicised_on=None)),
        Preset("revoked", "已撤销", Q(voided_on=None, revoked_on__isnull=False)),
    ),
    checks=(_as_awarded, _valid, _year, _no_number),
    acts=(
        Act(key="recheck", title="登记复核", icon="arrow-repeat", do=_recheck, town=True, locks=True, barred=_for_good,
            bulk=("on", "findings", "valid_until"), fields=(
                Field("on", "复核日期", "day"), Field("findings", "复核情况", "text", size=300),
                Field("valid_until", "新的有效期至", "day", required=False, future=True, help="不再保留的空着，到期就没有了"))),
        Act(key="publicise", title="登记宣传", icon="broadcast", do=_publicise, town=True, barred=_gone, fields=(
            Field("on", "宣传日期", "day"), Field("where", "在哪里宣传", "text", size=120, help="比如镇政府公众号、宣传栏"))),
        Act(key="revoke", title="登记撤销", icon="x-circle", do=_revoke, town=True, locks=True,
            barred=lambda row, reader: _from_round(row, reader) or _gone(row, reader), fields=(
                Field("on", "从哪天起撤销", "day", help="此前的数字不变"), Field("reason", "原因", "text", size=300))),
        void_act(_void, town=True, barred=_from_round),
    ),
)  # fmt: skip
register_ledger(HONOURS)
