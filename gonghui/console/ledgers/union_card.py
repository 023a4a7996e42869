"""Everything the card of one union shows, in a number of queries that does not grow with the town."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gonghui.bargaining.public import ContractCover
from gonghui.console.ledgers.contract_rows import contract_rows
from gonghui.console.ledgers.employers import EMPLOYERS, sign_state
from gonghui.console.ledgers.unions import kind_word
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Badge, Due, Reader
from gonghui.kernel.ledger.history import Entry, of_union
from gonghui.kernel.ledger.rows import dressed
from gonghui.orgs.public import (
    GRASSROOTS,
    BodyKind,
    Certificate,
    Committee,
    HeadCount,
    Seat,
    SisterBody,
    Union,
    UnionEmployer,
    UnionPlacement,
)
from gonghui.people.public import Membership, MemberState, members_on, movement

SHOWN = 10


@dataclass(frozen=True)
class Gap:
    """Something that the record lacks, and where it is filled in."""

    words: str
    url: str = ""
    act: str = ""


def people_words(declared: int | None, named: int) -> tuple[str, bool | None]:
    """The difference between the declared and the named members in words; False when they differ, None without a declaration."""
    if declared is None:
        return f"没有申报数，名册上有{named:,}人。", None
    if declared == named:
        return f"申报{declared:,}人，名册上也是{named:,}人，一致。", True
    more = "申报的多，多出来的人名册上没有名字" if declared > named else "名册上多，多出来的人没有申报"
    return f"申报{declared:,}人，名册上{named:,}人，差{abs(declared - named):,}人：{more}。", False


class UnionFacts:
    """The facts of one union today; every attribute is filled once."""

    def __init__(self, union: Union, reader: Reader) -> None:
        day = reader.today
        self.union, self.reader = union, reader
        rows = UnionPlacement.objects.filter(union=union).select_related("parent", "area").order_by("start_on", "pk")
        self.placements = list(rows)
        self.place = next((row for row in self.placements if _holds(row, day)), None)
        self.kind = self.place.kind if self.place else ""
        self.grassroots = self.kind in GRASSROOTS
        self.declared = HeadCount.objects.on(day).filter(union=union).first()
        self.moved = movement(union.pk, reader.half.span.start, day)
        self.retained = Membership.objects.on(day).filter(union=union, state=MemberState.RETAINED).count()
        self.members = list(
            members_on(day)
            .filter(union=union)
            .select_related("worker", "employer")
            .order_by("worker__initials", "pk")[:SHOWN]
        )
        self.people, self.people_agree = people_words(
            self.declared.members if self.declared else None, self.moved["closing"]
        )
        self.committees(day)
        bodies = {row.kind: row for row in SisterBody.objects.on(day).filter(union=union)}
        self.bodies = [(kind, bodies.get(kind)) for kind in BodyKind]
        paper = Certificate.objects.filter(union=union).order_by("-valid_until", "-pk").first()
        self.certificate = paper
        self.certificate_due = Due(paper.valid_until, day, not union.closed_on) if paper and paper.valid_until else None
        keys = UnionEmployer.objects.on(day).filter(union=union).values("employer_id")
        found = dressed(EMPLOYERS, reader).filter(pk__in=keys)
        self.employers = [(row, sign_state(row, reader)) for row in found.order_by("initials", "pk")[:100]]
        covering = ContractCover.objects.filter(employer__in=keys).values("contract_id")
        own = Q(union=union) | Q(pk__in=covering)
        self.contracts = contract_rows(reader, own)
        below = UnionPlacement.objects.on(day).filter(parent=union, union__closed_on=None)
        self.below = [
            (row.union, kind_word(row.kind))
            for row in reader.scope.limit(below).select_related("union").order_by("union__code")[:200]
        ]
        self.history: list[Entry] = of_union(union.pk)
        self.kind_word, self.state = kind_word(self.kind), self._state()

    def committees(self, day: date) -> None:
        """The latest term, who sits in it, and its clock."""
        self.committee = Committee.objects.filter(union=self.union).order_by("-term").first()
        self.seats = list(
            Seat.objects.on(day).filter(committee=self.committee).order_by("pk") if self.committee else ()
        )
        order = ("主席", "副主席", "经审主任", "女工主任")
        self.seats.sort(key=lambda seat: order.index(seat.title) if seat.title in order else 9)
        ends = self.committee.expires_on if self.committee else None
        self.term_due = Due(ends, day, not self.union.closed_on) if ends else None

    def _state(self) -> Badge:
        union = self.union
        if union.closed_on and union.closed_on <= self.reader.today:
            return Badge(f"{cn_date(union.closed_on)}{'并入他会' if union.merged_into_id else '撤销'}", "end")
        return Badge("在册", "done")

    @property
    def chair(self) -> str:
        return next((seat.holder for seat in self.seats if seat.title == "主席"), "")

    @property
    def past_places(self) -> list[UnionPlacement]:
        """Earlier placements, newest first."""
        return [row for row in reversed(self.placements) if row is not self.place]

    def gaps(self) -> list[Gap]:
        """What this union's record lacks."""
        union = self.union
        if union.closed_on or not self.grassroots:
            return []
        at = {name: reverse(f"console:union-{name}", args=[union.code])
              for name in ("committee", "seat", "certificate", "count", "amend", "employer")}  # fmt: skip
        out = []
        if not self.committee:
            out.append(Gap("没有登记委员会", at["committee"], "登记委员会"))
        elif not self.chair:
            out.append(Gap("没有登记主席", at["seat"], "登记任职"))
        elif self.term_due is None:
            out.append(Gap("委员会没有届满日期", at["committee"], "登记委员会"))
        elif self.term_due.days < 0:
            out.append(Gap(f"任期{cn_date(self.term_due.on)}已满，没有登记新一届", at["committee"], "登记新一届"))
        if not self.certificate:
            out.append(Gap("没有登记法人证书", at["certificate"], "登记证书"))
        if not union.uscc:
            out.append(Gap("没有统一社会信用代码", at["amend"], "更正"))
        if self.declared is None or self.declared.members is None:
            out.append(Gap("没有申报会员人数", at["count"], "申报人数"))
        if not self.employers:
            out.append(Gap("没有归入单位", at["employer"] if self.reader.town else "", "归入单位"))
        without = [row.name for row, _ in self.employers if row.staff is None]
        if without:
            out.append(
                Gap(f"{len(without)}家单位没有职工人数：{'、'.join(without[:3])}{'等' if len(without) > 3 else ''}")
            )
        return out


def _holds(row: Any, day: date) -> bool:
    return row.start_on <= day and (row.end_on is None or row.end_on > day)
