"""Looks through an uploaded PDF: whole, open to everybody who may see it, and without anything that acts by itself."""

import re
import zlib
from collections.abc import Iterator

from gonghui.kernel.refusal import Refused

MOST_PDF_BYTES = 20 * 1024 * 1024
_MOST_UNPACKED = 40 * 1024 * 1024
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
_ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/SubmitForm", b"/ImportData", b"/XFA")


def check_pdf(data: bytes) -> None:
    """Raise Refused for a PDF that is damaged, locked, too large, or that starts programs or carries other files."""
    if len(data) > MOST_PDF_BYTES:
        raise Refused(
            f"PDF超过{MOST_PDF_BYTES // 1024 // 1024}兆。", "请把分辨率调低再扫，或只传盖章的那几页。", "scan"
        )
    if b"<" in data[: data.find(b"%PDF-")]:
        raise Refused("PDF前面夹着别的内容，没有收下。", "请打印成普通的PDF，或者拍照上传。", "scan")
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data[-4096:]:
        raise Refused("PDF不完整，打不开。", "请重新扫描或重新传一次。", "scan")
    for part in _readable(data):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if re.search(rb"/Encrypt\b", plain):
            raise Refused("PDF加了密码。", "请去掉密码再传。", "scan")
        if any(re.search(re.escape(act) + rb"(?![A-Za-z])", plain) for act in _ACTS):
            raise Refused("PDF里有程序或者夹着别的文件，没有收下。", "请打印成普通的PDF，或者拍照上传。", "scan")


def _readable(data: bytes) -> Iterator[bytes]:
    """What a reader of the file looks at first: the file without its streams, and the objects packed in streams."""
    yield re.sub(rb"stream\r?\n.*?endstream", b"", data, flags=re.DOTALL)
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(data):
        unpacked = _inflated(data[found.end() :], left)
        left -= len(unpacked)
        if left <= 0:
            raise Refused("PDF解开后大得不正常，没有收下。", "请打印成普通的PDF，或者拍照上传。", "scan")
        yield unpacked


def _inflated(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""
