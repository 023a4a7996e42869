"""The Word file: page, grid and fonts of GB/T 9704-2012, no typed numeral, sources and records that add up."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.reporting.public import (
    compose,
    draft_gaps,
    half_year_docx,
    half_year_report,
    passage_leave_out,
    value_fill,
)
from gonghui.reporting.tests.town import NOW, OFFICER, TODAY, empty_town, small_town
from gonghui.reporting.wording import NUMERALS, masked

pytestmark = pytest.mark.django_db
MM = 36000  # EMU


def written_in(django_db_blocker: Any, build: Callable[[], object]) -> bytes:
    """The report of a town that is built and taken back again: one file for all tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        content = half_year_report("2026H1", today=TODAY)
        transaction.set_rollback(True)
    return content


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: Any) -> bytes:
    return written_in(django_db_blocker, small_town)


@pytest.fixture
def document(content: bytes) -> WordFile:
    return Document(BytesIO(content))


def written() -> WordFile:
    return Document(BytesIO(half_year_report("2026H1", today=TODAY)))


def body_text(document: WordFile) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def style_fonts(document: WordFile, name: str) -> tuple[set[str], float]:
    """The fonts that a style names for any script, and its size in points."""
    properties = document.styles[name].element.rPr
    fonts = properties.find(qn("w:rFonts"))
    named = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    return named, int(properties.find(qn("w:sz")).get(qn("w:val"))) / 2


def test_the_page_is_a4_with_the_margins_of_the_standard(document):
    section = document.sections[0]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(margin / MM) for margin in margins] == [37, 28, 35, 26]


def test_twenty_two_lines_of_twenty_eight_characters_fill_the_page(document):
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    width = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert int(225 / 25.4 * 72 / pitch) == 22
    assert round(156 / 25.4 * 72 / width, 1) == 28.0
    properties = document.styles["Body Text"].element
    spacing = properties.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    tight = int(properties.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 <= 156 / 25.4 * 72 / (16 + tight) < 29


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", 16), ("Heading 2", "楷体_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16), ("Normal", "仿宋_GB2312", 16), ("Attachment", "黑体", 16),
        ("footer", "宋体", 14), ("Table Cell", "宋体", 10),
    ],
)  # fmt: skip
def test_every_style_names_its_font_for_chinese_and_for_digits(style, font, points, document):
    assert style_fonts(document, style) == ({font}, points)


def test_no_run_falls_back_to_a_theme_font_or_a_style_of_the_template(document):
    xml = document.styles.element.xml + document.element.xml
    assert "Theme" not in xml.replace("themeFontLang", "")
    known = {style.get(qn("w:styleId")) for style in document.styles.element.findall(qn("w:style"))}
    used = set(re.findall(r'w:(?:pStyle|rStyle) w:val="([^"]+)"', document.element.xml))
    assert used <= known


def test_paragraphs_start_two_characters_in(document):
    indent = document.styles["Body Text"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_outside_between_dashes(document):
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        assert " PAGE " in paragraph._p.xml
        assert {run.font.name for run in paragraph.runs} == {"宋体"}


def test_the_signature_ends_four_characters_from_the_edge(document):
    signed = [p for p in document.paragraphs if p.style.name == "Signature" and p.text]
    assert [p.text for p in signed] == ["清河镇总工会", "2026年7月2日"]
    assert signed[1]._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"


def typed(paragraph: Paragraph) -> str:
    """The words of a paragraph that came from no figure, without dates and citations."""
    own = {"Figure", "Hand Figure", "Source Number"}
    return masked("".join(run.text for run in paragraph.runs if run.style.name not in own))


def test_no_numeral_in_the_body_is_typed():
    small_town()
    value_fill(period="2026H1", code="relief.households", value="17", note="名单", version=0, by=OFFICER, at=NOW)
    body = [p for p in written().paragraphs if p.style.name == "Body Text" and "附件" not in p.text]
    lines = [p for p in body if not p.text.startswith("2. 数据明细")]
    assert len(lines) > 10
    for paragraph in lines:
        assert not re.search(f"[{NUMERALS}]", typed(paragraph)), paragraph.text


def test_sections_keep_the_order_of_the_plan(document):
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    words = ("平台", "协商共决", "帮扶", "组织建设", "下半年打算")
    assert [head[:2] for head in heads] == ["一、", "二、", "三、", "四、", "五、"]
    assert all(word in head for word, head in zip(words, heads, strict=True))


def test_a_sentence_without_its_number_is_not_in_the_file(document):
    text = body_text(document)
    assert "〔" not in text and "在册困难职工" not in text and "{" not in text
    small_town()
    assert any(gap.code == "relief.households" for gap in draft_gaps("2026H1", today=TODAY))


def test_a_number_filled_by_hand_is_marked_in_the_sources():
    small_town()
    value_fill(period="2026H1", code="relief.households", value="17", note="民政办名单", version=0, by=OFFICER, at=NOW)
    document = written()
    assert "在册困难职工17名" in body_text(document)
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "手填：沈燕，2026年7月2日。依据：民政办名单" in cells


def test_a_sentence_left_out_is_not_in_the_file():
    small_town()
    passage_leave_out(period="2026H1", key="founding.members", version=0, by=OFFICER, at=NOW)
    assert "名册实有会员" not in body_text(written())


def captions(document: WordFile) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == "Table Caption"]


