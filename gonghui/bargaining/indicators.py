"""Figures about collective contracts: signed, in force, whom they cover."""

from dataclasses import replace
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gonghui.bargaining.choices import ContractKind, ContractLevel, Signing
from gonghui.bargaining.models import Contract, ContractCover, in_force_on
from gonghui.bargaining.performance import checked_in, checks_in, kept_in
from gonghui.bargaining.queries import renewed_by
from gonghui.kernel.dated import holds_on
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Column, Count, Dimension, Distinct, Indicator, OnDay, Rows, Sum, register
from gonghui.orgs.public import (
    REASON,
    DutyKind,
    Union,
    UnionEmployer,
    employer_slices,
    exists_on,
    union_of_employer,
    union_slices,
)

EMPLOYER_COLUMNS = (Column("单位", "employer__name"), Column("工会", "union__name"))
STAFF_COLUMNS = (*EMPLOYER_COLUMNS, Column("职工", "staff", numeric=True))
CONTRACT_COLUMNS = (
    Column("工会", "union__name"),
    Column("类别", lambda row: row.get_kind_display()),
    Column("级别", lambda row: row.get_level_display()),
    Column("签订日期", "signed_on"),
    Column("生效日期", "effective_on"),
    Column("届满日期", "expires_on"),
)
COVER_COLUMNS = (
    Column("单位", "employer__name"),
    Column("工会", "union_name"),
    Column("级别", lambda row: row.contract.get_level_display()),
    Column("届满日期", "contract__expires_on"),
)
SLICES = employer_slices()
CONTRACT_SLICES = (
    Dimension(key="level", title="级别", value="level", labels=dict(ContractLevel.choices)),
    *union_slices("union_id"),
)


def _unionised(day: date) -> Q:
    """Condition: the employer stands under an existing union on `day` and is not struck off."""
    open_still = Q(employer__closed_on=None) | Q(employer__closed_on__gt=day)
    return holds_on(day) & exists_on(day) & open_still


def _duty(day: date, required: bool) -> Q:
    return holds_on(day, "employer__duties__") & Q(
        employer__duties__duty=DutyKind.CONTRACT, employer__duties__required=required
    )


def _listed(rows: QuerySet[UnionEmployer]) -> QuerySet[UnionEmployer]:
    return rows.select_related("employer", "union").order_by("employer__name", "pk")


def _exempt_shown(rows: QuerySet[UnionEmployer]) -> QuerySet[UnionEmployer]:
    return _listed(rows).annotate(reason=F("employer__duties__reason"))


SHOULD_SIGN = OnDay(UnionEmployer.objects.all, lambda day: _unionised(day) & _duty(day, True), _listed)
EXEMPTED = OnDay(UnionEmployer.objects.all, lambda day: _unionised(day) & _duty(day, False), _exempt_shown)


def _covered(day: date, kind: ContractKind) -> Q:
    """Condition: a contract of this kind covers the employer on `day`.

    A list made once, not an EXISTS per employer: SQLite would walk all contracts of the kind for each of them.
    """
    covers = ContractCover.objects.on(day).filter(in_force_on(day, "contract__"), contract__kind=kind)
    return Q(employer_id__in=covers.values("employer_id"))


def _signed(kind: ContractKind) -> OnDay:
    return replace(SHOULD_SIGN, holds=lambda day: SHOULD_SIGN.holds(day) & _covered(day, kind))


def _covers(kind: ContractKind) -> Rows:
    """Who is on the list of a contract in force, once for every contract; employers without a union are left out."""

    def rows(span: Span) -> QuerySet[ContractCover]:
        day = span.end
        union = union_of_employer(day, "employer_id")
        return (
            ContractCover.objects.on(day)
            .filter(in_force_on(day, "contract__"), contract__kind=kind)
            .exclude(employer__closed_on__lte=day)
            .annotate(union_id=union)
            .filter(union_id__isnull=False)
            .annotate(union_name=Subquery(Union.objects.filter(pk=OuterRef("union_id")).values("name")))
            .select_related("employer", "contract")
            .order_by("employer__name", "pk")
        )

    return rows


