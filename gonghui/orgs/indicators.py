"""Figures about unions: how many, how founded, how complete."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from gonghui.kernel.dated import holds_on
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Cohort, Column, Count, Dimension, Indicator, OnDay, Rows, register
from gonghui.orgs.choices import GRASSROOTS, WORKPLACE, BodyKind, DutyKind, Programme, UnionKind
from gonghui.orgs.models import Duty, EmployerPlacement, SisterBody, Standing, UnionEmployer, UnionPlacement
from gonghui.orgs.queries import exists_on, placed_on, union_of_employer
from gonghui.orgs.slices import REASON, employer_slices, union_slices

UNION_COLUMNS = (
    Column("编号", "union__code"),
    Column("工会", "union__name"),
    Column("类型", lambda row: row.get_kind_display()),
    Column("片区村居", "area__name"),
    Column("批准日期", "union__approved_on"),
)
BODY_COLUMNS = (Column("编号", "union__code"), Column("工会", "union__name"), Column("负责人", "head"),
                Column("起始日期", "start_on"))  # fmt: skip
EMPLOYER_COLUMNS = (Column("单位", "employer__name"), Column("片区村居", "area_name"), Column("工会", "union_name"),
                    Column("暂缓原因", "reason"))  # fmt: skip


STANDING_COLUMNS = (Column("编号", "union__code"), Column("工会", "union__name"), Column("达标日期", "achieved_on"),
                    Column("证明文号", "number"))  # fmt: skip

UNION_SLICES = (
    Dimension(key="kind", title="工会类型", value="kind", labels=dict(UnionKind.choices)),
    Dimension(key="area", title="片区村居", value="area__name"),
)


def _listed(rows: QuerySet[UnionPlacement]) -> QuerySet[UnionPlacement]:
    return rows.select_related("union", "area").order_by("union__code")


def _of_kinds(*kinds: UnionKind) -> OnDay:
    placements = UnionPlacement.objects.filter(kind__in=kinds or GRASSROOTS)
    return OnDay(placements.all, lambda day: holds_on(day) & exists_on(day), _listed)


def _union_part(label: str, words: str, *kinds: UnionKind) -> Count:
    return Count(label=label, words=words, rows=_of_kinds(*kinds), columns=UNION_COLUMNS, subject="union_id",
                 dimensions=UNION_SLICES, key=lambda row: ("union", row.union_id))  # fmt: skip


def _achieved(programme: Programme) -> Rows:
    def rows(span: Span) -> QuerySet[Standing]:
        """Reached in the span by a union that still exists and has not lost it at the end."""
        kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=span.end)
        found = Standing.objects.valid().filter(kept, exists_on(span.end), programme=programme)
        return (
            found.filter(achieved_on__range=(span.start, span.end))
            .select_related("union")
            .order_by("achieved_on", "pk")
        )

    return rows


def _standing_part(programme: Programme, words: str) -> Count:
    return Count(label=programme.label, words=words, rows=_achieved(programme), columns=STANDING_COLUMNS, subject="union_id",
                 dimensions=union_slices("union_id"), key=lambda row: ("standing", row.pk))  # fmt: skip


ALL_UNIONS = _union_part("基层工会", "期末存在的单独基层、联合基层和村级联合工会；联合会、教育工会、分会、小组不计。")


def _founded(span: Span) -> QuerySet[UnionPlacement]:
    """Unions approved in the span, as they were placed on the day of approval."""
    return (
        UnionPlacement.objects.filter(
            union__approved_on__range=(span.start, span.end),
            kind__in=GRASSROOTS,
            start_on__lte=F("union__approved_on"),
        )
        .exclude(end_on__lte=F("union__approved_on"))
        .select_related("union", "area")
        .order_by("union__approved_on", "union__code")
    )


def _body_part(kind: BodyKind) -> Count:
    def rows(span: Span) -> QuerySet[SisterBody]:
        return (
            SisterBody.objects.on(span.end)
            .filter(kind=kind, union__in=placed_on(span.end).values("union_id"))
            .select_related("union")
            .order_by("union__code")
        )

    return Count(label=f"已建{kind.label}", words=f"期末有{kind.label}的基层工会，一家计一次。", rows=rows,
                 columns=BODY_COLUMNS, subject="union_id", dimensions=union_slices("union_id"),
                 key=lambda row: ("union", row.union_id))  # fmt: skip


def _body_rate(code: str, kind: BodyKind, short: str) -> Indicator:
    return Indicator(
        code=code, title=f"{short}组建率", why=f"看各基层工会是否同步建立了{kind.label}。", unit="%",
        numerator=_body_part(kind), denominator=ALL_UNIONS,
    )  # fmt: skip


def _should_have_union(required: bool) -> Rows:
    def rows(span: Span) -> QuerySet[Duty]:
        place = EmployerPlacement.objects.on(span.end).filter(employer=OuterRef("employer_id"))
        link = UnionEmployer.objects.on(span.end).filter(exists_on(span.end), employer=OuterRef("employer_id"))
        return (
            Duty.objects.on(span.end)
            .filter(duty=DutyKind.UNION, required=required)
            .exclude(employer__closed_on__lte=span.end)
            .annotate(
                union_id=union_of_employer(span.end, "employer_id"),
                union_name=Subquery(link.values("union__name")[:1]),
                area_id=Subquery(place.values("area_id")[:1]),
                area_name=Subquery(place.values("area__name")[:1]),
            )
            .select_related("employer")
            .order_by("employer__name")
        )

    return rows


SHOULD_FORM = _should_have_union(True)


def _have_union(span: Span) -> QuerySet[Duty]:
    return SHOULD_FORM(span).filter(union_id__isnull=False)


def _employer_part(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, area="area_id", columns=EMPLOYER_COLUMNS,
                 subject="employer_id", dimensions=(*employer_slices(), REASON),
                 key=lambda row: ("employer", row.employer_id))  # fmt: skip


STILL_THERE = Cohort(
    label="仍在的工会", words="期初的基层工会中，期末仍然存在、仍是基层工会的。", standing=_of_kinds().on, subject="union_id",
    columns=UNION_COLUMNS, dimensions=UNION_SLICES, key=lambda row: ("union", row.union_id),
)  # fmt: skip

register(
    Indicator(code="orgs.unions", title="基层工会", why="全镇有多少家基层工会。", unit="家", numerator=ALL_UNIONS),
    Indicator(
        code="orgs.unions_workplace", title="企事业工会", why="企业和事业单位各自建的工会有多少家。", unit="家",
        numerator=_union_part("企事业工会", "期末存在的单独基层工会中，企业和事业单位的。", *WORKPLACE),
    ),
    Indicator(
        code="orgs.unions_village_joint", title="村级联合工会", why="村（社区）联合工会有多少家。", unit="家",
        numerator=_union_part("村级联合工会", "期末存在的村（社区）联合工会，一会覆盖多家小单位。", UnionKind.VILLAGE_JOINT),
    ),
    Indicator(
        code="orgs.unions_founded", title="新建工会", why="时段内批准成立了多少家基层工会。", unit="家", flowing=True,
        numerator=Count(label="新建工会", words="批准日期在时段内的基层工会。", rows=_founded, columns=UNION_COLUMNS,
                        subject="union_id", dimensions=UNION_SLICES, key=lambda row: ("union", row.union_id)),
    ),
    Indicator(
        code="orgs.union_retention_rate", title="工会巩固率", why="期初的基层工会，到期末还有多少在。", unit="%", flowing=True,
        numerator=STILL_THERE,
        denominator=STILL_THERE.base(label="期初工会", words="时段开始前一天存在的基层工会。"),
        left_out="时段内新建的工会。",
    ),
    Indicator(
        code="orgs.formation_rate", title="工会组建率", why="应建会的单位中，有多少已经有工会。", unit="%",
        numerator=_employer_part("已建会单位", "应建单位中，期末归属某个工会的（含联合工会覆盖的）。", _have_union),
        denominator=_employer_part("应建会单位", "期末标明应建会的用人单位；暂缓的不在内。", SHOULD_FORM),
        exempt=_employer_part("暂缓建会单位", "期末标明暂缓、写有原因的单位。", _should_have_union(False)),
        left_out="暂缓建会的单位（逐家写有原因）；已注销的单位。",
    ),
    Indicator(
        code="orgs.three_in_one_offices", title="新建三位一体办公室", why="时段内建成、验收合格的三位一体工会办公室有多少个。", unit="个",
        flowing=True,
        numerator=_standing_part(Programme.THREE_IN_ONE, "达标日期在时段内、期末没有取消的三位一体办公室。"),
    ),
    Indicator(
        code="orgs.model_unions", title="新建示范工会", why="时段内命名的示范工会有多少家。", unit="家", flowing=True,
        numerator=_standing_part(Programme.MODEL, "命名日期在时段内、期末没有取消的示范工会。"),
    ),
    _body_rate("orgs.mediation_committee_rate", BodyKind.MEDIATION, "劳动争议调解委员会"),
    _body_rate("orgs.supervision_body_rate", BodyKind.SUPERVISION, "劳动法律监督组织"),
    _body_rate("orgs.women_committee_rate", BodyKind.WOMEN, "女职工委员会"),
    _body_rate("orgs.audit_committee_rate", BodyKind.AUDIT, "经费审查委员会"),
)  # fmt: skip
