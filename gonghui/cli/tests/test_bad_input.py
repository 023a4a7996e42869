"""Files that cannot be imported, rows that cannot be true: a clear sentence, nothing half done, the right exit code."""

import zipfile
from pathlib import Path

import pytest

from gonghui.cli.tests.office import Office, credit_code, dump, person

HEADER = ["姓名", "身份证号", "所属工会"]


@pytest.fixture
def settled(stone_bridge: Office) -> Office:
    """石桥镇 with one employer and its union."""
    stone_bridge.take(
        "employers", stone_bridge.xlsx("单位.xlsx", [["单位名称", "职工人数"], ["宏达机械有限公司", 120]])
    )
    stone_bridge.take(
        "unions", stone_bridge.xlsx("工会.xlsx", [["工会名称", "成立日期"], ["宏达机械有限公司工会", "2019-01-01"]])
    )
    return stone_bridge


def empty(folder: Path) -> Path:
    (folder / "空.xlsx").write_bytes(b"")
    return folder / "空.xlsx"


def picture(folder: Path) -> Path:
    (folder / "名册.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return folder / "名册.xlsx"


def prose(folder: Path) -> Path:
    (folder / "通知.csv").write_text("关于上报会员名册的通知\n各基层工会：\n请于本月底前上报。\n", encoding="utf-8")
    return folder / "通知.csv"


def bomb(folder: Path) -> Path:
    file = folder / "炸弹.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(450):
                sheet.write(bytes(1024 * 1024))
    return file


def huge(folder: Path) -> Path:
    file = folder / "很大.xlsx"
    with open(file, "wb") as out:
        out.truncate(200 * 1024**2)
    return file


def locked(folder: Path) -> Path:
    """What Excel writes with a password: an OLE file whose directory names EncryptedPackage."""
    sector = bytearray(512)
    sector[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    body = "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0")
    (folder / "加密.xlsx").write_bytes(bytes(sector) + body * 4)
    return folder / "加密.xlsx"


@pytest.mark.parametrize("make", [empty, picture, prose, bomb, huge, locked])
def test_a_file_that_is_no_roster_is_refused_in_plain_words(settled: Office, make: object) -> None:
    file = make(settled.folder)  # type: ignore[operator]
    before = dump()
    settled.refused("import", "members", str(file), "--json")
    assert dump() == before


def test_a_wrong_path_and_a_wrong_ledger_are_refused(settled: Office) -> None:
    assert "没有文件" in settled.refused("import", "members", "/nowhere/名册.xlsx")
    assert "没有文件" in settled.refused("import", "members", str(settled.folder))
    file = settled.xlsx("名册.xlsx", [HEADER])
    assert "employers（用人单位）" in settled.refused("import", "会员", str(file))
    assert "文件夹" in settled.refused("import", "members", str(file), "--bad-rows", "/nowhere/退回.xlsx")


def test_wrong_usage_is_exit_code_two(settled: Office) -> None:
    assert settled.run("import", "members")[0] == 2
    assert settled.run("undo", "十")[0] == 2
    assert settled.run("没有")[0] == 2
    assert settled.run("figures", "--json")[0] == 2


def test_a_header_without_rows_imports_nothing(settled: Office) -> None:
    assert settled.counts("members", settled.xlsx("名册.xlsx", [["会员名册"], HEADER])) == (0, 0, 0, 0)


def test_a_sheet_without_the_column_that_is_needed_says_so_in_every_row(settled: Office) -> None:
    found = settled.take(
        "members", settled.xlsx("名册.xlsx", [["姓名", "所属工会", "手机"], ["王芳", "宏达机械有限公司工会", None]])
    )
    assert "身份证号" in found["rejected"][0]["reason"]


def test_a_cover_page_among_five_sheets_is_passed_over(settled: Office) -> None:
    tabs = {
        "封面": [["石桥镇"], ["单位名称", "联系电话"], ["石桥镇总工会", "0512-66660001"]],
        "目录": [["序号", "姓名"], [1, "见后"]],
    }
    tabs |= {
        f"第{n}页": [HEADER, [f"王{word}", person(n), "宏达机械有限公司工会"]] for n, word in enumerate("芳敏静", 1)
    }
    assert settled.counts("members", settled.xlsx("名册.xlsx", tabs)) == (3, 0, 0, 0)


def test_every_kind_of_wrong_row_comes_back_with_its_reason(settled: Office) -> None:
    union = "宏达机械有限公司工会"
    lines = [[*HEADER, "入会日期"], [None, person(1), union], ["王芳", None, union], ["李强", "320583198503010015", union],
             ["张敏", person(2)[:15], union], ["赵伟", "3299**********0012", union], ["钱丽", person(3), union, "2026-07-03"],
             ["孙静", person(4), union, "1980-01-01"], ["周伟", person(5), "不知道的工会"], ["吴刚", person(6), union, "去年"]]  # fmt: skip
    found = settled.take("members", settled.xlsx("名册.xlsx", lines))
    assert (found["rows"], found["created"]) == (9, 0)
    reasons = {r["row"]: (r["column"], r["reason"]) for r in found["rejected"]}
    assert sorted(reasons) == list(range(2, 11))
    assert reasons[2] == ("姓名", "空，姓名必填")
    assert reasons[4][1].startswith("校验位不符")
    assert reasons[5][1].startswith("是15位老号码")
    assert reasons[6][1].startswith("证件号是遮住的")
    assert reasons[7] == ("入会日期", "日期还没到，请核对年份")
    assert reasons[8][1].startswith("入会日期早于出生日期")
    assert reasons[9][0] == "所属工会"


def test_wrong_codes_and_numbers_of_employers_come_back(settled: Office) -> None:
    good = credit_code(9)
    wrong = good[:17] + ("A" if good[17] != "A" else "B")
    lines = [["单位名称", "统一社会信用代码", "职工人数", "女职工人数"], ["甲公司", wrong, 5, 2], ["乙公司", good, 5, 9],
             ["丙公司", good, "约20", None],
             ["丁公司", good, 20, None], ["戊公司", good, 20, None]]  # fmt: skip
    found = settled.take("employers", settled.xlsx("单位2.xlsx", lines))
    assert found["created"] == 1
    assert {r["row"]: r["column"] for r in found["rejected"]} == {
        2: "统一社会信用代码", 3: "女职工人数", 4: "职工人数", 6: "单位名称"
    }  # fmt: skip


def test_a_formula_in_a_cell_is_text_here_and_harmless_in_the_export(settled: Office) -> None:
    lines = [
        [*HEADER, "备注"],
        ["王芳", person(1), "宏达机械有限公司工会", '=HYPERLINK("http://x")'],
        ["李强", person(2), "宏达机械有限公司工会", "+1"],
    ]
    assert settled.counts("members", settled.csv("名册.csv", lines)) == (2, 0, 0, 0)
    file = settled.export("members")
    with zipfile.ZipFile(file) as archive:
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "<f>" not in texts
    assert "'=HYPERLINK" in texts
    assert settled.counts("members", file) == (0, 0, 2, 0)


def test_before_there_is_a_town_every_command_says_what_to_do(office: Office) -> None:
    file = office.xlsx("名册.xlsx", [HEADER, ["王芳", person(1), "宏达机械有限公司工会"]])
    assert "gonghui init" in office.refused("import", "members", str(file))
    assert "gonghui init" in office.refused("figures", "--period", "2026H1")


def test_what_a_refused_row_brought_does_not_stay_behind(settled: Office) -> None:
    employers = [["单位名称", "统一社会信用代码", "村", "职工人数", "女职工人数"], ["甲公司", credit_code(7), "新村", 5, 9],
                 ["乙公司", credit_code(7), "新村", 5, 1]]  # fmt: skip
    found = settled.take("employers", settled.xlsx("单位3.xlsx", employers))
    assert [r["row"] for r in found["rejected"]] == [2]
    unions = [["工会名称", "单位名称", "主席", "届满日期", "职工人数", "女职工人数"], ["甲工会", "乙公司", "周敏", "2027年6月", 5, 9],
              ["乙工会", "乙公司", "吴刚", "2028年6月", 5, 2]]  # fmt: skip
    found = settled.take("unions", settled.xlsx("工会3.xlsx", unions))
    assert [r["row"] for r in found["rejected"]] == [2]
    opened = settled.rows("orgs.formation_rate")
    assert {row["单位"]: row["工会"] for row in opened["rows"]}["乙公司"] == "乙工会"
