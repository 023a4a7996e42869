"""How plans say numbers, months and targets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gonghui.planning.choices import TargetKind

_BEFORE = {"at_least": "至少", "at_most": "不超过", "increase": "增加"}


def number(value: Decimal | float | int | None) -> str:
    """7,520 · 86.5 · — : without needless zeros, with separators of thousands."""
    if value is None:
        return "—"
    text = f"{Decimal(str(value)):,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def target_words(target: Any) -> str:
    """A target in a few words: 至少15个三位一体办公室 · 达到90%以上 · 每季度1次工作会议."""
    if target.kind in (TargetKind.MILESTONE, TargetKind.TEXT) or target.quantity is None:
        return str(target.what)
    many = number(target.quantity) + (f"—{number(target.maximum)}" if target.maximum is not None else "")
    if target.unit == "%" and target.comparison in ("at_least", "exactly"):
        words = f"{many}%" + ("以上" if target.comparison == "at_least" else "")
    else:
        words = f"{_BEFORE.get(target.comparison, '')}{many}{target.unit}"
        words += "左右" if target.comparison == "about" else ""
    what = target.what if target.what and target.what not in words else ""
    if target.unit == "%":
        return f"{target.per}{what}{words}"
    return f"{target.per}{words}{what}"


def quantity_words(target: Any) -> str:
    """Only the number and its unit: 15个 · ≥90% · +300人."""
    if target.quantity is None:
        return "按要求"
    many = number(target.quantity) + (f"—{number(target.maximum)}" if target.maximum is not None else "")
    sign = {"at_most": "≤", "increase": "+", "about": "约"}.get(target.comparison, "")
    return f"{target.per}{sign}{many}{target.unit}"


def month_words(months: Sequence[int]) -> str:
    """1—12月 · 3、5、9月 · 12—1月; empty for none."""
    if not months:
        return ""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] % 12 + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs]
    return "、".join(parts) + "月"
