"""Figures by code: defined once, counted per union, folded up the tree, opened by the same query."""

from gonghui.kernel.indicators.define import Column, Count, Indicator, Part, Rows, Sum
from gonghui.kernel.indicators.measure import Figure, figures, opened
from gonghui.kernel.indicators.registry import all_indicators, indicator, register
from gonghui.kernel.indicators.tree import Node, Tree

__all__ = [
    "Column", "Count", "Figure", "Indicator", "Node", "Part", "Rows", "Sum", "Tree", "all_indicators", "figures",
    "indicator", "opened", "register",
]  # fmt: skip
