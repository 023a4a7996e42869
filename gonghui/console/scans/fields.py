"""The form field for a scan: one PDF, or several photos in the order in which they were chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gonghui.kernel.files.scans import ACCEPT, HELP


class _Several(forms.FileInput):
    allow_multiple_selected = True


class ScanField(forms.FileField):
    """Cleans to a list of uploaded files, empty when none was chosen."""

    def __init__(self, label: str = "扫描件", required: bool = False) -> None:
        widget = _Several(attrs={"class": "form-control", "accept": ACCEPT, "multiple": True})
        super().__init__(label=label, required=required, help_text=HELP, widget=widget)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        found = [super(ScanField, self).clean(file, initial) for file in files]
        if not found and self.required:
            raise forms.ValidationError("还没有选文件。", code="required")
        return [file for file in found if file]


def contents(files: Sequence[UploadedFile]) -> list[bytes]:
    """What was uploaded, in order."""
    return [file.read() for file in files]
