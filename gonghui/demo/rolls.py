"""The rolls: who is a member of which union since when, who moved, retired or left; exact on 30 June."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from gonghui.demo.codes import Codes
from gonghui.demo.deeds import Town, shared_out
from gonghui.demo.terms import Leaders
from gonghui.demo.unions import Unit
from gonghui.demo.workers import Person, fill_in
from gonghui.people.public import (
    Admission,
    LeaveReason,
    Membership,
    MemberState,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
)

MEMBERS, WOMEN, MIGRANTS = 7520, 3044, 3186
"""What the rolls add up to on 30 June: the sizes of the sample, shared out over the unions below."""

IN_INSTITUTIONS, IN_VILLAGES = 0.98, 0.955
"""Members among the staff of public institutions and of the villages' small employers."""

MOVED_IN = 56
REASONS = (
    (LeaveReason.TRANSFER, "县外单位", 46), (LeaveReason.RESIGNED, "", 30), (LeaveReason.LAPSED, "", 11),
    (LeaveReason.STATE, "", 10), (LeaveReason.DIED, "", 3),
)  # fmt: skip
"""Why people leave a roll, where they go, how often in a hundred; STATE is retirement with 保留会籍."""


def entry_day(day: date, year: int) -> date:
    """When the office enters who joined: on the last of the month; in the town's year `year` on the 15th, too."""
    if day.day <= 15 and day.year == year:
        return day.replace(day=15)
    return day.replace(day=monthrange(day.year, day.month)[1])


