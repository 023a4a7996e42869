"""Collective contracts and special agreements, each chain back to the one before the records began."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gonghui.bargaining.public import ContractKind, ContractLevel, Signing, contract_amend, contract_record
from gonghui.demo.deeds import Town
from gonghui.demo.firms import EXPIRED, INDUSTRY, KNOWN_SIGNINGS, LAPSES, LATE_FIRSTS, Firm
from gonghui.demo.procedure_tables import SIGNED_THROUGH
from gonghui.demo.procedures import Procedures
from gonghui.demo.villages import AREA_CONTRACTS, Village
from gonghui.kernel.dates import add_months

SERIES = {ContractKind.COLLECTIVE: "石集", ContractKind.WAGE: "石工资", ContractKind.WOMEN: "石女专",
          ContractKind.SAFETY: "石安专"}  # fmt: skip
WAGE_LAPSES = ("立新木业", "天和工艺")
FEDERATION = "石桥镇建材行业工会联合会"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """One contract of a chain; `before` is the term that it renews, if that is recorded."""

    owner: str
    kind: ContractKind
    effective: date
    expires: date
    signed: date
    filed: date
    covers: tuple[str, ...]
    level: ContractLevel = ContractLevel.SINGLE
    signing: Signing | None = None
    before: "Term | None" = None

    @property
    def key(self) -> tuple[object, ...]:
        return (self.owner, self.kind, self.level, self.effective)


class Signings:
    """Enters contracts into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rng = Random("contracts")
        self.procedures = Procedures(town)
        self._scripts = {(owner, town.day(effective)): text for (owner, effective), text in SIGNED_THROUGH.items()}
        self._days = {
            (owner, town.day(effective)): (town.day(signed), town.day(filed))
            for (owner, effective), (signed, filed) in KNOWN_SIGNINGS.items()
        }

    def enter(self, term: Term) -> Term:
        """A contract of the town's year is recorded when signed and completed when filed; older ones at once."""
        script = self._scripts.get((term.owner, term.effective)) if term.kind == ContractKind.COLLECTIVE else None
        if script:
            self._bargain(term, script)
            return term
        fresh = term.signed.year == self.town.year
        self.town.enter(term.signed if fresh else term.filed, lambda at: self._record(term, at))
        if fresh:
            self.town.enter(term.filed, lambda at: self._file(term, at))
        return term

    def _bargain(self, term: Term, script: str) -> None:
        """A contract bargained step by step: the review ends a week after the filing."""
        days = {"sign": term.signed, "file": term.filed, "clear": term.filed + 7 * DAY}
        self.procedures.follow(term.owner, term.key, script, days, lambda: {
            "expires_on": term.expires, "starts_on": term.effective, "number": self._number(term)})  # fmt: skip

    def _number(self, term: Term) -> str:
        series = (SERIES[term.kind], term.signed.year)
        self.town.numbers[series] = number = self.town.numbers.get(series, 0) + 1
        return f"{series[0]}〔{series[1]}〕{number}号"

    def _record(self, term: Term, at: datetime) -> None:
        town = self.town
        covers = {town.employers[key].pk: None for key in term.covers}
        town.contracts[term.key] = contract_record(
            union=town.unions[term.owner], kind=term.kind, level=term.level, covers=covers, signing=term.signing,
            renews=town.contracts[term.before.key] if term.before else None, signed_on=term.signed,
            filed_on=term.filed if term.filed <= at.date() else None, effective_on=term.effective,
            expires_on=term.expires, number=self._number(term), handler="吴国平",
            by=town.hands["wuguoping"], at=at,
        )  # fmt: skip

    def _file(self, term: Term, at: datetime) -> None:
        contract = self.town.contracts[term.key]
        contract_amend(contract=contract, filed_on=term.filed, by=self.town.hands["wuguoping"], at=at)

    def days_of(self, owner: str, effective: date, renewal: bool) -> tuple[date, date]:
        """Signed and filed; what takes effect on the same day was signed together.

        The authority has 15 days after filing; a renewal is signed before the old one ends and in the same half-year.
        """
        if (owner, effective) not in self._days:
            signed = effective - timedelta(days=self.rng.randint(*((17, 26) if renewal else (19, 23))))
            last_day = effective - DAY
            half = date(last_day.year, 1 if last_day.month < 7 else 7, 1)
            if renewal and half + timedelta(days=4) <= last_day:
                signed = max(signed, half + timedelta(days=4))
            self._days[owner, effective] = (signed, signed + timedelta(days=self.rng.randint(2, 4)))
        return self._days[owner, effective]

    def chain(
        self, owner: str, kind: ContractKind, last_day: date, months: int, since: date, covers: tuple[str, ...], *,
        level: ContractLevel = ContractLevel.SINGLE, first: bool = False,
    ) -> Term:  # fmt: skip
        """The contract that ends on `last_day` and those before it, as far as the records and the union reach."""
        spans = [(add_months(last_day + DAY, -months), last_day)]
        while not first:
            effective = add_months(spans[0][0], -months)
            if effective < since or spans[0][0] <= self.town.opening:
                break
            spans.insert(0, (effective, spans[0][0] - DAY))
        term: Term | None = None
        for effective, expires in spans:
            older = not first and add_months(effective, -months) >= since
            signed, filed = self.days_of(owner, effective, renewal=term is not None)
            term = self.enter(Term(
                owner, kind, effective, expires, signed, filed, covers, level,
                Signing.RENEWAL if older and term is None else None, term,
            ))  # fmt: skip
        assert term is not None
        return term

    def renew(self, old: Term, months: int) -> Term:
        """The contract that follows `old` without a gap."""
        effective = old.expires + DAY
        signed, filed = self.days_of(old.owner, effective, renewal=True)
        ends = add_months(effective, months) - DAY
        return self.enter(Term(old.owner, old.kind, effective, ends, signed, filed, old.covers, old.level, None, old))


