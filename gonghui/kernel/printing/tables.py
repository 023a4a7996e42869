"""A table on a sheet of its own, as an office hangs it on the wall: the same declaration as Word and as Excel."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from gonghui.kernel.printing.ruled import Cell, Row, add_table
from gonghui.kernel.printing.styles import (
    PAPER_LINE,
    PAPER_TITLE,
    TABLE_HEAD,
    TWIP,
    plain_document,
    sign,
    write_numbers,
)
from gonghui.kernel.sheets.paper import PaperTable, Value, write_paper

_LONG, _SHORT, _SIDE, _EDGE = 297, 210, 18, 16
"""mm: the sheet's sides, the margins left and right, the margins above and below."""


def table_docx(table: PaperTable, today: date) -> bytes:
    """The Word file: A4, head repeated on every page, rows never split, 第1页 共3页 below."""
    document = plain_document(PAPER_TITLE, PAPER_LINE, TABLE_HEAD)
    sign(document, title=table.title, office=table.office, today=today)
    width = _page(document, table.landscape)
    document.add_paragraph(table.title, style="Paper Title")
    if table.above:
        _line(document, table.above, width)
    total = sum(column.weight for column in table.columns)
    widths = [int(width * column.weight / total) for column in table.columns]
    add_table(document, [column.title for column in table.columns], list(_rows(table)), widths,
              [column.align for column in table.columns], height=400, head_style="TableHead")  # fmt: skip
    _line(document, table.below or ("",), width)
    _footer(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def table_xlsx(table: PaperTable) -> bytes:
    """The same as an Excel file that prints on A4: head repeated, fitted to the width, page numbers."""
    out = BytesIO()
    write_paper(out, table)
    return out.getvalue()


def _rows(table: PaperTable) -> Iterator[Row]:
    for group in table.groups:
        if group.title:
            yield (Cell(group.title, len(table.columns), ""),)
        for row in group.rows:
            yield [words(value) for value in row]
    if table.total is not None:
        yield [words(value) for value in table.total]


def words(value: Value) -> str:
    """A value as a printed table shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return f"{value:,}" if isinstance(value, int | float | Decimal) else value


def _page(document: WordFile, landscape: bool) -> int:
    """Set the sheet up; returns the width between the margins in twips."""
    section = document.sections[0]
    long, short = Mm(_LONG), Mm(_SHORT)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin = section.bottom_margin = Mm(_EDGE)
    section.footer_distance = Mm(8)
    if landscape:
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    return int((section.page_width - 2 * Mm(_SIDE)) / TWIP)


def _line(document: WordFile, parts: Sequence[str], width: int) -> None:
    """The parts spread over the width: the first left, the last right, the others between them in the middle."""
    paragraph = document.add_paragraph("\t".join(parts), style="Paper Line")
    stops = "".join(
        f'<w:tab w:val="{"right" if at == len(parts) - 1 else "center"}" w:pos="{width * at // (len(parts) - 1)}"/>'
        for at in range(1, len(parts))
    )
    if stops:
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:tabs {nsdecls('w')}>{stops}</w:tabs>"))


def _footer(document: WordFile) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = document.styles["footer"]
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:jc {nsdecls("w")} w:val="right"/>'))
    write_numbers(paragraph, ("第", "PAGE", "页　共", "NUMPAGES", "页"), 20)
