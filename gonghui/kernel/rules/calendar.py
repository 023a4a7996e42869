"""Rest days and working days, from the yearly holiday files; a year without one falls back and says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from gonghui.kernel.rules.checking import BadStatute
from gonghui.kernel.rules.edition import current

FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""The statutory days with a date of their own, without which a year with no file would know only weekends."""


@dataclass(frozen=True)
class Year:
    """One year: `free` (name, first, last day off, inclusive) and working days made up on weekends.

    `provisional`: the yearly notice is not out. `own`: key of the notice that the office entered, if it did.
    """

    year: int
    free: tuple[tuple[str, date, date], ...]
    made_up: tuple[date, ...]
    provisional: bool
    document: str
    source: str
    own: int | None = None
    off: frozenset[date] = field(init=False)
    work: frozenset[date] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "off", frozenset(day for _, first, last in self.free for day in _days(first, last)))
        object.__setattr__(self, "work", frozenset(self.made_up))

    def name_of(self, day: date) -> str:
        """The holiday that `day` belongs to; "" for none."""
        return next((name for name, first, last in self.free if first <= day <= last), "")


class Calendar:
    """Which days are rest days (weekend or holiday, unless made up) in the years on file."""

    def __init__(self, years: dict[int, Year]) -> None:
        self.years = years

    def rests(self, day: date) -> bool:
        """Whether `day` is a rest day."""
        year = self.years.get(day.year)
        if year is None:
            return day.weekday() >= 5 or (day.month, day.day) in FIXED
        return day in year.off or (day.weekday() >= 5 and day not in year.work)

    def name_of(self, day: date) -> str:
        """The holiday that `day` belongs to; "" for none, and for a year that is not on file."""
        year = self.years.get(day.year)
        return year.name_of(day) if year else ""

    def doubts(self, first: int, last: int) -> list[str]:
        """What is uncertain about the years `first` to `last` (inclusive), in Chinese; empty if nothing is."""
        found = []
        for year in range(first, last + 1):
            known = self.years.get(year)
            if known is None:
                found.append(
                    f"没有{year}年的放假安排，只按周末和日期固定的法定节日计算，春节、清明、端午、中秋没有计入。"
                )
            elif known.provisional:
                found.append(f"{year}年的放假安排还没有公布，暂按法定节日计算。")
        return found


def calendar() -> Calendar:
    """The calendar in use: the yearly files, and over them the notices that the office entered."""
    entered: Calendar | None = current().calendar
    return entered or statutory_calendar()


@cache
def statutory_calendar() -> Calendar:
    """The calendar of `gonghui/statutes/holidays`. Raises BadStatute for a wrong file."""
    return load_calendar(files("gonghui.statutes") / "holidays")


def load_calendar(folder: Traversable) -> Calendar:
    """The calendar of a folder of yearly files. Raises BadStatute with the file and what is wrong."""
    years = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            made = _year(entry.name, yaml.safe_load(entry.read_text(encoding="utf-8")))
            years[made.year] = made
    return Calendar(years)


def _year(name: str, content: Any) -> Year:
    path = f"statutes/holidays/{name}"
    if not isinstance(content, dict):
        raise BadStatute(f"{path}: is no holiday file (rules.E201)")
    try:
        free = tuple((holiday["name"], holiday["from"], holiday["to"]) for holiday in content["free"])
        made = Year(
            content["year"], free, tuple(content.get("work", [])), bool(content.get("provisional")),
            content["document"], content["source"],
        )  # fmt: skip
        wrong = mistake(made)
    except (KeyError, TypeError, AttributeError) as bad:
        raise BadStatute(f"{path}: lacks or misspells {bad} (rules.E202)") from bad
    if name != f"{made.year}.yaml" or wrong == "year":
        raise BadStatute(f"{path}: has days of another year (rules.E203)")
    if wrong:
        raise BadStatute(f"{path}: {MISTAKES[wrong]}")
    return made


MISTAKES = {
    "backwards": "a holiday ends before it begins (rules.E204)",
    "twice": "two holidays share a day (rules.E205)",
    "work": "a made-up working day must be a weekend day that is not off (rules.E206)",
}


def mistake(year: Year) -> str:
    """What is wrong with a year: "year", "backwards", "twice" or "work"; "" when it is sound."""
    if any(first > last for _, first, last in year.free):
        return "backwards"
    if any(day.year != year.year for day in year.off | year.work):
        return "year"
    if sum((last - first).days + 1 for _, first, last in year.free) != len(year.off):
        return "twice"
    if year.off & year.work or any(day.weekday() < 5 for day in year.work):
        return "work"
    return ""


def _days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)
