"""All indicators by code, in the order in which the contexts declare them."""

from gonghui.kernel.indicators.define import Indicator
from gonghui.kernel.refusal import Refused

_known: dict[str, Indicator] = {}
_doubles: list[str] = []


def register(*indicators: Indicator) -> None:
    """Make indicators known. The first keeps a code that is declared twice; the start-up check names the second."""
    for item in indicators:
        if _known.setdefault(item.code, item) is not item:
            _doubles.append(item.code)


def all_indicators() -> list[Indicator]:
    """Every indicator, in order of declaration."""
    return list(_known.values())


def declared_twice() -> list[str]:
    """Codes that a second declaration tried to take."""
    return list(_doubles)


def indicator(code: str) -> Indicator:
    """The indicator of a code. Raises Refused when there is none."""
    if code not in _known:
        raise Refused(f"没有指标“{code[:60]}”。", "请从指标页或 gonghui figures 里找代码。")
    return _known[code]
