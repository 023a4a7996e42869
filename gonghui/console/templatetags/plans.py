"""Tags of the plan's pages: proposals in words."""

from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import Any

from django import template

from gonghui.planning.public import month_words, number, target_words

register = template.Library()


@register.simple_tag
def proposed_target(target: dict[str, Any]) -> str:
    """A proposed target in a few words."""
    return target_words(SimpleNamespace(**{
        **{key: target.get(key, "") for key in ("kind", "what", "unit", "comparison", "per")},
        "quantity": _decimal(target.get("quantity")), "maximum": _decimal(target.get("maximum")),
    }))  # fmt: skip


def _decimal(value: Any) -> Decimal | None:
    try:
        return None if value in (None, "") else Decimal(str(value))
    except InvalidOperation:
        return None


@register.simple_tag
def months_in_words(months: list[int]) -> str:
    """1—3月, 全年."""
    return "全年" if len(set(months)) == 12 else month_words(months)


@register.filter
def yuan(amount: Decimal | None) -> str:
    """12,000元; — for nothing."""
    return "—" if amount is None else f"{number(amount)}元"
