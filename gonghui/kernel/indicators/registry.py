"""All indicators by code, in the order in which the contexts declare them."""

from gonghui.kernel.indicators.define import Indicator
from gonghui.kernel.refusal import Refused

_known: dict[str, Indicator] = {}


def register(*indicators: Indicator) -> None:
    """Make indicators known. A code that is already taken is a programming error."""
    for item in indicators:
        if _known.get(item.code, item) is not item:
            raise ValueError(f"indicator {item.code} is declared twice")
        _known[item.code] = item


def all_indicators() -> list[Indicator]:
    """Every indicator, in order of declaration."""
    return list(_known.values())


def indicator(code: str) -> Indicator:
    """The indicator of a code. Raises Refused when there is none."""
    if code not in _known:
        raise Refused(f"没有指标“{code[:60]}”。", "请从指标页或 gonghui figures 里找代码。")
    return _known[code]
