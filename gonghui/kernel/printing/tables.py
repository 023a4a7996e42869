"""A table on a sheet of its own, as an office hangs it on the wall: the same declaration as Word and as Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from gonghui.kernel.printing.ruled import Cell, Row, add_table
from gonghui.kernel.printing.styles import (
    PAPER_LINE,
    PAPER_TITLE,
    SONG,
    TABLE_HEAD,
    TWIP,
    fonts,
    plain_document,
    sign,
)
from gonghui.kernel.sheets.paper import PaperSheet, write_paper

Value = str | int | float | Decimal | date | None

_LONG, _SHORT, _SIDE, _EDGE = 297, 210, 18, 16
"""mm: the sheet's sides, the margins left and right, the margins above and below."""


@dataclass(frozen=True)
class PaperColumn:
    """A column: its head, its share of the width (in Chinese characters, about), where its words stand."""

    title: str
    weight: float
    align: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a heading of their own; without a title they stand under none."""

    title: str
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class PaperTable:
    """A table for paper. `above` and `below` are lines of up to three or four parts, spread over the width.

    `total` is a last row as wide as the columns. Numbers get thousands separators, dates are 2026-07-06, None is empty.
    """

    title: str
    columns: Sequence[PaperColumn]
    groups: Sequence[Group]
    total: Sequence[Value] | None = None
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    landscape: bool = True
    office: str = ""


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
    sheet = PaperSheet(
        title=table.title, columns=[(column.title, column.weight, column.align) for column in table.columns],
        groups=[(group.title, group.rows) for group in table.groups], total=table.total, above=table.above,
        below=table.below, landscape=table.landscape,
    )  # fmt: skip
    write_paper(out, sheet)
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
        _properties(paragraph).append(parse_xml(f"<w:tabs {nsdecls('w')}>{stops}</w:tabs>"))


def _properties(paragraph: Paragraph) -> Any:
    return paragraph._p.get_or_add_pPr()


def _footer(document: WordFile) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = document.styles["footer"]
    _properties(paragraph).append(parse_xml(f'<w:jc {nsdecls("w")} w:val="right"/>'))
    for piece in ("第", "PAGE", "页　共", "NUMPAGES", "页"):
        for content in _field(piece) if piece.isascii() else (f'<w:t xml:space="preserve">{piece}</w:t>',):
            paragraph._p.append(parse_xml(
                f'<w:r {nsdecls("w")}><w:rPr>{fonts(SONG)}<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>{content}</w:r>'
            ))  # fmt: skip


def _field(name: str) -> Sequence[str]:
    return (
        '<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
    )  # fmt: skip
