"""What the rows of a contract register look up: who signs, whom it covers, which recorded contract is meant."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from gonghui.bargaining.choices import ContractLevel
from gonghui.bargaining.models import Contract
from gonghui.kernel.imports.ledger import Row, Run
from gonghui.kernel.imports.memory import Memory
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Directory, Employer, Union


class Book:
    """What the rows of one import look up."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self.memory = memory
        self.scope = run.scope
        self.names = Directory(memory, whole=run.scope.everything)
        self.made: set[int] = set()
        self._numbers: dict[tuple[str, str], Contract] = {}
        self._dates: dict[tuple[Any, ...], Contract] = {}
        self._shared: dict[tuple[Any, ...], Contract] = {}
        for contract in Contract.objects.select_related("union").prefetch_related("covers"):
            self._index(contract, [cover.employer_id for cover in contract.covers.all()])
        memory.keep()

    def learn(self, contract: Contract, covers: Sequence[int]) -> None:
        """Note a contract that this import has made."""
        self.memory.add(self.made, contract.pk)
        self._index(contract, covers)

    def _index(self, contract: Contract, employers: Sequence[int]) -> None:
        if contract.number:
            self.memory.put(self._numbers, (contract.number, contract.kind), contract)
        if contract.level != ContractLevel.SINGLE:
            for day in (contract.signed_on, contract.effective_on):
                self._know(self._shared, (contract.union_id, contract.kind, contract.level, day), contract)
        for employer in employers:
            for day in (contract.signed_on, contract.effective_on):
                self._know(self._dates, (contract.union_id, contract.kind, day, employer), contract)

    def _know(self, spots: dict[tuple[Any, ...], Contract], spot: tuple[Any, ...], contract: Contract) -> None:
        if spot not in spots:
            self.memory.put(spots, spot, contract)

    def match(
        self, number: str | None, union: Union, kind: str, day: date | None, covers: dict[int, int | None],
        level: ContractLevel,
    ) -> Contract | None:  # fmt: skip
        """The recorded contract that a row means: by number, else by union, kind, day and an employer.

        An area or industry contract may stand in several rows, one for each employer.
        """
        found = self._numbers.get((number, kind)) if number else None
        found = found if found and self.scope.may_open(found.union_id) else None
        for employer in covers:
            found = found or self._dates.get((union.pk, kind, day, employer))
        if found is None and level != ContractLevel.SINGLE:
            found = self._shared.get((union.pk, kind, level, day))
            if found and number and found.number and found.number != number:
                found = None
        if found and found.pk not in self.made:
            found.refresh_from_db(fields=["version"])
        return found

    def parties(self, row: Row, run: Run) -> tuple[Union, dict[int, int | None], ContractLevel]:
        """(signing union, {employer: workers named}, level) of a row. Raises Refused for parties that are not the reader's."""
        union, employer = self._signers(row, run)
        if not self.scope.may_open(union.pk):
            raise Refused("这一行的工会没有登记过，或者不归您管。", "请核对工会名称，或让镇总工会导入。", "union")
        listed = self._listed(row, run)
        if any(not self.scope.may_open(self.names.links.get(key)) for key in listed):
            raise Refused("覆盖单位里有的没有登记过，或者不归您管。", "请核对名单，或让镇总工会导入。", "covers")
        level = row.get("level") or (ContractLevel.AREA if len(listed) > 1 else ContractLevel.SINGLE)
        if employer and level == ContractLevel.SINGLE:
            return union, {employer.pk: row.get("workers")}, ContractLevel.SINGLE
        if not listed and employer:
            listed = [employer.pk]
        if not listed:
            listed = list(self.names.covered.get(union.pk, ()))
            if len(listed) > 1:
                level = ContractLevel.INDUSTRY if level == ContractLevel.INDUSTRY else ContractLevel.AREA
                note = f"第{row.number}行：没有写覆盖单位，按{union.name}覆盖的{len(listed)}家单位记。"
                run.remarks.append(note)
        if not listed:
            raise Refused(f"{union.name}下面没有登记单位，看不出覆盖哪家。", "请写覆盖单位，或先登记单位。", "unit")
        workers = row.get("workers") if len(listed) == 1 else None
        return union, dict.fromkeys(listed, workers), ContractLevel(level)

    def _signers(self, row: Row, run: Run) -> tuple[Union, Employer | None]:
        name = row.get("unit")
        employer = self.names.employer(name) if name else None
        union = self._union(row.get("union"))
        if union is None and row.get("union") and not name:
            employer = self.names.employer(row.values["union"])
        if union is None and employer:
            union = self.names.union_covering(employer) or self.names.town
        if union is None and name:
            union = self._union(name)
            employer = self.names.only_employer(union) if union else None
        if union is None:
            missing = name or row.get("union") or (row.heading[0] if row.heading else "")
            if not missing:
                raise Refused("没有写单位名称，也没有写工会名称。", "请至少写一个。", "unit")
            run.propose("employer" if name else "union", missing, row)
            hint = self.names.guess_employer(missing) or self.names.guess_union(missing) or "请先登记，再导入这一行。"
            raise Refused(f"没有登记过“{missing}”。", hint, "unit")
        if union.pk == self.names.town.pk and employer:
            union = self.names.union_covering(employer) or union  # offices write the union above all in every row
        if name and employer is None and self._union(name) is None:
            run.propose("employer", name, row)
            raise Refused(f"没有登记过单位“{name}”。", self.names.guess_employer(name) or "请先登记这家单位。", "unit")
        if employer is None:
            employer = self.names.only_employer(union)
        return union, employer

    def _union(self, name: str | None) -> Union | None:
        return self.names.union(name) or self.names.recorded_union(name)

    def _listed(self, row: Row, run: Run) -> list[int]:
        found: list[int] = []
        for name in row.get("covers") or ():
            if name.isdigit() or re.fullmatch(r"\d+家", name):
                continue  # offices put the number of units where others put their names
            employer = self.names.employer(name)
            if employer is None:
                run.propose("employer", name, row)
                hint = self.names.guess_employer(name) or "请先登记这家单位，再导入这一行。"
                raise Refused(f"覆盖单位“{name}”没有登记过。", hint, "covers")
            found.append(employer.pk)
        return found
