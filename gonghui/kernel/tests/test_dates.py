"""Periods, month ends, leap days and dates as offices write them."""

from datetime import date, datetime

import pytest

from gonghui.kernel.clock import now
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import SINCE_EVER, Span, add_months, cn_date, half_year_of, month_ends, parse_period
from gonghui.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("code", "title", "start", "end"),
    [
        ("2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H1", "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q1", "2026年第一季度", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q4", "2026年第四季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-02", "2026年2月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        (" 2026h1 ", "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_a_period_is_read_as_offices_name_it(code: str, title: str, start: date, end: date) -> None:
    period = parse_period(code)
    assert (period.title, period.span) == (title, Span(start, end))
    assert parse_period(period.code) == period


@pytest.mark.parametrize(
    "code", ["", "26H1", "2026H3", "2026Q5", "2026-13", "2026-1", "2026年", "1900", "２０２６", "2026H1x"]
)
def test_anything_else_is_turned_down_with_the_ways_to_write_it(code: str) -> None:
    with pytest.raises(Refused, match="2026H1") as caught:
        parse_period(code)
    assert caught.value.what.endswith("。")


def test_the_year_before_and_the_day_before_of_a_period() -> None:
    assert parse_period("2028-02").previous_year().span.end == date(2027, 2, 28)
    assert parse_period("2026H1").previous_year().code == "2025H1"
    assert parse_period("2026H1").before() == date(2025, 12, 31)
    assert [half_year_of(day).code for day in (date(2026, 6, 30), date(2026, 7, 1))] == ["2026H1", "2026H2"]


def test_a_span_is_cut_at_today_and_refused_when_it_has_not_begun() -> None:
    span = parse_period("2026H2").span
    assert span.cut(date(2026, 7, 1)) == Span(date(2026, 7, 1), date(2026, 7, 1))
    assert span.cut(date(2027, 1, 1)) == span
    with pytest.raises(Refused, match="2026年7月1日才开始"):
        span.cut(date(2026, 6, 30))


def test_month_ends_go_back_over_the_year_and_the_leap_day() -> None:
    assert month_ends(date(2028, 3, 15), 4) == [
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 15),
    ]
    assert month_ends(date(2026, 1, 1), 1) == [date(2026, 1, 1)]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_later_falls_on_the_same_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_dates_read_as_an_office_writes_them() -> None:
    assert [cn_date(day) for day in (date(2026, 7, 6), SINCE_EVER, None)] == ["2026年7月6日", "期初", "—"]
    assert cn_date(date(2026, 7, 6), this_year=2026) == "7月6日"
    assert cn_date(date(2025, 12, 31), this_year=2026) == "2025年12月31日"


def test_only_what_has_happened_is_recorded() -> None:
    refuse_future(date(2026, 7, 2), datetime(2026, 7, 2, 9))
    refuse_future(None, datetime(2026, 7, 2, 9))
    with pytest.raises(Refused, match="2026年7月3日还没有到。"):
        refuse_future(date(2026, 7, 3), datetime(2026, 7, 2, 23, 59))


def test_the_day_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", "2028-02-29")
    assert (now().today, now().at.date()) == (date(2028, 2, 29), date(2028, 2, 29))
    assert now(date(2026, 1, 2)).today == date(2026, 1, 2)
    assert now().at.utcoffset() is not None
    monkeypatch.setenv("GONGHUI_TODAY", "2026-02-30")
    with pytest.raises(Refused, match="不是日期"):
        now()
