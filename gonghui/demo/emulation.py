"""Competitions, pairs, showcases and calls of the sample town: late reports, a corrected one, a pair that broke off."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from gonghui.activities.public import Activity, Attendance, turnout_declare
from gonghui.benefits.public import Given, benefit_sign, benefits_give, benefits_of
from gonghui.demo.deeds import Town
from gonghui.demo.emulation_tables import (
    CALLS,
    COMPETITION,
    MATCH,
    MENDED,
    MONTHS,
    NOT_REACHED,
    PAIRS,
    PLEDGE,
    PRIZE,
    SHOWCASES,
    TEAMS,
    TITLES,
    WHY_ENDED,
)
from gonghui.emulation.public import (
    CallEntry,
    call_tell,
    competition_rank,
    contest_place,
    entry_choose,
    mentoring_end,
)
from gonghui.kernel.ledger.api import entry_amend, entry_record, ledger_of
from gonghui.people.public import Worker, members_on, person_of

BY = "chenxiulan"


class Emulation:
    """Enters them into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town, self.rows = town, dict[str, Any]()

    def enter(self) -> None:
        self._competition()
        for text in PAIRS.strip().splitlines():
            self._pair(text.split("|"))
        for text in SHOWCASES.strip().splitlines():
            self._showcase(text.split("|"))
        for text in CALLS.strip().splitlines():
            self._call(text.split("|"))
        self._pledge()
        self.town.enter(self.town.day(MATCH[1]), self._judged)

    def _competition(self) -> None:
        name, day, theme, compared, unit, prizes = COMPETITION
        on = self.town.day(day)

        def write(at: datetime) -> None:
            of = Activity.objects.get(name=name, on__year=self.town.year)
            values = {
                "activity": of,
                "theme": theme,
                "compared": compared,
                "measured_in": unit,
                "report_day": 5,
                "prizes": prizes,
            }
            self._record("competition", "competitions", values, at)

        self.town.enter(on, write)
        for line in TEAMS.strip().splitlines():
            self._team(on, *line.split("|"))
        team, day, value, why = MENDED
        self.town.enter(self.town.day(day), self._mended(f"{team}05", Decimal(value), why))
        self.town.enter(
            self.town.day("0-11-10"),
            lambda at: competition_rank(competition=self.rows["competition"], by=self._by, at=at),
        )
        self.town.enter(self.town.day(PRIZE[0]), self._prize)
        self.town.enter(self.town.day(PRIZE[0]) + timedelta(days=3), self._fetched)

    def _prize(self, at: datetime) -> None:
        """What the best team gets, by name."""
        _, what, yuan, people = PRIZE
        of, on = self.rows["competition"], at.date()
        union = of.entrants.valid().filter(place=1).earliest("pk").union
        rows = members_on(on).filter(union=union).select_related("worker").order_by("pk")[:people]
        items = [Given(person_of(row.worker, row.union_id), Decimal(yuan), what, 1) for row in rows]
        benefits_give(items=items, kind="prize", occasion=of.name, on=on, source="employer", cause=of, given_by="陈秀兰",
                      by=self._by, at=at)  # fmt: skip

    def _fetched(self, at: datetime) -> None:
        """All but one sign for it."""
        for row in list(benefits_of(self.rows["competition"]).order_by("pk"))[1:]:
            benefit_sign(row=row, on=at.date(), by=self._by, at=at)

    def _team(
        self, on: date, union: str, name: str, heads: str, goal: str, target: str, reached: str, late: str
    ) -> None:
        def write(at: datetime) -> None:
            values = {"competition": self.rows["competition"], "name": name, "union": self.town.unions[union],
                      "heads": int(heads), "goal": goal, "target": Decimal(target)}  # fmt: skip
            self._record(name, "entrants", values, at)

        self.town.enter(on, write)
        for month, value in zip(MONTHS, reached.split(), strict=True):
            last = date(self.town.year, int(month) + 1, 5)
            day = last + timedelta(days=int(late)) if late and month == "05" else last - timedelta(days=2)
            self.town.enter(day, self._month(name, month, value, day))

    def _month(self, team: str, month: str, value: str, on: date) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            values = {
                "entrant": self.rows[team],
                "month": f"{self.town.year}-{month}",
                "value": Decimal(value),
                "on": on,
            }
            self._record(f"{team}{month}", "competition-months", values, at)

        return write

    def _mended(self, key: str, value: Decimal, why: str) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            values = {"value": value, "note": why}
            entry_amend(ledger=ledger_of("competition-months"), row=self.rows[key], values=values, by=self._by, at=at)

        return write

    def _pair(self, parts: list[str]) -> None:
        day, union, mentor, apprentice, trade, goals, until, first, second, outcome = parts
        on = self.town.day(day)

        def write(at: datetime) -> None:
            teacher, learner = (self._member(union, int(number), on) for number in (mentor, apprentice))
            values = {"name": learner.name, "worker": learner, "mentor": teacher.name, "mentor_worker": teacher, "trade": trade,
                      "person": learner.pk, "mentor_person": teacher.pk, "union": self.town.unions[union], "goals": goals,
                      "start_on": on, "end_on": self.town.day(until), "check_months": 3}  # fmt: skip
            self._record(day + union, "mentorings", values, at)

        self.town.enter(on, write)
        for text in filter(None, (first, second)):
            held, _, found = text.partition(" ")
            self.town.enter(self.town.day(held), self._check(day + union, self.town.day(held), found))
        if outcome:
            ended, _, how = outcome.partition(" ")
            self.town.enter(self.town.day(ended), self._ended(day + union, self.town.day(ended), how))

    def _check(self, key: str, on: date, found: str) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            values = {
                "mentoring": self.rows[key],
                "on": on,
                "reached": found,
                "findings": NOT_REACHED[found],
                "checker": "沈国良",
            }
            entry_record(ledger=ledger_of("mentoring-checks"), values=values, by=self._by, at=at)

        return write

    def _ended(self, key: str, on: date, how: str) -> Callable[[datetime], None]:
        note = WHY_ENDED if how == "ended" else ""
        return lambda at: mentoring_end(mentoring=self.rows[key], outcome=how, on=on, note=note, by=self._by, at=at)

    def _showcase(self, parts: list[str]) -> None:
        kind, name, union, level, number, day, leader, members, about, recheck, years, following = parts
        on = self.town.day(day)

        def write(at: datetime) -> None:
            values = {"kind": kind, "name": name, "union": self.town.unions[union], "level": level,
                      "number": number.format(year=self.town.year, last=self.town.year - 1), "named_on": on, "leader": leader,
                      "members": int(members), "about": about, "recheck_on": self.town.day(recheck) if recheck else None}  # fmt: skip
            self._record(name, "showcases", values, at)

        self.town.enter(on, write)
        for text in filter(None, years.split(";")):
            held, result, words = text.split(" ", 2)
            self.town.enter(self.town.day(held), self._year(name, self.town.day(held), result, words, following))

    def _year(self, name: str, on: date, result: str, words: str, following: str) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            values = {"showcase": self.rows[name], "year": str(on.year), "on": on, "result": result, "work": words,
                      "note": "" if result == "kept" else words, "next_on": self.town.day(following) if following else None}  # fmt: skip
            entry_record(ledger=ledger_of("showcase-years"), values=values, by=self._by, at=at)

        return write

    def _call(self, parts: list[str]) -> None:
        opens, until, name, union, about, most, count, chosen, told = parts
        first, last = self.town.day(opens), self.town.day(until)

        def write(at: datetime) -> None:
            values = {
                "name": name,
                "union": self.town.unions[union],
                "about": about,
                "opens_on": first,
                "until": last,
                "most": int(most),
            }
            self._record(name, "calls", values, at)

        self.town.enter(first, write)
        unions = ("石桥镇中心小学", "石桥初级中学") if union != "T" else ("宏达机械", "永安纺织", "锦绣服饰")
        for number in range(int(count)):
            day = first + (last - first) * (number + 1) // (int(count) + 1)
            self.town.enter(day, self._entry(name, unions[number % len(unions)], number, day))
        if chosen:
            self.town.enter(self.town.day(chosen), self._chosen(name, self.town.day(chosen)))
        if told:
            on = self.town.day(told)
            self.town.enter(on, lambda at: call_tell(call=self.rows[name], on=on, by=self._by, at=at) and None)

    def _entry(self, call: str, union: str, number: int, on: date) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            author = self._member(union, number + 2, on)
            values = {"call": self.rows[call], "title": TITLES[number % len(TITLES)], "name": author.name, "worker": author,
                      "person": author.pk, "union": self.town.unions[union], "handed_on": on}  # fmt: skip
            entry_record(ledger=ledger_of("call-entries"), values=values, by=self._by, at=at)

        return write

    def _chosen(self, call: str, on: date) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            for place, entry in zip(("一等", "二等", "二等"), CallEntry.objects.valid().filter(call=self.rows[call]).order_by("pk"),
                                    strict=False):  # fmt: skip
                entry_choose(entry=entry, place=place, on=on, by=self._by, at=at)

        return write

    def _pledge(self) -> None:
        day, name, union, heads, proof = PLEDGE
        on, place = self.town.day(day), union

        def write(at: datetime) -> None:
            values = {
                "name": name,
                "kind": "pledge",
                "run_by": "union",
                "union": self.town.unions[place],
                "on": on,
                "place": "各校会议室",
            }
            row = entry_record(ledger=ledger_of("activities"), values=values, by=self._by, at=at)
            turnout_declare(activity=row, union=self.town.unions[place], heads=heads, proof=proof, by=self._by, at=at)

        self.town.enter(on, write)

    def _judged(self, at: datetime) -> None:
        """Every judge's points for everybody on the list of the contest; the fifth judge is generous."""
        name, _, items, judges = MATCH
        of = Activity.objects.get(name=name, on__year=self.town.year)
        rows = Attendance.objects.valid().filter(activity=of).select_related("union", "worker").order_by("pk")
        for number, row in enumerate(rows):
            for judge, item in product(range(len(judges)), items):
                points = Decimal(76 + (number * 5 + judge * 2 + item[1] // 10) % 17 + (judge == len(judges) - 1) * 6)
                values = {"activity": of, "name": row.name, "worker": row.worker, "person": row.person, "union": row.union,
                          "judge": judges[judge], "item": item[0], "weight": item[1], "points": points, "on": at.date()}  # fmt: skip
                entry_record(ledger=ledger_of("match-scores"), values=values, by=self._by, at=at)
        contest_place(activity=of, by=self._by, at=at)

    def _record(self, key: str, ledger: str, values: dict[str, Any], at: datetime) -> None:
        self.rows[key] = entry_record(ledger=ledger_of(ledger), values=values, by=self._by, at=at)

    def _member(self, union: str, number: int, day: date) -> Worker:
        rows = members_on(day).filter(union=self.town.unions[union]).select_related("worker").order_by("pk")
        return rows[number].worker

    @property
    def _by(self) -> Any:
        return self.town.hands[BY]
