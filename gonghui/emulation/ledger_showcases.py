"""示范创新: studios, posts, teams, results and makers that were named, and how they stood year by year."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from gonghui.emulation.choices import ABOVE, YearState
from gonghui.emulation.ledger_parts import due_soon
from gonghui.emulation.models import Showcase, ShowcaseYear
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import (
    Badge,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused

LOST = ShowcaseYear.objects.filter(showcase=OuterRef("pk"), voided_on=None, result=YearState.LOST)
register_pickable(Showcase, Pickable("示范创新", lambda reader: reader.scope.limit(Showcase.objects.valid())))


def _without_document(row: Showcase, at: datetime) -> Refused | None:
    if row.level not in ABOVE or row.number:
        return None
    return Refused(f"{row.get_level_display()}命名的，没有写文号。", "请照命名文件写上文号。", "number")


def _rechecked_too_early(row: Showcase, at: datetime) -> Refused | None:
    if row.recheck_on is None or row.recheck_on > row.named_on:
        return None
    return Refused("复核期限不在命名日期之后。", "请核对日期。", "recheck_on")


def _nobody_in_it(row: Showcase, at: datetime) -> Refused | None:
    return Refused("人数是0。", "请写有几个人；不知道的空着。", "members") if row.members == 0 else None


def _state(row: Showcase, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    last = row.years.filter(voided_on=None).order_by("-on", "-pk").first()
    if last is None:
        return Badge("在牌", "done")
    looks = {YearState.KEPT: ("在牌", "done"), YearState.MEND: ("整改", "back"), YearState.LOST: ("已摘牌", "end")}
    word, look = looks[YearState(last.result)]
    return Badge(word, look)  # type: ignore[arg-type]  # a word of the theme


SHOWCASES = Ledger(
    key="showcases", title="示范创新", model=Showcase, line="经济", place=24, union="union_id", unit="个", icon="stars",
    one="showcase", phone=("kind", "union", "recheck_on"),
    help="命名的创新工作室、示范岗、安康杯班组、创新成果、创新能手记一条：谁命名的、谁负责、哪天复核。", scan=True,
    fields=(
        Field("name", also="工作室名称 岗位名称 班组名称 成果名称"), Field("kind", blank="请选", also="类别 类型"),
        Field("union", also="单位 所在单位"), Field("level", also="级别 命名单位"), Field("number", also="文号", listed=False),
        Field("named_on", also="命名时间 授牌日期"), Field("leader", kind="person", also="带头人 负责人姓名 岗长 班组长"),
        Field("members", unit="人"), Field("about", also="内容 简介"),
        Field("recheck_on", future=True, also="复核日期 有效期"),
    ),
    natural_key=("union", "kind", "name", "named_on"), state=_state,
    presets=(
        Preset("recheck", "该复核的", due_soon("showcase.recheck", 30)),
        Preset("never", "没有定复核期限", Q(voided_on=None, recheck_on=None)),
        Preset("standing", "在牌的", Q(~Exists(LOST), voided_on=None)),
    ),
    checks=(_without_document, _rechecked_too_early, _nobody_in_it),
)  # fmt: skip


def _before_it_was_named(row: ShowcaseYear, at: datetime) -> Refused | None:
    if row.year >= str(row.showcase.named_on.year) and row.on >= row.showcase.named_on:
        return None
    return Refused(f"{row.showcase.name}{cn_date(row.showcase.named_on)}才命名。", "请核对年度和复核日期。", "year")


def _of_a_year_to_come(row: ShowcaseYear, at: datetime) -> Refused | None:
    if len(row.year) != 4 or not row.year.isdecimal():
        return Refused("年度不是四位数字。", "请写成2026这样。", "year")
    return None if int(row.year) <= row.on.year else Refused(f"{row.year}年还没有到。", "请核对年度。", "year")


def _without_reason(row: ShowcaseYear, at: datetime) -> Refused | None:
    if row.result == YearState.KEPT or row.note:
        return None
    return Refused(f"{row.get_result_display()}没有写原因。", "请写明问题和要求。", "note")


def _next_too_early(row: ShowcaseYear, at: datetime) -> Refused | None:
    if row.next_on is None or row.next_on > row.on:
        return None
    return Refused("下次复核期限不在复核日期之后。", "请核对日期。", "next_on")


def _after_it_was_lost(row: ShowcaseYear, at: datetime) -> Refused | None:
    rows = ShowcaseYear.objects.valid().filter(showcase_id=row.showcase_id, result=YearState.LOST, on__lt=row.on)
    lost = rows.exclude(pk=row.pk).first()
    if lost is None:
        return None
    return Refused(f"{row.showcase.name}{cn_date(lost.on)}已经摘牌。", "重新命名的，请另登记一条。", "showcase")


YEARS = Ledger(
    key="showcase-years", title="年度复核", model=ShowcaseYear, line="经济", place=25, union="showcase__union_id", unit="条",
    one="showcaseyear", icon="calendar-check", help="每年复核一次记一条：这一年做了什么，保持、整改还是摘牌。", name="showcase",
    caption=lambda row: f"{row.showcase.name} {row.year}年度复核", phone=("year", "result", "work"),
    fields=(
        Field("showcase", of="示范创新", also="名称 工作室 班组"), Field("year", also="年份"), Field("on", also="日期"),
        Field("result", blank="请选", also="结果"), Field("work", also="工作情况 成效"), Field("note", also="问题 要求"),
        Field("next_on", future=True, also="下次复核"),
    ),
    natural_key=("showcase", "year"),
    presets=(Preset("mend", "整改的", Q(voided_on=None, result=YearState.MEND)), 
        Preset("lost", "摘牌的", Q(voided_on=None, result=YearState.LOST))),
    checks=(_of_a_year_to_come, _before_it_was_named, _without_reason, _next_too_early, _after_it_was_lost),
)  # fmt: skip
register_ledger(SHOWCASES, YEARS)
