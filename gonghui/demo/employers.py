"""Registering places and employers, what they must and need not do, and what they declare."""

from datetime import date, datetime
from random import Random

from gonghui.demo.codes import Codes
from gonghui.demo.deeds import Town
from gonghui.demo.firms import INSTITUTIONS, OWNERSHIPS, WITHOUT_UNION, Firm, lines
from gonghui.demo.names import person
from gonghui.demo.villages import ZONES, Village
from gonghui.orgs.public import (
    DutyKind,
    EmployerKind,
    area_register,
    duty_set,
    employer_register,
    head_count_record,
)

EXEMPT_INSTITUTION = "实行聘用合同制，不适用"
EXEMPT_SHOP = "由联合工会统一签订"
PROOF = "劳动用工情况统计表"

COUNTS = (("-3-01-04", 0.90), ("-2-12-20", 0.94), ("-1-12-20", 0.97), ("0-06-20", 1.0), ("0-12-20", 1.01))
"""When enterprises declare their head counts, and how they compare with June's."""

FEWER_COUNTS = (("-1-12-20", 1.0),)


def enter_places(town: Town, villages: list[Village]) -> None:
    """The industrial park, the two zones, and the villages below the zones."""

    def write(at: datetime) -> None:
        for name in ZONES:
            town.areas[name] = area_register(name=name, by=town.hands["chenxiulan"], at=at)
        for village in villages:
            town.areas[village.name] = area_register(
                name=village.name, parent=town.areas[village.zone], by=town.hands["chenxiulan"], at=at
            )

    town.enter(town.opening, write)


class Registrar:
    """Enters employers into the town's diary, each with its code, place and legal representative."""

    def __init__(self, town: Town, codes: Codes) -> None:
        self.town = town
        self.codes = codes
        self.rng = Random("employers")

    def _register(
        self, key: str, kind: EmployerKind, area: str, *, name: str, industry: str, registrar: str,
        ownership: str = "", contract: str | None = None,
    ) -> None:  # fmt: skip
        """`contract`: "" for 应签 as the employer declared, a reason for 免签, None to leave the default."""
        head = person(self.rng, self.rng.random() < 0.25)
        code = self.codes.credit_code(registrar)
        town = self.town

        def write(at: datetime) -> None:
            by = town.hands["chenxiulan"]
            employer = employer_register(
                name=name, kind=kind, area=town.areas.get(area), ownership=ownership, by=by, at=at, uscc=code,
                short_name=key if key != name else "", industry=industry, legal_rep=head,
                address=f"石桥镇{area}",
            )  # fmt: skip
            town.employers[key] = employer
            if contract is not None:
                day = employer.placements.get().start_on
                duty_set(employer=employer, duty=DutyKind.CONTRACT, required=not contract, reason=contract, on=day,
                         by=by, at=at)  # fmt: skip

        town.enter(town.opening, write)

    def firm(self, firm: Firm, counts: tuple[tuple[str, float], ...] = COUNTS) -> None:
        """An enterprise that should sign a contract of its own, with the head counts that it declared."""
        self._register(
            firm.short, EmployerKind.ENTERPRISE, firm.place, name=firm.name, industry=firm.industry, registrar="91",
            ownership=firm.ownership, contract="",
        )  # fmt: skip
        self.counts(firm.short, firm.staff, firm.women, firm.migrants, counts)

    def institutions(self) -> None:
        """Schools, the hospital and the town's stations, which need no collective contract."""
        for name, industry, staff, women, _, _ in lines(INSTITUTIONS):
            self._register(
                name, EmployerKind.INSTITUTION, "", name=name, industry=industry, registrar="12",
                contract=EXEMPT_INSTITUTION,
            )  # fmt: skip
            self.counts(name, int(staff), int(women), 0, FEWER_COUNTS)

    def shops(self, village: Village) -> None:
        """The small employers of a village, for which its joint union signs."""
        for shop in village.shops:
            kind = EmployerKind.INDIVIDUAL if shop.sole_trader else EmployerKind.ENTERPRISE
            self._register(
                shop.name, kind, village.name, name=shop.name, industry=shop.industry,
                registrar="92" if shop.sole_trader else "91",
                ownership=OWNERSHIPS["私"] if not shop.sole_trader else "individual", contract=EXEMPT_SHOP,
            )  # fmt: skip
            self.counts(shop.name, shop.staff, 45, 30, FEWER_COUNTS)

    def without_union(self) -> None:
        """Units that should found a union and have not, and three that may put it off."""
        for name, industry, area, owner, staff, note in lines(WITHOUT_UNION):
            self._register(
                name, EmployerKind.ENTERPRISE, area, name=name, industry=industry, registrar="91",
                ownership=OWNERSHIPS[owner],
            )  # fmt: skip
            self.counts(name, int(staff), 35, 40, FEWER_COUNTS)
            if note and not note.startswith("0-"):
                self._put_off(name, note)

    def _put_off(self, name: str, reason: str) -> None:
        def write(at: datetime) -> None:
            duty_set(employer=self.town.employers[name], duty=DutyKind.UNION, required=False, reason=reason,
                     on=at.date(), by=self.town.hands["chenxiulan"], at=at)  # fmt: skip

        self.town.enter(self.town.day("-2-03-15"), write)

    def counts(self, key: str, staff: int, women: int, migrants: int, when: tuple[tuple[str, float], ...]) -> None:
        """Declared head counts; `women` and `migrants` in percent of the staff."""
        for text, factor in when:
            number = round(staff * factor)
            self._count(key, self.town.day(text), number, number * women // 100, number * migrants // 100)

    def _count(self, key: str, day: date, staff: int, women: int, migrants: int) -> None:
        def write(at: datetime) -> None:
            head_count_record(employer=self.town.employers[key], on=day, staff=staff, women=women, migrants=migrants,
                              proof=PROOF, by=self.town.hands["wuguoping"], at=at)  # fmt: skip

        self.town.enter(day, write)
