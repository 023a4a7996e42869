"""Dates, ranges and terms as offices write them; a choice between two readings is refused, never made."""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from gonghui.kernel.sheets.cells import BadValue, Cell, narrow
from gonghui.kernel.sheets.numerals import chinese_number

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SERIAL_ZERO = date(1899, 12, 30)
# Serial numbers from May 1927 to January 2119; smaller ones are years or slips.
_SERIALS = range(10_000, 80_000)
_HINT = "写成2026-05-13这样"

_SEP = r"\s*[.\-/,、。·_\\–—−]\s*"
_YMD = re.compile(
    rf"(\d{{4}}|\d{{2}})(?:\s*年\s*|{_SEP}|\s+)(\d{{1,2}})(?:(?:\s*月\s*|{_SEP}|\s+)(\d{{1,2}})\s*[日号]?)?"
    r"(?:\s*月份?)?[.。,]?",
    re.ASCII,
).fullmatch
_YEAR = re.compile(r"(\d{4})\s*年?度?", re.ASCII).fullmatch
_DIGITS = re.compile(r"\d{4,8}", re.ASCII).fullmatch
_NO_YEAR = re.compile(rf"\d{{1,2}}(?:\s*月\s*|{_SEP})\d{{1,2}}\s*[日号]?|\d{{1,2}}\s*月", re.ASCII).fullmatch
_CLOCK = re.compile(r"(?:T|(?<=日)|\s+)\s*(?:上午|下午|凌晨|中午|晚上)?\s*\d{1,2}(?::|时|点).*$", re.ASCII)
_TAIL = re.compile(r"\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?|起始?|止|至今|以来|生效)$")
_NUMERAL_PART = re.compile(r"[〇零○一二三四五六七八九十]+(?=\s*[年月日号])")
_RANGE_SIGN = re.compile(r"至|到|[-–—−~]+")


Precision = Literal["day", "month", "year"]


class Reading(NamedTuple):
    """The first day of what was written, and how exactly it was written."""

    on: date
    precision: Precision

    def last_day(self) -> date:
        """The last day of what was written: of the month for 2027年6月, of the year for 2027年."""
        if self.precision == "day":
            return self.on
        month = self.on.month if self.precision == "month" else 12
        return date(self.on.year, month, calendar.monthrange(self.on.year, month)[1])


def parse_date(value: Cell, *, today: date, future_ok: bool = False, last: bool = False) -> date | None:
    """A day from 1900 to 2100; a month counts as its first day, a year as 1 January.

    With `last`, for days of expiry, a month counts as its last day and a year as 31 December.
    Two-digit years up to this year's belong to this century (with `future_ok`, up to twenty years on).
    A day after `today` is refused unless `future_ok`.
    """
    reading = _reading(value, _pivot(today, future_ok))
    if reading is None:
        return None
    if not future_ok and reading.on > today:
        raise BadValue("日期还没到", "请核对年份")
    return reading.last_day() if last else reading.on


def parse_date_range(value: Cell, *, today: date) -> tuple[date, date] | None:
    """First and last day, both inclusive: 2024.7.1-2027.6.30, 2024年7月至2027年6月 (to the end of June)."""
    text = narrow(value)
    if text is None:
        return None
    pivot = _pivot(today, True)
    found = []
    for sign in _RANGE_SIGN.finditer(text):
        try:
            found.append((_read(text[: sign.start()].strip(), pivot).on, _read(text[sign.end() :].strip(), pivot)))
        except BadValue:
            continue
    if len(found) != 1:
        raise BadValue("看不出起止日期", "写成2024-07-01至2027-06-30这样")
    first, last = found[0][0], found[0][1].last_day()
    if last < first:
        raise BadValue("止日早于起日", "请核对先后")
    return first, last


def _pivot(today: date, future_ok: bool) -> int:
    return today.year + (20 if future_ok else 0)


def _reading(value: Cell, pivot: int) -> Reading | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _read_text(value, pivot)
    if isinstance(value, date):
        on = value.date() if isinstance(value, datetime) else value
        return Reading(on, "day") if FIRST_YEAR <= on.year <= LAST_YEAR else _checked(on.year)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue("不是日期", _HINT)
    if isinstance(value, float) and not value.is_integer():
        if FIRST_YEAR <= value <= LAST_YEAR + 1:
            written = repr(value)
            if written.endswith(".1"):
                raise BadValue("1月还是10月分不清，Excel会丢掉末尾的0", "先把这一列设成文本，再按原件重填")
            return _read(written, pivot)
        if not _SERIALS.start <= value < _SERIALS.stop:  # not a number at all, either
            raise BadValue("认不出这个日期", _HINT)
    return _read(str(int(value)), pivot)


@lru_cache(maxsize=50_000)
def _read_text(raw: str, pivot: int) -> Reading | None:
    text = narrow(raw)
    return None if text is None else _read(text, pivot)


@lru_cache(maxsize=50_000)
def _read(text: str, pivot: int) -> Reading:
    """A date out of narrow text. Two-digit years up to `pivot` (a full year) are of the pivot's century."""
    text = _TAIL.sub("", _CLOCK.sub("", _NUMERAL_PART.sub(_to_digits, text))).strip()
    match = _YMD(text)
    if match:
        year, month, day = match.groups()
        return _checked(_full_year(year, pivot), int(month), int(day) if day else None)
    if _DIGITS(text):
        return _read_digits(text, pivot)
    match = _YEAR(text)
    if match:
        return _checked(int(match[1]))
    if _NO_YEAR(text):
        raise BadValue("没有年份", _HINT)
    raise BadValue("认不出这个日期", _HINT)


def _read_digits(text: str, pivot: int) -> Reading:
    if len(text) == 8:
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(text) == 6 and 1930 <= int(text[:4]) <= LAST_YEAR:
        return _checked(int(text[:4]), int(text[4:]))
    # 190512 could be May 1905 or 12 May 2019; 850301 can only be a day.
    if len(text) == 6 and not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return _checked(_full_year(text[:2], pivot), int(text[2:4]), int(text[4:]))
    if len(text) == 5 and int(text) in _SERIALS:
        return Reading(_SERIAL_ZERO + timedelta(days=int(text)), "day")
    if len(text) == 4:
        return _checked(int(text))
    raise BadValue("认不出这个日期", _HINT)


def _to_digits(match: re.Match[str]) -> str:
    number = chinese_number(match[0])
    # 二〇〇五 keeps its four places; 三 and 三十一 are months and days.
    return match[0] if number is None else str(number)


def _full_year(digits: str, pivot: int) -> int:
    if len(digits) == 4:
        return int(digits)
    year = pivot // 100 * 100 + int(digits)
    return year if year <= pivot else year - 100


def _checked(year: int, month: int | None = None, day: int | None = None) -> Reading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(f"年份是{year}年", f"应在{FIRST_YEAR}年到{LAST_YEAR}年之间")
    if month is None:
        return Reading(date(year, 1, 1), "year")
    if not 1 <= month <= 12:
        raise BadValue(f"没有{month}月", _HINT)
    if day is None:
        return Reading(date(year, month, 1), "month")
    try:
        return Reading(date(year, month, day), "day")
    except ValueError:
        raise BadValue(f"{year}年{month}月没有{day}日", _HINT) from None
