"""Scans that prove an entry: checked by content, stored encrypted in the data folder, opened only inside the scope."""

import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from gonghui.kernel.privacy import open_bytes, seal_bytes
from gonghui.kernel.refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
_MARKS = {b"\x89PNG\r\n\x1a\n": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg"),
          b"%PDF-": ("pdf", "application/pdf")}  # fmt: skip
TYPES = {ending: kind for ending, kind in _MARKS.values()}


def folder() -> Path:
    """Where scans lie; readable by the office's own account alone."""
    place = Path(settings.HOME) / "files"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keep_scan(file: UploadedFile) -> str:
    """Store an uploaded scan; returns its name. Raises Refused when it is too large or no png, jpg or pdf."""
    if (file.size or 0) > MOST_BYTES:
        raise Refused("扫描件超过10兆。", "请把分辨率调低再扫，或只传盖章的那一页。", "scan")
    content = file.read()
    ending = next((ending for mark, (ending, _) in _MARKS.items() if content.startswith(mark)), "")
    if not ending:
        raise Refused("这个文件不是png、jpg或pdf。", "文件名改不了内容，请传扫描或拍照的原件。", "scan")
    name = f"{secrets.token_hex(16)}.{ending}"
    (folder() / name).write_bytes(seal_bytes(content))
    return name


def drop_scan(name: str) -> None:
    """Take away a scan whose entry was not made."""
    if name:
        (folder() / name).unlink(missing_ok=True)


def open_scan(name: str) -> tuple[bytes, str] | None:
    """(content, content type) of a stored scan; None for a name that no scan has."""
    stem, _, ending = name.partition(".")
    if ending not in TYPES or len(stem) != 32 or not all(char in "0123456789abcdef" for char in stem):
        return None
    file = folder() / name
    return (open_bytes(file.read_bytes()), TYPES[ending]) if file.is_file() else None
