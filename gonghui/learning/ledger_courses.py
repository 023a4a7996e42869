"""培训课程: what a training is worth; 工会干部培训: which cadre had how many hours, and who never had any."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from gonghui.activities.public import Kind
from gonghui.kernel.ledger.api import Badge, Column, Field, Ledger, Never, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.learning.cadres import seats_on, with_training
from gonghui.learning.choices import Exam
from gonghui.learning.models import Course
from gonghui.orgs.public import Seat, union_filter

TRAININGS = (Kind.CADRE_TRAINING, Kind.WORKER_TRAINING, Kind.SKILL, Kind.LAW, Kind.SAFETY, Kind.MIND)
HOURS_A_DAY = 8
"""More hours than this on one day are taken for a slip of the pen; no law says so."""


def _is_training(row: Course, at: datetime) -> Refused | None:
    if row.activity.kind in TRAININGS:
        return None
    kind = Kind(row.activity.kind).label
    return Refused(
        f"“{row.activity.name}”是{kind}，不是培训。", "请选培训、宣传教育类的活动，或者先更正活动的类别。", "activity"
    )


def _hours_fit(row: Course, at: datetime) -> Refused | None:
    if not row.hours or row.hours <= 0:
        return Refused("学时是0。", "请写这次培训计几个学时。", "hours")
    days = ((row.activity.until or row.activity.on) - row.activity.on).days + 1
    if row.hours > days * HOURS_A_DAY:
        return Refused(
            f"{days}天的培训写了{row.hours}学时。", f"一天最多计{HOURS_A_DAY}学时，请核对学时和活动的日期。", "hours"
        )
    return None


def _certificate_after_exam(row: Course, at: datetime) -> Refused | None:
    if row.certificate and row.exam == Exam.NONE:
        return Refused("发证书的没有写怎么考核。", "请选考核方式；不考核的不发证书。", "exam")
    return None


COURSES = Ledger(
    key="courses", title="培训课程", model=Course, line="组织", place=60, union="activity__union_id", unit="门", icon="journal-bookmark",
    name="activity", help="一次培训计几个学时、怎么考核、发不发证书；谁来了记在活动的到会名单里。", natural_key=("activity",),
    fields=(
        Field("activity", also="活动名称 培训名称 课程名称"), Field("hours", kind="money", also="课时 学时数"),
        Field("exam", also="考核方式"), Field("certificate", also="证书"), Field("points", kind="money", also="学分"),
    ),
    presets=(Preset("exam", "要考核的", Q(voided_on=None) & ~Q(exam=Exam.NONE)),),
    checks=(_is_training, _hours_fit, _certificate_after_exam),
)  # fmt: skip
register_ledger(COURSES)


def _seats(reader: Reader) -> QuerySet[Any]:
    return with_training(reader.scope.limit(seats_on(reader.today), "committee__union_id"), reader.today)


def _untrained_this_year(reader: Reader) -> Q:
    return Q(last_trained=None) | Q(last_trained__lt=reader.today.replace(month=1, day=1))


def _fresh(reader: Reader) -> Q:
    return Q(start_on__gte=reader.today.replace(month=1, day=1), last_trained=None)


def _state(row: Any, reader: Reader) -> Badge:
    if row.last_trained is None:
        return Badge("没受过训", "todo")
    this_year = row.last_trained >= reader.today.replace(month=1, day=1)
    return Badge("本年受训了", "done") if this_year else Badge("本年还没受训", "wait")


CADRES = Ledger(
    key="cadres", title="工会干部培训", one="cadre", model=Seat, line="组织", place=62, union="committee__union_id", unit="人",
    icon="person-workspace", help="在任的工会干部受过几次训、多少学时；任职记在工会的班子里，谁来了记在活动的到会名单里。",
    universe=_seats, dress=lambda rows, reader: rows.select_related("committee__union"), importable=False,
    never=(Never("登记和更正", "这里的数都是从别处算来的。", "任职请在工会的页面登记，来没来请在活动的到会名单登记。"),),
    search=lambda text, reader: Q(holder__contains=text) | Q(committee__union__name__contains=text),
    search_hint="姓名、工会", order=("committee__union__code", "pk"), sort="union", state=_state,
    beside=lambda row: row.committee.union.name, unit_of=lambda row: row.committee.union.name, empty="还没有登记班子",
    columns=(
        Column("name", "姓名", "holder", "="), Column("union", "工会", "committee__union__name", "committee__union__code", line=True),
        Column("title", "职务", "title", "=", line=True), Column("since", "任职起", "start_on", "="),
        Column("hours_year", "本年学时", "hours_year", "=", numeric=True, line=True),
        Column("hours_all", "累计学时", "hours_all", "=", numeric=True), Column("last", "最近一次培训", "last_trained", "="),
        Column("state", "受训", _state),
    ),
    filters=(union_filter("committee__union_id"),),
    presets=(
        Preset("all", "在任的", Q(holder__gt="")), Preset("never", "从没受过训的", Q(last_trained=None)),
        Preset("year", "本年还没受训的", _untrained_this_year), Preset("fresh", "本年新任还没受训的", _fresh),
    ),
)  # fmt: skip
register_ledger(CADRES)