def _with_staff(rows: OnDay) -> OnDay:
    """Join each employer's head count in force on the day; employers that never declared one fall out."""

    def holds(day: date) -> Q:
        counted = holds_on(day, "employer__head_counts__") & Q(employer__head_counts__staff__isnull=False)
        return rows.holds(day) & counted

    return replace(
        rows, holds=holds, shown=lambda found: rows.shown(found).annotate(staff=F("employer__head_counts__staff"))
    )


def _signed_in(signing: Signing) -> Rows:
    def rows(span: Span) -> QuerySet[Contract]:
        return (
            Contract.objects.annotate(day=Coalesce("signed_on", "effective_on"))
            .filter(kind=ContractKind.COLLECTIVE, signing=signing, day__range=(span.start, span.end))
            .select_related("union")
            .order_by("day", "pk")
        )

    return rows


def _fell_due(span: Span) -> QuerySet[Contract]:
    """Contracts whose last day lies in the span, not ended early, of employers' unions that still exist."""
    return (
        Contract.objects.filter(kind=ContractKind.COLLECTIVE, expires_on__range=(span.start, span.end), ended_on=None)
        .filter(exists_on(span.end))
        .select_related("union")
        .order_by("expires_on", "pk")
    )


def _due_and_renewed(span: Span) -> QuerySet[Contract]:
    return _fell_due(span).filter(renewed_by(span.end))


def _employers(label: str, words: str, rows: Rows, columns: tuple[Column, ...] = EMPLOYER_COLUMNS) -> Count:
    return Count(label=label, words=words, rows=rows, columns=columns, subject="employer_id", dimensions=SLICES,
                 key=lambda row: ("employer", row.employer_id))  # fmt: skip


def _once(label: str, words: str, kind: ContractKind) -> Distinct:
    """Employers on the lists of contracts of a kind, each once however many contracts name it."""
    return Distinct(label=label, words=words, every=_covers(kind), subject="employer_id", columns=COVER_COLUMNS,
                    dimensions=SLICES, key=lambda row: ("employer", row.employer_id))  # fmt: skip


def _contracts(label: str, words: str, rows: Rows) -> Count:
    return Count(label=label, words=words, rows=rows, columns=CONTRACT_COLUMNS, dimensions=CONTRACT_SLICES,
                 key=lambda row: ("contract", row.pk))  # fmt: skip


def _staff(label: str, words: str, rows: OnDay) -> Sum:
    return Sum(label=label, words=words, rows=_with_staff(rows), field="employer__head_counts__staff",
               columns=STAFF_COLUMNS, subject="employer_id", dimensions=SLICES, key=lambda row: ("employer", row.employer_id))  # fmt: skip


BASE = _employers("应签单位", "期末已建会、标明应签集体合同的用人单位。", SHOULD_SIGN)
EXEMPT = Count(label="免签单位", words="期末标明免签、写有原因的用人单位。", rows=EXEMPTED, subject="employer_id",
               columns=(*EMPLOYER_COLUMNS, Column("免签原因", "reason")), dimensions=(REASON, *SLICES),
               key=lambda row: ("employer", row.employer_id))  # fmt: skip
LEFT_OUT = "免签单位（逐家写有原因）；没有工会的单位；已签字还没有生效的和届满没有续订的合同。"
_COLLECTIVE = ContractKind.COLLECTIVE

