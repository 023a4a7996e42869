"""The two boxes in which somebody says why private values are needed."""

from typing import Any

from django.forms import ValidationError

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.kernel.ledger.api import Field, Reader
from gonghui.kernel.privacy.reasons import REASONS, purpose_words
from gonghui.kernel.refusal import Refused

REASON = Field("reason", "用途", "choice", required=True, choices=REASONS, blank="请选")
PURPOSE = Field(
    "purpose", "说明", "text", size=80, required=False, help="给谁、办什么事；选“其他”的必须写。会记入办理记录"
)


class PurposeForm(OfficeForm):
    """Asks for the purpose; `said` is it in words once the form is valid."""

    said = ""

    def __init__(self, data: Any, reader: Reader, *more: Field) -> None:
        super().__init__(data, fields=(*more, REASON, PURPOSE), reader=reader)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "reason" in found:
            try:
                self.said = purpose_words(found["reason"], found.get("purpose") or "")
            except Refused as no:
                self.add_error(no.field if no.field in self.fields else None, ValidationError(str(no)))
        return found
