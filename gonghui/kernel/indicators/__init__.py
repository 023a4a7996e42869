"""Figures by code: defined once, counted per union, folded up the tree, opened by the same query, kept when closed.

Beside what stands here: `opening` (what a reader may open), `slices` (a figure by dimension), `why` (what changed
between two moments), `closing` (period_close, period_reopen), `frozen` (closed periods read back).
"""

from gonghui.kernel.indicators.define import (
    SIDES,
    Cohort,
    Column,
    Count,
    Dimension,
    Distinct,
    Indicator,
    OnDay,
    Part,
    Rows,
    Sum,
    rest_of,
)
from gonghui.kernel.indicators.measure import Figure, figures, opened
from gonghui.kernel.indicators.registry import all_indicators, indicator, register
from gonghui.kernel.indicators.tree import Node, Tree

__all__ = [
    "SIDES",
    "Cohort",
    "Column",
    "Count",
    "Dimension",
    "Distinct",
    "Figure",
    "Indicator",
    "Node",
    "OnDay",
    "Part",
    "Rows",
    "Sum",
    "Tree",
    "all_indicators",
    "figures",
    "indicator",
    "opened",
    "register",
    "rest_of",
]  # fmt: skip
