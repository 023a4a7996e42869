"""Scans that prove an entry: photos become one PDF, a PDF is looked through; stored encrypted under a telling-nothing name."""

import secrets
from collections.abc import Sequence

from gonghui.kernel.files.pdfs import check_pdf
from gonghui.kernel.files.photos import photos_to_pdf
from gonghui.kernel.files.store import kept_folder, write_whole
from gonghui.kernel.privacy import open_bytes, seal_bytes
from gonghui.kernel.refusal import Refused

MOST_TOGETHER = 80 * 1024 * 1024
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}
"""What is kept now is always a PDF; entries made before may have a picture."""

ACCEPT = ".pdf,.jpg,.jpeg,.png,image/*"
HELP = "PDF，或者手机拍的照片；几张照片按选的先后合成一个文件"


def scan_pdf(uploads: Sequence[bytes]) -> bytes:
    """One PDF from what was uploaded: a PDF as it is, or photos as its pages in order.

    Raises Refused for several PDFs, a mix, anything else, and whatever is damaged, locked or too large.
    """
    if not uploads:
        raise Refused("还没有选文件。", "请选扫描的PDF，或者拍好的照片。", "scan")
    if sum(map(len, uploads)) > MOST_TOGETHER:
        raise Refused(f"文件加起来超过{MOST_TOGETHER // 1024 // 1024}兆。", "请分几次传，或把相机的像素调低。", "scan")
    pdfs = [data for data in uploads if b"%PDF-" in data[:1024]]
    if not pdfs:
        return photos_to_pdf(uploads)
    if len(uploads) > 1:
        raise Refused("PDF一次只能传一个，也不能和照片一起传。", "请先合成一个PDF，或者全部用照片。", "scan")
    check_pdf(pdfs[0])
    return pdfs[0]


def keep_scan(uploads: Sequence[bytes]) -> str:
    """Store a scan; returns its name. Raises Refused as `scan_pdf`."""
    name = f"{secrets.token_hex(16)}.pdf"
    sealed = seal_bytes(scan_pdf(uploads))
    write_whole(kept_folder() / name, lambda out: out.write(sealed))
    return name


def drop_scan(name: str) -> None:
    """Take away a scan whose entry was not made."""
    if is_scan(name):
        (kept_folder() / name).unlink(missing_ok=True)


def is_scan(name: str) -> bool:
    """Whether this is the name of a stored scan, and not the words of a paper."""
    stem, _, ending = name.partition(".")
    return ending in TYPES and len(stem) == 32 and all(char in "0123456789abcdef" for char in stem)


def open_scan(name: str) -> tuple[bytes, str] | None:
    """(content, content type) of a stored scan; None for a name that no scan has."""
    if not is_scan(name):
        return None
    file = kept_folder() / name
    return (open_bytes(file.read_bytes()), TYPES[name.partition(".")[2]]) if file.is_file() else None
