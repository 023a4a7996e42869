"""Questions about suggestions."""

import difflib
import re
from datetime import date, timedelta

from gonghui.emulation.models import Suggestion

REPLY_DAYS = 30
"""Calendar days within which whoever made a suggestion hears what became of it: this product's own term, no law sets one."""

CONFIRM_DAYS = 30
"""Calendar days within which finance confirms the benefit of what was carried out: this product's own term, likewise."""

ALIKE = 0.6
"""How alike two titles are (0 to 1) from which they are shown side by side; only a hint, nothing is refused for it."""

_NOISE = re.compile(r"[\s，。、；：“”《》（）()\-—]|关于|建议|的")


def reply_by(row: Suggestion) -> date:
    """The last day (inclusive) on which a suggestion is answered in time."""
    return row.handed_on + timedelta(days=REPLY_DAYS)


def proposers(row: Suggestion) -> set[str]:
    """The names of all who made it."""
    return {row.name, *names_in(row.partners)}


def names_in(text: str) -> set[str]:
    """The names in a text that lists them."""
    return {part for part in re.split(r"[、，,；;\s]+", text) if part}


def alike(title: str, other: str) -> float:
    """How alike two titles are, from 0 to 1, without the words that every title has."""
    one, two = _NOISE.sub("", title), _NOISE.sub("", other)
    return difflib.SequenceMatcher(None, one, two, autojunk=False).ratio() if one and two else 0.0


def similar(row: Suggestion, most: int = 3) -> list[Suggestion]:
    """Valid suggestions of the same union and calendar year whose titles are much like this one's, the likest first."""
    others = Suggestion.objects.valid().filter(union_id=row.union_id, handed_on__year=row.handed_on.year)
    marked = [(alike(row.title, other.title), other) for other in others.exclude(pk=row.pk)]
    found = sorted((pair for pair in marked if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].pk))
    return [other for _, other in found[:most]]
