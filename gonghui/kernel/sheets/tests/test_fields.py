"""Which column is which: exact names are sure, likenesses wait for a person, what an office taught wins."""

import pytest

from gonghui.kernel.sheets import Field, guess_mapping, header_key, parse_text
from gonghui.kernel.sheets.tests.office import PEOPLE, UNITS


def keys(header, fields=PEOPLE, remembered=None):
    return {column: guess.key for column, guess in guess_mapping(header, fields, remembered).items()}


def confidence(header, fields=PEOPLE, remembered=None):
    return {guess.key: guess.confidence for guess in guess_mapping(header, fields, remembered).values()}


@pytest.mark.parametrize(
    "written",
    [
        "身份证号",
        "身份证\n号码",
        "身份证号码（18位）",
        " 身 份 证 ",
        "身份证号*",
        "*身份证号：",
        "【必填】证件号",
        "身份证号（必填）",
    ],
)
def test_an_exact_name_is_sure_however_it_is_set(written):
    assert confidence([written]) == {"id_number": "sure"}


def test_columns_may_stand_in_any_order_among_others():
    header = ["序号", "手机号码", "备注2", "单位全称", "姓　名", "", "证件号"]
    assert keys(header) == {1: "phone", 3: "unit", 4: "name", 6: "id_number"}


@pytest.mark.parametrize(
    ("written", "key"),
    [("个人手机号码", "phone"), ("单位联系电话", "phone"), ("职工身份证号", "id_number"), ("入职时间段", "joined")],
)
def test_a_likeness_is_left_for_a_person_to_check(written, key):
    assert confidence([written]) == {key: "check"}


def test_a_slip_in_the_header_is_still_a_likeness():
    assert confidence(["身份证号吗"]) == {"id_number": "check"}


def test_a_header_of_another_kind_is_left_alone():
    assert keys(["籍贯", "血型", "备注", "性别"]) == {}


def test_a_field_gets_its_best_column_only():
    assert keys(["联系人手机号", "手机号"]) == {1: "phone"}
    assert keys(["手机", "手机号"]) == {0: "phone"}


def test_words_in_brackets_count_when_they_change_the_meaning():
    assert confidence(["职工人数（人）"], UNITS) == {"workers": "sure"}
    assert confidence(["职工人数（女）"], UNITS) == {"women": "sure"}
    assert confidence(["职工人数（外来）"], UNITS) == {"workers": "check"}


def test_a_two_row_header_matches_joined_or_by_its_lower_word():
    assert keys(["基本情况/姓名", "出生/年月", "职工人数/女"], (*PEOPLE, UNITS[2])) == {
        0: "name",
        1: "born",
        2: "women",
    }
    assert confidence(["基本情况/姓名"]) == {"name": "sure"}


def test_two_people_in_one_header_make_a_person_look():
    header = ["本人/姓名", "本人/手机", "配偶/姓名"]
    assert keys(header) == {0: "name", 1: "phone"}
    assert confidence(header) == {"name": "check", "phone": "sure"}


def test_what_the_office_taught_wins():
    taught = {header_key("工号（内部）"): "id_number", header_key("姓名"): "", header_key("称呼"): "name"}
    assert keys(["工号（内部）", "姓名", "称呼", "身份证号"], PEOPLE, taught) == {0: "id_number", 2: "name"}
    assert confidence(["称呼"], PEOPLE, taught) == {"name": "sure"}


def test_a_lesson_about_a_field_that_is_gone_is_forgotten():
    assert keys(["姓名"], PEOPLE, {header_key("姓名"): "dropped"}) == {0: "name"}


def test_the_column_of_reasons_and_the_numbering_are_not_imported():
    reasons = (Field("reason", "未导入原因", (), parse_text), Field("number", "号", ("序号一",), parse_text))
    assert keys(["序号", "未导入原因", "行号"], reasons) == {}
    assert keys(["编号"], (Field("code", "编号", (), parse_text),)) == {0: "code"}


def test_header_keys_ignore_how_a_header_is_set():
    assert header_key("身份证\n号码（18位）") == header_key("身份证 号码 (18位)：") == "身份证号码18位"
    assert header_key("ＩＤ／No.") == "idno"
