"""Looks through a zipped workbook (xlsx, ods) before the reader opens it: bombs, lying headers, far-out cells.

Every member is unpacked once, in pieces, against one allowance, so that the directory's own claims need no belief.
"""

import html
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from gonghui.kernel.sheets.facts import SAVE_AS_XLSX, SheetFacts, UnreadableFile, damaged
from gonghui.kernel.sheets.sheetxml import OdsScan, XlsxScan

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
# Small members may shrink a lot honestly: a page of empty styled cells.
RATIO_FROM = 10 * 1024 * 1024
MAX_ENTRIES = 10_000
_MAX_INDEX = 40 * 1024 * 1024
_CHUNK = 1024 * 1024

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\w+:id\s*=\s*[\"']([^\"']+)")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_LINK_ID = re.compile(rb"\bId\s*=\s*[\"']([^\"']+)")
_LINK_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']+)")

Members = dict[str, zipfile.ZipInfo]


def inspect_archive(data: bytes) -> list[SheetFacts]:
    """Facts per sheet in workbook order; an empty list for ods. Raises UnreadableFile for anything not to be opened."""
    # Counted in the raw bytes, because listing a million entries already costs the memory.
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise UnreadableFile("文件里的零件太多，不像正常的表格。", SAVE_AS_XLSX)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inspect(archive, _checked_members(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise damaged() from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise UnreadableFile("文件加了密码，读不出来。", "请去掉密码，另存一份再传。") from error


def _checked_members(archive: zipfile.ZipFile) -> Members:
    infos = archive.infolist()
    members = {info.filename: info for info in infos}
    if len(members) != len(infos):
        raise damaged()
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _too_big()
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise _too_big()
    return members


def _inspect(archive: zipfile.ZipFile, members: Members) -> list[SheetFacts]:
    is_ods = _is_ods(archive, members)
    sheets = ["content.xml"] if is_ods else _sheet_paths(archive, members)
    scans: dict[str, XlsxScan] = {}
    allowance = MAX_UNPACKED
    for name, info in members.items():
        scan: XlsxScan | OdsScan | None = None
        for chunk in _unpacked(archive, info, allowance):
            allowance -= len(chunk)
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:  # no program that writes tables defines entities
                raise UnreadableFile("文件里有不该有的定义，没有打开。", SAVE_AS_XLSX)
            if scan is None and (name in sheets or b"<sheetData" in chunk or b":sheetData" in chunk):
                scan = OdsScan() if is_ods else scans.setdefault(name, XlsxScan())
            if scan:
                scan.feed(chunk)
        if scan:
            scan.close()
    return [] if is_ods else [scans[path].facts if path in scans else SheetFacts() for path in sheets]


def _is_ods(archive: zipfile.ZipFile, members: Members) -> bool:
    """False for xlsx. Raises UnreadableFile for every other kind of archive."""
    names = {name.lower().replace("\\", "/") for name in members}
    if "xl/workbook.xml" in names:
        return False
    if "mimetype" in members and b"opendocument.spreadsheet" in archive.open("mimetype").read(100):
        return True
    if "xl/workbook.bin" in names:
        raise UnreadableFile("这是xlsb（二进制）表格，读不了。", SAVE_AS_XLSX)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise UnreadableFile("这是Word或PPT文件，不是表格。", "请把里面的表格复制到Excel，存为xlsx再传。")
    raise UnreadableFile("这是压缩包，不是表格。", "请先解压，再传里面的表格。")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: int) -> Iterator[bytes]:
    """The member's true content, piece by piece. Raises when it outgrows the allowance or its directory entry."""
    claimed = info.file_size
    # zipfile would stop at the claimed size; the reader goes on to where the compressed stream ends.
    info.file_size = MAX_UNPACKED + 1
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > allowance or (size > RATIO_FROM and size > MAX_RATIO * max(info.compress_size, 1)):
                    raise _too_big()
                yield chunk
    finally:
        info.file_size = claimed
    if size != claimed:
        raise damaged()


def _sheet_paths(archive: zipfile.ZipFile, members: Members) -> list[str]:
    """Paths of the sheets in the order of the workbook."""
    names = {name.lower().replace("\\", "/"): name for name in members}
    book = _index(archive, names["xl/workbook.xml"])
    links = _index(archive, names.get("xl/_rels/workbook.xml.rels"))
    paths = {}
    for attributes in _LINK.findall(links):
        key, target = _LINK_ID.search(attributes), _LINK_TARGET.search(attributes)
        if key and target:
            path = posixpath.normpath(posixpath.join("/xl", html.unescape(target[1].decode()))).lstrip("/")
            paths[key[1]] = names.get(path.lower(), path)
    return [paths.get(key, "") for key in _SHEET.findall(book)]


def _index(archive: zipfile.ZipFile, name: str | None) -> bytes:
    if name is None:
        return b""
    with archive.open(name) as stream:
        text = stream.read(_MAX_INDEX + 1)
    if len(text) > _MAX_INDEX:
        raise _too_big()
    return text


def _too_big() -> UnreadableFile:
    return UnreadableFile("文件解压后大得不正常，没有打开。", "请只留要导入的表，另存为xlsx再传。")
