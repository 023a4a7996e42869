"""Files made to fill the memory or to lie about themselves: each is refused before the reader opens it."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from gonghui.kernel.sheets import UnreadableFile, archive, facts, read_workbook
from gonghui.kernel.sheets.sheetxml import XlsxScan
from gonghui.kernel.sheets.tests.office import book, with_member
from gonghui.kernel.sheets.tests.test_workbook import XLS

MEGABYTE = 1024 * 1024
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def refused(data: bytes, filename: str = "名单.xlsx") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(data, filename)
    return caught.value.what


def xlsx(rows: str, prefix: str = "") -> bytes:
    """A workbook whose only sheet has the given XML for rows."""
    p = f"{prefix}:" if prefix else ""
    declared = f"xmlns{':' if prefix else ''}{prefix}"
    xml = f'<{p}worksheet {declared}="{NAMESPACE}"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'
    return with_member(book([["x"]]), "xl/worksheets/sheet1.xml", xml.encode())


def test_a_file_that_unpacks_beyond_all_measure_is_not_opened(monkeypatch):
    assert archive.MAX_UNPACKED == 400 * MEGABYTE
    monkeypatch.setattr(archive, "MAX_UNPACKED", 4 * MEGABYTE)
    assert refused(with_member(book([["x"]]), "xl/media/zeros.bin", bytes(5 * MEGABYTE))).startswith(
        "文件解压后大得不正常"
    )


def test_a_bomb_that_owns_up_is_refused_before_anything_is_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "_unpacked", None)
    shrinking = with_member(book([["x"]]), "xl/media/zeros.bin", bytes(11 * MEGABYTE))
    assert refused(shrinking).startswith("文件解压后大得不正常")
    monkeypatch.setattr(archive, "MAX_UNPACKED", 4 * MEGABYTE)
    large = with_member(book([["x"]]), "xl/media/zeros.bin", bytes(5 * MEGABYTE))
    assert refused(large).startswith("文件解压后大得不正常")


def test_a_member_that_shrinks_too_well_is_not_opened():
    assert refused(with_member(book([["x"]]), "xl/sharedStrings.xml", b" " * 30 * MEGABYTE)).startswith(
        "文件解压后大得不正常"
    )


def test_a_small_member_may_shrink_as_well_as_it_likes():
    assert read_workbook(with_member(book([["x"]]), "xl/media/zeros.bin", bytes(5 * MEGABYTE)), "x.xlsx")


def lying(claimed: int, true_content: bytes, checksum: int | None = None) -> bytes:
    """A workbook whose sheet claims to be small, checksum and all, while its stream goes on."""
    data = with_member(book([["x"]]), "xl/worksheets/sheet1.xml", true_content)
    patched = bytearray(data)
    with zipfile.ZipFile(BytesIO(data)) as opened:
        info = opened.getinfo("xl/worksheets/sheet1.xml")
    checksum = zlib.crc32(true_content[:claimed]) if checksum is None else checksum
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    for offset, crc_at, size_at in ((info.header_offset, 14, 22), (central, 16, 24)):
        struct.pack_into("<I", patched, offset + crc_at, checksum)
        struct.pack_into("<I", patched, offset + size_at, claimed)
    return bytes(patched)


def test_a_header_that_lies_about_the_size_is_found_out():
    assert refused(lying(100, b"<worksheet>" + b" " * 1000)) == "文件损坏了，读不出来。"


def test_a_lie_about_the_size_alone_is_found_out():
    with zipfile.ZipFile(BytesIO(book([["姓名"]]))) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml")
    with pytest.raises(UnreadableFile, match="损坏"):
        archive.inspect_archive(lying(len(sheet) - 1, sheet, zlib.crc32(sheet)))


def test_a_lie_does_not_get_past_the_allowance(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 2 * MEGABYTE)
    assert refused(lying(100, bytes(5 * MEGABYTE))).startswith("文件解压后大得不正常")


def test_ten_thousand_entries_are_refused_before_they_are_listed(monkeypatch):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for number in range(10_001):
            opened.writestr(f"{number}", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(stream.getvalue()).startswith("文件里的零件太多")


def test_two_members_of_one_name_are_refused():
    stream = BytesIO(book([["x"]]))
    with zipfile.ZipFile(stream, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("xl/workbook.xml", b"<workbook/>")
    assert refused(stream.getvalue()) == "文件损坏了，读不出来。"


FAR = [
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="XFD900000"><v>1</v></c></row>',
    "<row r='1'><c r='A1'><v>1</v></c></row><row r='900000'><c r='XFD900000'><v>1</v></c></row>",
    '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ999999"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="B900000000"><v>1</v></c></row>',
    '<row r="900000"><c r="A900000"><v>1</v></c></row><row r="1" hidden="1"><c r="AAA1" t="inlineStr"><is><t>x</t></is></c></row>',
    '<row r="999999"><c r="A999999"><v>1</v></c></row><row r="1">' + "<c><v>1</v></c>" * 100 + "</row>",
]


@pytest.mark.parametrize("rows", FAR)
def test_a_stray_cell_far_out_does_not_fill_the_memory(rows):
    assert refused(xlsx(rows)).startswith("表格写到了第")


@pytest.mark.parametrize("rows", FAR[:3])
def test_a_stray_cell_is_seen_under_any_prefix(rows):
    prefixed = (
        rows.replace("<row", "<x:row").replace("</row", "</x:row").replace("<c ", "<x:c ").replace("</c", "</x:c")
    )
    assert refused(xlsx(prefixed.replace("<v>", "<x:v>").replace("</v>", "</x:v>"), "x")).startswith("表格写到了第")
    # Rows under a prefix other than the sheet's own would go unseen.
    assert refused(xlsx(prefixed, "")) == "文件损坏了，读不出来。"


def test_styled_cells_to_the_end_of_the_sheet_hold_nothing_and_do_no_harm():
    rows = '<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="B1048576" s="1"/></row>'
    assert read_workbook(xlsx(rows), "x.xlsx")[0].rows == [[7.0]]


def test_a_wide_sheet_within_reason_is_read():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"><c r="AZ3"><v>2</v></c></row>'
    (sheet,) = read_workbook(xlsx(rows), "x.xlsx")
    assert (len(sheet.rows), len(sheet.rows[2]), sheet.rows[2][51]) == (3, 52, 2.0)


def test_cells_without_a_place_of_their_own_are_counted():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert read_workbook(xlsx(rows), "x.xlsx")[0].rows == [[1.0, 2.0], [3.0, None]]


ROWS = {
    "plain": '<row r="{n}"><c r="A{n}"><v>1</v></c><c r="D{n}"><v>2</v></c></row>',
    "hidden": '<row r="{n}" hidden="1"><c r="A{n}"><v>1</v></c></row>',
    "in error": '<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}" t="e"><v>#N/A</v></c></row>',
    "wide": '<row r="{n}"><c r="A{n}"><v>1</v></c><c r="AB{n}"><v>2</v></c></row>',
    "half without places": '<row r="{n}"><c r="A{n}"><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>',
    "without places": "<row><c><v>1</v></c><c><v>2</v></c></row>",
}


@pytest.mark.parametrize("shape", ROWS)
def test_the_quick_look_and_the_careful_look_agree(shape, monkeypatch):
    rows = "".join(ROWS["plain" if n % 50 else shape].format(n=n) for n in range(1, 3000))
    xml = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    quick, careful = XlsxScan(), XlsxScan()
    monkeypatch.setattr(careful, "_is_plain", lambda block: False)
    for scan in (quick, careful):
        for start in range(0, len(xml), 1000):
            scan.feed(xml[start : start + 1000])
        scan.close()
    assert quick.facts == careful.facts
    assert quick.facts.last_row == 2999
    assert quick.facts.last_column == (27 if shape == "wide" else 3)
    assert len(quick.facts.errors) == (59 if shape == "in error" else 0)


def test_a_row_of_unplaced_cells_is_counted_among_placed_ones():
    scan = XlsxScan()
    scan.feed(f'<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'.encode())
    scan.feed(b'<row r="2"><c r="A2"><v>1</v></c>' + b"<c><v>1</v></c>" * 99 + b'</row><row r="3"></row></sheetData>')
    scan.close()
    assert scan.facts.last_column == 99


def test_a_sheet_in_another_encoding_is_not_read_blind():
    xml = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{NAMESPACE}"><sheetData/></worksheet>'
    assert (
        refused(with_member(book([["x"]]), "xl/worksheets/sheet1.xml", xml.encode("utf-16")))
        == "文件损坏了，读不出来。"
    )


def ods(rows: str) -> bytes:
    stream = BytesIO()
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(stream, "w") as opened:
        opened.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        opened.writestr("META-INF/manifest.xml", manifest)
        opened.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="名单">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>张三</text:p></table:table-cell>'


def test_an_ods_is_read():
    rows = f"<table:table-row>{CELL.format('')}</table:table-row>"
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows += f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    assert read_workbook(ods(rows), "名单.ods")[0].rows == [["张三"]]


def test_one_cell_repeated_a_billion_times_is_refused():
    wide = CELL.format(' table:number-columns-repeated="1000"')
    rows = f'<table:table-row table:number-rows-repeated="900000">{wide}</table:table-row>'
    assert refused(ods(rows), "名单.ods").startswith("表格写到了第900000行")
    assert refused(ods(rows.replace("900000", "1048576")), "名单.ods").startswith("表格写到了第1048576行")


def test_an_xls_that_claims_a_giant_table_is_refused():
    at = XLS.index(b"\x00\x02\x0e\x00") + 4
    assert (
        refused(XLS[:at] + struct.pack("<IIHH", 0, 0xFFFFFFFF, 0, 0xFFFF) + XLS[at + 12 :]) == "文件损坏了，读不出来。"
    )


def test_an_xls_whose_table_ends_before_it_begins_is_refused():
    at = XLS.index(b"\x7e\x02\x0a\x00") + 4
    short = b"\x00\x02\x0a\x00" + struct.pack("<HHHHH", 5, 1, 17, 14, 0)
    assert refused(XLS[: at - 4] + short + XLS[at + 10 :]) == "文件损坏了，读不出来。"


def test_an_xls_that_claims_a_billion_words_is_refused():
    at = XLS.index(b"\xfc\x00", XLS.index("永安纺织".encode("utf-16-le"))) + 4
    assert refused(XLS[: at + 4] + struct.pack("<I", 0xFFFFFFFF) + XLS[at + 8 :]) == "文件损坏了，读不出来。"


def test_an_xls_with_a_cell_far_out_is_refused(monkeypatch):
    monkeypatch.setattr(facts, "MAX_CELLS", 20)
    assert refused(XLS).startswith("表格写到了第")


def test_an_xls_whose_chain_of_sectors_bites_its_tail_is_refused():
    table_at = (struct.unpack_from("<I", XLS, 76)[0] + 1) * 512
    looped = bytearray(XLS)
    for sector in range(len(XLS) // 512 - 1):
        if struct.unpack_from("<I", XLS, table_at + sector * 4)[0] < 0xFFFFFFFA:
            struct.pack_into("<I", looped, table_at + sector * 4, sector)
    assert refused(bytes(looped)) == "文件损坏了，读不出来。"
