"""Whole numbers as forms and addresses send them: whatever is none is nothing, never an error."""

from collections.abc import Iterable

LONGEST = 17
"""Digits. More stand for no key and no version that a database holds, and would be refused by it in its own words."""


def number(text: str | None) -> int | None:
    """The number that plain digits write; None for everything else (a sign, a ², digits of another script)."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def key(text: str | None) -> int:
    """A record's key; 0, which nothing has, for everything else."""
    return number(text) or 0


def keys(texts: Iterable[str]) -> list[int]:
    """The keys among these, in their order."""
    return [found for text in texts if (found := key(text))]
