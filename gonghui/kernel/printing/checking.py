"""Looks through a template before the office may use it: a harmless Word file whose fields are all known."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

from docxtpl import DocxTemplate

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.files.packages import fetches, has_controls, has_definitions, has_macros
from gonghui.kernel.printing.forms import WordForm
from gonghui.kernel.printing.language import TemplateEnvironment, slips
from gonghui.kernel.printing.render import filled
from gonghui.kernel.refusal import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 1000
_MAIN = b"wordprocessingml.document.main+xml"
_READ = re.compile(r"word/(header|footer)\d*\.xml|word/footnotes\.xml")
_SAVE_AS = "请用Word或WPS打开，另存为docx再传。"
_KEPT = "现在用的模板没有变。"


class WrongTemplate(Refused):
    """The Word file is sound, but what stands between its braces is not."""


def check_template(data: bytes, form: WordForm) -> None:
    """Raises Refused, naming everything wrong at once, unless the file can serve as the form's template."""
    parts = _parts(data)
    _harmless(parts)
    wrong = list(dict.fromkeys([*_slips(data, form), *_fields_elsewhere(parts)]))
    if wrong:
        shown = "；".join(wrong[:6]) + (f"；另有{len(wrong) - 6}处" if len(wrong) > 6 else "")
        raise WrongTemplate(f"模板有{len(wrong)}处要改：{shown}。", f"请照字段表改好再传，{_KEPT}", "file")
    _fills(data, form)


def _refuse(what: str, todo: str = _SAVE_AS) -> Refused:
    return Refused(what, todo + _KEPT, "file")


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the package, unpacked within bounds."""
    if len(data) > MOST_BYTES:
        raise _refuse("模板超过5兆。", "请去掉大图片再传。")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refuse("这是旧格式的Word（doc），或者加了密码。", "请去掉密码，另存为docx再传。")
    if not data.startswith(b"PK\x03\x04"):
        raise _refuse("这不是Word文件（docx）。")
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise _refuse("文件里的零件太多，不像一份模板。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return dict(_unpacked(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as broken:
        raise _refuse("文件损坏了，打不开。") from broken


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left = MOST_UNPACKED
    for info in archive.infolist():
        with archive.open(info) as stream:
            content = stream.read(left + 1)  # at most what is left, whatever the directory claims
        left -= len(content)
        if left < 0:
            raise _refuse("文件解压后大得不正常，没有打开。", "请去掉大图片，另存一份再传。")
        yield info.filename, content


def _harmless(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts:
        kind = "Excel表格" if "xl/workbook.xml" in parts else "PPT" if "ppt/presentation.xml" in parts else "压缩包"
        raise _refuse(f"这是{kind}，不是Word文件。")
    if has_macros(parts):
        raise _refuse("模板里有宏，不能用。", "请另存为不带宏的docx再传。")
    if _MAIN not in types:
        raise _refuse("这是Word的模板格式（dotx），不是docx。")
    if has_controls(parts):
        raise _refuse("模板里嵌着别的文件或控件。", "请删掉嵌入的对象再传。")
    if has_definitions(parts):
        raise _refuse("模板里有不该有的定义，没有打开。")
    if fetches(parts):
        raise _refuse("模板连着外面的文件或图片。", "请把图片直接插入文档，断开链接再传。")


def _slips(data: bytes, form: WordForm) -> Iterator[str]:
    try:
        book = DocxTemplate(BytesIO(data))
        book.init_docx()
        sources = [book.patch_xml(book.get_xml())]
        for part in book.docx.part.package.iter_parts():
            if _READ.fullmatch(str(part.partname).lstrip("/")):
                sources.append(book.patch_xml(part.blob.decode("utf-8")))
    except Exception as broken:  # the library raises whatever its XML parser meets
        raise _refuse("Word文件损坏了，读不出来。") from broken
    for source in sources:
        yield from slips(re.sub(r"<w:p([ >])", r"\n<w:p\1", source), form)


def _fields_elsewhere(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if name in ("word/endnotes.xml", "word/comments.xml"):
            text = re.sub(rb"<[^>]+>", b"", content)
            if b"{{" in text or b"{%" in text:
                yield f"字段不能写在{'尾注' if 'endnotes' in name else '批注'}里"


def _fills(data: bytes, form: WordForm) -> None:
    """Trials with the examples and with nothing; what comes out must be whole XML, not what a lenient parser makes of it."""
    environment = TemplateEnvironment()
    try:
        for values in (form.nothing(), form.samples()):
            book = DocxTemplate(BytesIO(data))
            book.render_init()
            ElementTree.fromstring(book.build_xml(values, environment).encode())
            filled(data, form, values, date(2026, 1, 1), Hand(None, ""), environment)
    except Exception as broken:  # jinja, lxml and python-docx each raise their own
        raise _refuse(
            "用样例试填，填不出来。", "条件或列表的开头和结尾要在同一段、同一格，或者各占一行（%p、%tr）。请改好再传。"
        ) from broken
