"""The half-year summary as a Word file in official format, with numbered sources and the records behind them."""

from io import BytesIO

from docx.document import Document as WordFile

from gonghui.kernel.audit.proof.chain import anchor_line
from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.ruled import add_table, half_chars, indent
from gonghui.kernel.printing.styles import CHAR, TEXT_WIDTH, official_document
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.reporting.records import Table, appendix
from gonghui.reporting.report import PassageView, Report, Source

WIDE = 1600  # twips: columns up to this are never squeezed
TENS = "一二三四五六七八九十"


def half_year_docx(report: Report, scope: Scope = EVERYTHING) -> bytes:
    """The Word file for a reader of `scope`. Sentences that are left out or still lack a number are not in it; nothing is filled in."""
    document = official_document(title=report.title, office=report.office, today=report.today)
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph()
    _body(document, report)
    tables = appendix(report, scope)
    _attachment_note(document, report, bool(tables))
    _signature(document, report)
    if report.sources:
        _sources(document, report)
    if tables:
        _records(document, tables)
        document.add_paragraph(style="Table Note")  # Word wants a paragraph after the last table
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def cn_number(number: int) -> str:
    """1 → 一, 12 → 十二; up to 99."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return TENS[number - 1]
    return ("" if tens == 1 else TENS[tens - 1]) + "十" + (TENS[ones - 1] if ones else "")


def _body(document: WordFile, report: Report) -> None:
    for passages in report.intro.paragraphs(printed=True):
        _paragraph(document, passages)
    number = 0
    for section in report.sections:
        blocks = [(block, block.paragraphs(printed=True)) for block in section.blocks]
        blocks = [(block, paragraphs) for block, paragraphs in blocks if paragraphs]
        if not blocks:
            continue
        number += 1
        document.add_paragraph(f"{cn_number(number)}、{section.title}", style="heading 1")
        for at, (block, paragraphs) in enumerate(blocks, 1):
            if block.title:
                document.add_paragraph(f"（{cn_number(at)}）{block.title}", style="heading 2")
            for passages in paragraphs:
                _paragraph(document, passages)


def _paragraph(document: WordFile, passages: list[PassageView]) -> None:
    paragraph = document.add_paragraph(style="Body Text")
    for passage in passages:
        for run in passage.runs:
            if run.kind == "text":
                paragraph.add_run(run.text)
                continue
            paragraph.add_run(run.text, style="Hand Figure" if run.kind == "hand" else "Figure")
            paragraph.add_run(run.tail)
            if run.source:
                paragraph.add_run(f"[{run.source.number}]", style="Source Number")


def _attachment_note(document: WordFile, report: Report, records: bool) -> None:
    if not report.sources:
        return
    document.add_paragraph()
    document.add_paragraph("附件：1. 数据来源", style="Body Text")
    if records:
        second = document.add_paragraph("2. 数据明细", style="Body Text")
        indent(second, f'w:firstLineChars="500" w:firstLine="{CHAR * 5}"')


def _signature(document: WordFile, report: Report) -> None:
    """The office above the date, centred over it; the date ends four characters from the right edge."""
    day = cn_date(report.today)
    width = sum(1 if ord(char) > 255 else 0.5 for char in day)
    inset = max(2.0, 4 + (width - len(report.office)) / 2)
    document.add_paragraph(style="Signature")
    document.add_paragraph(style="Signature")
    for words, chars in ((report.office, inset), (day, 4.0)):
        paragraph = document.add_paragraph(words, style="Signature")
        indent(paragraph, f'w:rightChars="{int(chars * 100)}" w:right="{int(chars * CHAR)}"')


def _sources(document: WordFile, report: Report) -> None:
    document.add_paragraph("附件1", style="Attachment")
    document.add_paragraph("数据来源", style="Title")
    span = f"{cn_date(report.span.start)}至{cn_date(report.span.end)}"
    note = f"统计时段：{span}。时段数统计这段时间内发生的，期末数统计{cn_date(report.span.end)}当天的。正文方括号内的编号与本表对应。"
    document.add_paragraph(note, style="Table Note")
    heads = ("编号", "指标", "用数", "分子/分母", "口径", "统计时点", "上年同期")
    rows = tuple(_source_row(source, report) for source in report.sources)
    _table(document, heads, rows, (6, 13, 8, 11, 33, 13, 8), frozenset())
    proof = anchor_line()
    if proof:
        document.add_paragraph(f"{proof}（以后用它核对这些记录有没有被人从系统以外动过）", style="Table Note")


def _source_row(source: Source, report: Report) -> tuple[str, ...]:
    if source.figure is None:
        hand = source.hand
        words = f"手填：{hand.by_name}，{cn_date(hand.at.date())}。依据：{hand.note}" if hand else "手填"
        return (f"[{source.number}]", source.title, source.shown, "—", words, "—", "—")
    item = source.figure.indicator
    words = item.numerator.words
    parts = f"{source.figure.numerator}"
    if item.denominator:
        words = f"分子：{words}分母：{item.denominator.words}"
        parts = f"{source.figure.numerator}/{source.figure.denominator}"
    if source.said:
        words += f"其中：{source.said}。"
    if item.left_out:
        words += f"不计：{item.left_out}"
    when = (
        f"{report.span.start.year}年{report.span.start.month}月至{report.span.end.month}月"
        if item.flowing
        else cn_date(report.as_of)
    )
    unit = "" if item.unit == "%" else item.unit
    shown = source.figure.display if item.denominator else f"{source.figure.numerator}{unit}"
    return (f"[{source.number}]", source.title, shown, parts, words, when, source.last_shown or "—")


def _records(document: WordFile, tables: list[Table]) -> None:
    document.add_paragraph("附件2", style="Attachment")
    document.add_paragraph("数据明细", style="Title")
    for table in tables:
        numbers = "".join(f"[{number}]" for number in table.numbers)
        document.add_paragraph(
            f"{numbers} {table.title}（{'合计' if table.total else '共'}{table.count}{'' if table.total else '条'}）",
            style="Table Caption",
        )
        document.add_paragraph(table.words, style="Table Note")
        rows = (*table.rows, table.total) if table.total else table.rows
        _table(document, table.heads, rows, _widths(table), table.numeric)


def _widths(table: Table) -> tuple[int, ...]:
    """Widths in twips: each column as wide as its longest cell; if that is too much, the long columns give way."""
    sample = (table.heads, *table.rows, *([table.total] if table.total else []))
    widths = [max(half_chars(row[at]) for row in sample) * 100 + 190 for at in range(len(table.heads))]
    over = sum(widths) - int(TEXT_WIDTH)
    long = sum(width for width in widths if width > WIDE)
    if over > 0 and long:
        widths = [width - over * width // long if width > WIDE else width for width in widths]
    return tuple(max(width, 500) for width in widths)


def _table(
    document: WordFile, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], weights: tuple[int, ...],
    numeric: frozenset[int],
) -> None:  # fmt: skip
    unit = TEXT_WIDTH / sum(weights)
    aligns = ["center" if at == 0 else "right" if at in numeric else "" for at in range(len(heads))]
    add_table(document, heads, rows, [int(weight * unit) for weight in weights], aligns)
