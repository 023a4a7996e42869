"""Bargaining procedures of the town's year in every state, and checks of contracts that run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from gonghui.bargaining.public import (
    Bargaining,
    Checked,
    ClauseText,
    ContractKind,
    ContractLevel,
    Kept,
    Measure,
    Past,
    Purpose,
    Side,
    bargaining_enter,
    bargaining_open,
    bargaining_step,
    check_record,
    check_rectified,
    checklist,
    clauses_write,
    delegate_leave,
    delegate_name,
    province,
)
from gonghui.demo.deeds import Town
from gonghui.demo.names import person
from gonghui.demo.procedure_tables import CHECKS, MENDED, MID_WAY, NEVER_SIGNED, REASONS, USUAL
from gonghui.kernel.audit.writes import Hand
from gonghui.orgs.public import Seat

DAY = timedelta(days=1)
HANDLER = "吴国平"


@dataclass(frozen=True)
class Told:
    """One step of a procedure: its name, its day as `Town.day` reads it, and facts that are not the usual ones."""

    name: str
    day: str
    facts: Mapping[str, Any]


Signature = Callable[[], Mapping[str, Any]]
"""What the signature records, asked on its day: contract numbers are given out in the order of signing."""


class Procedures:
    """Enters procedures into the town's diary; a step happens on its day, with the town's own people."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rng = Random("procedures")
        self.records: dict[str, Bargaining] = {}

    @property
    def by(self) -> Hand:
        """The officer for rights, once his account is opened."""
        return self.town.hands["wuguoping"]

    def enter(self, owner: str, kind: ContractKind, opened: date) -> None:
        """The opening, with three delegates a side and the draft's clauses ready for their day."""
        women = [True, False, True] if kind == ContractKind.WOMEN else [False, True, False]
        staff = [person(self.rng, woman) for woman in women]
        bosses = [person(self.rng, woman) for woman in (False, True, False)]
        self.town.enter(opened, lambda at: self._open(owner, kind, staff, bosses, at))

    def _open(
        self, owner: str, kind: ContractKind, staff: list[str], bosses: list[str], at: datetime
    ) -> None:  # fmt: skip
        town, day = self.town, at.date()
        earlier = self._latest(owner, kind)
        union, firm = town.unions[owner], town.employers[owner]
        record = bargaining_open(
            union=union, kind=kind, covers={firm.pk: None}, handler=HANDLER, earlier=earlier,
            purpose=Purpose.RENEW if earlier else Purpose.SIGN, by=self.by, at=at,
        )  # fmt: skip
        self.records[f"{owner}{kind}"] = record
        chair = Seat.objects.filter(committee__union=union, title="主席").order_by("-start_on", "-pk").first()
        staff[0] = chair.holder if chair else staff[0]
        bosses[0] = firm.legal_rep or bosses[0]
        for side, people, sexes, posts in (
            (Side.STAFF, staff, "mfm", ("工会主席", "女职工委员", "班组长")),
            (Side.EMPLOYER, bosses, "mfm", ("法定代表人", "人事负责人", "生产负责人")),
        ):
            for number, (name, sex, post) in enumerate(zip(people, sexes, posts, strict=True)):
                delegate_name(
                    bargaining=record, side=side, name=name, sex=sex, post=post, chief=number == 0,
                    frontline=side == Side.STAFF and number == 2, since=day, by=self.by, at=at,
                )  # fmt: skip

    def _latest(self, owner: str, kind: ContractKind) -> Any:
        """The firm's latest contract of the kind, which the procedure renews; None for a first one."""
        mine = (c for key, c in self.town.contracts.items() if key[:3] == (owner, kind, ContractLevel.SINGLE))
        return max(mine, key=lambda contract: contract.expires_on, default=None)

    def follow(
        self, owner: str, key: tuple[object, ...], text: str, days: Mapping[str, date], signature: Signature
    ) -> None:
        """A collective contract that comes out of a procedure, recorded as `key` when it is signed."""
        kind = ContractKind.COLLECTIVE
        self.enter(owner, kind, self.town.day(_plain(text)[0].day) - 4 * DAY)
        self.steps(owner, kind, text, days, signature)

        def remember(at: datetime) -> None:
            contract = self.records[f"{owner}{kind}"].contract
            assert contract is not None
            self.town.contracts[key] = contract

        self.town.enter(days["sign"], remember)

    def steps(self, owner: str, kind: ContractKind, text: str, days: Mapping[str, date], signature: Signature) -> None:
        """Enter the steps of `text`; `days` gives those that the contract's own dates say, `signature` what it records."""
        for told in _plain(text):
            day = self.town.day(told.day) if told.day else days[told.name]
            self.town.enter(day, lambda at, told=told, day=day: self._step(owner, kind, told, day, signature, at))  # type: ignore[misc]

    def _step(self, owner: str, kind: ContractKind, told: Told, day: date, signature: Signature, at: datetime) -> None:
        record = self.records[f"{owner}{kind}"]
        if told.name == "draft":
            self.clauses(record, at)
        facts = self.facts(record, told, signature)
        bargaining_step(bargaining=record, name=told.name, on=day, facts=facts, reason=REASONS.get(told.name, ""),
                        document=_paper(told.name), by=self.by, at=at)  # fmt: skip
        record.refresh_from_db()

    def facts(self, record: Bargaining, told: Told, signature: Signature) -> dict[str, Any]:
        """What a step records: the usual, what the script says (days in the town's way), the votes, the signature."""
        found = dict(USUAL.get(told.name, {}))
        for key, value in told.facts.items():
            found[key] = self.town.day(value) if key.endswith(("_on", "_by")) else value
        if told.name in ("adopt", "reject"):
            due = self.rng.choice((30, 36, 40, 45, 48))
            present = due - self.rng.randint(1, 3)
            yes = present - self.rng.randint(0, 4) if told.name == "adopt" else due // 2 - self.rng.randint(1, 3)
            found |= {"body": "congress", "due": due, "present": present, "in_favour": yes, "against": present - yes}
        if told.name == "sign":
            found |= signature()
        return found

    def clauses(self, record: Bargaining, at: datetime) -> None:
        """The draft goes through the whole list; two items in the middle are left to the law."""
        if record.clauses.exists():
            return
        items = checklist(record.kind, at.date(), province()).value
        texts = []
        for number, item in enumerate(items):
            agreed = number % 7 != 6
            pay = number == 0 and record.kind in (ContractKind.COLLECTIVE, ContractKind.WAGE)
            words = "职工月工资不低于约定标准，每月10日前以银行转账发放。" if pay else f"{item}按双方商定的条款执行。"
            figure = Decimal(2700 + 20 * self.rng.randint(0, 10)) if pay else None
            texts.append(ClauseText(item, agreed, words if agreed else "", Measure.MONTH_WAGE if pay else "", figure))
        clauses_write(bargaining=record, clauses=texts, by=self.by, at=at)

    def mid_way(self) -> None:
        """One procedure entered under way, with a delegate who left and was replaced in time."""
        owner, kind, day, past, later = MID_WAY
        self.enter(owner, kind, self.town.day(past.split()[1].split("|")[0]))
        ends = self.town.day("2-06-30")
        entered = self.town.day(day)

        def put(at: datetime) -> None:
            record = self.records[f"{owner}{kind}"]
            self.clauses(record, at)
            steps = [
                Past(told.name, self.town.day(told.day), self.facts(record, told, lambda: {"expires_on": ends}))
                for told in _plain(past)
            ]
            bargaining_enter(bargaining=record, steps=steps, by=self.by, at=at)
            record.refresh_from_db()

        self.town.enter(entered, put)
        self.steps(owner, kind, later, {}, dict)
        self.town.enter(self.town.day("0-11-16"), self._vacate)

    def _vacate(self, at: datetime) -> None:
        record = self.records[f"通达电缆{ContractKind.COLLECTIVE}"]
        left = record.delegates.get(side=Side.STAFF, post="班组长")
        delegate_leave(delegate=left, on=at.date(), why="离职", by=self.by, at=at)

    def checks(self) -> None:
        """Checks of contracts that run, most kept, some put right in time, one late."""
        for owner, (day, broken, by_day) in CHECKS.items():
            if day:
                self.town.enter(self.town.day(day), lambda at, o=owner, b=broken, r=by_day: self._check(o, b, r, at))  # type: ignore[misc]
        for owner, day in MENDED.items():
            self.town.enter(self.town.day(day), lambda at, o=owner: self._mend(o, at))  # type: ignore[misc]

    def _check(self, owner: str, broken: str, by_day: str, at: datetime) -> None:
        contract = self._running(owner, at.date())
        items = checklist(contract.kind, at.date(), province()).value[:8]
        found = [
            Checked(item, Kept.BROKEN, "和约定的不一致，已当场指出。") if item == broken else Checked(item, Kept.KEPT)
            for item in items
        ]
        check_record(
            contract=contract, on=at.date(), checkers="吴国平、企业工会、人事负责人", items=found, joint=True,
            findings="发现一处问题，限期整改。" if broken else "条款都在履行。",
            rectify_by=self.town.day(by_day) if broken else None, by=self.by, at=at,
        )  # fmt: skip

    def _running(self, owner: str, day: date) -> Any:
        for key, contract in self.town.contracts.items():
            if key[0] == owner:
                contract.refresh_from_db()  # a procedure gives it its day of effect after it was remembered
        return next(
            contract for key, contract in reversed(self.town.contracts.items())
            if key[:3] == (owner, ContractKind.COLLECTIVE, ContractLevel.SINGLE)
            and contract.effective_on and contract.effective_on <= day <= contract.expires_on
        )  # fmt: skip

    def _mend(self, owner: str, at: datetime) -> None:
        check = self._running(owner, at.date()).checks.order_by("-on").first()
        check_rectified(check=check, on=at.date(), note="已按合同补办，职工签字确认。", by=self.by, at=at)


def _plain(text: str) -> tuple[Told, ...]:
    """Steps of a script; one without a day has an empty one."""
    found = []
    for part in filter(None, text.split("|")):
        name, *rest = part.split()
        day = rest.pop(0) if rest and "=" not in rest[0] else ""
        found.append(Told(name, day, dict(fact.split("=", 1) for fact in rest)))
    return tuple(found)


def _paper(name: str) -> str:
    return {
        "offer": "协商要约书",
        "reply": "要约答复书",
        "meet": "协商会议记录",
        "adopt": "职代会决议",
        "file": "报送回执",
    }.get(name, "")


def enter_procedures(town: Town, made: Procedures) -> None:
    """Those that do not come to a signature, the one entered under way, and the checks."""
    for owner, kind, opened, text in NEVER_SIGNED:
        made.enter(owner, kind, town.day(opened))
        made.steps(owner, kind, text, {}, dict)
    made.mid_way()
    made.checks()
