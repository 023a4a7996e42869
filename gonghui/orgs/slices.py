"""How figures are split by what unions and employers are on the day."""

from collections.abc import Callable

from django.db.models import OuterRef, Subquery

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import Dimension
from gonghui.orgs.choices import EmployerKind, Ownership, UnionKind
from gonghui.orgs.models import EmployerPlacement, UnionPlacement


def union_slices(path: str) -> tuple[Dimension, ...]:
    """Dimensions of rows that name a union by `path`: its kind and its place on the day."""

    def placed(field: str) -> Callable[[Span], Subquery]:
        def value(span: Span) -> Subquery:
            return Subquery(UnionPlacement.objects.on(span.end).filter(union=OuterRef(path)).values(field)[:1])

        return value

    kinds = dict(UnionKind.choices)
    return (
        Dimension(key="kind", title="工会类型", value=placed("kind"), labels=kinds),
        Dimension(key="area", title="片区村居", value=placed("area__name")),
    )


def employer_slices(path: str = "employer_id", industry: str = "employer__industry") -> tuple[Dimension, ...]:
    """Dimensions of rows that name an employer by `path`: what it is and where it lies on the day."""

    def placed(field: str) -> Callable[[Span], Subquery]:
        def value(span: Span) -> Subquery:
            return Subquery(EmployerPlacement.objects.on(span.end).filter(employer=OuterRef(path)).values(field)[:1])

        return value

    return (
        Dimension(key="ownership", title="经济类型", value=placed("ownership"), labels=dict(Ownership.choices)),
        Dimension(key="employer_kind", title="单位性质", value=placed("kind"), labels=dict(EmployerKind.choices)),
        Dimension(key="industry", title="行业", value=industry),
        Dimension(key="village", title="单位所在片区", value=placed("area__name")),
    )


REASON = Dimension(key="reason", title="原因", value="reason", blank="没有写原因")
