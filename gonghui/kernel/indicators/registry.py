"""All indicators by code, in the order in which the contexts declare them."""

from operator import attrgetter

from gonghui.kernel.indicators.define import Indicator
from gonghui.kernel.refusal import Refused
from gonghui.kernel.registry import Registry

INDICATORS = Registry[Indicator]("indicator", attrgetter("code"))
register, all_indicators = INDICATORS.register, INDICATORS.all


def indicator(code: str) -> Indicator:
    """The indicator of a code. Raises Refused when there is none."""
    found = INDICATORS.get(code)
    if found is None:
        raise Refused(f"没有指标“{code[:60]}”。", "请从指标页或 gonghui figures 里找代码。")
    return found
