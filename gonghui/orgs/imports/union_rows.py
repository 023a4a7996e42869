"""The register of unions as the rows of a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.scope import Scope
from gonghui.orgs.choices import BodyKind, UnionKind
from gonghui.orgs.models import Certificate, Committee, HeadCount, Seat, SisterBody, UnionEmployer
from gonghui.orgs.queries import unions_of, with_place

BODIES = {"mediation": BodyKind.MEDIATION, "supervision": BodyKind.SUPERVISION, "women_body": BodyKind.WOMEN,
          "audit_body": BodyKind.AUDIT}  # fmt: skip


def union_rows(scope: Scope, day: date) -> Iterable[Sequence[Any]]:
    """The unions that a reader may open, as cells in the order of the columns."""
    own = {"union": OuterRef("pk")}
    count = HeadCount.objects.on(day).filter(**own)
    term = Committee.objects.filter(**own).order_by("-term")
    chair = Seat.objects.on(day).filter(committee__union=OuterRef("pk"), title="主席").order_by("-start_on", "-pk")
    paper = Certificate.objects.filter(**own).order_by("-valid_until", "-pk")
    rows: Any = with_place(unions_of(scope), day).annotate(
        staff=Subquery(count.values("staff")[:1]), women=Subquery(count.values("women")[:1]),
        declared=Subquery(count.values("members")[:1]), counted=Subquery(count.values("start_on")[:1]),
        term=Subquery(term.values("term")[:1]), elected=Subquery(term.values("elected_on")[:1]),
        expires=Subquery(term.values("expires_on")[:1]), chair=Subquery(chair.values("holder")[:1]),
        paper=Subquery(paper.values("number")[:1]), paper_to=Subquery(paper.values("valid_until")[:1]),
    )  # fmt: skip
    bodies = set(SisterBody.objects.on(day).values_list("union_id", "kind"))
    covered: dict[int, list[str]] = {}
    for union_id, name in UnionEmployer.objects.on(day).values_list("union_id", "employer__name"):
        covered.setdefault(union_id, []).append(name)
    for u in rows.exclude(placements__kind=UnionKind.TOWN).order_by("code"):
        has = ["是" if (u.pk, kind) in bodies else "否" for kind in BODIES.values()]
        yield (
            u.name, u.code, u.uscc, u.short_name, UnionKind(u.kind_now).label if u.kind_now else "",
            "、".join(sorted(covered.get(u.pk, ()))), u.parent_now, u.area_now, u.approved_on, u.approval_number,
            u.chair, u.term, u.elected, u.expires, *has, u.paper, u.paper_to,
            "是" if u.party_led else "否", u.phone, u.staff, u.women, u.declared,
            None if u.counted == SINCE_EVER else u.counted, u.closed_on, u.closed_reason, u.remarks,
        )  # fmt: skip
