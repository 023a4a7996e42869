"""Declared head counts from and to spreadsheets."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from gonghui.kernel.imports.ledger import Outcome, Row, RowByRow, Run
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.orgs.actions import head_count_record
from gonghui.orgs.directory import Directory, folded
from gonghui.orgs.fields import HEAD_COUNT
from gonghui.orgs.imports.counts import Counts, Owner
from gonghui.orgs.models import Employer, HeadCount, Union
from gonghui.orgs.queries import employers_of, unions_of

Declared = tuple[tuple[Literal["employer", "union"], Any], dict[str, Any]]
"""A unit with the numbers that it declares."""


class HeadCountLedger(RowByRow):
    key, title, declared = "headcounts", "人数申报", HEAD_COUNT.values()
    required = ("unit",)
    not_ours = "女会员人数 女会员数 女会员 农民工会员 农民工会员数 工会主席 联系人 联系电话 单位性质 填报人"

    def start(self, run: Run, memory: Memory) -> "Book":
        return Book(run, memory)

    def put(self, row: Row, run: Run, book: "Book") -> Outcome:
        employer, union = book.unit(row, run)
        numbers = {k: row.get(k) for k in ("staff", "women", "migrants") if row.get(k) is not None}
        members = row.get("members")
        if not numbers and members is None:
            raise Refused("一个人数也没有写。", "请至少填职工人数或会员人数。", "staff")
        changed, first = False, False
        for owner, given in self._owners(employer, union, numbers, members, book.of_union(union, row)):
            kind, unit = owner
            day = row.get("counted_on") or book.counts.undated((kind, unit.pk), given)
            first |= ((kind, unit.pk), day) not in book.recorded
            book.memory.add(book.recorded, ((kind, unit.pk), day))
            target: dict[str, Any] = {"employer": unit} if kind == "employer" else {"union": unit}
            proof = {"proof": row.get("proof")} if row.get("proof") else {}
            changed |= head_count_record(on=day, by=run.by, at=run.at, **target, **given, **proof)
        return "unchanged" if not changed else "created" if first else "updated"

    def _owners(
        self, employer: Employer | None, union: Union | None, numbers: dict[str, int], members: int | None, own: bool
    ) -> list[Declared]:
        """Workers belong to the employer where there is one, declared members to its union.

        With `own` the union has declared its workers itself on that day, and this corrects it.
        """
        out: list[Declared] = []
        if own:
            employer = None
        if employer and numbers:
            out.append((("employer", employer), numbers))
        declared = {"members": members} if members is not None else {}
        if union and (declared or (numbers and not employer)):
            out.append((("union", union), declared | ({} if employer else numbers)))
        if employer and not union and declared:
            raise Refused(f"{employer.name}还没有工会，不能报会员人数。", "请先登记工会，或删掉会员人数。", "members")
        return out

    def records(self, scope: Scope, day: date) -> Iterable[HeadCount]:
        employers = employers_of(scope, day).values("pk")
        unions = unions_of(scope).values("pk")
        rows = HeadCount.objects.filter(employer__in=employers) | HeadCount.objects.filter(union__in=unions)
        return rows.select_related("employer", "union").order_by("employer__name", "union__code", "start_on")


class Book:
    """What the rows of one import look up."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self.memory = memory
        self.names = Directory(memory)
        self.counts = Counts(run.today)
        self.recorded: set[tuple[Owner, date]] = set(self.counts.known)

    def of_union(self, union: Union | None, row: Row) -> bool:
        """Whether the row is about numbers that the union itself declared on that very day, its workers among them."""
        if union is None or folded(row.values["unit"]) not in (folded(union.name), folded(union.code)):
            return False
        known = self.counts.known.get((("union", union.pk), row.get("counted_on") or date.max))
        return known is not None and known.staff is not None

    def unit(self, row: Row, run: Run) -> tuple[Employer | None, Union | None]:
        """The employer and the union that a name stands for."""
        name = row.values["unit"]
        union = self.names.recorded_union(name)
        if union:
            return self.names.only_employer(union), union
        employer = self.names.employer(name)
        if employer:
            covering = self.names.union_covering(employer)
            return employer, covering if covering and self.names.only_employer(covering) else None
        union = self.names.union(name)
        if union:
            return self.names.only_employer(union), union
        run.propose("employer", name, row)
        hint = self.names.guess_employer(name) or self.names.guess_union(name)
        raise Refused(f"没有登记过“{name}”。", hint or "请先在用人单位或基层工会台账里登记。", "unit")
