"""Feasts and seasons by which offices date their work, and where they lie in a year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gonghui.kernel.rules import calendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Feast:
    """A feast that moves through the calendar; `day(year)` is where it lies."""

    name: str
    words: re.Pattern[str]
    day: Callable[[int], date]


@cache
def lunar(year: int, month: int, day: int) -> date:
    """The day of a lunar month's day in the lunar year that begins in `year`."""
    from lunar_python import Lunar  # loaded where a feast is asked for: it is not needed to serve a page

    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@cache
def qingming(year: int) -> date:
    """清明: the fifth solar term, 4 to 6 April."""
    from lunar_python import Solar

    solar = Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable()["清明"]
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


FEASTS = (
    Feast("春节", re.compile(r"春节|新春|除夕|年关|过年"), lambda year: lunar(year, 1, 1)),
    Feast("元宵", re.compile(r"元宵"), lambda year: lunar(year, 1, 15)),
    Feast("清明", re.compile(r"清明"), qingming),
    Feast("端午", re.compile(r"端午"), lambda year: lunar(year, 5, 5)),
    Feast("中秋", re.compile(r"中秋"), lambda year: lunar(year, 8, 15)),
    Feast("重阳", re.compile(r"重阳|敬老"), lambda year: lunar(year, 9, 9)),
)
"""The first that a task names moves it. 元旦, 三八, 五一, 七一 and the like keep their date."""


def feast_of(text: str) -> Feast | None:
    """The moving feast that a text names, None for any other text."""
    return next((feast for feast in FEASTS if feast.words.search(text)), None)


def feast_day(name: str, year: int) -> date:
    """The day of a moving feast by its name, such as 春节."""
    return next(feast for feast in FEASTS if feast.name == name).day(year)


@dataclass(frozen=True)
class Moved:
    """Where a task of one year lies in another: its months, its last day, and in words why."""

    months: list[int]
    due_on: date | None
    why: str


def moved(text: str, months: list[int], due_on: date | None, old: int, new: int) -> Moved:
    """A task of year `old` placed in year `new`, always inside it.

    A feast takes its task along, with the distance in days; a month's last day stays the last day (29 February becomes
    28 and the other way round); a last day that is a rest day moves to the working day before it.
    """
    feast = feast_of(text)
    if feast is None:
        if due_on is None:
            return Moved(list(months), None, "按月份照旧" if months else "全年")
        bare = _same_day(due_on, new)
        last, why = _on_a_working_day(bare, new)
        return Moved(list(months), last, why or f"日期照旧（{_said(bare)}）")
    later = due_on is not None and abs(feast.day(old + 1) - due_on) < abs(feast.day(old) - due_on)
    before, after = feast.day(old + later), feast.day(new + later)  # in December it is next year's Spring Festival
    placed = list(months)
    if months and not later and after.month not in months:
        placed = list(dict.fromkeys(min(12, max(1, month + after.month - before.month)) for month in months))
    if due_on is None:
        return Moved(placed, None, f"随{feast.name}移（{_said(before)}→{_said(after)}）")
    bare = _inside(after + (due_on - before), new)
    last, rest = _on_a_working_day(bare, new)
    if placed and last.month not in placed:
        placed = sorted({*placed, last.month})
    return Moved(placed, last, f"随{feast.name}移（{_said(before)}→{_said(after)}）{'；' + rest if rest else ''}")


def _same_day(day: date, year: int) -> date:
    """The same day of the month in another year; a month's last day stays its last."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    if day == following - DAY:
        return (date(year, day.month, 1) + timedelta(days=32)).replace(day=1) - DAY
    return date(year, day.month, day.day)


def _inside(day: date, year: int) -> date:
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))


def _on_a_working_day(day: date, year: int) -> tuple[date, str]:
    """The day itself, or the working day before it; at the start of the year the one after. With the reason."""
    rests = calendar().rests
    if not rests(day):
        return day, ""
    found = day
    while found.year == year and rests(found):
        found -= DAY
    if found.year != year:
        found = day
        while rests(found):
            found += DAY
        return found, f"{_said(day)}是休息日，推到{_said(found)}"
    return found, f"{_said(day)}是休息日，提前到{_said(found)}"


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def lunar_label(day: date) -> str:
    """What a wall calendar writes beside a day: the solar term, the first of a lunar month by its name, else its day."""
    from lunar_python import Solar

    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    if found.getJieQi():
        return str(found.getJieQi())
    if found.getDay() == 1:
        return f"{found.getMonthInChinese()}月"
    return str(found.getDayInChinese())
