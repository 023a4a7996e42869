"""Opens a plan document by what it holds: Word, text, spreadsheet. Gives lines and tables in their order."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from gonghui.kernel.files.packages import OLE_MACROS, fetches, has_definitions, has_macros
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import read_workbook
from gonghui.kernel.sheets.cells import text_of

MAX_BYTES = 10 * 1024 * 1024
MAX_SIGNS = 200_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 3000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_SHEET_NAMES = frozenset((".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".et"))
_SAVE_AS = "请用Word或WPS打开，另存为docx，或存成文字稿（txt）再传。"


@dataclass(frozen=True)
class Line:
    """A paragraph. `styled` says that Word's style makes it a heading."""

    text: str
    number: int
    styled: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; `number` is the line where it begins, `name` the sheet's name."""

    rows: list[list[str]]
    number: int
    name: str = ""


Block = Line | Grid


def read_document(data: bytes, filename: str) -> list[Block]:
    """Paragraphs and tables in their order. Raises Refused for what is no readable plan document."""
    if len(data) > MAX_BYTES:
        raise Refused("文件超过10MB，读不了。", "请删掉图片，或只留计划的正文再传。")
    if not data.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise Refused("文件是空的。", "请选写有计划的Word、文字稿或表格。")
    suffix = PurePath(filename).suffix.lower()
    _refuse_pictures(data)
    blocks = _opened(data, filename, suffix)
    if sum(_length(block) for block in blocks) > MAX_SIGNS:
        raise Refused("文件超过二十万字，不像一份计划。", "请只留计划的正文再传。")
    return blocks


def _length(block: Block) -> int:
    if isinstance(block, Line):
        return len(block.text)
    return sum(len(cell) for row in block.rows for cell in row)


def _opened(data: bytes, filename: str, suffix: str) -> list[Block]:
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, filename, suffix)
    if data.startswith(_OLE):
        if OLE_MACROS in data:
            raise Refused("文件里有宏，没有收下。", "请另存为不带宏的docx或xlsx再传。")
        if suffix in (".doc", ".wps", ".dot") or b"W\x00o\x00r\x00d\x00D\x00o\x00c" in data:
            raise Refused("这是旧格式的Word文档（doc），读不了。", "请用Word或WPS打开，另存为docx再传。")
        return _sheets(data, filename)
    if data.lstrip()[:5] == b"{\\rtf":
        raise Refused("这是RTF文档，读不了。", _SAVE_AS)
    if suffix in (".docx", ".doc", ".wps", ".xlsx", ".xls", ".et"):
        raise Refused(f"文件名是{suffix}，里面却不是这种文件。", "请用Word或WPS打开看看，另存一份再传。")
    if suffix == ".csv":
        return _sheets(data, filename)
    return _text(data)


def _refuse_pictures(data: bytes) -> None:
    if b"%PDF-" in data[:1024]:
        raise Refused("扫描件或PDF读不了。", "请用Word文档（docx）或文字稿（txt）；只有纸件时，请先打成文字。")
    if any(data.startswith(magic) and (len(magic) > 2 or 0 in data[:64]) for magic in _PICTURES):
        raise Refused("这是图片，读不了里面的字。", "请用Word文档（docx）或文字稿（txt）。")


def _packed(data: bytes, filename: str, suffix: str) -> list[Block]:
    names = _parts(data)
    if "word/document.xml" in names:
        return _word(data)
    if suffix in (".docx", ".doc", ".txt"):
        raise Refused(f"文件名是{suffix}，里面却不是Word文档。", _SAVE_AS)
    if suffix in (".zip", ".rar"):
        raise Refused("这是压缩包。", "请解压后，一个一个地传里面的计划。")
    return _sheets(data, filename)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a zipped document, unpacked within bounds. Raises Refused for what acts by itself when opened:

    the file is kept and given back as it came, so that whoever opens it next must be safe.
    """
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise Refused("文件里的零件太多，不像一份计划。", _SAVE_AS)
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for info in archive.infolist():
                with archive.open(info) as stream:
                    parts[info.filename] = stream.read(left + 1)  # at most what is left, whatever the directory claims
                left -= len(parts[info.filename])
                if left < 0:
                    raise Refused("文件展开后太大，读不了。", "请删掉图片，或只留计划的正文再传。")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as broken:
        raise Refused("文件损坏了或者加了密码，打不开。", _SAVE_AS) from broken
    if has_macros(parts):
        raise Refused("文件里有宏，没有收下。", "请另存为不带宏的docx或xlsx再传。")
    if has_definitions(parts) or fetches(parts, afar=True):
        raise Refused("文件打开时会去取外面的东西，没有收下。", "请断开链接，把图片直接插入文档再传。")
    return parts


def _word(data: bytes) -> list[Block]:
    from docx import Document
    from docx.table import Table

    try:
        blocks: list[Block] = []
        for item in Document(BytesIO(data)).iter_inner_content():
            if isinstance(item, Table):
                blocks.append(Grid(_grid(item), len(blocks) + 1))
            else:
                styled = bool(re.match(r"Heading|标题|Title", (item.style and item.style.name) or ""))
                blocks.extend(
                    Line(part.strip(), len(blocks) + 1, styled) for part in item.text.split("\n") if part.strip()
                )
    except Exception as broken:  # the library raises whatever its XML parser meets
        raise Refused("Word文档损坏了，读不出来。", _SAVE_AS) from broken
    return _spread(blocks)


def _grid(table: Any) -> list[list[str]]:
    """Cell texts; a cell merged to the right stands once, one merged downward stands in each row."""
    rows = []
    for row in table.rows:
        seen: list[Any] = []
        texts: list[str] = []
        for cell in row.cells:
            again = cell._tc in seen
            texts.append("" if again else cell.text.strip())
            seen.append(cell._tc)
        rows.append(texts)
    return rows


def _sheets(data: bytes, filename: str) -> list[Block]:
    found = [
        Grid([[text_of(cell).strip() if cell is not None else "" for cell in row] for row in sheet.rows], 1, sheet.name)
        for sheet in read_workbook(data, filename)
        if not sheet.hidden
    ]
    return _spread(found)


def _spread(blocks: list[Any]) -> list[Block]:
    """Tables of one column are paragraphs."""
    return [part for block in blocks for part in _as_lines(block)]


def _as_lines(block: Block) -> Iterator[Block]:
    if isinstance(block, Line) or any(sum(1 for cell in row if cell) > 1 for row in block.rows):
        yield block
        return
    for number, row in enumerate(block.rows):
        for text in "\n".join(row).split("\n"):
            if text.strip():
                yield Line(text.strip(), block.number + number)


def _text(data: bytes) -> list[Block]:
    text = _decoded(data)
    if "<html" in text[:2000].lower():
        raise Refused("这是网页文件。", "请把正文复制到Word或文字稿里再传。")
    lines = [Line(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return list(lines)


def _decoded(data: bytes) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(1 for char in text[:20_000] if char < " " and char not in "\t\r\n\v\f\x1a")
        if control <= 3:
            return text.replace("\x1a", "").replace("\f", "\n").replace("\v", "\n")
    raise Refused("这个文件读不出文字。", "请用Word文档（docx）、文字稿（txt）或表格（xlsx）。")
