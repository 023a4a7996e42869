"""The two boxes in which somebody says why private values are needed."""

from typing import Any

from django.forms import ValidationError

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.kernel.ledger.api import Field, Reader
from gonghui.kernel.refusal import Refused

REASONS = (
    ("verify", "核对证件和登记"), ("join", "办理入会、转会"), ("benefit", "申请帮扶、互助保障"), ("contact", "联系本人"),
    ("report", "上级要求报送"), ("audit", "检查、审计"), ("subject", "本人要求查看"), ("other", "其他"),
)  # fmt: skip
LABELS = dict(REASONS)
LONGEST = 80

REASON = Field("reason", "用途", "choice", required=True, choices=REASONS, blank="请选")
PURPOSE = Field(
    "purpose", "说明", "text", size=80, required=False, help="给谁、办什么事；选“其他”的必须写。会记入办理记录"
)


def purpose_words(reason: str, words: str) -> str:
    """The purpose as the event and the register keep it. Raises Refused for none, and for 其他 without words."""
    words = words.strip()[:LONGEST]
    if reason not in LABELS:
        raise Refused("还没有选用途。", "请选一项用途；都不合适的选“其他”，再写清楚。", "reason")
    if reason == "other" and len(words) < 4:
        raise Refused("选了“其他”，还没有写清用途。", "请写一句要做什么。", "purpose")
    return f"{LABELS[reason]}：{words}" if words else LABELS[reason]


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
