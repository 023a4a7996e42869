"""Dates, ranges and terms in every form that turns up in an office's columns."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.sheets import parse_date, parse_date_range
from gonghui.kernel.sheets.tests.office import TODAY, refusal

read = partial(parse_date, today=TODAY)
read_end = partial(parse_date, today=TODAY, future_ok=True)
read_range = partial(parse_date_range, today=TODAY)

past_days = st.dates(date(1930, 1, 1), TODAY)
CHINESE = "〇一二三四五六七八九"


def chinese(day: date) -> str:
    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else CHINESE[tens]) + ("十" if tens else "") + (CHINESE[ones] if ones else "")

    year = "".join(CHINESE[int(digit)] for digit in str(day.year))
    return f"{year}年{small(day.month)}月{small(day.day)}日"


def written_forms(day: date) -> list[object]:
    y, m, d = day.year, day.month, day.day
    forms: list[object] = [day, datetime(y, m, d, 9, 30), f"{y}.{m}.{d}", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}"]
    forms += [
        f"{y}年{m}月{d}日",
        f"{y} 年 {m} 月 {d} 日",
        f"{y}{m:02}{d:02}",
        int(f"{y}{m:02}{d:02}"),
        float(f"{y}{m:02}{d:02}"),
    ]
    forms += [
        f"{y}.{m}.{d}起",
        f"{y}-{m}-{d} 00:00:00",
        f"{y}-{m:02}-{d:02}T09:30",
        f"{y}年{m}月{d}日 9时30分",
        f"{y}.{m}.{d}.",
    ]
    forms += [
        f"'{y}.{m}.{d}",
        f"{y}．{m}．{d}",
        f"{y}、{m}、{d}",
        f"{y} {m} {d}",
        chinese(day),
        f"{y}年{m}月{d}号（周三）",
    ]
    forms.append("".join(chr(ord(char) + 0xFEE0) for char in f"{y}.{m}.{d}"))
    serial = (day - date(1899, 12, 30)).days
    if serial >= 10_000:
        forms += [serial, float(serial), serial + 0.75, str(serial)]
    return forms


@given(past_days)
def test_a_day_reads_back_however_it_was_written(day):
    for form in written_forms(day):
        assert read(form) == day, form


@given(past_days)
def test_a_month_counts_as_its_first_day(day):
    y, m = day.year, day.month
    for form in (
        f"{y}年{m}月",
        f"{y}.{m:02}",
        f"{y}-{m:02}",
        f"{y}/{m}",
        f"{y}{m:02}",
        int(f"{y}{m:02}"),
        f"{y}年{m}月份",
    ):
        assert read(form) == day.replace(day=1), form


@given(st.dates(date(1927, 1, 1), TODAY))
def test_a_two_digit_year_is_never_in_the_future(day):
    y, m, d = day.year % 100, day.month, day.day
    assert read(f"{y:02}.{m}.{d}") == read(f"{y:02}年{m}月{d}日") == read(f"'{y:02}.{m}.{d}") == day


@pytest.mark.parametrize("written", ["1985", "1985年", 1985, 1985.0, "1985年度", "一九八五年"])
def test_a_year_counts_as_new_year(written):
    assert read(written) == date(1985, 1, 1)


def test_a_contract_that_ends_in_29_ends_in_this_century():
    assert read_end("29.6.30") == date(2029, 6, 30)
    assert read("29.6.30") == date(1929, 6, 30)


def test_the_tenth_month_that_excel_shortened_is_not_taken_for_january():
    bad = refusal(lambda: read(1985.1))
    assert "分不清" in bad.reason and "文本" in bad.hint
    assert read("1985.10") == date(1985, 10, 1)
    assert read(1985.12) == date(1985, 12, 1)
    assert read(1985.3) == date(1985, 3, 1)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026.13.5", "没有13月"),
        (20261305, "没有13月"),
        ("1985年2月30日", "1985年2月没有30日"),
        ("2025-2-29", "2025年2月没有29日"),
        ("1985.0.1", "没有0月"),
        ("1885.3.1", "年份是1885年"),
        ("2199.3.1", "年份是2199年"),
        (datetime(1899, 12, 31), "年份是1899年"),
        ("3月1日", "没有年份"),
        ("3.1", "没有年份"),
        ("去年三月", "认不出这个日期"),
        ("03/01/1985", "认不出这个日期"),
        ("190512", "认不出这个日期"),
        (5000, "年份是5000年"),
        (2500.5, "认不出这个日期"),
        (123, "认不出这个日期"),
        ("2024.1.1-2025.1.1", "认不出这个日期"),
        (True, "不是日期"),
        (time(0, 0), "不是日期"),
        (timedelta(hours=3), "不是日期"),
        (float("nan"), "认不出这个日期"),
        (float("inf"), "认不出这个日期"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason(written, reason):
    bad = refusal(lambda: read(written))
    assert bad.reason == reason
    assert bad.hint


def test_a_wrong_month_shows_how_to_write_it():
    assert str(refusal(lambda: read("2026.13.5"))) == "没有13月，写成2026-05-13这样。"


def test_six_digits_are_a_month_or_a_short_day_never_a_guess():
    assert read("198503") == date(1985, 3, 1)
    assert read("850301") == date(1985, 3, 1)
    assert read(850301.0) == date(1985, 3, 1)


def test_tomorrow_is_refused_unless_it_is_asked_for():
    assert read(TODAY) == TODAY
    assert refusal(lambda: read(date(2026, 7, 2))).reason == "日期还没到"
    assert read_end(date(2026, 7, 2)) == date(2026, 7, 2)


@pytest.mark.parametrize("nothing", [None, "", "　", "-", "——", "/", "无", "暂无", "N/A"])
def test_a_cell_that_says_nothing_gives_no_date(nothing):
    assert read(nothing) is None
    assert read_range(nothing) is None


@pytest.mark.parametrize(
    "written",
    [
        "2024.7.1-2027.6.30",
        "2024年7月1日至2027年6月30日",
        "2024-07-01～2027-06-30",
        "2024-07-01-2027-06-30",
        "2024/7/1 — 2027/6/30",
        "2024.7—2027.6",
        "2024年7月至2027年6月",
        "2024-07-2027-06",
        "自2024年7月1日起至2027年6月30日止".removeprefix("自"),
        "20240701-20270630",
        "二〇二四年七月一日至二〇二七年六月三十日",
        "24.7.1-27.6.30",
        "2024年7月1日到2027年6月30日",
    ],
)
def test_a_contract_term_is_read_from_first_to_last_day(written):
    assert read_range(written) == (date(2024, 7, 1), date(2027, 6, 30))


@given(past_days, st.integers(0, 4000))
def test_a_range_of_any_two_days_reads_back(first, length):
    last = first + timedelta(days=length)
    for sign in ("-", "至", "~", "—", " - "):
        assert read_range(f"{first}{sign}{last}") == (first, last)
        assert read_range(f"{first.year}.{first.month}.{first.day}{sign}{last.year}.{last.month}.{last.day}") == (
            first,
            last,
        )


def test_a_range_that_runs_backwards_or_has_one_end_is_refused():
    assert refusal(lambda: read_range("2027.6.30-2024.7.1")).reason == "止日早于起日"
    assert refusal(lambda: read_range("2024.7.1")).reason == "看不出起止日期"
    assert refusal(lambda: read_range("2024.7.1-6.30")).reason == "看不出起止日期"
    assert refusal(lambda: read_range("2024-12-10-11-12")).reason == "看不出起止日期"  # it could be cut in two places
