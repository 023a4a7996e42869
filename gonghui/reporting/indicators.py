"""Figures that the report needs across contexts: foreign-invested employers with a union, contracts about to run out."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gonghui.bargaining.public import Contract, running_out
from gonghui.kernel.dates import Span, add_months
from gonghui.kernel.indicators import Column, Count, Indicator, register
from gonghui.orgs.public import EmployerKind, EmployerPlacement, Ownership, UnionEmployer, exists_on

INVESTED = (Ownership.FOREIGN, Ownership.HMT)


def unionised_enterprises(day: date) -> QuerySet[Any]:
    """Links of the enterprises that stand under an existing union on `day`, with `ownership` ("" when nobody filled it in)."""
    place = EmployerPlacement.objects.on(day).filter(employer=OuterRef("employer_id"))
    return (
        UnionEmployer.objects.on(day)
        .filter(exists_on(day))
        .exclude(employer__closed_on__lte=day)
        .annotate(
            kind=Subquery(place.values("kind")[:1]),
            ownership=Subquery(place.values("ownership")[:1]),
            area_name=Subquery(place.values("area__name")[:1]),
        )
        .filter(Q(kind=EmployerKind.ENTERPRISE))
        .select_related("employer", "union")
        .order_by("employer__name", "pk")
    )


def _invested(span: Span) -> QuerySet[Any]:
    return unionised_enterprises(span.end).filter(ownership__in=INVESTED)


def _running_out(span: Span) -> QuerySet[Contract]:
    """Contracts in force on the last day that expire in the six months after it and have no renewal."""
    days = (add_months(span.end, 6) - span.end).days
    due = running_out(span.end, days).values("pk")
    return Contract.objects.filter(pk__in=due).select_related("union").order_by("expires_on", "pk")


register(
    Indicator(
        code="orgs.foreign_unionised", title="外商投资企业建会", unit="家",
        why="外商投资和港澳台投资的企业，有多少家已经有工会。",
        numerator=Count(
            label="已建会外商投资企业", rows=_invested,
            words="期末经济类型为外商投资或港澳台投资、归属某个工会的企业，一家计一次。",
            columns=(Column("单位", "employer__name"), Column("片区村居", "area_name"), Column("工会", "union__name"),
                     Column("经济类型", lambda row: Ownership(row.ownership).label)),
            key=lambda row: ("employer", row.employer_id),
        ),
    ),
    Indicator(
        code="bargaining.contracts_running_out", title="半年内到期合同", unit="份", higher_is_better=False,
        why="今后六个月内有多少份合同和协议要到期。",
        numerator=Count(
            label="半年内到期", rows=_running_out,
            words="期末有效、届满日期在其后六个月内、还没有登记续订的各类集体合同和专项协议。",
            columns=(Column("工会", "union__name"), Column("类别", lambda row: row.get_kind_display()),
                     Column("签订日期", "signed_on"), Column("届满日期", "expires_on")),
            key=lambda row: ("contract", row.pk),
        ),
    ),
)  # fmt: skip
