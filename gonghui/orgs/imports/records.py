"""The registers of unions and employers as spreadsheets show them: each record with what its fields ask for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from gonghui.kernel.scope import Scope
from gonghui.orgs.choices import BodyKind, DutyBasis, DutyKind, UnionKind
from gonghui.orgs.models import (
    Certificate,
    Committee,
    Duty,
    Employer,
    EmployerPlacement,
    HeadCount,
    Seat,
    SisterBody,
    Union,
    UnionEmployer,
)
from gonghui.orgs.queries import employers_of, unions_of, with_place

BODIES = {"mediation": BodyKind.MEDIATION, "supervision": BodyKind.SUPERVISION, "women_body": BodyKind.WOMEN,
          "audit_body": BodyKind.AUDIT}  # fmt: skip


def _first(rows: QuerySet[Any], **columns: str) -> dict[str, Subquery]:
    """Annotations with columns of the first of `rows`."""
    return {key: Subquery(rows.values(column)[:1]) for key, column in columns.items()}


def union_records(scope: Scope, day: date) -> Iterable[Union]:
    """The unions that a reader may open, below the town's own."""
    own = {"union": OuterRef("pk")}
    chairs = Seat.objects.on(day).filter(committee__union=OuterRef("pk"), title="主席").order_by("-start_on", "-pk")
    rows: Any = with_place(unions_of(scope), day).annotate(
        **_first(HeadCount.objects.on(day).filter(**own), staff="staff", women="women", members="members", counted_on="start_on"),
        **_first(Committee.objects.filter(**own).order_by("-term"), term="term", elected_on="elected_on", expires_on="expires_on"),
        **_first(chairs, chair="holder"),
        **_first(Certificate.objects.filter(**own).order_by("-valid_until", "-pk"), certificate="number",
                 certified_to="valid_until"),
    )  # fmt: skip
    bodies = set(SisterBody.objects.on(day).values_list("union_id", "kind"))
    covered: dict[int, list[str]] = {}
    for union_id, name in UnionEmployer.objects.on(day).values_list("union_id", "employer__name"):
        covered.setdefault(union_id, []).append(name)
    for union in rows.exclude(placements__kind=UnionKind.TOWN).order_by("code"):
        union.employers = "、".join(sorted(covered.get(union.pk, ())))
        for key, kind in BODIES.items():
            setattr(union, key, (union.pk, kind) in bodies)
        yield union


def employer_records(scope: Scope, day: date) -> Iterable[Employer]:
    """The employers that a reader may open; of their duties only what they declared themselves."""
    own = {"employer": OuterRef("pk")}
    declared = Duty.objects.on(day).filter(basis=DutyBasis.DECLARED, **own)
    place, link = EmployerPlacement.objects.on(day).filter(**own), UnionEmployer.objects.on(day).filter(**own)
    count = HeadCount.objects.on(day).filter(**own)
    rows: Any = employers_of(scope, day).annotate(
        **_first(place, area="area__name", kind="kind", ownership="ownership"), **_first(link, union_name="union__name"),
        **_first(count, staff="staff", women="women", migrants="migrants", counted_on="start_on"),
        **_first(declared.filter(duty=DutyKind.UNION), form="required", form_reason="reason"),
        **_first(declared.filter(duty=DutyKind.CONTRACT), sign="required", sign_reason="reason"),
    )  # fmt: skip
    for employer in rows.order_by("name"):
        employer.should_form = {True: "应建", False: "暂缓"}.get(employer.form, "")
        employer.should_sign = {True: "应签", False: "免签"}.get(employer.sign, "")
        yield employer
