"""Identity numbers and credit codes, as people copy, photograph, dictate and break them."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.sheets import (
    BadValue,
    id_birth_and_sex,
    id_check_digit,
    parse_id_number,
    parse_uscc,
    uscc_check_digit,
)
from gonghui.kernel.sheets.tests.office import TODAY, person_id, refusal

read_id = partial(parse_id_number, today=TODAY)

birth_dates = st.dates(date(1920, 1, 1), TODAY)
id_numbers = st.builds(person_id, birth_dates, st.integers(0, 999))
USCC_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
uscc_codes = st.text(USCC_CHARS, min_size=17, max_size=17).map(lambda first: first + uscc_check_digit(first))


@pytest.mark.parametrize("published", ["11010519491231002X", "440524188001010014"])
def test_the_check_digit_is_that_of_the_standard(published):
    assert id_check_digit(published[:17]) == published[17]


@given(id_numbers)
def test_every_right_number_is_taken_as_it_is(number):
    assert read_id(number) == number


@given(id_numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed_and_the_right_one_never_told(number, place, shift):
    digit = (int(number[place]) + shift) % 10
    wrong = f"{number[:place]}{digit}{number[place + 1 :]}"
    bad = refusal(lambda: read_id(wrong))
    assert number not in str(bad) and wrong not in str(bad)


@given(id_numbers, st.integers(0, 15))
def test_two_neighbouring_digits_swapped_are_always_noticed(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(BadValue):
            read_id(swapped)


@given(id_numbers)
def test_birth_and_sex_stand_in_the_number(number):
    born, sex = id_birth_and_sex(number)
    assert f"{born:%Y%m%d}" == number[6:14]
    assert sex == ("男" if int(number[16]) % 2 else "女")


NUMBER_WITH_X = next(each for number in range(100) if (each := person_id(number=number)).endswith("X"))


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        "'{}".format,
        "\t{}\u200b".format,
        lambda number: f" {number[:6]} {number[6:14]} {number[14:]} ",
        lambda number: f"{number[:6]}-{number[6:14]}-{number[14:]}",
        lambda number: "".join(chr(ord(char) + 0xFEE0) for char in number),
        lambda number: number.replace("X", "×"),
    ],
)
def test_an_id_is_read_however_it_was_typed(write):
    assert read_id(write(NUMBER_WITH_X)) == NUMBER_WITH_X


def test_a_person_of_an_area_that_no_longer_exists_is_let_through():
    assert read_id(person_id(area="999999")) == person_id(area="999999")


@pytest.mark.parametrize(
    "damaged",
    [
        3.2999919850301e17,
        float(int("329999198503010121")),
        "3.29999E+17",
        "3.29999198503010e+17",
        329999198503010000,
        "329999198503012000",
        1e15,
    ],
)
def test_an_officer_whose_ids_lost_digits_in_excel_is_told_why(damaged):
    bad = refusal(lambda: read_id(damaged))
    assert bad.reason == "Excel把它当成数字，丢了后几位"
    assert bad.hint == "先把这一列设成文本，再按原件重填"


def test_a_number_that_honestly_ends_in_zeros_is_taken():
    number = next(each for n in range(0, 1000, 100) if (each := person_id(number=n)).endswith("000"))
    assert read_id(number) == read_id(int(number)) == number


@pytest.mark.parametrize("written", ["329999850301012", 329999850301012.0, 329999850301012])
def test_an_old_number_of_fifteen_digits_is_named_as_such(written):
    assert str(refusal(lambda: read_id(written))) == "是15位老号码，请换成18位。"


def test_a_clerk_who_left_out_a_digit_hears_how_many_there_are():
    assert refusal(lambda: read_id("32999919850301012")).reason == "有17位"
    assert refusal(lambda: read_id("3299991985030101234")).reason == "有19位"


def test_a_clerk_who_mistyped_a_digit_is_sent_to_the_card():
    bad = refusal(lambda: read_id("329999198503010122"))
    assert str(bad) == "校验位不符，很可能抄错一位，请对着身份证原件改。"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("329999********0122", "号码被遮住了"),
        ("G12345678张", "号码里有不该有的字"),
        ("X29999198503010122", "号码写法不对"),
        ("029999198503010122", "号码写法不对"),
        (
            person_id().replace("19850301", "19850230")[:17] + id_check_digit("32999919850230001"),
            "号码里的出生日期不存在",
        ),
        ("440524188001010014", "号码里的出生日期不存在"),
    ],
)
def test_other_slips_have_their_own_reason(written, reason):
    assert refusal(lambda: read_id(written)).reason == reason


def test_nobody_is_born_tomorrow():
    assert read_id(person_id(TODAY)) == person_id(TODAY)
    assert refusal(lambda: read_id(person_id(date(2026, 7, 2)))).reason == "号码里的出生日期还没到"


@pytest.mark.parametrize("nothing", [None, "", " ", "-", "/", "无", "暂无", "N/A"])
def test_a_cell_that_says_nothing_gives_nothing(nothing):
    assert read_id(nothing) is None
    assert parse_uscc(nothing) is None


def test_the_credit_code_check_is_that_of_the_standard():
    assert uscc_check_digit("9144030071526726X") == "G"


@pytest.mark.parametrize("code", ["81321084MC0000012H", "9144030071526726XG"])
def test_unions_and_companies_have_codes_alike(code):
    assert parse_uscc(code) == code


@given(uscc_codes)
def test_every_right_code_is_taken_in_small_letters_and_full_width_too(code):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    assert parse_uscc(code) == parse_uscc(code.lower()) == parse_uscc(wide) == code
    assert parse_uscc(f"{code[:8]} {code[8:17]}-{code[17]}") == code


@given(uscc_codes, st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_in_a_code_is_noticed(code, place, shift):
    char = USCC_CHARS[(USCC_CHARS.index(code[place]) + shift) % 31]
    with pytest.raises(BadValue):
        parse_uscc(code[:place] + char + code[place + 1 :])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (9.13205e17, "Excel把它当成数字，丢了后几位"),
        ("9.13205E+17", "Excel把它当成数字，丢了后几位"),
        ("913205830000000000"[:15] + "000", "Excel把它当成数字，丢了后几位"),
        ("320583000012345", "是15位老注册号"),
        ("91320583MA1234567", "有17位"),
        ("9132O583MA12345678", "有字母O"),
        ("91320583MA1234567？", "代码里有不该有的字"),
        ("81321084MC0000013H", "校验位不符"),
    ],
)
def test_a_wrong_code_is_told_apart(written, reason):
    assert refusal(lambda: parse_uscc(written)).reason == reason
