"""Contact points, practical deeds, counselling and appraisals of the sample town: late ones, a corrected one, one given up."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gonghui.demo.deeds import Town
from gonghui.demo.service_tables import APPRAISALS, COUNSELLOR, DEEDS, HOURS, MENDED, POINTS, TERM, VISITS
from gonghui.kernel.ledger.api import entry_amend, entry_record, ledger_of
from gonghui.service.public import appointment_kept, appraisal_mended, deed_done, deed_drop

BY, RELIEF = "chenxiulan", "shenyan"


class Service:
    """Enters them into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town, self.rows = town, dict[str, Any]()

    def enter(self) -> None:
        for table, enter in (
            (POINTS, self._point),
            (VISITS, self._visit),
            (DEEDS, self._deed),
            (HOURS, self._hour),
            (APPRAISALS, self._appraisal),
        ):
            for line in table.strip().splitlines():
                enter(line.split("|"))
        name, visited, day, heads = MENDED
        self.town.enter(self.town.day(day), lambda at: entry_amend(
            ledger=ledger_of("contact-visits"), row=self.rows[name + visited], values={"heads": heads},
            by=self._by(BY), at=at))  # fmt: skip

    def _point(self, parts: list[str]) -> None:
        name, union, cadre, duty, months, focus = parts
        on = self.town.day("0-01-12")
        self._record(name, "contact-points", on, lambda: {
            "name": name, "union": self.town.unions[union], "cadre": cadre, "duty": duty, "start_on": on,
            "every_months": int(months), "focus": focus})  # fmt: skip

    def _visit(self, parts: list[str]) -> None:
        name, text, heads, found, answered = parts
        on = self.town.day(text)
        self._record(name + text, "contact-visits", on, lambda: {
            "point": self.rows[name], "on": on, "heads": int(heads), "found": found, "answered": answered})  # fmt: skip

    def _deed(self, parts: list[str]) -> None:
        title, union, origin, decided, until, leader, point, ended, result, people, cost, why = parts
        on, last = self.town.day(decided), self.town.day(until)
        self._record(title, "deeds", on, lambda: {
            "title": title, "union": self.town.unions[union], "origin": origin, "on": on, "until": last, "leader": leader,
            "point": self.rows[point] if point else None})  # fmt: skip
        if not ended:
            return
        day = self.town.day(ended)
        if why:
            self.town.enter(
                day, lambda at: deed_drop(deed=self.rows[title], on=day, reason=why, by=self._by(BY), at=at)
            )
        else:
            self.town.enter(day, lambda at: deed_done(
                deed=self.rows[title], on=day, result=result, people=int(people), cost=Decimal(cost), by=self._by(BY), at=at))  # fmt: skip

    def _hour(self, parts: list[str]) -> None:
        made, text, hour, way, kept = parts
        on = self.town.day(text)
        key = f"{text} {hour}"
        self._record(key, "appointments", self.town.day(made), lambda: {
            "on": on, "hour": hour, "counsellor": COUNSELLOR, "way": way, "union": self.town.unions["T"],
            "place": "二楼谈心室" if way == "face" else ""}, RELIEF)  # fmt: skip
        if kept:
            self.town.enter(on, lambda at: appointment_kept(
                appointment=self.rows[key], kept=kept, on=on, by=self._by(RELIEF), at=at))  # fmt: skip

    def _appraisal(self, parts: list[str]) -> None:
        school, _, rater, day, issued, returned, best, good, fair, poor, opinions, until, mended, how = parts
        on = self.town.day(day)
        self._record(school + rater, "appraisals", on, lambda: {
            "term": TERM.format(year=self.town.year, last=self.town.year - 1), "union": self.town.unions[school], "rater": rater,
            "on": on, "issued": int(issued), "returned": int(returned), "best": int(best), "good": int(good), "fair": int(fair),
            "poor": int(poor), "opinions": opinions, "mend_until": self.town.day(until) if until else None})  # fmt: skip
        if mended:
            done = self.town.day(mended)
            self.town.enter(done, lambda at: appraisal_mended(
                appraisal=self.rows[school + rater], on=done, how=how, by=self._by(BY), at=at))  # fmt: skip

    def _by(self, name: str) -> Any:
        return self.town.hands[name]

    def _record(self, key: str, ledger: str, day: date, values: Callable[[], dict[str, Any]], by: str = BY) -> None:
        def write(at: datetime) -> None:
            self.rows[key] = entry_record(ledger=ledger_of(ledger), values=values(), by=self._by(by), at=at)

        self.town.enter(day, write)
