"""Figures about activities: 人次 are turnouts, by name or declared; 人 are people by name, each once."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from gonghui.activities.choices import Basis, Kind, RunBy
from gonghui.activities.models import Activity, Attendance, Turnout
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Distinct, Indicator, Rows, Sum, register
from gonghui.orgs.public import union_slices

TURNOUT_COLUMNS = (
    Column("活动", "activity__name"), Column("日期", "activity__on"), Column("工会", "union__name"), Column("人次", "heads"),
    Column("依据", lambda row: row.get_basis_display()), Column("证明材料", "proof"),
)  # fmt: skip
PERSON_COLUMNS = (Column("姓名", "name"), Column("工会", "union__name"), Column("活动", "activity__name"),
                  Column("日期", "activity__on"))  # fmt: skip
ACTIVITY_COLUMNS = (
    Column("活动", "name"), Column("日期", "on"), Column("类别", lambda row: row.get_kind_display()),
    Column("主办", lambda row: row.organiser or row.get_run_by_display()), Column("工会", "union__name"),
)  # fmt: skip

BASIS = Dimension(key="basis", title="依据", value="basis", labels=dict(Basis.choices), said=True)
RUN_BY = Dimension(key="run_by", title="谁办的", value="activity__run_by", labels=dict(RunBy.choices))
KIND = Dimension(key="activity", title="活动类别", value="activity__kind", labels=dict(Kind.choices))
OWN_KIND = Dimension(key="activity", title="活动类别", value="kind", labels=dict(Kind.choices))
OWN_RUN_BY = Dimension(key="run_by", title="谁办的", value="run_by", labels=dict(RunBy.choices))


def _held(span: Span, path: str = "activity__") -> Q:
    return Q(**{f"{path}voided_on": None, f"{path}on__range": (span.start, span.end)})


def _turnouts(kinds: Sequence[Kind], *bases: Basis) -> Rows:
    def rows(span: Span) -> QuerySet[Turnout]:
        found = Turnout.objects.filter(_held(span), heads__gt=0, activity__kind__in=kinds, basis__in=bases or Basis)
        return found.select_related("activity", "union").order_by("activity__on", "union__code", "pk")

    return rows


def _people(*kinds: Kind) -> Rows:
    def rows(span: Span) -> QuerySet[Attendance]:
        found = Attendance.objects.valid().filter(_held(span), activity__kind__in=kinds)
        return found.select_related("activity", "union").order_by("union__code", "name", "pk")

    return rows


def _activities(span: Span) -> QuerySet[Activity]:
    return Activity.objects.filter(_held(span, "")).select_related("union").order_by("on", "pk")


def _heads(label: str, words: str, *kinds: Kind, basis: tuple[Basis, ...] = ()) -> Sum:
    return Sum(
        label=label, words=words, rows=_turnouts(kinds, *basis), field="heads", columns=TURNOUT_COLUMNS, subject="union_id",
        dimensions=(BASIS, RUN_BY, KIND, *union_slices("union_id")), key=lambda row: ("activity", row.activity_id),
    )  # fmt: skip


def _persons(label: str, words: str, *kinds: Kind) -> Distinct:
    return Distinct(
        label=label, words=words, every=_people(*kinds), subject="person", columns=PERSON_COLUMNS,
        dimensions=union_slices("union_id"), key=lambda row: ("activity", row.activity_id),
    )  # fmt: skip


COUNTED = "有名单的按名单，没有名单的按工会申报的人数（附证明），两样不重复计。"
HEADS: tuple[tuple[str, str, str, Sum], ...] = (
    ("learning.cadre_training_attendances", "工会干部培训", "工会干部参加培训的人次，一个人参加几次计几次。",
     _heads("工会干部培训人次", f"期内开始的工会干部培训。{COUNTED}", Kind.CADRE_TRAINING)),
    ("learning.worker_training_attendances", "会员和代表培训", "职工、会员和代表参加培训的人次。",
     _heads("职工培训人次", f"期内开始的职工培训。{COUNTED}", Kind.WORKER_TRAINING)),
    ("learning.contest_participants", "知识竞赛参加人数", "参加知识竞赛的人次；上级办的竞赛没有名单，按各工会申报的人数。",
     _heads("知识竞赛参加人数", f"期内开始的知识竞赛。{COUNTED}", Kind.CONTEST)),
    ("emulation.competition_participants", "劳动竞赛参赛人数", "参加劳动竞赛的人次，一个人参加几场计几次。",
     _heads("劳动竞赛参赛人数", f"期内开始的劳动竞赛。{COUNTED}", Kind.COMPETITION)),
    ("activities.attendances", "各类活动参加", "全部活动的参加人次，可以按类别和主办单位分。",
     _heads("活动参加人次", f"期内开始的全部活动。{COUNTED}", *Kind)),
    ("activities.attendances_named", "有名单的人次", "各类活动的参加人次里，有签到名单、查得到是谁的。",
     _heads("有名单的人次", "期内开始的全部活动，名单上的人次。", *Kind, basis=(Basis.NAMED,))),
    ("activities.attendances_declared", "申报的人次", "各类活动的参加人次里，没有名单、各工会凭证明申报的。",
     _heads("申报的人次", "期内开始的全部活动，名单以外各工会申报的人次（附证明）。", *Kind, basis=(Basis.DECLARED,))),
)  # fmt: skip
PEOPLE: tuple[tuple[str, str, str, Distinct], ...] = (
    ("learning.cadre_training_people", "受训工会干部", "有名单的受训干部，一个人不管参加几次只计一次；只报了人数的不在内。",
     _persons("受训工会干部", "期内工会干部培训名单上的人，一人计一次。", Kind.CADRE_TRAINING)),
    ("activities.people", "参加活动的人", "有名单的参加者，一人计一次；只报了人数的不在内。",
     _persons("参加活动的人", "期内全部活动名单上的人，一人计一次。", *Kind)),
)  # fmt: skip
register(*(Indicator(code=code, title=title, unit="人次", why=why, numerator=part) for code, title, why, part in HEADS))
register(*(Indicator(code=code, title=title, unit="人", why=why, numerator=part) for code, title, why, part in PEOPLE))
register(
    Indicator(
        code="activities.held", title="办和参加的活动", unit="项", why="期内办过和参加过的活动有多少项。",
        numerator=Count(label="活动", words="期内开始、没有作废的活动。", rows=_activities, columns=ACTIVITY_COLUMNS,
                        subject="pk", dimensions=(OWN_KIND, OWN_RUN_BY), key=lambda row: ("activity", row.pk)),
    ),
)  # fmt: skip
