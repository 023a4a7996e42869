"""The built-in template of a form: its declared layout written as a Word file in official format."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from gonghui.kernel.printing.layout import Block, Column, Cut, Facts, Gap, Layout, Paper, Repeat, Sign, Text, Title
from gonghui.kernel.printing.ruled import Cell, Row, add_table, indent
from gonghui.kernel.printing.styles import CHAR, FORM_CELL, TWIP, plain_document, sign

_PAPERS: Mapping[Paper, tuple[float, float, float, float, float, float]] = {
    "letter": (210, 297, 37, 35, 28, 26),
    "form": (210, 297, 25, 20, 22, 22),
    "wide": (297, 210, 22, 18, 20, 20),
}
"""Width, height, top, bottom, left, right in mm: a letter after GB/T 9704, a form sheet, a sheet on its side."""

WRITTEN_ON = date(2026, 1, 1)
"""The day that built-in templates bear in their properties; the printed letter bears the day it is printed."""


_FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CONDITION = re.compile(r"\{%\s*if (not )?(\w+)\s*%\}")


def default_docx(layout: Layout, title: str, labels: Mapping[str, str], lists: Mapping[str, Any]) -> bytes:
    """The Word file of a layout. `labels` turns field names into the words an officer reads; `lists` are its lists."""
    document = plain_document(FORM_CELL)
    sign(document, title=title, office="", today=WRITTEN_ON)
    width, height, top, bottom, left, right = _PAPERS[layout.paper]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(
        Mm, (top, bottom, left, right)
    )
    if layout.paper == "wide":
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    writer = _Writer(document, int((Mm(width) - Mm(left) - Mm(right)) / TWIP), labels, lists)
    for block in layout.blocks:
        writer.write(block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _in_row(field: str, words: Mapping[str, str]) -> str:
    """What stands in a cell of the repeated row; a column without a field stays empty, to fill in by pen."""
    if not field:
        return ""
    return f"{{{{{field}}}}}" if field.startswith("loop.") else f"{{{{行.{words.get(field, field)}}}}}"


class _Writer:
    def __init__(self, document: WordFile, width: int, labels: Mapping[str, str], lists: Mapping[str, Any]) -> None:
        self.document, self.width, self.labels, self.lists = document, width, labels, lists

    def write(self, block: Block) -> None:
        kind: Callable[[Any], None] = getattr(self, f"_{type(block).__name__.lower()}")
        kind(block)

    def _typed(self, text: str) -> str:
        """Names become labels, so that the office reads {{单位名称}} in the file it downloads."""
        text = _FIELD.sub(lambda found: f"{{{{{self.labels.get(found[1], found[1])}}}}}", text)
        return _CONDITION.sub(lambda found: f"{{% if {found[1] or ''}{self.labels.get(found[2], found[2])} %}}", text)

    def _title(self, block: Title) -> None:
        self.document.add_paragraph(self._typed(block.text), style="Title")
        self.document.add_paragraph()

    def _text(self, block: Text) -> None:
        style = "Body Text" if block.place == "indent" else "Normal"
        form = self.document.add_paragraph(self._typed(block.text), style=style).paragraph_format
        form.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}.get(block.place)
        form.keep_with_next = True if block.place == "left" else None  # the words over a table stay with it

    def _gap(self, block: Gap) -> None:
        for _ in range(block.lines):
            self.document.add_paragraph()

    def _facts(self, block: Facts) -> None:
        columns = max(len(row) for row in block.rows)
        label = self.width // (6 if columns == 4 else 5)
        value = self.width // (columns // 2) - label
        widths = [label, value] * (columns // 2)
        rows: list[Row] = []
        for row in block.rows:
            cells: list[Cell | str] = []
            for at, words in enumerate(row):
                last = at == len(row) - 1
                cells.append(Cell(self._typed(words), columns - at if last else 1, "center" if at % 2 == 0 else ""))
            rows.append(cells)
        add_table(self.document, (), rows, widths, [""] * columns, style="FormCell", height=1100 if block.tall else 620)

    def _repeat(self, block: Repeat) -> None:
        table = self.lists[block.rows]
        words = {part.name: part.label for part in table.fields}
        number = [Column("序号", "loop.index", 0.7, "center")] if block.numbered else []
        columns = [*number, *block.columns]
        unit = self.width / sum(column.weight for column in columns)
        widths = [int(column.weight * unit) for column in columns]
        # docxtpl repeats what stands between the two rows that hold {%tr … %}; those rows themselves vanish.
        cells = [_in_row(column.field, words) for column in columns]
        rows: list[Row] = [
            (Cell(f"{{%tr for 行 in {table.label} %}}", len(columns)),), cells, (Cell("{%tr endfor %}", len(columns)),)
        ]  # fmt: skip
        add_table(self.document, [column.head for column in columns], rows, widths, [c.align for c in columns],
                  style="FormCell", height=560)  # fmt: skip

    def _cut(self, block: Cut) -> None:
        line = self.document.add_paragraph(style="Normal")
        line._p.get_or_add_pPr().append(parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        ))  # fmt: skip
        self.document.add_paragraph(self._typed(block.title), style="Title")

    def _sign(self, block: Sign) -> None:
        self.document.add_paragraph(style="Signature")
        for words in (block.who, block.day):
            paragraph = self.document.add_paragraph(self._typed(words), style="Signature")
            indent(paragraph, f'w:rightChars="200" w:right="{CHAR * 2}"')
