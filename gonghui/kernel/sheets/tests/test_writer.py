"""What goes out to an office and comes back from it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui.kernel.sheets import (
    REASON_HEADER,
    BadSheet,
    Field,
    find_table,
    guess_mapping,
    parse_bool,
    parse_count,
    parse_date,
    parse_id_number,
    parse_money,
    parse_name,
    parse_phone,
    parse_text,
    read_workbook,
    write_bad_rows,
    write_rows,
    writer,
)
from gonghui.kernel.sheets.tests.office import PEOPLE, TODAY, person_id, table_of

LEDGER = (
    Field("name", "姓名", (), parse_name, required=True),
    Field("id_number", "身份证号", (), partial(parse_id_number, today=TODAY)),
    Field("phone", "手机", (), parse_phone),
    Field("joined", "入职时间", (), partial(parse_date, today=TODAY)),
    Field("workers", "职工人数", (), parse_count),
    Field("fee", "会费", (), parse_money),
    Field("insured", "是否参保", (), parse_bool),
    Field("note", "备注", (), parse_text),
)
TITLES = [field.title for field in LEDGER]


def written(rows, title="石桥镇员工名册", columns=TITLES, text_columns=(1, 2)):
    stream = BytesIO()
    assert write_rows(stream, title, columns, rows, text_columns) == len(rows)
    return stream.getvalue()


def read_back(data, fields=LEDGER):
    (sheet,) = read_workbook(data, "导出.xlsx")
    table = find_table(sheet, fields)
    assert table is not None
    parsers = {field.key: field.read for field in fields}
    guesses = guess_mapping(table.header, fields)
    assert all(guess.confidence == "sure" for guess in guesses.values())
    return [[parsers[guess.key](row[column]) for column, guess in guesses.items()] for _, row in table.rows]


def tidy(text):
    """What `parse_text` would have made of the text when it first came in."""
    try:
        return parse_text(text)
    except ValueError:
        return None


name = st.text("张王李赵海燕秀兰建国𬭎", min_size=2, max_size=4)
note = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40).map(tidy)
row = st.tuples(
    name,
    st.builds(person_id, st.dates(date(1930, 1, 1), TODAY), st.integers(0, 999)),
    st.integers(13_000_000_000, 19_999_999_999).map(str),
    st.none() | st.dates(date(1927, 6, 1), TODAY),
    st.none() | st.integers(0, 10_000_000),
    st.none() | st.decimals(0, 10_000_000, places=2),
    st.none() | st.booleans(),
    st.one_of(st.none(), note, st.sampled_from(["=1+1", "-5", "+86", "@x", "'=x", "''-", "＝1"]).map(tidy)),
)


@settings(max_examples=60)
@given(st.lists(row, min_size=1, max_size=8))
def test_what_is_exported_can_be_imported_again_value_for_value(rows):
    assert read_back(written(rows)) == [list(each) for each in rows]


def test_an_export_without_rows_still_shows_its_columns():
    (sheet,) = read_workbook(written([]), "导出.xlsx")
    assert sheet.rows == [["石桥镇员工名册", *[None] * 7], TITLES]


def test_an_export_is_pleasant_to_open():
    rows = [("张海燕", person_id(), "13800000001", date(2026, 5, 1), 12, Decimal("12.50"), True, "甲" * 100)]
    sheet = openpyxl.load_workbook(BytesIO(written(rows))).active
    assert sheet.freeze_panes == "A3"
    assert sheet["A2"].font.bold and sheet["A1"].value == "石桥镇员工名册"
    assert sheet["B3"].data_type == "s" and sheet["B3"].number_format == "@"
    assert sheet["D3"].value == datetime(2026, 5, 1) and sheet["D3"].number_format == "yyyy-mm-dd"
    assert sheet["F3"].value == 12.5
    assert sheet.column_dimensions["B"].width > 18
    assert sheet.column_dimensions["H"].width < 45
    assert [sheet.title, sheet["G3"].value] == ["石桥镇员工名册", "是"]


def test_no_text_of_an_export_is_ever_a_formula():
    rows = [(text, None, None, None, None, None, None, text) for text in ("=1+1", "{=1}", "@x", "http://x", "0012")]
    sheet = openpyxl.load_workbook(BytesIO(written(rows, columns=["=甲", *TITLES[1:]], title="=题"))).active
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value, sheet["A7"].value] == [
        "'=题",
        "'=甲",
        "'=1+1",
        "0012",
    ]
    assert sheet["A6"].hyperlink is None
    linked = openpyxl.load_workbook(BytesIO(written([], title="http://x"))).active
    assert linked["A1"].hyperlink is None and linked["A1"].value == "http://x"


def test_long_numbers_and_long_texts_are_not_cut_silently_by_excel():
    rows = [
        (None, 329999198503010121, None, None, 10**15, None, None, "长" * 40_000),
        (timedelta(hours=1), *[None] * 7),
    ]
    sheet = read_workbook(written(rows, text_columns=()), "导出.xlsx")[0]
    assert sheet.rows[2][1] == "329999198503010121"
    assert sheet.rows[2][4] == "1000000000000000"
    assert len(str(sheet.rows[2][7])) == 32_767
    assert sheet.rows[3][0] == "1:00:00"


def test_a_numeric_code_in_a_text_column_stays_text():
    sheet = read_workbook(written([("张三", 320583, None, None, None, None, None, None)]), "导出.xlsx")[0]
    assert sheet.rows[2][1] == "320583"


def test_a_very_long_export_goes_on_in_a_second_sheet(monkeypatch):
    monkeypatch.setattr(writer, "_ROWS_PER_SHEET", 2)
    data = written([(f"张{n}", *[None] * 7) for n in "甲乙丙"])
    assert [len(sheet.rows) for sheet in read_workbook(data, "导出.xlsx")] == [4, 3]
    assert len({sheet.name for sheet in read_workbook(data, "导出.xlsx")}) == 2


def test_a_sheet_gets_a_name_that_excel_allows():
    used: set[str] = set()
    wanted = ["a/b:c*[d]?", "a/b:c*[d]?", "ABCD", "'引'", "", "长" * 40, "长" * 40]
    assert [writer.tab_name(each, used) for each in wanted] == [
        "abcd", "abcd(2)", "ABCD(3)", "引", "表", "长" * 31, "长" * 28 + "(2)",
    ]  # fmt: skip


def bad_file(sheets):
    stream = BytesIO()
    count = write_bad_rows(stream, sheets)
    return stream.getvalue(), count


def test_rejected_rows_come_back_under_their_own_header_with_the_reason_and_can_be_imported():
    rows = [
        ["顺捷物流员工花名册"],
        ["序号", "姓 名", "身份证\n号码（18位）", "入职时间", "备注"],
        [1, "张三", "329999198503010122", date(2026, 5, 1), "=1+1"],
        [2, "李四", 3.29999e17, "2026.13.5", None],
    ]
    table = table_of(rows, ["A1:E1"])
    bad = [(cells, f"第{number}行有错。") for number, cells in table.rows]
    data, count = bad_file([BadSheet("顺捷", table.title, table.header_rows, bad)])
    (sheet,) = read_workbook(data, "坏行.xlsx")
    assert count == 2 and sheet.name == "顺捷"
    assert sheet.rows[2] == [1, "张三", "329999198503010122", date(2026, 5, 1), "'=1+1", "第3行有错。"]
    again = find_table(sheet, PEOPLE)
    assert again is not None
    assert again.title == "顺捷物流员工花名册"
    assert again.header == [*table.header, REASON_HEADER]
    assert guess_mapping(again.header, PEOPLE) == guess_mapping(table.header, PEOPLE)
    assert [row[:5] for _, row in again.rows] == [[*rows[2][:4], "'=1+1"], rows[3]]


def test_a_row_rejected_twice_carries_only_its_latest_reason():
    header = [["姓名", REASON_HEADER, "身份证号"]]
    data, _ = bad_file([BadSheet("甲", "", header, [(["张三", "旧原因", person_id()], "新原因")])])
    assert read_workbook(data, "坏行.xlsx")[0].rows == [
        ["姓名", "身份证号", REASON_HEADER],
        ["张三", person_id(), "新原因"],
    ]


def test_a_two_row_header_comes_back_as_two_rows():
    rows = [["姓名", "出生", None, "手机"], [None, "年月", "地点", None], ["张三", "1985.3", "石桥", "138"]]
    table = table_of(rows, ["A1:A2", "B1:C1", "D1:D2"])
    data, _ = bad_file([BadSheet("甲", "", table.header_rows, [(cells, "手机有3位。") for _, cells in table.rows])])
    again = find_table(read_workbook(data, "坏行.xlsx")[0], PEOPLE)
    assert again is not None
    assert again.header == [*table.header, REASON_HEADER]
    assert [row[:4] for _, row in again.rows] == [["张三", "1985.3", "石桥", "138"]]


def test_two_columns_of_one_name_stay_two_columns():
    data, _ = bad_file([BadSheet("甲", "", [["姓名", "备注", "备注"]], [(["张三", "a", "b"], "错")])])
    assert read_workbook(data, "坏行.xlsx")[0].rows[0] == ["姓名", "备注", "备注", REASON_HEADER]


def test_rejected_rows_of_several_sheets_come_back_in_several_sheets():
    sheets = [
        BadSheet("同名", "", [["姓名"]], [(["张三"], "错")]),
        BadSheet("同名", "", [["姓名"]], [(["李四"], "错")]),
    ]
    data, count = bad_file(sheets)
    assert count == 2
    assert [sheet.name for sheet in read_workbook(data, "坏行.xlsx")] == ["同名", "同名(2)"]
