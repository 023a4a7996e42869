"""Numbering as offices write it, and the cut between a heading and the text that runs on behind it."""

import re
from dataclasses import dataclass

from gonghui.kernel.sheets import chinese_number
from gonghui.planning.reading.words import BODY_BEGINS, BODY_BEGINS_SURELY, PLAN_TITLE

_CN = "一二三四五六七八九十"
_BULLET = re.compile(r"^(?:[-–—•●◆■★▲·○▪◇□※*]+\s*)+")
_NUMBERING = (
    (1, re.compile(rf"第([{_CN}]{{1,3}})(?:部分|章|篇)[、，,：:\s]*")),
    (1, re.compile(rf"([{_CN}]{{1,3}})\s*[、．.,，:：](?![{_CN}]+是)\s*")),
    (2, re.compile(rf"[（(〈【]\s*([{_CN}]{{1,3}})\s*[）)〉】][、，,．.：:\s]*")),
    (4, re.compile(r"[（(]\s*(\d{1,2})\s*[）)][、，,．.：:\s]*")),
    (4, re.compile(r"([①-⑳⑴-⒇])\s*")),
    (3, re.compile(r"(\d{1,2})\s*(?:[、．:：]|[.,，](?!\d)|[)）])\s*")),
    (3, re.compile(rf"第?([{_CN}]{{1,2}})(?:是|要|、|，|,|：|:)\s*")),
)
_MONTH = rf"(?:1[0-2]|[1-9]|十[一二]?|[{_CN}])"
_TIME_HEADING = re.compile(
    rf"((?:20\d\d年)?(?:{_MONTH}\s*(?:月份?)?\s*[-—–~～至到、，,]\s*)*{_MONTH}\s*月(?:份|底)?|第?[一二三四1-4]季度|[上下]半年|全年)"
    r"(?:[（(]([^）)]{1,30})[）)])?(?:\s*[：:]\s*|\s+|$)"
)
_PART_OF_COLLECTION = re.compile(
    rf"^.{{0,30}}(?:篇|范文|第)\s*[（(]?(?:[{_CN}]{{1,3}}|\d{{1,2}})[）)】]?(?:篇)?[：:]?$"
)


@dataclass(frozen=True)
class Numbered:
    """A numbered beginning. `level`: 1 一、 2 （一） 3 1、 4 （1）; `bullet` when only a sign stands there (index 0)."""

    level: int
    index: int
    marker: str
    rest: str


def numbering(text: str) -> Numbered | None:
    """The numbering at the start of a line, damaged or not (- 10、, 1 、, ⑴); None when there is none."""
    bare = _BULLET.sub("", text)
    for level, pattern in _NUMBERING:
        found = pattern.match(bare)
        if found and found.end() < len(bare):
            return Numbered(level, _index(found[1]), bare[: found.end()].strip(), bare[found.end() :].strip())
    if bare != text and bare:
        return Numbered(3, 0, text[: len(text) - len(bare)].strip(), bare)
    return None


def _index(text: str) -> int:
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if "⑴" <= text <= "⒇":
        return ord(text) - ord("⑴") + 1
    return int(text) if text.isdigit() else chinese_number(text) or 0


def time_heading(text: str) -> tuple[str, str] | None:
    """A month, quarter or half-year that heads a list: (heading, rest of the line); None for any other line."""
    found = _TIME_HEADING.match(_BULLET.sub("", text))
    if not found:
        return None
    rest = text[text.index(found[1]) + len(found[0]) :].strip()
    return (found[0].strip().rstrip("：:"), rest)


def begins_new_plan(text: str) -> bool:
    """The title line of one plan in a collection: “…工作计划篇二”."""
    return len(text) <= 40 and bool(_PART_OF_COLLECTION.match(text)) and "篇" in text


def is_title(text: str) -> bool:
    """The title of a plan."""
    return len(text) <= 45 and bool(PLAN_TITLE.search(text)) and not re.search(r"[。；;！]", text)


def split_heading(text: str) -> tuple[str, str]:
    """(heading, text that runs on in the same line).

    A first sentence of at most 45 signs is the heading. Where the stop got lost (夯实基础，落实普遍建会坚持党建带…),
    the heading ends before the first word that begins a sentence in its second half.
    """
    if _whole(text):
        return text.rstrip("。；;：:"), ""
    stop = re.search(r"[。：:！](?!$)", text)
    if stop and stop.start() <= 45 and not _run_on(text[: stop.start()]):
        return text[: stop.start()], text[stop.end() :].strip()
    cut = _run_on(text)
    if cut:
        return text[:cut], text[cut:]
    space = re.search(r"\s+", text[4:40])
    if space and len(text) > 40:
        return text[: 4 + space.start()], text[4 + space.end() :]
    return "", text


def _whole(text: str) -> bool:
    return len(text) <= 50 and not re.search(r"[。；;：:！].", text)


def _run_on(text: str) -> int:
    """Where the body begins behind two clauses of a heading without a stop; 0 when it cannot be told."""
    comma = re.search(r"[，,]", text[:25])
    start = comma.end() if comma else 0
    words = BODY_BEGINS if len(text) > 32 else BODY_BEGINS_SURELY
    found = words.search(text, start + 4)
    return found.start() if found and found.start() - start <= 14 and len(text) - found.start() >= 8 else 0
