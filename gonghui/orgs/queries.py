"""Questions about unions and employers as of a day."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gonghui.kernel.again import asked_again
from gonghui.kernel.dated import holds_on
from gonghui.kernel.indicators import Node, Tree
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.orgs.choices import GRASSROOTS, UnionKind
from gonghui.orgs.models import (
    Area,
    Certificate,
    Committee,
    Employer,
    EmployerPlacement,
    Union,
    UnionEmployer,
    UnionPlacement,
)


def exists_on(day: date, prefix: str = "union__") -> Q:
    """Condition: a union was approved by `day` (or before records began) and not closed yet."""
    return (Q(**{f"{prefix}approved_on": None}) | Q(**{f"{prefix}approved_on__lte": day})) & (
        Q(**{f"{prefix}closed_on": None}) | Q(**{f"{prefix}closed_on__gt": day})
    )


def placed_on(day: date, *kinds: UnionKind) -> QuerySet[UnionPlacement]:
    """Placements of the unions that exist on `day`, of the given kinds (default: every grassroots kind)."""
    return UnionPlacement.objects.on(day).filter(exists_on(day), kind__in=kinds or GRASSROOTS)


def town() -> Union:
    """The root of the tree. Raises Refused when the office has not been set up."""
    root = Union.objects.filter(placements__kind=UnionKind.TOWN).order_by("pk").first()
    if root is None:
        raise Refused("这里还没有建镇。", "请先运行 gonghui init。")
    return root


def town_key() -> int:
    """The key of the root of the tree, which nearly every page asks for. Raises Refused as `town`."""
    rows = Union.objects.order_by("pk").values_list("pk")
    found = asked_again("town", lambda: rows.filter(placements__kind=UnionKind.TOWN)[:1])
    return found[0][0] or 0 if found else town().pk


def tree_on(day: date) -> Tree:
    """The organisation tree on `day`, in three queries whatever its size.

    Closed unions keep their place, so that what happened in them before still counts above them. A union whose
    recorded parent had not been founded on that day stands directly below the town.
    """
    root = town_key()
    columns = ("union_id", "parent_id", "area_id")
    rows: Any = asked_again(("placed", day), lambda: UnionPlacement.objects.on(day).values_list(*columns))
    placed = {union for union, _, _ in rows}
    parents: dict[int, int | None] = {union: parent if parent in placed else root for union, parent, _ in rows}
    parents[root] = None
    areas = {union: area for union, _, area in rows}
    above: Any = asked_again("areas", lambda: Area.objects.values_list("pk", "parent_id"))
    return Tree(root, parents, areas, dict(above))


def node_of(code: str | None) -> Node:
    """A union's or area's node by code, social credit code or exact name; None means the town.

    Raises Refused when nothing has that code.
    """
    if not code:
        return ("union", town_key())
    union = (
        Union.objects.filter(Q(code=code) | Q(uscc=code.upper()) | Q(name=code)).values_list("pk", flat=True).first()
    )
    if union is not None:
        return ("union", union)
    area = Area.objects.filter(Q(code=code) | Q(name=code)).values_list("pk", flat=True).first()
    if area is not None:
        root = Area.objects.filter(parent=None).values_list("pk", flat=True).first()
        return ("union", town_key()) if area == root else ("area", area)
    raise Refused(f"没有编号或名称是“{code[:40]}”的工会或片区。", "请用 gonghui export unions 查编号。")


def with_place(unions: QuerySet[Union], day: date) -> QuerySet[Union]:
    """Unions annotated with `kind_now`, `parent_now`, `area_now` of `day`."""
    current = UnionPlacement.objects.on(day).filter(union=OuterRef("pk"))
    return unions.annotate(
        kind_now=Subquery(current.values("kind")[:1]),
        parent_now=Subquery(current.values("parent__name")[:1]),
        area_now=Subquery(current.values("area__name")[:1]),
    )


def unions_of(scope: Scope = EVERYTHING) -> QuerySet[Union]:
    """The unions a reader may open, closed ones included."""
    return scope.limit(Union.objects.all(), "pk")


def employers_of(scope: Scope, day: date) -> QuerySet[Employer]:
    """The employers a reader may open: all, or those whose union he may open."""
    if scope.everything:
        return Employer.objects.all()
    links = UnionEmployer.objects.on(day).filter(union_id__in=scope.unions or ())
    return Employer.objects.filter(pk__in=links.values("employer_id"))


def areas_of(scope: Scope, day: date) -> QuerySet[Area]:
    """The places a reader may name: all, or those in which his unions and their employers lie."""
    if scope.everything:
        return Area.objects.all()
    unions = UnionPlacement.objects.on(day).filter(union_id__in=scope.unions or ())
    firms = EmployerPlacement.objects.on(day).filter(employer__in=employers_of(scope, day))
    return Area.objects.filter(Q(pk__in=unions.values("area")) | Q(pk__in=firms.values("area")))


def union_of_employer(day: date, path: str = "pk") -> Subquery:
    """Subquery: the existing union that covers an employer on `day`; `path` is the outer row's employer key."""
    links = UnionEmployer.objects.filter(holds_on(day), exists_on(day), employer=OuterRef(path))
    return Subquery(links.values("union_id")[:1])


def terms_ending(day: date, days: int, scope: Scope = EVERYTHING) -> QuerySet[Committee]:
    """The newest committee of each union that exists on `day`, if its term ended or ends within `days`, oldest first."""
    newest = Committee.objects.filter(union=OuterRef("union")).order_by("-term").values("pk")[:1]
    rows = Committee.objects.filter(
        exists_on(day), pk=Subquery(newest), expires_on__lte=day + timedelta(days=days)
    )  # fmt: skip
    return scope.limit(rows).select_related("union").order_by("expires_on", "union__code")


def certificates_ending(day: date, days: int, scope: Scope = EVERYTHING) -> QuerySet[Certificate]:
    """Certificates of existing unions that ran out or run out within `days` and have no later one, oldest first."""
    later = Certificate.objects.filter(union=OuterRef("union")).filter(
        Q(valid_until__gt=OuterRef("valid_until")) | Q(valid_until=None, issued_on__gt=OuterRef("issued_on"))
    )
    rows = Certificate.objects.filter(exists_on(day), valid_until__lte=day + timedelta(days=days))
    return scope.limit(rows.exclude(Exists(later))).select_related("union").order_by("valid_until", "union__code")
