"""Activities of the sample town: two years of what people attended, with a slip, a correction and late filings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from gonghui.activities.public import (
    Activity,
    Attendance,
    Basis,
    Comer,
    Turnout,
    activity_close,
    attend,
    attendance_void,
    invitation_decline,
    quota_set,
    sign_up,
    sign_up_withdraw,
    turnout_declare,
    turnouts_declare,
    unions_invite,
)
from gonghui.demo.activity_after import Afterwards
from gonghui.demo.activity_tables import ASKED, LAST_YEAR, MENDED, REPORT, REPORTS, STRUCK, TWICE, YEAR
from gonghui.demo.deeds import Deed, Town, shared_out
from gonghui.kernel.ledger.api import entry_amend, entry_record, entry_void, ledger_of
from gonghui.orgs.public import Union
from gonghui.people.public import Membership, members_on

BY = "shenyan"


@dataclass(frozen=True)
class Line:
    """One line of the tables."""

    on: date
    until: date | None
    values: dict[str, Any]
    people: str
    filed: int | None

    @property
    def last(self) -> date:
        return self.until or self.on


class Activities:
    """Enters what people attended into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town, self.ledger = town, ledger_of("activities")
        self.rows: dict[str, Activity] = {}
        self.after = Afterwards(town)

    def enter(self) -> None:
        for text in (*LAST_YEAR.strip().splitlines(), *YEAR.strip().splitlines()):
            self._line(self._read(text))
        day, name, reason = TWICE
        self._twice(self.town.day(day), name, reason)
        name, day, reason = STRUCK
        self.town.enter(self.town.day(day), self._struck(name, reason))
        self._asked()
        name, day, more = MENDED
        self.town.enter(self.town.day(day), self._mended(name, more))

    def _read(self, text: str) -> Line:
        first, last, kind, run_by, organiser, name, place, partners, topic, cost, people, filed = text.split("|")
        values = {"name": name, "kind": kind, "run_by": run_by, "organiser": organiser, "place": place, "partners": partners,
                  "topic": topic, "cost": Decimal(cost)}  # fmt: skip
        on = self.town.day(first)
        return Line(on, self.town.day(last) if last else None, values, people, int(filed) if filed else None)

    def _line(self, line: Line) -> None:
        """Announced ten days before, counted when the people have come, reported and filed after."""
        self.town.enter(line.on - timedelta(days=10), self._announced(line))
        counted = line.on if line.values["kind"] == "compete" else line.last
        self.town.enter(counted + timedelta(days=1), self._came(line))
        if line.filed is not None:
            self.town.enter(line.last + timedelta(days=line.filed), self._filed(line))

    def _announced(self, line: Line) -> Deed:
        def write(at: datetime) -> None:
            cost = {"cost": None}  # known when it is over
            given = line.values | cost | {"union": self.town.unions["T"], "on": line.on, "until": line.until}
            self.rows[line.values["name"] + str(line.on.year)] = entry_record(
                ledger=self.ledger, values=given, by=self._by, at=at
            )

        return write

    def _asked(self) -> None:
        """Ten days before: unions are asked, most sign their people up, more than there is room; one says no."""
        name, quota, asked, answer, each, reason = ASKED
        line = next(self._read(text) for text in YEAR.strip().splitlines() if f"|{name}|" in text)
        first = line.on - timedelta(days=10)

        def ask(at: datetime) -> None:
            row, until = self._row(line), line.on - timedelta(days=3)
            entry_amend(ledger=self.ledger, row=row, values={"sign_up_until": until}, by=self._by, at=at)
            quota_set(activity=row, quota=quota, by=self._by, at=at)
            unions = [union for union, _ in self._by_size(first)[:asked]]
            unions_invite(activity=row, unions=unions, by=self._by, at=at)

        def say(at: datetime) -> None:
            row, unions = self._row(line), self._by_size(first)
            made = [
                sign_up(activity=row, worker=one.worker, by=self._by, at=at)
                for union, _ in unions[:answer]
                for one in self._members(union, first, each)
            ]
            sign_up_withdraw(sign_up=made[1], by=self._by, at=at)
            no = row.invitations.get(union=unions[answer][0])
            invitation_decline(invitation=no, reason=reason, by=self._by, at=at)

        self.town.enter(first + timedelta(days=1), ask)
        self.town.enter(first + timedelta(days=2), say)

    def _came(self, line: Line) -> Deed:
        named, _, declared = line.people.partition("=")

        def write(at: datetime) -> None:
            row = self._row(line)
            unions = self._by_size(line.on)
            if named:
                count, each = (int(number) for number in named.split("x"))
                comers = [
                    self._comer(one) for union, _ in unions[:count] for one in self._members(union, line.on, each)
                ]
                attend(activity=row, comers=comers, by=self._by, at=at)
            if declared:
                self._declare(row, unions, int(declared), at)

        return write

    def _declare(self, row: Activity, unions: Sequence[tuple[Union, int]], total: int, at: datetime) -> None:
        """Heads shared out by size; what a union has named already comes on top, as its own paper says."""
        named = dict(row.turnouts.filter(basis=Basis.NAMED).values_list("union_id", "heads"))
        shares = shared_out(total, [size for _, size in unions])
        said = {
            union: heads + named.get(union.pk, 0) for (union, _), heads in zip(unions, shares, strict=True) if heads
        }
        if row.name == MENDED[0] and row.on.year == self.town.year:
            said[unions[0][0]] += MENDED[2]
        proof = f"盖章的人数回执（{row.on.month}月）"
        turnouts_declare(activity=row, heads=said, proof=proof, by=self._by, at=at)

    def _filed(self, line: Line) -> Deed:
        def write(at: datetime) -> None:
            row = self._row(line)
            self.after.enter(row, at)
            words = REPORTS.get(line.values["kind"], REPORT)
            entry_amend(
                ledger=self.ledger, row=row, values={"report": words, "cost": line.values["cost"]}, by=self._by, at=at
            )
            activity_close(activity=row, by=self._by, at=at)

        return write

    def _twice(self, day: date, name: str, reason: str) -> None:
        def write(at: datetime) -> None:
            given = {"name": name, "kind": "safety", "run_by": "town", "union": self.town.unions["T"], "on": day}
            self.rows[name] = entry_record(ledger=self.ledger, values=given, by=self._by, at=at)

        self.town.enter(day, write)
        self.town.enter(
            day + timedelta(days=2),
            lambda at: entry_void(ledger=self.ledger, row=self.rows[name], reason=reason, by=self._by, at=at),
        )

    def _struck(self, name: str, reason: str) -> Deed:
        """One name too many on a list: struck off, and the union's declaration covers him no longer."""

        def write(at: datetime) -> None:
            row = self.rows[name + str(self.town.year)]
            guest = Comer("客串", self.town.unions["宏达机械"].pk)
            attend(activity=row, comers=[guest], by=self._by, at=at)
            attendance_void(
                row=Attendance.objects.get(activity=row, person=guest.mark), reason=reason, by=self._by, at=at
            )

        return write

    def _mended(self, name: str, more: int) -> Deed:
        def write(at: datetime) -> None:
            row = self.rows[name + str(self.town.year)]
            first = Turnout.objects.filter(activity=row, basis=Basis.DECLARED).order_by("-declared", "pk")[0]
            turnout_declare(activity=row, union=first.union, heads=int(first.declared or 0) - more, proof=first.proof,
                            by=self._by, at=at)  # fmt: skip

        return write

    @property
    def _by(self) -> Any:
        return self.town.hands[BY]

    def _row(self, line: Line) -> Activity:
        return self.rows[line.values["name"] + str(line.on.year)]

    def _by_size(self, day: date) -> list[tuple[Union, int]]:
        """The unions that have members on a day, the largest first."""
        sizes: dict[int, int] = {}
        for union in members_on(day).values_list("union_id", flat=True):
            sizes[union] = sizes.get(union, 0) + 1
        found = [(union, sizes[union.pk]) for union in Union.objects.filter(pk__in=sizes).order_by("pk")]
        return sorted(found, key=lambda pair: -pair[1])

    def _members(self, union: Union, day: date, count: int) -> list[Membership]:
        return list(members_on(day).filter(union=union).select_related("worker").order_by("pk")[:count])

    def _comer(self, row: Membership) -> Comer:
        return Comer(row.worker.name, row.union_id, row.worker_id)
