"""Fills a template: one record, or many in one file or one archive."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.forms import PrintContext, WordForm
from gonghui.kernel.printing.language import TemplateEnvironment
from gonghui.kernel.printing.queries import template_bytes
from gonghui.kernel.printing.styles import sign
from gonghui.kernel.refusal import Refused

MOST_AT_ONCE = 500
_OWN_WORDS = ("author", "comments", "identifier", "language", "subject", "title")


def render(form: WordForm, record: Any, today: date, by: Hand) -> bytes:
    """The form for one record as a Word file, by the office's template if it has one.

    Raises Refused when this record cannot have the form.
    """
    _check(form, record, today)
    return filled(template_bytes(form), form, form.values(record, PrintContext(today, by)), today, by)


def filled(
    template: bytes, form: WordForm, values: dict[str, Any], today: date, by: Hand,
    environment: TemplateEnvironment | None = None,
) -> bytes:  # fmt: skip
    """A template filled with values, headers and footers included. One `environment` compiles a template once."""
    book = _opened(template)
    book.render(values, environment or TemplateEnvironment(), autoescape=True)
    return _saved(book, form, today, by)


def render_many(form: WordForm, records: Iterable[Any], today: date, by: Hand) -> bytes:
    """The form for many records in one Word file, each on pages of its own, numbered from 1.

    Raises Refused as `render`, for too many, and when headers or footers hold fields (they are one for all pages).
    """
    chosen = _few_enough(records)
    for record in chosen:
        _check(form, record, today)
    template = template_bytes(form)
    if has_fields_outside(template):
        raise Refused("这份模板的页眉、页脚或脚注里有字段，合不成一个文件。", "请选“每家一个文件”，或把字段移到正文。")
    book, context, environment = _opened(template), PrintContext(today, by), TemplateEnvironment()
    book.render_init()
    bodies = [
        book.fix_tables(book.build_xml(form.values(record, context), environment)) for record in chosen
    ]  # fmt: skip
    whole = bodies[0]
    for body in bodies[1:]:
        _append(whole, body)
    book.fix_docpr_ids(whole)
    book.map_tree(whole)
    book.is_rendered = True
    return _saved(book, form, today, by)


def render_zip(form: WordForm, records: Iterable[Any], today: date, by: Hand) -> bytes:
    """The form for many records, a Word file each, in one archive. Raises Refused as `render`."""
    chosen, context = _few_enough(records), PrintContext(today, by)
    template, used, environment = template_bytes(form), set[str](), TemplateEnvironment()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for record in chosen:
            _check(form, record, today)
            name = file_name(form, form.names(record), used)
            info = zipfile.ZipInfo(name, (today.year, today.month, today.day, 0, 0, 0))
            archive.writestr(info, filled(template, form, form.values(record, context), today, by, environment))
    return out.getvalue()


def file_name(form: WordForm, of: str, used: set[str] | None = None) -> str:
    """建会通知书-某某公司.docx; with `used`, a number behind a name that is taken."""
    base = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", f"{form.title}-{of}" if of else form.title)[:80].strip(" .")
    name, number = f"{base}.docx", 1
    while used is not None and name in used:
        number += 1
        name = f"{base}({number}).docx"
    if used is not None:
        used.add(name)
    return name


def has_fields_outside(template: bytes) -> bool:
    """Whether a template has fields in headers, footers or footnotes."""
    with zipfile.ZipFile(BytesIO(template)) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/(header|footer|footnotes)\d*\.xml", name)]
        texts = [re.sub(rb"<[^>]+>", b"", archive.read(name)) for name in parts]
    return any(b"{{" in text or b"{%" in text for text in texts)


def _check(form: WordForm, record: Any, today: date) -> None:
    barred = form.fits(record, today)
    if barred is not None:
        raise barred


def _few_enough(records: Iterable[Any]) -> Sequence[Any]:
    chosen = list(records)
    if not chosen:
        raise Refused("没有选出要打印的。", "请先勾选，再打印。")
    if len(chosen) > MOST_AT_ONCE:
        raise Refused(f"一次最多印{MOST_AT_ONCE}份，选了{len(chosen)}份。", "请分几次打印。")
    return chosen


def _opened(template: bytes) -> DocxTemplate:
    book = DocxTemplate(BytesIO(template))
    book.init_docx()
    for name in _OWN_WORDS:  # docxtpl would fill these as templates too
        setattr(book.core_properties, name, "")
    return book


def _saved(book: DocxTemplate, form: WordForm, today: date, by: Hand) -> bytes:
    sign(book.docx, title=f"{form.title}（{cn_date(today)}）", office=by.name, today=today)
    out = BytesIO()
    book.docx.save(out)
    return out.getvalue()


def _append(whole: Any, body: Any) -> None:
    """Put one letter behind the others: the section of what stands there ends, the next begins on a new page."""
    section = whole.find(qn("w:sectPr"))
    last = section.getprevious()
    ending = deepcopy(section)
    _numbered_from_one(ending)
    if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        last = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        )
        section.addprevious(last)
    properties = last.find(qn("w:pPr"))
    if properties is None:
        properties = parse_xml(f"<w:pPr {nsdecls('w')}/>")
        last.insert(0, properties)
    changed = properties.find(qn("w:pPrChange"))
    if changed is not None:
        properties.remove(changed)
    properties.append(ending)
    _numbered_from_one(section)
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            section.addprevious(element)


def _numbered_from_one(section: Any) -> None:
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    margins = section.find(qn("w:pgMar"))
    numbers = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    if margins is not None:
        margins.addnext(numbers)
    else:
        section.append(numbers)
