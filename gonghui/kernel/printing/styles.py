"""Page, fonts and styles of an official document (GB/T 9704-2012), written into an empty Word file."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph

BODY, TITLE, HEI, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
TOP, LEFT, BOTTOM, RIGHT = Mm(37), Mm(28), Mm(35), Mm(26)
LINES, CHARS = 22, 28
BODY_PT = 16
TWIP = 635  # EMU

TEXT_HEIGHT = (Mm(297) - TOP - BOTTOM) / TWIP  # twips: 225 mm
TEXT_WIDTH = (Mm(210) - LEFT - RIGHT) / TWIP  # twips: 156 mm
LINE_PITCH = int(TEXT_HEIGHT / LINES)  # 579 twips = 28.95 pt
CHAR_SPACE = round((TEXT_WIDTH / 20 / CHARS - BODY_PT) * 4096)  # in 1/4096 pt: 28 characters fill the line

TIGHT = int(
    (TEXT_WIDTH / 20 / CHARS - BODY_PT) * 20 - 2
)  # in 1/20 pt, a shade narrower so that 28 characters surely fit
CHAR = int(TEXT_WIDTH / CHARS)
"""Width of one character of the grid in twips."""


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _paragraph_style(key: str, name: str, font: str, points: float, layout: str, tight: bool = False) -> str:
    """`layout` is the paragraph's XML; `tight` sets the characters on the grid's pitch."""
    size = int(points * 2)
    pitch = f'<w:spacing w:val="{TIGHT}"/>' if tight else '<w:spacing w:val="0"/>'
    default = ' w:default="1"' if key == "Normal" else ""
    base = "" if key == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f'<w:pPr>{layout}</w:pPr><w:rPr>{fonts(font)}<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>{pitch}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _character_style(key: str, name: str, more: str = "") -> str:
    return (
        f'<w:style {nsdecls("w")} w:type="character" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{more}</w:rPr></w:style>"
    )


NO_GAPS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
OFF_GRID = '<w:snapToGrid w:val="0"/>'
"""The pitch of 28 x 22 is written into the styles themselves: programs other than Word give a 16 pt character that is
wider than its cell two cells of the grid."""

EXACT = f'{NO_GAPS}{OFF_GRID}<w:spacing w:before="0" w:after="0" w:line="{LINE_PITCH}" w:lineRule="exact"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
WIDOWS = '<w:widowControl w:val="0"/>'

STYLES = (
    _paragraph_style("Normal", "Normal", BODY, BODY_PT, f"{WIDOWS}{EXACT}<w:jc w:val=\"both\"/>", tight=True),
    _paragraph_style("BodyText", "Body Text", BODY, BODY_PT, f"{WIDOWS}{EXACT}{INDENT}<w:jc w:val=\"both\"/>", tight=True),
    _paragraph_style("Title", "Title", TITLE, 22,
                     f'<w:keepNext/>{NO_GAPS}{OFF_GRID}<w:spacing w:before="0" w:after="0" w:line="640" w:lineRule="exact"/>'
                     '<w:jc w:val="center"/>'),
    _paragraph_style("Heading1", "heading 1", HEI, BODY_PT,
                     f'<w:keepNext/>{EXACT}{INDENT}<w:jc w:val="both"/><w:outlineLvl w:val="0"/>', tight=True),
    _paragraph_style("Heading2", "heading 2", KAI, BODY_PT,
                     f'<w:keepNext/>{EXACT}{INDENT}<w:jc w:val="both"/><w:outlineLvl w:val="1"/>', tight=True),
    _paragraph_style("Attachment", "Attachment", HEI, BODY_PT,
                     f'<w:keepNext/><w:pageBreakBefore/>{EXACT}<w:jc w:val="left"/><w:outlineLvl w:val="0"/>', tight=True),
    _paragraph_style("Signature", "Signature", BODY, BODY_PT, f"<w:keepLines/>{EXACT}<w:jc w:val=\"right\"/>", tight=True),
    _paragraph_style("Footer", "footer", SONG, 14,
                     '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'),
    _paragraph_style("TableCaption", "Table Caption", HEI, 12,
                     '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="240" w:after="40" w:line="320" '
                     'w:lineRule="exact"/><w:jc w:val="left"/>'),
    _paragraph_style("TableNote", "Table Note", SONG, 10,
                     '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="60" w:line="260" '
                     'w:lineRule="exact"/><w:jc w:val="left"/>'),
    _paragraph_style("TableCell", "Table Cell", SONG, 10,
                     '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="exact"/>'
                     '<w:jc w:val="left"/>'),
    f'<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>',
    _character_style("Figure", "Figure"),
    _character_style("HandFigure", "Hand Figure"),
    _character_style("SourceNumber", "Source Number", '<w:vertAlign w:val="superscript"/>'),
)  # fmt: skip

FORM_CELL = _paragraph_style(
    "FormCell", "Form Cell", SONG, 12,
    '<w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40" w:line="320" w:lineRule="atLeast"/><w:jc w:val="left"/>',
)  # fmt: skip
"""A cell of a form sheet, large enough to write in by pen."""

TABLE_HEAD = _paragraph_style(
    "TableHead", "Table Head", HEI, 10,
    '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40" w:line="260" w:lineRule="exact"/>'
    '<w:jc w:val="center"/>',
)  # fmt: skip
PAPER_TITLE = _paragraph_style(
    "PaperTitle", "Paper Title", TITLE, 20,
    '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="120" w:line="560" w:lineRule="exact"/>'
    '<w:jc w:val="center"/>',
)  # fmt: skip
PAPER_LINE = _paragraph_style(
    "PaperLine", "Paper Line", SONG, 11,
    '<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:after="60" w:line="320" w:lineRule="exact"/><w:jc w:val="left"/>',
)  # fmt: skip
"""Head, title and the lines above and below a table on a sheet of its own."""


def official_document(*, title: str, office: str, today: date) -> WordFile:
    """An empty A4 document with the page, grid, styles and page numbers of the standard."""
    document = plain_document()
    _page(document.sections[0])
    _page_numbers(document, document.sections[0])
    sign(document, title=title, office=office, today=today)
    return document


def plain_document(*more: str) -> WordFile:
    """An empty document with the styles, and `more` as XML; margins and footers are the caller's."""
    document = Document()
    _replace_styles(document, (*STYLES, *more))
    return document


