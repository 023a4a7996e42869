"""Counting days holds for any start and any length, not only for the cases on paper."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.dates import add_months
from gonghui.kernel.rules import Value, calendar, due

days = st.dates(date(2023, 6, 1), date(2028, 12, 31))
lengths = st.integers(1, 120)


def length(number: int, kind: str, compare: str = "at_most", direction: str = "after") -> Value:
    return Value("test", number, "", kind, compare, direction, "", "verified", "", None, False, "")


@given(days, lengths, st.sampled_from(["days", "working_days", "months", "years"]))
def test_a_last_day_is_never_a_rest_day_and_never_before_the_start(start, number, kind):
    number = number % 5 + 1 if kind == "years" else number
    reached = due(start, length(number, kind))
    assert not calendar().rests(reached.on)
    assert reached.on > start


@given(days, days, lengths, st.sampled_from(["days", "working_days", "months"]))
def test_who_starts_later_is_never_due_earlier(one, other, number, kind):
    first, second = sorted((one, other))
    assert due(first, length(number, kind)).on <= due(second, length(number, kind)).on


@given(days, lengths)
def test_working_days_are_as_many_as_a_person_counts_on_the_wall_calendar(start, number):
    reached = due(start, length(number, "working_days")).on
    between = (start + timedelta(days=step) for step in range(1, (reached - start).days + 1))
    assert sum(not calendar().rests(day) for day in between) == number


@given(days, lengths)
def test_a_moved_day_skips_only_rest_days(start, number):
    reached = due(start, length(number, "days"))
    plain = start + timedelta(days=number)
    assert reached.shifted_from == (plain if calendar().rests(plain) else None)
    skipped = (plain + timedelta(days=step) for step in range((reached.on - plain).days))
    assert all(calendar().rests(day) for day in skipped)


@given(days, st.integers(1, 36))
def test_months_end_on_the_same_numbered_day_or_the_months_last(start, number):
    reached = due(start, length(number, "months"))
    plain = reached.shifted_from or reached.on
    assert plain == add_months(start, number)
    assert plain.day == start.day or (plain + timedelta(days=1)).day == 1


@given(days, lengths, st.sampled_from(["days", "working_days"]))
def test_a_deadline_counted_back_is_a_working_day_with_enough_days_left(meeting, number, kind):
    reached = due(meeting, length(number, kind, "at_least", "before"))
    assert not calendar().rests(reached.on)
    between = [reached.on + timedelta(days=step) for step in range((meeting - reached.on).days)]
    assert sum(kind == "days" or not calendar().rests(day) for day in between) >= number


@given(days, lengths)
def test_a_window_opens_on_the_day_itself_also_on_a_rest_day(end, number):
    reached = due(end, length(number, "days", "at_most", "before"))
    assert reached.on == end - timedelta(days=number)
    assert reached.shifted_from is None


@given(days, lengths)
def test_a_day_in_a_year_without_its_notice_is_always_marked(start, number):
    reached = due(start, length(number, "days"))
    unknown = {reached.on.year, (reached.shifted_from or reached.on).year} - {2024, 2025, 2026}
    assert reached.provisional == bool(unknown)
    assert bool(reached.note) == (reached.provisional or reached.shifted_from is not None)