register(
    Indicator(
        code="bargaining.contracts_first_signed", title="首次签订集体合同", why="时段内新签了多少份综合集体合同。",
        unit="份", flowing=True,
        numerator=_contracts("首签", "签订日期在时段内、此前没有签过的综合集体合同。", _signed_in(Signing.FIRST)),
    ),
    Indicator(
        code="bargaining.contracts_renewed", title="续订集体合同", why="时段内续订了多少份综合集体合同。",
        unit="份", flowing=True,
        numerator=_contracts("续订", "签订日期在时段内、接续上一份的综合集体合同。", _signed_in(Signing.RENEWAL)),
    ),
    Indicator(
        code="bargaining.renewal_rate", title="到期续订率", why="时段内届满的综合集体合同，有多少已经续订。", unit="%",
        flowing=True,
        numerator=_contracts("已续订", "时段内届满的综合集体合同中，到期末已经续签的。", _due_and_renewed),
        denominator=_contracts("届满", "届满日期在时段内、没有提前终止的综合集体合同。", _fell_due),
    ),
    Indicator(
        code="bargaining.contract_signing_rate", title="集体合同签订率", unit="%", left_out=LEFT_OUT,
        why="应当签集体合同的单位，有多少手里有一份在有效期内的合同。",
        numerator=_employers("已签单位", "应签单位中，期末有综合集体合同（单独、区域或行业）覆盖的，一家计一次。",
                             _signed(_COLLECTIVE)),
        denominator=BASE, exempt=EXEMPT,
    ),
    Indicator(
        code="bargaining.contract_coverage_rate", title="集体合同职工覆盖率", unit="%", left_out=LEFT_OUT,
        why="应签单位的职工，有多少在集体合同覆盖之下。",
        numerator=_staff("覆盖职工", "已签单位期末申报的职工人数，每家单位的职工只计一次。", _signed(_COLLECTIVE)),
        denominator=_staff("应签单位职工", "应签单位期末申报的职工人数。", SHOULD_SIGN), exempt=EXEMPT,
    ),
    Indicator(
        code="bargaining.wage_agreements", title="工资集体协商协议单位", unit="家",
        why="有多少家单位签了工资专项协议。",
        numerator=_once("签有工资协议", "期末有工资专项协议在有效期内的单位，一家计一次。", ContractKind.WAGE),
    ),
    Indicator(
        code="bargaining.wage_signing_rate", title="工资协议签订率", unit="%", left_out=LEFT_OUT,
        why="应签单位中有多少签了工资专项协议。",
        numerator=_employers("已签工资协议", "应签单位中，期末有工资专项协议在有效期内的。", _signed(ContractKind.WAGE)),
        denominator=BASE, exempt=EXEMPT,
    ),
    Indicator(
        code="bargaining.womens_agreements", title="女职工专项合同单位", unit="家",
        why="有多少家单位签了女职工权益保护专项合同。",
        numerator=_once("签有女职工专项", "期末有女职工专项合同在有效期内的单位，一家计一次。", ContractKind.WOMEN),
    ),
    Indicator(
        code="bargaining.safety_agreements", title="劳动安全卫生专项合同单位", unit="家",
        why="有多少家单位签了劳动安全卫生专项合同。",
        numerator=_once("签有安全卫生专项", "期末有劳动安全卫生专项合同在有效期内的单位，一家计一次。",
                        ContractKind.SAFETY),
    ),
    Indicator(
        code="bargaining.performance_rate", title="集体合同履约率", unit="%", flowing=True,
        why="检查过的合同，有多少是照约定履行的。",
        left_out="时段内没有检查过的合同：没有检查，不能说履行了，也不能说没有履行。",
        numerator=_contracts("已履约", "最近一次检查没有发现问题，或者问题到期末已经整改完成的合同。", kept_in),
        denominator=_contracts("检查过的合同", "时段内做过履约检查的合同，一份计一次；不是全部有效合同。", checked_in),
    ),
    Indicator(
        code="bargaining.checks_done", title="履约检查", unit="次", flowing=True,
        why="时段内做了多少次履约检查。",
        numerator=Count(
            label="检查", words="检查日期在时段内的履约检查，一份合同一天计一次。", rows=checks_in, union="union_id",
            columns=(Column("工会", "union__name"), Column("类别", lambda row: row.contract.get_kind_display()),
                     Column("检查日期", "on"), Column("检查人", "checkers"), Column("整改期限", "rectify_by"),
                     Column("整改完成", "rectified_on")),
            key=lambda row: ("contract", row.contract_id),
        ),
    ),
)  # fmt: skip