class Rolls:
    """Draws the members of every union and enters their joining, moving and leaving."""

    def __init__(self, town: Town, codes: Codes, leaders: dict[str, Leaders]) -> None:
        self.town = town
        self.codes = codes
        self.leaders = leaders
        self.rng = Random("rolls")
        self.june = town.day("0-06-30")
        self.rows: dict[Person, Membership] = {}
        self.joins: dict[date, list[Person]] = defaultdict(list)
        self.turns: list[tuple[date, Person, str, str]] = []

    def enter(self, units: list[Unit], late: list[Unit]) -> None:
        """The rolls of all unions; `late` are those that are founded after June."""
        sizes = self._sizes(units)
        women = shared_out(WOMEN, [n * u.women for n, u in zip(sizes, units, strict=True)], sizes)
        migrants = shared_out(MIGRANTS, [n * u.migrants for n, u in zip(sizes, units, strict=True)], sizes)
        origins = [unit for unit in units if unit.approved < self.town.day("-3-06-30") and not unit.village]
        standing: list[Person] = []
        for unit, size, w, m in zip(units, sizes, women, migrants, strict=True):
            standing += self._standing(unit, size, w, m)
            self._gone(unit, size)
            self._newcomers(unit, round(size * 0.022) if unit.staff > 20 else 0, self.town.day("0-07-03"))
        self._move(standing, origins)
        self._second_half(standing, origins)
        for unit in late:
            self._newcomers(unit, round(unit.staff * 0.9), unit.approved + timedelta(days=3), 25)
        self._write()

    def _sizes(self, units: list[Unit]) -> list[int]:
        fixed = [
            round(u.staff * IN_VILLAGES) if u.village else round(u.staff * IN_INSTITUTIONS) if not u.migrants else 0
            for u in units
        ]
        firms = shared_out(
            MEMBERS - sum(fixed), [0 if f else u.staff for f, u in zip(fixed, units, strict=True)],
            [u.staff for u in units],
        )  # fmt: skip
        return [f or n for f, n in zip(fixed, firms, strict=True)]

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))

    def _since(self, unit: Unit, last: date) -> date:
        """A day of joining: most stood on the roll at the opening or joined when their union was founded."""
        start = self.town.opening
        if unit.approved >= start:
            founded = min(unit.approved + timedelta(days=18), last)
            first = self.rng.random() < 0.72 or founded + timedelta(days=30) > last
            return self._day(unit.approved + timedelta(days=2), founded) if first else self._day(founded, last)
        if self.rng.random() < 0.82:
            return self._day(max(unit.approved, self.town.day("-18-03-01")), start - timedelta(days=1))
        return self._day(start + timedelta(days=1), last)

    def _person(self, unit: Unit, since: date, woman: bool, migrant: bool, name: str = "") -> Person:
        weights = [staff for _, staff in unit.employers]
        employer = self.rng.choices([key for key, _ in unit.employers], weights)[0]
        return Person(name, woman, migrant, unit.key, employer, since, since, unit.industry, name_known=bool(name))

    def _anyone(self, unit: Unit, since: date) -> Person:
        """Somebody of the kind that works there."""
        woman, migrant = self.rng.random() * 100 < unit.women, self.rng.random() * 100 < unit.migrants
        return self._person(unit, since, woman, migrant)

    def _standing(self, unit: Unit, size: int, women: int, migrants: int) -> list[Person]:
        """The people on the roll on 30 June, the committee first."""
        seats = self.leaders[unit.key].seats
        led = [(name, woman) for _, name, woman in seats]
        sexes = [True] * max(women - sum(w for _, w in led), 0)
        sexes += [False] * (size - len(led) - len(sexes))
        local = [True] * migrants + [False] * (size - migrants)
        self.rng.shuffle(sexes)
        self.rng.shuffle(local)
        out = []
        last = self.june - timedelta(days=2)
        for index, (name, woman) in enumerate([*led, *(("", woman) for woman in sexes)]):
            since = self._since(unit, last)
            if name:
                since = max(unit.approved + timedelta(days=2), min(since, self.town.day("-7-01-05")))
            one = self._person(unit, since, woman, local[index], name)
            fill_in(one, self.rng, self.codes, self.town.day("0-12-31"))
            out.append(one)
        for one in out:
            self._join(one)
        return out

    def _join(self, one: Person) -> None:
        self.joins[max(entry_day(one.since, self.town.year), self.town.opening)].append(one)

    def _gone(self, unit: Unit, size: int) -> None:
        """People who left before 30 June: a few in each of the last half-years."""
        first = max(self.town.day("-3-02-01"), unit.approved + timedelta(days=120))
        if first > self.june - timedelta(days=30):
            return
        months = (self.june - first).days / 30.4
        wanted = size * 0.0019 * months
        count = int(wanted) + (self.rng.random() < wanted % 1)
        for _ in range(count):
            leaves = self._day(first, self.june - timedelta(days=1))
            since = self._since(unit, max(leaves - timedelta(days=60), unit.approved + timedelta(days=20)))
            since = min(since, leaves - timedelta(days=60))
            one = self._anyone(unit, since)
            self._leave(one, leaves)
            self._join(one)

    def _leave(self, one: Person, day: date, known: bool = False) -> None:
        reason, where, _ = self.rng.choices(REASONS, [share for _, _, share in REASONS])[0]
        if known and reason == LeaveReason.STATE:
            reason = LeaveReason.RESIGNED
        if not known:
            fill_in(one, self.rng, self.codes, day, retires=reason == LeaveReason.STATE)
        self.turns.append((day, one, reason, where))

    def _newcomers(self, unit: Unit, count: int, first: date, days: int = 178) -> None:
        """People who join after June."""
        for _ in range(count):
            since = min(first + timedelta(days=self.rng.randint(0, days)), self.town.day("0-12-28"))
            one = self._anyone(unit, since)
            fill_in(one, self.rng, self.codes, self.town.day("0-12-31"))
            self._join(one)

    def _move(self, standing: list[Person], origins: list[Unit]) -> None:
        """Some of those who stand on 30 June came from another union of the town."""
        grown_up = self.town.day("-23-01-01")  # of age when they joined their first union
        recent = [
            one for one in standing
            if one.since > self.town.day("-2-08-01") and not one.name_known and one.details["born_on"] < grown_up
        ]  # fmt: skip
        for one in self.rng.sample(recent, MOVED_IN):
            origin = self.rng.choice([unit for unit in origins if unit.key != one.union])
            self.turns.append((one.since, one, "move", f"{one.union}|{one.employer}"))
            self.joins[entry_day(one.since, self.town.year)].remove(one)
            one.union, one.employer = origin.key, origin.employers[0][0]
            first = self._day(self.town.day("-5-02-01"), self.town.opening - timedelta(days=1))
            one.since = one.joined_on = max(first, origin.approved + timedelta(days=2))
            one.moved = True
            self._join(one)

    def _second_half(self, standing: list[Person], origins: list[Unit]) -> None:
        """After June some leave and a few move on."""
        settled = [
            one for one in standing
            if one.since < self.town.day("-1-06-30") and not one.moved and not one.name_known
        ]  # fmt: skip
        for one in self.rng.sample(settled, 96):
            day = self._day(self.june + timedelta(days=3), self.town.day("0-12-27"))
            if self.rng.random() < 0.12:
                origin = self.rng.choice([unit for unit in origins if unit.key != one.union])
                self.turns.append((day, one, "move", f"{origin.key}|{origin.employers[0][0]}"))
            else:
                self._leave(one, day, known=True)

    def _write(self) -> None:
        for number, one in enumerate(sorted(self._everybody(), key=lambda one: one.since), 1):
            one.card = f"99000126{number:04d}"
        for day, people in self.joins.items():
            self.town.enter(day, partial(self._admit, people))
        for day, one, what, where in self.turns:
            self.town.enter(day, partial(self._turn, day, one, what, where))

    def _everybody(self) -> list[Person]:
        return [one for day in sorted(self.joins) for one in self.joins[day]]

    def _admit(self, people: list[Person], at: datetime) -> None:
        town = self.town
        items = [
            Admission(
                name=one.name, id_number=one.id_number, union_id=town.unions[one.union].pk, since=one.since,
                phone=one.phone, joined_on=one.joined_on, employer_id=town.employers[one.employer].pk,
                card_number=one.card, details=one.details,
            )
            for one in people
        ]  # fmt: skip
        rows = members_admit(items=items, by=town.hands["chenxiulan"], at=at)
        self.rows.update(zip(people, rows, strict=True))

    def _turn(self, day: date, one: Person, what: str, where: str, at: datetime) -> None:
        town, by = self.town, self.town.hands["chenxiulan"]
        row = self.rows[one]
        if what == "move":
            union, employer = where.split("|")
            self.rows[one] = member_transfer(
                row=row, to=town.unions[union], employer=town.employers[employer], on=day, by=by, at=at
            )
        elif what == LeaveReason.STATE:
            member_restate(row=row, state=MemberState.RETAINED, on=day, by=by, at=at)
        else:
            member_leave(row=row, on=day, reason=LeaveReason(what), went_to=where, by=by, at=at)
