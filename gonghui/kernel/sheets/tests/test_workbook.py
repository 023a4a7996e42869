"""What an office uploads: every format it keeps, and the files that only claim to be one."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from gonghui.kernel.sheets import UnreadableFile, read_workbook
from gonghui.kernel.sheets import workbook as workbook_module
from gonghui.kernel.sheets.tests.office import book, csv_sheet, person_id, sheet_of, with_member

XLS = (Path(__file__).parent / "files" / "roster.xls").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def why(data: bytes, filename: str = "名单.xlsx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(data, filename)
    assert caught.value.what.endswith("。") and caught.value.todo.endswith("。")
    return caught.value


def test_cells_come_with_their_types_and_places():
    rows = [["姓名", None, "数"], [None, None, None], [None, "张三", 12], [datetime(2026, 5, 1), True, 1.5]]
    sheet = sheet_of(rows)
    assert sheet.rows == [
        ["姓名", None, "数"],
        [None, None, None],
        [None, "张三", 12.0],
        [date(2026, 5, 1), True, 1.5],
    ]


def test_a_table_that_begins_at_c5_keeps_its_places():
    stream = BytesIO()
    book_ = openpyxl.Workbook()
    book_.active["C5"] = "姓名"
    book_.active["C6"] = "张三"
    book_.save(stream)
    (sheet,) = read_workbook(stream.getvalue(), "名单.xlsx")
    assert sheet.rows[4] == [None, None, "姓名"]
    assert len(sheet.rows) == 6


def test_hidden_rows_and_sheets_are_read_and_hidden_sheets_told():
    def hide(workbook, sheet):
        workbook.worksheets()[1].hide()

    data = book({"新": [["姓名"], ["张三"], ["李四"]], "旧": [["姓名"], ["王五"]]}, hidden_rows=[2], finish=hide)
    new, old = read_workbook(data, "名单.xlsx")
    assert [row[0] for row in new.rows] == ["姓名", "张三", "李四"]
    assert (new.hidden, old.rows[1], old.hidden) == (False, ["王五"], True)


def test_a_unit_merged_down_over_its_people_belongs_to_each_of_them():
    rows = [
        ["名单", None, None],
        ["单位", "姓名", None],
        ["顺捷", "张三", "甲"],
        [None, "李四", None],
        [None, "王五", None],
    ]
    sheet = sheet_of(rows, ["A1:C1", "A3:A5"])
    assert [row[0] for row in sheet.rows] == ["名单", "单位", "顺捷", "顺捷", "顺捷"]
    assert sheet.rows[0] == ["名单", None, None]
    assert sheet.rows[3] == ["顺捷", "李四", None]


def test_a_unit_merged_further_down_than_its_people_reach_makes_no_empty_people():
    rows = [
        ["单位", "队", "姓名"],
        ["顺捷", "一", "张三"],
        [None, None, None],
        [None, None, "李四"],
        [None, None, None],
        ["末", None, None],
    ]
    sheet = sheet_of(rows, ["A2:A5", "B2:B5"])
    assert [row for row in sheet.rows[1:]] == [
        ["顺捷", "一", "张三"],
        [None] * 3,
        ["顺捷", "一", "李四"],
        [None] * 3,
        ["末", None, None],
    ]


def test_a_wide_merged_remark_is_not_copied_down():
    rows = [
        ["姓名", "岗位", "备注", "其他", "末"],
        ["张三", "分拣", None, None, None],
        ["说明：……"],
        [None] * 4 + ["有"],
    ]
    assert sheet_of(rows, ["A3:D4"]).rows[3] == [None, None, None, None, "有"]


def test_a_formula_that_failed_shows_and_one_that_worked_counts():
    def formulas(workbook, sheet):
        sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B2", '="a"', None, "abc")
        sheet.write_formula("C2", "=VLOOKUP(1,A:B,2)", None, "#N/A")

    (sheet,) = read_workbook(book([["甲", "乙", "丙"]], finish=formulas), "名单.xlsx")
    assert sheet.rows[1] == ["#DIV/0!", "abc", "#N/A"]


def test_text_that_looks_like_a_formula_is_only_text():
    assert sheet_of([["姓名"], ["=cmd|' /C calc'!A0"]]).rows[1] == ["=cmd|' /C calc'!A0"]


def test_charts_and_empty_sheets_hold_no_table():
    def chart(workbook, sheet):
        line = workbook.add_chart({"type": "line"})
        line.add_series({"values": "=名单!$A$1:$A$1"})
        workbook.add_chartsheet("图").set_chart(line)

    sheets = read_workbook(book({"名单": [["姓名"]], "空": []}, finish=chart), "名单.xlsx")
    assert [sheet.name for sheet in sheets] == ["名单"]


def test_an_old_xls_reads_like_a_new_one():
    roster, old = read_workbook(XLS, "名册.xls")
    assert roster.name == "永安纺织"
    assert roster.rows[1][:3] == ["序号", "姓 名", "身份证\n号码"]
    assert roster.rows[3] == [2, "何计", person_id(date(1990, 7, 12), 1), 13800000002.0, "一车间", date(2021, 5, 4)]
    assert roster.rows[4][5] == "#N/A"
    assert (roster.hidden, old.hidden) == (False, True)


def test_content_counts_and_not_the_name():
    assert read_workbook(book([["姓名"]]), "名单.xls")[0].rows == [["姓名"]]
    assert read_workbook(book([["姓名"]]), "名单.csv")[0].rows == [["姓名"]]
    assert read_workbook(XLS, "名册.xlsx")[0].name == "永安纺织"
    assert read_workbook("姓名\t单位\n张三\t顺捷\n".encode("gbk"), "导出.xls")[0].rows[1] == ["张三", "顺捷"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_every_encoding_of_an_office(encoding, delimiter):
    lines = [["姓名", "身份证号", "单位"], ["张三", person_id(), "顺捷物流"], ["李四", "", "永安"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    sheet = csv_sheet(text, encoding)
    assert sheet.name == "名单"
    assert sheet.rows == [lines[0], lines[1], ["李四", None, "永安"]]


def test_a_text_table_keeps_quoted_line_ends_and_fills_short_rows():
    sheet = csv_sheet('sep=;\n姓名;住址;备注\n张三;"石桥村\n二组; 3号";\n李四\n="007";a\x00b\x07c;"说""好"""\n')
    assert sheet.rows == [
        ["姓名", "住址", "备注"],
        ["张三", "石桥村\n二组; 3号", None],
        ["李四", None, None],
        ["007", "abc", '说"好"'],
    ]