def _replace_styles(document: WordFile, wanted: tuple[str, ...]) -> None:
    """Throw the template's styles and theme fonts away, so that no run falls back to a Latin font."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, parse_xml(
        f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{fonts(BODY)}<w:kern w:val="2"/><w:sz w:val="32"/>'
        '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    ))  # fmt: skip
    for style in styles.findall(qn("w:style")):
        styles.remove(style)
    for xml in wanted:
        styles.append(parse_xml(xml))


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    section.gutter = Emu(0)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    grid.set(qn("w:charSpace"), str(CHAR_SPACE))
    properties.append(grid)


def _page_numbers(document: WordFile, section: Section) -> None:
    """— 1 — in 14 pt Song: odd pages right, even pages left, one character in from the margin."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side, indent in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["footer"]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:{indent}Chars="100" w:{indent}="280"/>'))
        properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))
        write_numbers(paragraph, ("— ", "PAGE", " —"), 28)


def write_numbers(paragraph: Paragraph, pieces: Sequence[str], size: int) -> None:
    """Write words in Song with numbers of pages between them, PAGE and NUMPAGES; `size` in half points."""
    for piece in pieces:
        field = (
            '<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {piece} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )  # fmt: skip
        for content in field if piece.isupper() else (f'<w:t xml:space="preserve">{piece}</w:t>',):
            paragraph._p.append(parse_xml(
                f'<w:r {nsdecls("w")}><w:rPr>{fonts(SONG)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{content}</w:r>'
            ))  # fmt: skip


def sign(document: WordFile, *, title: str, office: str, today: date) -> None:
    """Say whose document it is; the template's own author and time would be wrong."""
    about = document.core_properties
    moment = datetime.combine(today, time(0), UTC)
    about.title, about.author, about.last_modified_by = title, office, office
    about.subject, about.keywords, about.comments, about.language = "", "", "", "zh-CN"
    about.created = about.modified = moment
    about.revision = 1
    language = document.settings.element.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
