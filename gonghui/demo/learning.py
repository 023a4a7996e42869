"""Learning in the sample town: courses, quizzes, skills, learning groups, venues; with slips, late returns and mends."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from gonghui.activities.public import Activity
from gonghui.demo import learning_tables as tables
from gonghui.demo.deeds import Deed, Town
from gonghui.kernel.ledger.api import entry_amend, entry_record, entry_void, ledger_of
from gonghui.learning.public import Loan, Round, Stock, Venue, loan_return, questions_of, round_finish, round_start
from gonghui.orgs.public import Union
from gonghui.people.public import Membership, members_on

BY = "shenyan"


class Learning:
    """Enters learning into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rows: dict[str, Any] = {}

    def enter(self) -> None:
        self._courses()
        self._quiz()
        self._skills()
        self._groups()
        self._venues()

    def _courses(self) -> None:
        for line in tables.COURSES.strip().splitlines():
            name, on, hours, exam, certificate, day = line.split("|")
            values = {"hours": Decimal(hours), "exam": exam, "certificate": certificate}
            self._at(day, self._course(name, self.town.day(on), values))
        name, change, day = tables.MENDED_COURSE
        self._at(day, self._mend("courses", name, change))

    def _course(self, name: str, on: date, values: dict[str, Any]) -> Deed:
        def write(at: datetime) -> None:
            activity = Activity.objects.valid().get(name=name, on=on)
            self.rows[name] = self._record("courses", at, activity=activity, **values)

        return write

    def _quiz(self) -> None:
        name, opens, closes, entered, count, minutes = tables.CONTEST
        for line in tables.QUESTIONS.strip().splitlines():
            topic, kind, text, *options, answer, article = line.split("|")
            values = {f"option_{letter}": words for letter, words in zip("abcd", options, strict=True)}
            self._at(entered, self._entry("questions", text, topic=topic, kind=kind, text=text, answer=answer,
                                          article=article, **values))  # fmt: skip
        text, change, day = tables.MENDED_QUESTION
        self._at(day, self._mend("questions", text, change))
        first, last = self.town.day(opens), self.town.day(closes)

        def announce(at: datetime) -> None:
            contest = self._record("activities", at, name=name, kind="contest", run_by="town", union=self.town.unions["T"],
                                   on=first, until=last, place="网上", topic="劳动法律")  # fmt: skip
            self.rows[name] = self._record("quiz-rounds", at, name=name, activity=contest, topics="", count=count,
                                           minutes=minutes, passing=60, opens_on=first, closes_on=last)  # fmt: skip

        self._at(entered, announce)
        for number, union in enumerate(tables.ANSWERED):
            self.town.enter(first + timedelta(days=number % 2), self._answer(name, union, number))
        for union, place, day, scores in tables.PAPER:
            for number, score in enumerate(scores):
                self._at(day, self._paper(name, union, place + number, score))

    def _answer(self, name: str, union: str, turn: int) -> Deed:
        """Four of a union answer, each with another share right; one of them never hands in."""

        def write(at: datetime) -> None:
            round: Round = self.rows[name]
            for number, row in enumerate(self._roll(union, at.date())[4:8]):
                attempt = round_start(round=round, worker=row.worker, by=self._by, at=at)
                keys = [key if (place + number + turn) % 4 else "" for place, key in enumerate(attempt.keys)]
                answers = {asked.place: keys[asked.place] for asked in questions_of(attempt)}
                if number < 3:
                    round_finish(attempt=attempt, answers=answers, by=self._by, at=at + timedelta(minutes=4 + number))

        return write

    def _paper(self, name: str, union: str, place: int, score: int) -> Deed:
        def write(at: datetime) -> None:
            row = self._roll(union, at.date())[place]
            self._record("quiz-scores", at, round=self.rows[name], name=row.worker.name, union=row.union, on=at.date(),
                         score=score)  # fmt: skip

        return write

    def _skills(self) -> None:
        lines = tables.SKILLS.strip().splitlines()
        for line in lines:
            union, place, level, trade, named, until, body, day = line.split("|")
            self._at(day, self._skill(union, int(place), level=level, trade=trade, body=body, named_on=self.town.day(named),
                                      valid_until=self._day(until)))  # fmt: skip
        slip, entered = lines[-1].split("|")[3], self.town.day(lines[-1].split("|")[-1])
        self.town.enter(
            entered + timedelta(days=3),
            lambda at: entry_void(
                ledger=ledger_of("skills"), row=self.rows[slip], reason="和模具工是同一张证书", by=self._by, at=at
            ),
        )

    def _skill(self, union: str, place: int, **values: Any) -> Deed:
        def write(at: datetime) -> None:
            row = self._roll(union, at.date())[place]
            made = self._record("skills", at, name=row.worker.name, union=row.union, **values)
            self.rows[values["trade"]] = made

        return write

    def _groups(self) -> None:
        for line in tables.GROUPS.strip().splitlines():
            name, kind, union, applied, people, checked, result, named, until = line.split("|")
            values = {"name": name, "kind": kind, "applied_on": self.town.day(applied), "people": int(people)}
            self._at(applied, self._of_union("learning-groups", name, union, values))
            if checked:
                self._at(checked, self._mend("learning-groups", name, {
                    "checked_on": self.town.day(checked), "result": result}))  # fmt: skip
            if named:
                self._at(named, self._mend("learning-groups", name, {
                    "named_on": self.town.day(named), "valid_until": self._day(until), "body": "石桥镇总工会"}))  # fmt: skip

    def _venues(self) -> None:
        days_of: dict[str, str] = {}
        for line in tables.VENUES.strip().splitlines():
            name, kind, union, place, opened, days, hours = line.split("|")
            values = {"name": name, "kind": kind, "place": place, "opened_on": self.town.day(opened), "hours": hours,
                      "days": days.split(",") if days else []}  # fmt: skip
            days_of[name] = days
            self._at(opened, self._of_union("venues", name, union, values))
            if kind in ("books", "reading"):
                self.town.enter(self.town.day(opened) + timedelta(days=10), self._stock(name))
        for line in tables.LOANS.strip().splitlines():
            venue, person, which, lent, back = line.split("|")
            self._at(lent, self._lend(venue, int(person), int(which), line))
            if back:
                self._at(back, lambda at, line=line: self._bring_back(line, at))  # type: ignore[misc]
        for venue, first, every, times, heads in tables.USES:
            for number in range(times):
                day = self.town.day(first) + timedelta(days=every * number)
                while str(day.isoweekday()) not in days_of[venue]:
                    day += timedelta(days=1)  # in other years the tables' days fall on others of the week
                self.town.enter(day + timedelta(days=number % 3), self._used(venue, day, heads + number * 7 % 11))

    def _stock(self, venue: str) -> Deed:
        def write(at: datetime) -> None:
            room: Venue = self.rows[venue]
            for line in tables.STOCK.strip().splitlines():
                name, kind, copies, source, giver = line.split("|")
                self._record("venue-stock", at, venue=room, name=name, kind=kind, copies=int(copies), source=source,
                             giver=giver, on=at.date())  # fmt: skip

        return write

    def _lend(self, venue: str, person: int, which: int, key: str) -> Deed:
        def write(at: datetime) -> None:
            room: Venue = self.rows[venue]
            item = Stock.objects.valid().filter(venue=room).order_by("pk")[which]
            row = self._roll_of(room.union, at.date())[person]
            self.rows[key] = self._record("loans", at, name=row.worker.name, union=row.union, stock=item, on=at.date())

        return write

    def _bring_back(self, key: str, at: datetime) -> None:
        loan: Loan = self.rows[key]
        loan_return(loan=loan, on=at.date(), by=self._by, at=at)

    def _used(self, venue: str, day: date, heads: int) -> Deed:
        def write(at: datetime) -> None:
            self._record("venue-uses", at, venue=self.rows[venue], on=day, what="阅览", heads=heads)

        return write

    def _of_union(self, key: str, name: str, union: str, values: dict[str, Any]) -> Deed:
        def write(at: datetime) -> None:
            self.rows[name] = self._record(key, at, union=self.town.unions[union], **values)

        return write

    def _entry(self, key: str, name: str, **values: Any) -> Deed:
        def write(at: datetime) -> None:
            self.rows[name] = self._record(key, at, **values)

        return write

    def _mend(self, key: str, name: str, change: dict[str, Any]) -> Deed:
        return lambda at: entry_amend(ledger=ledger_of(key), row=self.rows[name], values=change, by=self._by, at=at)

    def _record(self, key: str, at: datetime, **values: Any) -> Any:
        return entry_record(ledger=ledger_of(key), values=values, by=self._by, at=at)

    def _at(self, day: str, deed: Deed) -> None:
        self.town.enter(self.town.day(day), deed)

    def _day(self, text: str) -> date | None:
        return self.town.day(text) if text else None

    def _roll(self, union: str, day: date) -> list[Membership]:
        return self._roll_of(self.town.unions[union], day)

    def _roll_of(self, union: Union, day: date) -> list[Membership]:
        """The people on a union's roll whose name nobody else there has, the longest standing first."""
        rows = list(members_on(day).filter(union=union).select_related("worker", "union").order_by("pk")[:60])
        names = [row.worker.name for row in members_on(day).filter(union=union).select_related("worker")]
        return [row for row in rows if names.count(row.worker.name) == 1]

    @property
    def _by(self) -> Any:
        return self.town.hands[BY]
