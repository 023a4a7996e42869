"""Names, telephone numbers, yes/no, choices, lists and plain text as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.sheets import (
    BadValue,
    Choices,
    Field,
    neutralise,
    parse_bool,
    parse_choice,
    parse_list,
    parse_name,
    parse_phone,
    parse_text,
)
from gonghui.kernel.sheets.tests.office import refusal

NOTHING = [None, "", "  ", "\u3000", "-", "—", "/", "无", "暂无", "N/A"]


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_cell_that_says_nothing_gives_nothing(nothing):
    assert parse_text(nothing) is None
    assert parse_name(nothing) is None
    assert parse_phone(nothing) is None
    assert parse_list(nothing) is None
    assert parse_choice(nothing, choices=Choices({"yes": ("是",)})) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("张\u3000三", "张三"),
        (" 张三\n", "张三"),
        ("𬭎𠅤", "𬭎𠅤"),
        ("买买提·艾力", "买买提·艾力"),
        ("买买提 • 艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("⼩⽉", "小月"),
        ("何计", "何计"),
    ],
)
def test_a_name_is_kept_as_the_person_writes_it(written, name):
    assert parse_name(written) == name


@pytest.mark.parametrize("written", ["张三1", "１号", "张三13800000000", 5.0])
def test_a_number_in_a_name_is_sent_to_its_own_column(written):
    assert refusal(lambda: parse_name(written)).reason == "姓名里有数字"


def test_a_remark_in_the_name_column_is_noticed():
    assert "姓名有" in refusal(lambda: parse_name("张三" * 40)).reason


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("甲，乙；丙：丁（戊）！", "甲，乙；丙：丁（戊）！"),
        ("一车间\n二班", "一车间 二班"),
        ("  两  个   空格 ", "两 个 空格"),
        ("零\u200b宽\ufeff", "零宽"),
        ("a\x00b\x07c", "abc"),
        (12.0, "12"),
        (12.5, "12.5"),
        (True, "是"),
        ("'=A1", "=A1"),
        ("'甲", "'甲"),
    ],
)
def test_text_is_cleaned_and_keeps_its_meaning(written, text):
    assert parse_text(written) == text


def test_a_text_that_is_too_long_says_by_how_much():
    assert str(refusal(lambda: parse_text("长" * 11, max_length=10))) == "有11个字，请缩短到10个字以内。"


@pytest.mark.parametrize("garbled", ["张\ufffd", "锟斤拷"])
def test_garbled_text_is_refused_not_stored(garbled):
    assert refusal(lambda: parse_text(garbled)).reason == "有乱码"
    assert refusal(lambda: parse_name(garbled)).reason == "有乱码"


def test_a_formula_that_failed_is_no_empty_cell():
    assert refusal(lambda: parse_text("#N/A")).reason == "公式出错（#N/A）"
    assert refusal(lambda: parse_phone("#REF!")).reason == "公式出错（#REF!）"
    assert parse_text("#3车间") == "#3车间"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30))
def test_what_is_neutralised_reads_back_as_it_was(text):
    safe = neutralise(text)
    assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r")
    try:
        once = parse_text(text)
    except BadValue:
        return
    if once is not None:
        assert parse_text(neutralise(once)) == once


@pytest.mark.parametrize("formula", ["=1+1", "+86", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1"])
def test_an_exported_formula_is_only_text(formula):
    assert neutralise(formula) == "'" + formula
    assert parse_text(neutralise(formula)) == formula


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800000001", "13800000001"),
        (13800000001.0, "13800000001"),
        (13800000001, "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("+86 13800000001", "13800000001"),
        ("'+8613800000001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("0086-13800000001", "13800000001"),
        ("１３８０００００００１", "13800000001"),
        ("0512-12345678", "0512-12345678"),
        ("051212345678", "0512-12345678"),
        ("(0512)12345678", "0512-12345678"),
        ("（0512） 1234567", "0512-1234567"),
        ("010-12345678", "010-12345678"),
        ("02112345678", "021-12345678"),
        ("0512-12345678-801", "0512-12345678-801"),
        ("0512-12345678转801", "0512-12345678-801"),
        ("400-000-0000", "4000000000"),
    ],
)
def test_a_telephone_number_is_read_however_it_was_typed(written, number):
    assert parse_phone(written) == number


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1380000", "有7位"),
        ("138000000011", "有12位"),
        (1380000000.0, "有10位"),
        ("12345678", "有8位"),
        ("62345678", "座机没有区号"),
        ("23800000001", "不像电话号码"),
        ("138****0001", "号码被遮住了"),
        ("13800000001/13900000002", "一格里不止一个号码"),
        ("13800000001 13900000002", "一格里不止一个号码"),
        ("张三13800000001", "号码里有不该有的字"),
    ],
)
def test_a_wrong_telephone_number_says_what_is_wrong(written, reason):
    assert refusal(lambda: parse_phone(written)).reason == reason


def test_a_mobile_number_that_lost_digits_says_how_many_belong():
    assert refusal(lambda: parse_phone("1380000")).hint == "手机号应是11位"


@pytest.mark.parametrize(
    "yes", ["是", "有", "√", "✓", "✔", 1, 1.0, True, "1", "Y", "yes", "ＹＥＳ", "已建", "已", " 是 "]
)
def test_yes_in_its_forms(yes):
    assert parse_bool(yes) is True


@pytest.mark.parametrize("no", ["否", "无", "没有", "×", "✗", "x", 0, 0.0, False, "N", "未建", "未", "暂无"])
def test_no_in_its_forms(no):
    assert parse_bool(no) is False


def test_silence_is_neither_yes_nor_no():
    assert parse_bool(None) is parse_bool("") is parse_bool("—") is parse_bool("/") is None
    assert refusal(lambda: parse_bool("不清楚")).hint == "请填“是”或“否”"
    assert refusal(lambda: parse_bool(2.0)).reason == "看不出是还是否"


HOUSEHOLD = Choices({"rural": ("农业", "农村"), "urban": ("城镇", "非农业"), "none": ("无",)})


def test_a_choice_goes_by_all_its_names():
    assert parse_choice("农村", choices=HOUSEHOLD) == "rural"
    assert parse_choice(" 非 农 业 ", choices=HOUSEHOLD) == "urban"
    assert parse_choice("无", choices=HOUSEHOLD) == "none"
    assert parse_choice("—", choices=HOUSEHOLD) is None


def test_an_unknown_choice_is_answered_with_the_words_that_may_be_used():
    bad = refusal(lambda: parse_choice("外星", choices=HOUSEHOLD))
    assert str(bad) == "没有这个选项，可以填：农业、城镇、无。"


def test_a_list_is_split_where_people_split_it():
    assert parse_list("甲、乙，丙,丁;戊；己/庚\n辛") == tuple("甲乙丙丁戊己庚辛")
    assert parse_list("甲、、甲、 乙 、无") == ("甲", "乙")
    assert parse_list(3.0) == ("3",)
    assert refusal(lambda: parse_list("甲" * 61)).hint == "各项之间用顿号隔开"


def test_a_required_field_that_says_nothing_is_refused_by_its_title():
    field = Field("name", "姓名", (), parse_name, required=True)
    assert str(refusal(lambda: field.read("—"))) == "空，姓名必填。"
    assert Field("name", "姓名", (), parse_name).read("—") is None


@given(
    st.one_of(
        st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.times(), st.timedeltas()
    )
)
def test_no_cell_whatever_breaks_a_parser(value):
    for parse in (parse_text, parse_name, parse_phone, parse_bool, parse_list):
        try:
            parse(value)
        except BadValue as bad:
            assert bad.reason and bad.hint
