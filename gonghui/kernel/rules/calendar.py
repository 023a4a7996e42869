"""Rest days and working days, from the yearly holiday files; a year without one falls back and says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from gonghui.kernel.rules.checking import BadStatute

FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""The statutory days with a date of their own, without which a year with no file would know only weekends."""


@dataclass(frozen=True)
class Year:
    """One year: days off and working days made up on weekends. `provisional`: the yearly notice is not out."""

    year: int
    off: frozenset[date]
    work: frozenset[date]
    provisional: bool
    document: str
    source: str


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


@cache
def calendar() -> Calendar:
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


def _year(name: str, content: dict[str, Any]) -> Year:
    try:
        off = frozenset(day for holiday in content["free"] for day in _days(holiday["from"], holiday["to"]))
        work = frozenset(content.get("work", []))
        made = Year(
            content["year"], off, work, bool(content.get("provisional")), content["document"], content["source"]
        )
    except (KeyError, TypeError) as bad:
        raise BadStatute(f"statutes/holidays/{name}: lacks or misspells {bad}") from bad
    if name != f"{made.year}.yaml" or any(day.year != made.year for day in off | work):
        raise BadStatute(f"statutes/holidays/{name}: has days of another year")
    if off & work or any(day.weekday() < 5 for day in work):
        raise BadStatute(f"statutes/holidays/{name}: a made-up working day must be a weekend day that is not off")
    return made


def _days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)
