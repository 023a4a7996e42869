"""What a contract's card shows about how it was bargained and kept."""

from typing import Any

from django import template

from gonghui.bargaining.public import Bargaining, province, quality
from gonghui.kernel.ledger.api import Reader

register = template.Library()


@register.inclusion_tag("console/bargaining/_of_contract.html")
def bargaining_of(contract: Any, reader: Reader) -> dict[str, Any]:
    """The procedures that led to a contract or run over it, its latest check, and its score."""
    led = list(Bargaining.objects.filter(contract=contract).order_by("-pk"))
    over = list(Bargaining.objects.filter(earlier=contract, contract=None).exclude(state="dropped").order_by("-pk"))
    return {
        "contract": contract, "led": led, "over": over, "check": contract.checks.order_by("-on").first(), "reader": reader,
        "quality": quality(contract, reader.today, province()),
    }  # fmt: skip
