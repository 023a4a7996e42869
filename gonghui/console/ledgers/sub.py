"""Small subqueries that several lists share."""

from datetime import date
from typing import Any

from django.db.models import Count, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gonghui.bargaining.public import Contract, ContractCover, ContractKind
from gonghui.kernel.dated import holds_on
from gonghui.kernel.ledger.api import Filter
from gonghui.orgs.public import areas_of


def held(path: str, day: date, **more: Any) -> FilteredRelation:
    """A join to the dated fact at `path` that holds on `day`; such facts do not overlap, so rows stay single."""
    condition = holds_on(day, f"{path}__") & Q(**{f"{path}__{key}": value for key, value in more.items()})
    return FilteredRelation(path, condition=condition)


def number_of(rows: QuerySet[Any], key: str) -> Coalesce:
    """How many of `rows` belong to the outer row; `key` is their key to it."""
    counted = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def covers_in_force(day: date, kind: str = ContractKind.COLLECTIVE) -> QuerySet[ContractCover]:
    """Covered employers of the contracts of `kind` in force on `day`."""
    return ContractCover.objects.on(day).filter(contract__in=Contract.objects.in_force(day).filter(kind=kind))


def area_filter() -> Filter:
    """A chip with every place below the town; a place stands for those inside it, too."""
    return Filter(
        "area", "片区村居", lambda values, reader: Q(place__area__in=values) | Q(place__area__parent__in=values),
        lambda reader: [(str(one.pk), one.name) for one in areas_of(reader.scope, reader.today).exclude(parent=None)],
    )  # fmt: skip
