"""A knitting mill that gave up last year: its contract ends early, its members leave, its union is closed."""

from datetime import date, datetime
from random import Random

from gonghui.bargaining.public import ContractKind, contract_end
from gonghui.demo.codes import Codes
from gonghui.demo.contracts import Signings
from gonghui.demo.deeds import Town
from gonghui.demo.firms import OWNERSHIPS, Firm
from gonghui.demo.unions import Founder
from gonghui.demo.workers import Person, fill_in
from gonghui.orgs.public import employer_amend
from gonghui.people.public import Admission, LeaveReason, Membership, member_leave, members_admit, union_dissolve

MILL = Firm("石桥针织", "石桥针织厂", "纺织", "东片", OWNERSHIPS["集"], 26, 70, 30, "-13-04-02", "0-04-09", 3, False, None,
            0, "")  # fmt: skip
MEMBERS = 24
STOPPED, LAST_WORK, DEREGISTERED, CLOSED = "-1-08-01", "-1-08-15", "-1-08-31", "-1-09-05"
"""The contract ends, the members leave, the firm is struck off, the union is closed."""

CARDS_FROM = 9001


class Mill:
    """Enters the mill's last years into the town's diary."""

    def __init__(self, town: Town, codes: Codes) -> None:
        self.town = town
        self.rng = Random("mill")
        self.people = [self._worker(codes) for _ in range(MEMBERS)]
        self.rows: list[Membership] = []

    def _worker(self, codes: Codes) -> Person:
        since = date(self.town.year - self.rng.randint(5, 12), self.rng.randint(1, 12), self.rng.randint(1, 28))
        woman = self.rng.random() * 100 < MILL.women
        one = Person("", woman, self.rng.random() * 100 < MILL.migrants, MILL.short, MILL.short, since, since, "纺织")
        fill_in(one, self.rng, codes, self.town.day(LAST_WORK))
        return one

    def enter(self, founder: Founder, signings: Signings) -> None:
        """Everything from the mill's registration to the closing of its union."""
        town = self.town
        founder.former(MILL)
        term = signings.chain(MILL.short, ContractKind.COLLECTIVE, town.day("0-04-09"), 36, town.day(MILL.approved),
                              (MILL.short,))  # fmt: skip
        town.enter(town.opening, self._admit)
        town.enter(town.day(STOPPED), lambda at: contract_end(
            contract=town.contracts[term.key], on=at.date(), reason="企业停产歇业", by=town.hands["wuguoping"], at=at,
        ))  # fmt: skip
        town.enter(town.day(LAST_WORK), self._leave)
        town.enter(town.day(DEREGISTERED), lambda at: employer_amend(
            employer=town.employers[MILL.short], closed_on=at.date(), by=town.hands["chenxiulan"], at=at,
        ))  # fmt: skip
        town.enter(town.day(CLOSED), lambda at: union_dissolve(
            union=town.unions[MILL.short], on=at.date(), reason="企业注销", by=town.hands["chenxiulan"], at=at,
        ))  # fmt: skip

    def _admit(self, at: datetime) -> None:
        town = self.town
        items = [
            Admission(
                name=one.name, id_number=one.id_number, union_id=town.unions[MILL.short].pk, since=one.since,
                phone=one.phone, joined_on=one.joined_on, employer_id=town.employers[MILL.short].pk,
                card_number=f"99000126{number}", details=one.details,
            )
            for number, one in enumerate(self.people, CARDS_FROM)
        ]  # fmt: skip
        self.rows = members_admit(items=items, by=town.hands["chenxiulan"], at=at)

    def _leave(self, at: datetime) -> None:
        for row in self.rows:
            member_leave(row=row, on=at.date(), reason=LeaveReason.UNION_CLOSED, by=self.town.hands["chenxiulan"],
                         at=at)  # fmt: skip
