"""The same days as a person finds them who walks along the wall calendar, day by day, with no arithmetic."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui.kernel.dates import cn_date
from gonghui.kernel.rules import Due, Value, calendar, due
from gonghui.kernel.rules.wording import counted_words

DAY = timedelta(days=1)
NOTICES = {
    2024: ("0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007", "0204 0218 0407 0428 0511 0914 0929 1012"),
    2025: ("0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008", "0126 0208 0427 0928 1011"),
    2026: ("0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007", "0104 0214 0228 0509 0920 1010"),
    2027: ("0101 0205-0208 0405 0501-0502 0609 0915 1001-1003", ""),
}
"""Days off and made-up working days, typed from the notices; 2027 the statutory days alone."""


def day_of(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


def stretch(year: int, text: str) -> list[date]:
    first, _, last = text.partition("-")
    day, end, found = day_of(year, first), day_of(year, last or first), []
    while day <= end:
        found.append(day)
        day += DAY
    return found


OFF = {day for year, (free, _) in NOTICES.items() for part in free.split() for day in stretch(year, part)}
WORK = {day_of(year, part) for year, (_, work) in NOTICES.items() for part in work.split()}


def closed(day: date) -> bool:
    """Whether the office is closed."""
    return day in OFF or (day.strftime("%a") in ("Sat", "Sun") and day not in WORK)


def walked(start: date, number: int, kind: str, back: bool) -> date:
    """The last day before it moves, one step at a time."""
    step, day = -DAY if back else DAY, start
    if kind in ("days", "working_days"):
        while number:
            day += step
            if kind == "days" or not closed(day):
                number -= 1
        return day
    months = number * (12 if kind == "years" else 1)
    while months:  # along the calendar until that many month ends are passed
        before, day = day, day + step
        months -= before.month != day.month
    last = monthrange(day.year, day.month)[1]
    return day.replace(day=min(start.day, last))


def expected(start: date, number: int, kind: str, compare: str, back: bool) -> tuple[date, date]:
    """Where the walk ends, and the day that counts."""
    plain = day = walked(start, number, kind, back)
    if back and compare != "at_least":
        return plain, plain
    while closed(day):
        day += -DAY if back else DAY
    return plain, day


def counted(start: date, number: int, kind: str, compare: str, back: bool) -> tuple[Due, Value]:
    value = Value("test", number, "", kind, compare, "before" if back else "after", "", "verified", "", None, False, "")
    return due(start, value), value


@pytest.mark.parametrize("year", NOTICES)
def test_the_holiday_files_say_what_the_notices_say(year: int):
    known = calendar().years[year]
    assert known.off == {day for day in OFF if day.year == year}
    assert known.work == {day for day in WORK if day.year == year}


starts = st.dates(date(2024, 1, 15), date(2027, 3, 31))
kinds = st.sampled_from([("days", 90), ("working_days", 45), ("months", 8), ("years", 1)])


@settings(max_examples=400, deadline=None)
@given(starts, kinds, st.integers(1, 1000), st.sampled_from(["at_most", "at_least"]), st.booleans())
def test_counting_and_walking_end_on_the_same_day(start, kind, number, compare, back):
    name, most = kind
    number = number % most + 1
    if walked(start, number, name, back).year not in NOTICES:
        return
    reached, value = counted(start, number, name, compare, back)
    plain, day = expected(start, number, name, compare, back)
    assert (reached.on, reached.shifted_from) == (day, plain if plain != day else None)
    told = "".join(counted_words(start, value, reached))
    assert cn_date(plain) in told and cn_date(day) in told


AROUND = [date(2024, 2, 4), date(2024, 2, 29), date(2024, 10, 1), date(2024, 12, 31), date(2025, 1, 28), date(2025, 10, 1),
          date(2025, 12, 31), date(2026, 2, 14), date(2026, 2, 28), date(2026, 10, 1), date(2026, 12, 31),
          date(2027, 2, 6)]  # fmt: skip
"""Days around which counting goes wrong: Spring Festival, National Day, made-up days, year ends, leap day."""


@pytest.mark.parametrize("near", AROUND, ids=str)
def test_every_start_around_the_festivals_agrees_with_the_walk(near: date):
    for offset in range(-32, 4):
        start = near + offset * DAY
        for number, kind in ((3, "working_days"), (5, "working_days"), (5, "days"), (7, "days"), (10, "days"), (15, "days"),
                             (20, "days"), (30, "days"), (1, "months"), (3, "months"), (1, "years")):  # fmt: skip
            for compare, back in (("at_most", False), ("at_least", True), ("at_most", True)):
                if walked(start, number, kind, back).year in NOTICES:
                    reached, _ = counted(start, number, kind, compare, back)
                    plain, day = expected(start, number, kind, compare, back)
                    told = f"{start} {number} {kind} {compare} back={back}"
                    assert (reached.on, reached.shifted_from or day) == (day, plain), told


units, compares = st.sampled_from(["days", "working_days", "months"]), st.sampled_from(["at_most", "at_least"])


@given(starts, st.integers(1, 60), units, compares)
def test_what_is_counted_back_never_comes_after_the_event(event, number, kind, compare):
    assert counted(event, number, kind, compare, True)[0].on < event


@pytest.mark.parametrize(("start", "kind", "number", "last"), [
    (date(2024, 2, 29), "years", 1, date(2025, 2, 28)), (date(2024, 1, 31), "months", 1, date(2024, 2, 29)),
    (date(2025, 1, 31), "months", 1, date(2025, 2, 28)), (date(2024, 8, 31), "months", 6, date(2025, 2, 28)),
])  # fmt: skip
def test_a_month_without_that_day_ends_on_its_last(start, kind, number, last):
    assert counted(start, number, kind, "at_most", False)[0].on == last
