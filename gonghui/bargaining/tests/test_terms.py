"""How long a contract runs, as offices write it."""

from datetime import date

import pytest

from gonghui.bargaining.imports.words import parse_term
from gonghui.kernel.sheets import BadValue


@pytest.mark.parametrize("nothing", [None, "", "　", "-", "——", "/", "无", "暂无", "N/A"])
def test_a_cell_that_says_nothing_gives_no_term(nothing):
    assert parse_term(nothing) is None


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("三年", 36), ("3年", 36), (3, 36), (3.0, 36), ("3", 36), ("1", 12), ("12个月", 12), ("两年", 24), ("一年半", 18),
        ("半年", 6), ("1.5年", 18), (1.5, 18), ("36月", 36), ("3年6个月", 42), ("三年零六个月", 42), ("十二个月", 12),
        ("叁年", 36), ("三年期", 36), ("１年", 12), ("三", 36), ("2年半", 30),
    ],
)  # fmt: skip
def test_a_term_is_counted_in_months(written, months):
    assert parse_term(written) == months


@pytest.mark.parametrize(
    "written", ["长期", "无固定期限", "12", 36, 0, "0年", "1.3年", "年", "-3年", date(2024, 1, 1), "100年", True]
)
def test_a_term_that_could_mean_two_things_is_refused(written):
    with pytest.raises(BadValue) as refused:
        parse_term(written)
    assert refused.value.hint == "写成3年或36个月"
