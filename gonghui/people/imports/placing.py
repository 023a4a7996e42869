"""Which union and which employer a row of a roster belongs to."""

import re

from gonghui.kernel.dates import cn_date
from gonghui.kernel.imports.ledger import Row, Run
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Directory, Employer, Union

_UNIT_NAME = re.compile(r"(工会|委员会|联合会|公司|厂|店|校|小学|中学|园|院|站|所|局|中心|村|社区|集团|合作社)$")


class Places:
    """The places of one import's rows; rows that say the same are looked up once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.names = Directory(whole=run.scope.everything)
        self.known: dict[tuple[str | None, ...], tuple[Union | None, Employer | None, tuple[str, str]]] = {}

    def of(self, row: Row) -> tuple[Union, Employer | None]:
        """The union, and the employer if the row tells it. Raises Refused for what is not registered."""
        spot = (row.get("union"), row.get("employer"), *row.heading)
        if spot not in self.known:
            self.known[spot] = self._find_place(row)
        union, employer, (kind, missing) = self.known[spot]
        if missing:
            self.run.propose(kind, missing, row)
        if union is not None:
            return union, employer
        if not missing:
            raise Refused("看不出是哪个工会的。", "请加一列“所属工会”，或把工会写在表名、标题里。", "union")
        closed = self.names.recorded_union(missing)
        if closed and closed.closed_on and self.run.scope.may_open(closed.pk):
            raise Refused(f"{closed.name}已于{cn_date(closed.closed_on)}撤销。", "请写现在的工会。", "union")
        if kind == "employer":
            hint = self.names.guess_employer(missing) or "请先登记这家单位和它的工会，再导入这一行。"
            raise Refused(f"没有登记过单位“{missing}”。", hint, "employer")
        hint = self.names.guess_union(missing) or "请先登记这个工会，再导入这一行。"
        raise Refused(f"没有登记过工会“{missing}”。", hint, "union")

    def _find_place(self, row: Row) -> tuple[Union | None, Employer | None, tuple[str, str]]:
        """(union, employer, (kind, name) of what is not registered): by union column, employer, titles and tab."""
        written, unit = row.get("union"), row.get("employer")
        employer = self.names.employer(unit)
        stranger = ("employer", unit) if unit and employer is None else ("", "")
        if written:
            union = self.names.union(written) or self._covering(self.names.employer(written))
            if union and union.pk == self.names.town.pk and employer:
                union = self._covering(employer) or union  # offices write the union above all in every row
            return union, employer, stranger if union else ("union", written)
        if unit:
            union = self._covering(employer) or (None if employer else self._below_town(unit))
            if union:
                return union, employer, ("", "")
        for name in row.heading:
            union = self._below_town(name) or self._covering(self.names.employer(name))
            if union:
                return union, employer, stranger
        if unit:
            return None, None, stranger if employer is None else ("union", f"{employer.name}工会")
        named = next((name for name in row.heading if _UNIT_NAME.search(name) and self.names.union(name) is None), "")
        return None, None, ("union" if named else "", named)

    def _below_town(self, name: str) -> Union | None:
        """The union of that name unless it is the town's own, whose name stands in every title."""
        union = self.names.union(name)
        return union if union and union.pk != self.names.town.pk else None

    def _covering(self, employer: Employer | None) -> Union | None:
        return self.names.union_covering(employer) if employer else None
