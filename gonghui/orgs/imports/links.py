"""Bringing employers and unions together that come from different sheets, in whatever order."""

from datetime import date

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.imports.ledger import Row, Run
from gonghui.orgs.actions import employer_attach
from gonghui.orgs.directory import Directory, folded
from gonghui.orgs.imports.earlier import asked_before, waiting_pairs
from gonghui.orgs.models import Employer, Union, UnionEmployer


class Links:
    """Which employers stand under which unions, as the rows of one import and those before it tell."""

    def __init__(self, names: Directory, run: Run) -> None:
        self.names, self.run = names, run
        self._asked = "union" in asked_before("employers") or "employers" in asked_before("unions")
        self._old = frozenset(names.employers), frozenset(names.unions)
        self._linked = set(UnionEmployer.objects.values_list("employer_id", flat=True))
        self._waiting: list[tuple[str, str]] = waiting_pairs()

    def attach(self, employer: Employer, union: Union) -> bool:
        """Put an employer under a union; returns whether that is new."""
        day = self._day(employer, union)
        changed = employer_attach(employer=employer, union=union, on=day, by=self.run.by, at=self.run.at)
        if changed or employer.pk not in self.names.links:
            self.names.learn_link(employer.pk, union.pk)
            self.names.memory.add(self._linked, employer.pk)
        return changed

    def _day(self, employer: Employer, union: Union) -> date:
        """A first link is an opening balance and holds since the union was founded; a later one holds from today."""
        if employer.pk in self._linked:
            return self.run.today
        both_old = employer.pk in self._old[0] and union.pk in self._old[1]
        if both_old and self._asked and not self._waited(employer, union):
            return self.run.today
        return union.approved_on or SINCE_EVER

    def _waited(self, employer: Employer, union: Union) -> bool:
        return any(self._means(pair, employer, union) for pair in self._waiting)

    def _means(self, pair: tuple[str, str], employer: Employer, union: Union) -> bool:
        return self.names.employer(pair[0]) is employer and self.names.union(pair[1]) is union

    def wait(self, employer: str, union: str, row: Row, missing: str) -> None:
        """Note a pair of which one is not registered yet; `missing` is its kind."""
        self.run.waiting.append((employer, union))
        word = {"union": f"工会“{union}”", "employer": f"单位“{employer}”"}[missing]
        self.run.propose(missing, union if missing == "union" else employer, row)
        self.run.remarks.append(f"第{row.number}行：{word}还没有登记，等它导入进来就会挂上。")

    def union_for(self, employer: Employer) -> Union | None:
        """The union that an unlinked employer waits for, or that bears its name."""
        if employer.pk in self._linked:
            return None
        spots = {folded(employer.name), folded(employer.uscc or employer.name)}
        for one, union in reversed(self._waiting):
            if folded(one) in spots and (found := self.names.union(union)):
                return found
        return self.names.union_of_employer_name(employer.name)

    def employers_for(self, union: Union) -> list[Employer]:
        """The unlinked employers that wait for a union, or whose name it bears."""
        found = [self.names.employer(one) for one, other in self._waiting if self.names.union(other) is union]
        found = found or [self.names.employer_of_union_name(union.name)]
        unlinked = (employer for employer in found if employer and employer.pk not in self._linked)
        return list(dict.fromkeys(unlinked))
