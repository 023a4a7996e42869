"""Head counts and money in digits, in Chinese, and in both."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.sheets import BadValue, chinese_number, parse_count, parse_money
from gonghui.kernel.sheets.tests.office import refusal

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number below a hundred million as one says it."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return in_chinese(number // 10_000) + "万" + gap + (in_chinese(rest) if rest else "")
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if zero and said else "") + DIGITS[digit] + name
        zero = not digit
    return said or "零"


@given(st.integers(0, 99_999_999))
def test_every_number_said_in_chinese_reads_back(number):
    assert chinese_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("一百二", 120), ("一百零二", 102), ("两千零五", 2005), ("一万二", 12_000),
        ("二〇二六", 2026), ("壹万贰仟叁佰", 12_300), ("一亿零五万", 100_050_000), ("万", None), ("", None),
        ("张三", None),
    ],
)  # fmt: skip
def test_short_and_formal_ways_of_saying_a_number(said, number):
    assert chinese_number(said) == number


@given(st.integers(0, 10_000_000))
def test_every_count_reads_back_however_it_was_written(number):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in str(number))
    forms = [
        number,
        float(number),
        str(number),
        f"{number}人",
        f"{number:,}",
        f"{number:,} 人",
        wide,
        f"'{number}",
        f"{number}.0",
    ]
    forms += [in_chinese(number), f"{in_chinese(number)}名"]
    for form in forms:
        assert parse_count(form) == number, form


def test_a_count_in_ten_thousands_must_come_out_whole():
    assert parse_count("1.2万") == 12_000
    assert refusal(lambda: parse_count("1.23456万人次")).reason == "不是整数"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (-1.0, "不能是负数"),
        ("-3", "不能是负数"),
        (1.5, "不是整数"),
        (10_000_001, "数字太大"),
        ("13800000001", "数字太大"),
        ("约120", "不是准确的数"),
        ("100余人", "不是准确的数"),
        ("很多", "不是准确的数"),
        ("张三", "不是数字"),
        ("12/15", "不是数字"),
        (True, "不是数字"),
        (date(2026, 3, 5), "是日期，不是数字"),
        (timedelta(1), "是日期，不是数字"),
        (float("nan"), "不是数字"),
        (float("inf"), "不是数字"),
    ],
)
def test_what_is_no_count_is_refused_with_its_reason(written, reason):
    assert refusal(lambda: parse_count(written)).reason == reason


@pytest.mark.parametrize("nothing", [None, "", "-", "/", "无"])
def test_a_cell_that_says_nothing_is_not_zero(nothing):
    assert parse_count(nothing) is None
    assert parse_money(nothing) is None
    assert parse_count(0.0) == 0


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        (1200.0, "1200"), (1200.5, "1200.50"), ("￥1,200.50", "1200.50"), ("¥1200", "1200"), ("1.2万元", "12000"), ("1.2万", "12000"),
        ("1200元", "1200"), ("人民币1200元整", "1200"), ("壹万贰仟元整", "12000"), ("０．５", "0.50"), (0.1 + 0.2, "0.30"),
        ("1,000,000.00", "1000000"), ("3亿元", "300000000"), (0, "0"),
    ],
)  # fmt: skip
def test_money_is_read_in_yuan(written, yuan):
    assert parse_money(written) == Decimal(yuan)


@given(st.decimals(0, 99_999_999, places=2))
def test_every_sum_reads_back_to_the_cent(amount):
    for form in (str(amount), f"{amount:,}元", f"￥{amount}", float(amount)):
        assert parse_money(form) == amount, form


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("-5", "不能是负数"),
        ("1.234", "小数超过两位"),
        ("1e30", "金额太大"),
        ("若干", "不是金额"),
        (True, "不是数字"),
        ("9999亿元", "金额太大"),
    ],
)
def test_what_is_no_sum_is_refused_with_its_reason(written, reason):
    assert refusal(lambda: parse_money(written)).reason == reason


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.datetimes()))
def test_no_cell_whatever_breaks_a_parser(value):
    for parse in (parse_count, parse_money):
        try:
            parse(value)
        except BadValue as bad:
            assert bad.reason and bad.hint
