"""What the office has laid over the statutes, as one request or one run of a command sees it.

Nothing here reads the database until a door (request, command, poller) calls `look_again`; before that the statutes
stand alone. One small query per request tells whether anything was written since, in this process or another.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Own:
    """A value that the office reads from a document of its own: from `start` (inclusive) to `end` (exclusive).

    `place`: a province's slug, or "" for the text that holds where no province has its own.
    """

    pk: int
    key: str
    place: str
    kind: str
    value: Any
    start: date
    end: date | None
    number: str
    title: str

    def holds(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Edition:
    """One state of the office's own values and years. `stamp` changes with every write."""

    stamp: str = ""
    values: Mapping[tuple[str, str], tuple[Own, ...]] = field(default_factory=dict)
    calendar: Any = None

    def own(self, key: str, place: str, day: date) -> Own | None:
        """The value in force on `day`: of several, the one that started last."""
        return next((own for own in reversed(self.values.get((key, place), ())) if own.holds(day)), None)

    def every(self, key: str) -> list[Own]:
        """All values entered for a rule, by place and start."""
        return [own for (mine, _), listed in sorted(self.values.items()) if mine == key for own in listed]


STATUTES = Edition()
_stored: list[Callable[[], Edition]] = []
_seen: ContextVar[Edition | None] = ContextVar("rules_edition", default=STATUTES)


def kept_in(stored: Callable[[], Edition]) -> None:
    """Say who reads what the office has written; before that the statutes stand alone."""
    _stored[:] = [stored]


def look_again() -> None:
    """Let the next question find out whether the office has written anything: at every door, and after a write."""
    _seen.set(None)


def statutes_alone() -> None:
    """Forget what the office has written, until the next door: where there is no database yet, and between tests."""
    _seen.set(STATUTES)


def current() -> Edition:
    """The edition of this request; at most one query, and only for who asks for a rule at all."""
    seen = _seen.get()
    if seen is None:
        seen = _stored[0]() if _stored else STATUTES
        _seen.set(seen)
    return seen
