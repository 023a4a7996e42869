"""Scans that prove an entry, as the forms take them: a PDF, or photos that become one."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from gonghui.console.scans.fields import contents
from gonghui.kernel.files import scans
from gonghui.kernel.files.scans import drop_scan, open_scan

__all__ = ["drop_scan", "keep_scan", "open_scan"]


def keep_scan(files: UploadedFile | Sequence[UploadedFile]) -> str:
    """Store what was uploaded as one PDF; returns its name. Raises Refused for what cannot be kept."""
    return scans.keep_scan(contents([files] if isinstance(files, UploadedFile) else files))
