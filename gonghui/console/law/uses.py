"""What the product's own declarations say about which rule they stand on."""

from collections.abc import Iterable

from gonghui.kernel.rules.uses import Use, register_uses
from gonghui.kernel.workflow.clocks import clocks


@register_uses
def of_clocks() -> Iterable[Use]:
    """Every clock names the rule that measures it."""
    return [Use(clock.rule, "clock", clock.title) for clock in clocks() if clock.rule]
