"""Figures about members."""

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from gonghui.kernel.dated import holds_on
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Cohort, Column, Count, Dimension, Indicator, OnDay, Rows, register
from gonghui.orgs.public import employer_slices, union_slices
from gonghui.people.choices import LeaveReason, MemberState, Sex
from gonghui.people.models import Membership

MEMBER_COLUMNS = (
    Column("姓名", "worker__name"),
    Column("性别", lambda row: row.worker.get_sex_display()),
    Column("工会", "union__name"),
    Column("入会日期", "joined_on"),
    Column("会籍", lambda row: row.get_state_display()),
)


def _migrant(span: Span) -> Case:
    return Case(When(worker__migrant=True, then=Value("yes")), When(worker__migrant=False, then=Value("no")),
                default=Value(""))  # fmt: skip


SLICES = (
    *union_slices("union_id"),
    *employer_slices(),
    Dimension(key="sex", title="性别", value="worker__sex", labels=dict(Sex.choices)),
    Dimension(key="migrant", title="是否农民工", value=_migrant, labels={"yes": "农民工", "no": "不是农民工"}),
)


def _shown(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.select_related("worker", "union").order_by("union__code", "worker__name", "pk")


def _members(**more: object) -> OnDay:
    rolls = Membership.objects.filter(state=MemberState.FULL, **more)
    return OnDay(rolls.all, holds_on, _shown)


def _joined(span: Span) -> QuerySet[Membership]:
    """New people on the rolls: neither moved in from another union nor back from another state."""
    moved = (LeaveReason.TRANSFER, LeaveReason.STATE, LeaveReason.UNION_CLOSED)
    earlier = Membership.objects.filter(
        Q(start_on__lt=OuterRef("start_on")) | Q(start_on=OuterRef("start_on"), pk__lt=OuterRef("pk")),
        worker=OuterRef("worker"),
    ).order_by("-start_on", "-pk")
    return _shown(
        Membership.objects.filter(state=MemberState.FULL, start_on__range=(span.start, span.end))
        .annotate(before=Coalesce(Subquery(earlier.values("end_reason")[:1]), Value("")))
        .exclude(before__in=moved)
    )


def _left(span: Span) -> QuerySet[Membership]:
    gone = (LeaveReason.RESIGNED, LeaveReason.LAPSED, LeaveReason.EXPELLED, LeaveReason.DIED)
    return _shown(
        Membership.objects.filter(state=MemberState.FULL, end_on__range=(span.start, span.end), end_reason__in=gone)
    )


def _key(row: Membership) -> tuple[str, int]:
    return "member", row.pk


def _part(label: str, words: str, rows: Rows, subject: str = "worker_id") -> Count:
    return Count(label=label, words=words, rows=rows, columns=MEMBER_COLUMNS, subject=subject, dimensions=SLICES,
                 key=_key)  # fmt: skip


KEPT = Cohort(
    label="仍在册", words="期初会员中，期末仍在本镇任一工会名册上的。", standing=_members().on, subject="worker_id",
    columns=MEMBER_COLUMNS, dimensions=SLICES, key=_key,
)  # fmt: skip
MEMBERS = _part("会员", "期末在册、会籍为“正式”的人，一人计一次；保留会籍的不计。", _members())

register(
    Indicator(code="people.members", title="会员", why="全镇名册上有多少会员。", unit="人", numerator=MEMBERS),
    Indicator(
        code="people.members_women", title="女会员", why="会员中有多少女职工。", unit="人",
        numerator=_part("女会员", "期末在册的女会员。", _members(worker__sex=Sex.FEMALE)),
    ),
    Indicator(
        code="people.members_migrant", title="农民工会员", why="会员中有多少农民工。", unit="人",
        numerator=_part("农民工会员", "期末在册、名册标明农民工的会员。", _members(worker__migrant=True)),
    ),
    Indicator(
        code="people.members_joined", title="新入会会员", why="时段内新入会多少人。", unit="人", flowing=True,
        numerator=_part("新入会", "时段内新上名册的人，退会后重新入会的也在内；转会、恢复会籍的不计。", _joined, "pk"),
    ),
    Indicator(
        code="people.members_left", title="退出会员", why="时段内退会、开除、去世等离开名册的人数。", unit="人", flowing=True,
        higher_is_better=False,
        numerator=_part("退出", "时段内退会、视为自动退会、开除会籍、死亡的人；转会的不计。", _left, "pk"),
    ),
    Indicator(
        code="people.retention_rate", title="会员巩固率", why="期初的会员，到期末还有多少在册。", unit="%", flowing=True,
        numerator=KEPT, denominator=KEPT.base(label="期初会员", words="时段开始前一天在册的会员。"),
    ),
)  # fmt: skip