def enter_firm(signings: Signings, firm: Firm) -> None:
    """An enterprise's collective contract with its special agreements, and its yearly wage agreement."""
    town = signings.town
    since = town.day(firm.approved)
    if firm.expires and firm.years:
        kinds = [(ContractKind.COLLECTIVE, False)]
        kinds += [(ContractKind.WOMEN, False)] if "女" in firm.special else []
        kinds += [(ContractKind.SAFETY, True)] if "安" in firm.special else []
        for kind, only_one in kinds:
            last_day = town.day(firm.expires)
            term = signings.chain(
                firm.short, kind, last_day, firm.years * 12, since, (firm.short,), first=firm.first or only_one
            )
            if last_day.year == town.year and firm.short not in LAPSES:
                signings.renew(term, firm.years * 12)
    elif firm.short in LATE_FIRSTS:
        signed, effective = map(town.day, LATE_FIRSTS[firm.short])
        ends = add_months(effective, 24) - DAY
        signings.enter(Term(firm.short, ContractKind.COLLECTIVE, effective, ends, signed, signed + 4 * DAY,
                            (firm.short,)))  # fmt: skip
    if firm.wage:
        _wages(signings, firm)


def _wages(signings: Signings, firm: Firm) -> None:
    """One agreement a year; in the town's year two firms let theirs run out."""
    term: Term | None = None
    last = -1 if firm.short in WAGE_LAPSES else 0
    for offset in range(firm.wage_from, last + 1):
        effective = signings.town.day(f"{offset}-{firm.wage}")
        if term is not None:
            term = signings.renew(term, 12)
            continue
        signed, filed = signings.days_of(firm.short, effective, renewal=False)
        ends = add_months(effective, 12) - DAY
        term = signings.enter(Term(firm.short, ContractKind.WAGE, effective, ends, signed, filed, (firm.short,)))


def enter_expired(signings: Signings) -> None:
    """The contract that ran out last December and that nobody has renewed."""
    name, effective, last_day = EXPIRED
    months = 12 * (signings.town.day(last_day).year - signings.town.day(effective).year)
    signings.chain(name, ContractKind.COLLECTIVE, signings.town.day(last_day), months, signings.town.day("-7-12-05"),
                   (name,))  # fmt: skip


def enter_areas(signings: Signings, villages: list[Village]) -> None:
    """Area contracts of four villages, and the building materials contract of the industry."""
    town = signings.town
    for village in villages:
        if village.name in AREA_CONTRACTS:
            text, years = AREA_CONTRACTS[village.name]
            last_day = add_months(town.day(text), years * 12) - DAY
            covers = tuple(shop.name for shop in village.shops)
            term = signings.chain(village.name, ContractKind.COLLECTIVE, last_day, years * 12,
                                  town.day(village.approved), covers, level=ContractLevel.AREA)  # fmt: skip
            if last_day.year == town.year:
                signings.renew(term, years * 12)
    builders = tuple(
        shop.name for village in villages if village.name not in AREA_CONTRACTS for shop in village.shops
        if shop.industry == "木材加工"
    )  # fmt: skip
    term = signings.chain(FEDERATION, ContractKind.COLLECTIVE, town.day("0-07-31"), 24, town.day("-8-07-31"),
                          (*INDUSTRY, *builders), level=ContractLevel.INDUSTRY)  # fmt: skip
    signings.renew(term, 24)
