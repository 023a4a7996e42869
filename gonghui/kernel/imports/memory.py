"""What is learned from rows while they go in, and forgotten with a row that does not."""

from collections.abc import Callable
from functools import partial
from typing import Any


class Memory:
    """What rows have taught about records so far; what a refused row taught is forgotten with its records."""

    def __init__(self) -> None:
        self._back: list[Callable[[], object]] = []

    def put(self, into: dict[Any, Any], key: Any, value: Any) -> None:
        """Set `into[key]`."""
        old = into.get(key, Memory)
        self._back.append(partial(into.pop, key, None) if old is Memory else partial(into.__setitem__, key, old))
        into[key] = value

    def add(self, into: set[Any], value: Any) -> None:
        """Add to a set."""
        if value not in into:
            self._back.append(partial(into.discard, value))
            into.add(value)

    def keep(self) -> None:
        """The row went in."""
        self._back.clear()

    def forget(self) -> None:
        """The row was refused: everything is again as before it."""
        while self._back:
            self._back.pop()()
