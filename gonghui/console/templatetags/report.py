"""Filters of the report pages."""

from datetime import date
from typing import Any

from django import template

from gonghui.kernel.dates import SINCE_EVER
from gonghui.reporting.public import cn_number, readable_text

register = template.Library()


@register.filter
def in_chinese(number: int) -> str:
    """1 → 一, for headings."""
    return cn_number(number)


@register.filter
def readable(text: str) -> str:
    """A stored sentence with figures by their names, as the office edits it."""
    return readable_text(text)


@register.filter
def braced(name: str) -> str:
    """A figure's name as it stands in a sentence."""
    return "{" + name + "}"


@register.filter
def cell(value: Any) -> str:
    """A value in a table: 2026-07-06, — for nothing."""
    if isinstance(value, date):
        return "期初" if value == SINCE_EVER else value.isoformat()
    if value is None or value == "":
        return "—"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
