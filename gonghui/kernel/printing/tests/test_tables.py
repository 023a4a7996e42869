"""A plan table for the wall: the same declaration as Word and as Excel, on A4, with a head that repeats."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from gonghui.kernel.printing.tables import table_docx, table_xlsx
from gonghui.kernel.sheets import read_workbook
from gonghui.kernel.sheets.paper import Group, PaperColumn, PaperTable

DAY = date(2026, 1, 15)


def plan(**changes: object) -> PaperTable:
    rows = [(1, "新建企业工会", date(2026, 9, 30), Decimal("1234.50")), (2, "=1+1 <b>&", None, None)]
    parts = {
        "title": "石桥镇总工会2026年度工作计划表",
        "columns": (PaperColumn("序号", 4, "center"), PaperColumn("工作项目", 22), PaperColumn("完成时间", 8),
                    PaperColumn("经费", 6, "right")),
        "groups": (Group("一、夯实基础", rows), Group("", [(3, "春节送温暖", None, 7520)])),
        "total": ("", "合计", None, Decimal("8754.5")),
        "above": ("填报单位：石桥镇总工会", "石工〔2026〕1号", "金额单位：万元"),
        "below": ("主席（签字）：", "制表：陈秀兰", "2026年1月15日"),
    }  # fmt: skip
    return PaperTable(**(parts | changes))


def test_the_word_table_lies_on_its_side_and_its_head_repeats():
    document = Document(BytesIO(table_docx(plan(), DAY)))
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
    assert section._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
    rows = document.tables[0]._tbl.findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 5
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_word_table_says_title_unit_groups_sum_and_who_signs():
    document = Document(BytesIO(table_docx(plan(), DAY)))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "石桥镇总工会2026年度工作计划表"
    assert words[1] == "填报单位：石桥镇总工会\t石工〔2026〕1号\t金额单位：万元"
    assert words[-1] == "主席（签字）：\t制表：陈秀兰\t2026年1月15日"
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1] == ["一、夯实基础"] * 4
    assert cells[2] == ["1", "新建企业工会", "2026-09-30", "1,234.50"]
    assert cells[3] == ["2", "=1+1 <b>&", "", ""] and cells[4][3] == "7,520" and cells[5][1:] == ["合计", "", "8,754.5"]


def test_pages_are_numbered_of_how_many():
    footer = Document(BytesIO(table_docx(plan(), DAY))).sections[0].footer._element
    fields = [node.text.strip() for node in footer.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_an_upright_table_stands_upright():
    section = Document(BytesIO(table_docx(plan(landscape=False), DAY))).sections[0]
    assert section.page_height > section.page_width


def test_the_excel_table_prints_on_a4_with_the_head_on_every_page():
    sheet = openpyxl.load_workbook(BytesIO(table_xlsx(plan()))).active
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), sheet.print_title_rows) == ("landscape", 9, "$3:$3")
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (
        sheet["A4"].value == "一、夯实基础"
        and sheet["D5"].value == 1234.5
        and sheet["C5"].value.date() == date(2026, 9, 30)
    )
    assert sheet["D5"].number_format == "#,##0.00" and sheet["B6"].value == "'=1+1 <b>&"
    last = [cell.value for cell in sheet[sheet.max_row] if cell.value]
    assert last == ["主席（签字）：", "制表：陈秀兰", "2026年1月15日"]


def test_the_excel_table_can_be_read_back():
    [sheet] = read_workbook(table_xlsx(plan()), "计划.xlsx")
    assert [cell for cell in list(sheet.rows)[4]][:2] == [1.0, "新建企业工会"]


def test_a_table_without_lines_above_and_below_is_only_a_table():
    bare = plan(above=(), below=(), total=None, groups=())
    assert len(Document(BytesIO(table_docx(bare, DAY))).tables[0].rows) == 1
    assert openpyxl.load_workbook(BytesIO(table_xlsx(bare))).active.max_row == 2
