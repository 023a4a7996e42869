"""The tables by which suggestions are judged: which one holds on a day, what was given by it, what that adds up to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from gonghui.emulation.models import ScoringTable
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused

FULL_MARKS = 100
TABLE = Path(__file__).parent / "data" / "scoring.yaml"
MOST_ITEMS = 10
ITEM = re.compile(r"([^\d：:，,；;]+?)[\s：:，,（(]*最?高?(\d{1,3})\s*分?[）)]?[\s：:，,；;]*(.*)")
GIVEN = re.compile(r"\s*([^\d：:，,；;、]+?)[\s：:]*(\d{1,3})\s*分?")


@dataclass(frozen=True)
class Criterion:
    """One item: at most so many points (`most`), and what it asks."""

    label: str
    most: int
    asks: str = ""


def read(file: Path) -> tuple[Criterion, ...]:
    """The items of a table in a file. Raises ValueError for one that is no table."""
    found = tuple(Criterion(**item) for item in yaml.safe_load(file.read_text(encoding="utf-8"))["criteria"])
    wrong = mistake(found)
    if wrong is not None:
        raise ValueError(f"{file}: {wrong}")
    return found


def items_of(text: str) -> tuple[Criterion, ...]:
    """The items that the office wrote, one a line: 效益 35 省钱、增产、保安全. Raises Refused for what is no table."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = ITEM.fullmatch(line)
        if parts is None:
            raise Refused(
                f"“{line[:30]}”看不懂。",
                "请一行一项：项目、空格、最高分、空格、看什么，比如“效益 35 省钱、增产”。",
                "items",
            )
        found.append(Criterion(parts[1].strip(), int(parts[2]), parts[3].strip()))
    wrong = mistake(found)
    if wrong is not None:
        raise wrong
    return tuple(found)


def mistake(items: tuple[Criterion, ...] | list[Criterion]) -> Refused | None:
    """Why these items are no table; None for a sound one."""
    labels = [item.label for item in items]
    twice = next((label for label in labels if labels.count(label) > 1), "")
    if twice:
        return Refused(f"“{twice}”写了两次。", "每一项写一行。", "items")
    if len(items) > MOST_ITEMS:
        return Refused(f"有{len(items)}项，太多了。", f"请并成{MOST_ITEMS}项以内。", "items")
    whole = sum(item.most for item in items)
    if whole != FULL_MARKS or any(item.most == 0 for item in items):
        return Refused(f"各项加起来是{whole}分。", f"请改成一共{FULL_MARKS}分，每一项都有分。", "items")
    return None


DEFAULT = read(TABLE)


def table_on(day: date) -> tuple[Criterion, ...]:
    """The table that holds on a day: the office's own, or the one that comes with the product before its first."""
    row = ScoringTable.objects.valid().filter(start_on__lte=day).order_by("-start_on").first()
    return items_of(row.items) if row is not None else DEFAULT


def written(points: Mapping[str, int | None]) -> str:
    """Points by item as a step keeps them; "" when nothing was scored."""
    return "，".join(f"{label}{given}分" for label, given in points.items() if given is not None)


def points_of(text: str | None) -> dict[str, int]:
    """{item: points} of what `written` wrote."""
    return {label.strip(): int(given) for label, given in GIVEN.findall(text or "")}


def total(text: str | None) -> int | None:
    """The points of a review; None when it was not scored."""
    return sum(points_of(text).values()) if text else None


def refuse_points(text: str | None, on: date) -> None:
    """Raise Refused for points that are not by the table of the day `on`, item by item and all of them."""
    if not text:
        return
    given, table = points_of(text), {item.label: item.most for item in table_on(on)}
    if not given:
        raise Refused(f"评分“{text[:20]}”看不懂。", f"请写成“{written(table)}”这样。", "scores")
    for label, points in given.items():
        if label not in table:
            raise Refused(
                f"{cn_date(on)}的评分表里没有“{label}”。", f"那天用的是：{'、'.join(table)}；请核对评审日期。", "scores"
            )
        if points > table[label]:
            raise Refused(f"{label}{points}分，超过了最高的{table[label]}分。", "请核对评分表。", "scores")
    left = [label for label in table if label not in given]
    if left:
        raise Refused(f"{left[0]}还没有打分。", "各项都打上分；不打分的，全部空着。", "scores")