@pytest.mark.postgres
def test_each_table_has_as_many_rows_as_its_figure_says(document):
    tables = document.tables[1:]
    assert len(tables) == len(captions(document)) > 10
    for caption, table in zip(captions(document), tables, strict=True):
        kind, number = re.search(r"（(共|合计)(\d+)", caption).groups()
        if kind == "共":
            assert len(table.rows) - 1 == int(number), caption
        else:
            last = [cell.text for cell in table.rows[-1].cells]
            numbers = [int(row.cells[-1].text) for row in table.rows[1:-1]]
            assert last[-1] == number and sum(numbers) == int(number), caption


def test_in_and_missing_together_are_the_base(document):
    found = [caption for caption in captions(document) if "集体合同签订率" in caption]
    assert [re.search(r"共(\d+)", caption)[1] for caption in found] == ["4", "1"]
    assert "4/5" in [cell.text for row in document.tables[0].rows for cell in row.cells]


def test_members_stand_on_paper_as_numbers_per_union_never_by_name(document):
    text = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "工友" not in text and "329999" not in text


def test_table_heads_repeat_on_every_page(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_numbers_in_the_text_match_the_list_of_sources(document):
    cited = {run.text for p in document.paragraphs for run in p.runs if run.style.name == "Source Number"}
    listed = [row.cells[0].text for row in document.tables[0].rows[1:]]
    assert sorted(cited) == sorted(listed) and len(set(listed)) == len(listed)


def test_an_empty_town_still_gets_a_document_that_opens():
    empty_town()
    document = written()
    assert document.paragraphs[0].text == "清河镇总工会2026年上半年工作总结"
    assert document.tables == [] and "附件" not in body_text(document)


def test_the_document_says_it_is_the_offices(document):
    about = document.core_properties
    assert (about.title, about.author) == ("清河镇总工会2026年上半年工作总结", "清河镇总工会")
    assert "python" not in (about.comments or "").lower()


def test_the_same_records_give_the_same_words():
    small_town()
    report = compose("2026H1", today=TODAY)
    first, second = (Document(BytesIO(half_year_docx(report))).element.xml for _ in range(2))
    assert first == second


def test_a_grassroots_chair_does_not_get_the_towns_report():
    firms = small_town()
    mine = Scope(frozenset({firms[0][0].pk}))
    with pytest.raises(Refused, match="镇总工会的报告"):
        half_year_report("2026H1", today=TODAY, scope=mine)
    with pytest.raises(Refused):
        draft_gaps("2026H1", today=TODAY, scope=mine)


def test_the_year_end_summary_speaks_of_the_whole_year():
    small_town()
    document = Document(BytesIO(half_year_report("2025", today=date(2026, 1, 9))))
    assert document.paragraphs[0].text == "清河镇总工会2025年全年工作总结"
    assert any(p.text.endswith("明年打算") for p in document.paragraphs)
