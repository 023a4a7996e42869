"""The table by which a suggestion is judged: its items and their points are data and add up to a hundred."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gonghui.kernel.refusal import Refused

FULL_MARKS = 100
TABLE = Path(__file__).parent / "data" / "scoring.yaml"


@dataclass(frozen=True)
class Criterion:
    """One item: at most so many points (`most`), and what it asks."""

    key: str
    label: str
    most: int
    asks: str

    @property
    def fact(self) -> str:
        """Under what name a step of the review keeps its points."""
        return f"score_{self.key}"


def read(file: Path) -> tuple[Criterion, ...]:
    """The items of a table. Raises ValueError when they do not add up to a hundred or one stands there twice."""
    found = tuple(Criterion(**item) for item in yaml.safe_load(file.read_text(encoding="utf-8"))["criteria"])
    if sum(item.most for item in found) != FULL_MARKS or len({item.key for item in found}) != len(found):
        raise ValueError(f"{file}: the items must differ and add up to {FULL_MARKS}")
    return found


CRITERIA = read(TABLE)


def total(facts: Mapping[str, Any]) -> int | None:
    """The points of a review; None when it was not scored."""
    given = [int(facts[item.fact]) for item in CRITERIA if facts.get(item.fact) is not None]
    return sum(given) if given else None


def refuse_points(facts: Mapping[str, Any]) -> None:
    """Raise Refused for an item above its most, and for a table that was filled in part."""
    for item in CRITERIA:
        points = facts.get(item.fact)
        if points is not None and int(points) > item.most:
            raise Refused(f"{item.label}{points}分，超过了最高的{item.most}分。", "请核对评分表。", item.fact)
    left = [item for item in CRITERIA if facts.get(item.fact) is None]
    if left and len(left) < len(CRITERIA):
        raise Refused(f"{left[0].label}还没有打分。", "各项都打上分；不打分的，全部空着。", left[0].fact)
