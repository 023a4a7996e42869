"""The organisation tree on one day, held in memory for folding figures up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Node = tuple[Literal["union", "area"], int]
"""A place in the tree: a union with all below it, or an area with all unions placed in it."""


@dataclass(frozen=True)
class Tree:
    """Who stands below whom on a day.

    `parents` maps union → parent union (None for the root); `areas` maps union → area; `area_parents` area → area.
    """

    root: int
    parents: Mapping[int, int | None]
    areas: Mapping[int, int | None]
    area_parents: Mapping[int, int | None]
    _below: dict[Node, tuple[frozenset[int] | None, frozenset[int] | None]] = field(default_factory=dict, compare=False)

    @cached_property
    def _unions_under(self) -> dict[int, list[int]]:
        return _turned(self.parents)

    @cached_property
    def _areas_under(self) -> dict[int, list[int]]:
        return _turned(self.area_parents)

    def below(self, node: Node) -> tuple[frozenset[int] | None, frozenset[int] | None]:
        """(unions, areas) of a node with everything below it. (None, None) stands for the whole town."""
        if node == ("union", self.root):
            return None, None
        if node not in self._below:
            kind, key = node
            if kind == "union":
                self._below[node] = (frozenset(_descend(self._unions_under, key)), frozenset())
            else:
                inside = frozenset(_descend(self._areas_under, key))
                self._below[node] = (frozenset(u for u, area in self.areas.items() if area in inside), inside)
        return self._below[node]

    def ancestors(self, union: int) -> list[int]:
        """The unions above one, nearest first."""
        found: list[int] = []
        step = self.parents.get(union)
        while step is not None and step not in found and step != union:
            found.append(step)
            step = self.parents.get(step)
        return found


def _turned(parents: Mapping[int, int | None]) -> dict[int, list[int]]:
    """child → parent turned round: parent → children, in their order."""
    under: dict[int, list[int]] = {}
    for child, parent in parents.items():
        if parent is not None:
            under.setdefault(parent, []).append(child)
    return under


def _descend(under: Mapping[int, list[int]], top: int) -> Iterable[int]:
    """`top` and everything below it; a circle is walked once."""
    seen, queue = {top}, [top]
    while queue:
        for child in under.get(queue.pop(), ()):
            if child not in seen:
                seen.add(child)
                queue.append(child)
    return seen
