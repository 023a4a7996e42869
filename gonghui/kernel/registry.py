"""What contexts declare, by its key and in the order of declaration: ledgers, figures, forms, flows, clocks and the like."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Declarations of one kind; `what` is its word in an error, `key` gives the key of a declaration."""

    def __init__(self, what: str, key: Callable[[Any], str] = attrgetter("key")) -> None:
        self.what, self.key = what, key
        self.known: dict[str, T] = {}

    def add(self, one: T) -> T:
        """Make a declaration known and give it back. A key that another one has is a programming error: ValueError."""
        if self.known.setdefault(self.key(one), one) is not one:
            raise ValueError(f"{self.what} {self.key(one)} is declared twice")
        return one

    def register(self, *made: T) -> None:
        """Make several declarations known, as `add` does."""
        for one in made:
            self.add(one)

    def all(self) -> list[T]:
        """Every declaration, in order."""
        return list(self.known.values())

    def get(self, key: str) -> T | None:
        """The declaration of a key; None when there is none."""
        return self.known.get(key)
