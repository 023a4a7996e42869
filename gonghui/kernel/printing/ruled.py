"""Ruled tables for Word, written as XML in one go: a thousand rows by cell objects would take seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

CELL = "TableCell"


@dataclass(frozen=True)
class Cell:
    """A cell that covers `span` columns, or stands otherwise than its column."""

    text: str
    span: int = 1
    align: str | None = None


Row = Sequence[str | Cell]


def add_table(
    document: WordFile, heads: Sequence[str], rows: Iterable[Row], widths: Sequence[int], aligns: Sequence[str],
    *, style: str = CELL, height: int = 0, head_style: str = "",
) -> None:  # fmt: skip
    """Append a table. `widths` in twips; `aligns` per column: "", center or right; `height` the least row height in twips.

    The head repeats on every page, rows are not split between pages. Without heads there is no head row.
    """
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    pen = _Pen(widths, style, f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
    top = _Pen(widths, head_style or style, pen.height)
    head = top.row(heads, ["center"] * len(heads), head=True) if heads else ""
    body = "".join(pen.row(row, aligns) for row in rows)
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


@dataclass(frozen=True)
class _Pen:
    widths: Sequence[int]
    style: str
    height: str

    def row(self, cells: Row, aligns: Sequence[str], head: bool = False) -> str:
        repeat = "<w:tblHeader/>" if head else ""
        out, at = [f"<w:tr><w:trPr><w:cantSplit/>{self.height}{repeat}</w:trPr>"], 0
        for given in cells:
            cell = given if isinstance(given, Cell) else Cell(given)
            width = sum(self.widths[at : at + cell.span])
            span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
            align = aligns[at] if cell.align is None else cell.align
            out.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
                f"{self._paragraph(cell.text, align)}</w:tc>"
            )
            at += cell.span
        if at != len(self.widths):
            raise ValueError(f"{at} cells in a table of {len(self.widths)} columns")
        return "".join([*out, "</w:tr>"])

    def _paragraph(self, words: str, align: str) -> str:
        place = f'<w:jc w:val="{align}"/>' if align else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/>{place}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
        )


def half_chars(text: str) -> int:
    """Width in half characters: a Chinese sign counts two, a digit one."""
    return sum(2 if ord(char) > 255 else 1 for char in text)


def indent(paragraph: Paragraph, attributes: str) -> None:
    """Give a paragraph an indent; `attributes` are those of w:ind."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f"<w:ind {nsdecls('w')} {attributes}/>"))