def test_a_rare_name_survives_gb18030():
    assert csv_sheet("姓名,单位\n𬭎䶮,顺捷\n", "gb18030").rows[1] == ["𬭎䶮", "顺捷"]


def test_one_broken_byte_spoils_one_cell_and_not_the_file():
    data = "姓名,单位\n".encode("gbk") + b"\xd5\xff,\xcb\xb3\xbd\xdd\n" + "李四,永安\n".encode("gbk") * 400
    rows = read_workbook(data, "名单.csv")[0].rows
    assert rows[2] == ["李四", "永安"]
    assert "\ufffd" in str(rows[1][0])


def test_a_quote_without_its_partner_does_not_swallow_the_people_below():
    text = '姓名,单位\n"张三,顺捷\n' + "李四,永安\n" * 100
    assert "双引号没有配对" in why(text.encode(), "名单.csv").what


@pytest.mark.parametrize("nothing", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf", b"\x00" * 5000])
def test_an_empty_file_is_named_so(nothing):
    assert why(nothing).what == "文件是空的。"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "这是PDF，不是表格。"),
        (b"\x89PNG\r\n\x1a\n", "这是图片，不是表格。"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "这是图片，不是表格。"),
        (b"BM\x36\x00\x00\x00", "这是图片，不是表格。"),
        (b"Rar!\x1a\x07", "这是压缩包，不是表格。"),
        (b"MZ\x90\x00\x03", "这是程序，不是表格。"),
        (b"{\\rtf1\\ansi", "这是Word文档，不是表格。"),
        (b"\n <html xmlns:x='excel'><table><tr><td>1", "这是网页存成的表格，不是真正的Excel文件。"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "这是网页存成的表格，不是真正的Excel文件。"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "这是网页存成的表格，不是真正的Excel文件。"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "这是XML格式的旧表格。",
        ),
        (b'<?xml version="1.0"?><a/>', "这是XML文件，不是表格。"),
        (b"\x07\x08\x01\x02" * 500, "这不是表格文件。"),
        (bytes(range(128, 256)) * 20, "这不是表格文件。"),
        (b"PK\x03\x04 broken", "文件损坏了，读不出来。"),
        (OLE + b"\x00" * 600, "文件损坏了，读不出来。"),
        (XLS[:3000], "文件损坏了，读不出来。"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_called_by_its_name(data, what):
    assert why(data, "名单.xls").what == what


def test_a_text_that_begins_like_a_picture_is_still_text():
    assert csv_sheet("BMI,MZ\n20,汉\n").rows[0] == ["BMI", "MZ"]


def test_text_called_xlsx_is_not_guessed_at():
    assert why("姓名,单位\n张三,顺捷\n".encode(), "名单.xlsx").what == "文件名是.xlsx，里面却不是Excel表格。"


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("word/document.xml", "这是Word或PPT文件，不是表格。"),
        ("xl/workbook.bin", "这是xlsb（二进制）表格，读不了。"),
        ("a.xlsx", "这是压缩包，不是表格。"),
    ],
)
def test_another_archive_is_called_by_its_name(member, what):
    empty = b"PK\x05\x06" + b"\x00" * 18
    assert why(with_member(empty, member, b"x")).what == what


def test_a_truncated_download_is_called_damaged():
    assert why(book([["姓名"]])[:-400]).what == "文件损坏了，读不出来。"
    assert why(with_member(book([["姓名"]]), "xl/sharedStrings.xml", b"<sst><si>")).what == "文件损坏了，读不出来。"


def test_a_locked_file_asks_for_its_password_to_be_taken_off(monkeypatch):
    locked = XLS.replace("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")[:16], 1)
    renamed = bytearray(XLS)
    at = XLS.index("Workbook".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le") + b"\x00\x00"
    renamed[at : at + len(name)] = name
    renamed[at + 64] = len(name)
    assert why(bytes(renamed)).what == "文件加了密码，读不出来。"
    # A FILEPASS record (0x002F) in place of the first record behind the beginning of the workbook.
    first = XLS.index(b"\x09\x08\x10\x00") + 20
    assert why(XLS[:first] + b"\x2f\x00" + XLS[first + 2 :]).what == "文件加了密码，读不出来。"
    assert locked != XLS


def test_a_file_over_fifty_megabytes_is_refused_before_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(workbook_module, "MAX_BYTES", 1000)
    assert why(b"PK\x03\x04" + b"x" * 1000).what.startswith("文件有")


def test_two_hundred_sheets_are_read_and_one_more_is_not(monkeypatch):
    monkeypatch.setattr(workbook_module, "MAX_SHEETS", 3)
    assert len(read_workbook(book({str(n): [["姓名"]] for n in range(3)}), "名单.xlsx")) == 3
    assert why(book({str(n): [["姓名"]] for n in range(4)})).what == "有4个工作表，最多能读3个。"


def test_too_many_rows_over_all_sheets_are_refused(monkeypatch):
    monkeypatch.setattr(workbook_module, "MAX_ROWS", 5)
    assert len(read_workbook(book({"一": [["x"]] * 3, "二": [["x"]] * 2}), "名单.xlsx")) == 2
    assert "6行" in why(book({"一": [["x"]] * 3, "二": [["x"]] * 3})).what


def test_sheets_too_large_together_are_refused(monkeypatch):
    monkeypatch.setattr(workbook_module, "MAX_CELLS", 5)
    assert why(book({"一": [["x"]] * 3, "二": [["x"]] * 3})).what == "所有工作表加起来太大了，一次读不完。"


def test_too_many_lines_of_text_are_refused(monkeypatch):
    monkeypatch.setattr("gonghui.kernel.sheets.delimited.MAX_ROWS", 5)
    assert why(b"a,b\n" * 6, "名单.csv").what.startswith("行数太多")


def test_a_panic_inside_the_reader_is_a_refusal_and_not_a_crash(monkeypatch):
    class Panic(BaseException):
        pass

    def panic(*args, **kwargs):
        raise Panic("index out of range")

    monkeypatch.setattr(workbook_module, "load_workbook", panic)
    assert why(book([["姓名"]])).what == "文件损坏了，读不出来。"


def test_a_word_on_every_row_is_held_once():
    rows = sheet_of([["单位", "数"], *[["顺捷物流有限公司", n] for n in range(50)]]).rows
    assert len({id(row[0]) for row in rows[1:]}) == 1
