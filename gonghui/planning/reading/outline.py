"""The outline of a document: plans, headings, numbered items, paragraphs and tables, before any is read for targets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gonghui.planning.reading.documents import Block, Grid, Line
from gonghui.planning.reading.headings import (
    Numbered,
    begins_new_plan,
    is_title,
    numbering,
    split_heading,
    time_heading,
)
from gonghui.planning.reading.sentences import parts
from gonghui.planning.reading.tables import Row, read_table
from gonghui.planning.reading.words import GENERAL_LEAD, LABEL, PLAN_LEAD

LOST = "（原文缺标题）"
TIME = 9
"""Level of a heading that is a month or a quarter."""


@dataclass
class Item:
    """A numbered item or a paragraph. `index` is 0 for a paragraph, -1 for a bullet."""

    text: str
    line: int
    index: int = 0
    level: int = 0


@dataclass
class Part:
    """A heading with what stands under it. `level` 0 is the beginning of the plan."""

    heading: str
    level: int
    line: int
    parent: str = ""
    items: list[Item] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    missing: bool = False

    @property
    def empty(self) -> bool:
        return not self.items and not self.rows

    @property
    def text(self) -> str:
        return "\n".join(item.text for item in self.items)


@dataclass
class Draft:
    """One plan of the document."""

    title: str
    parts: list[Part]


def drafts(blocks: Sequence[Block]) -> list[Draft]:
    """The plans of a document in order; what stands before the first of a collection is left out."""
    starts = [n for n, block in enumerate(blocks) if isinstance(block, Line) and begins_new_plan(block.text)]
    if not starts:
        title, rest = _titled(blocks)
        found = _Outline(title).read(rest)
        if not title and found and is_title(found[0].heading):
            title = found[0].heading
        return [Draft(title, found)]
    ends = [*starts[1:], len(blocks)]
    out = []
    for start, end in zip(starts, ends, strict=True):
        first = blocks[start]
        title = first.text if isinstance(first, Line) else ""
        out.append(Draft(title, _Outline(title).read(blocks[start + 1 : end])))
    return out


def _titled(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """(title, the blocks behind it): one line, or an office's name with the title under it."""
    for index, block in enumerate(blocks[:5]):
        if not isinstance(block, Line) or numbering(block.text):
            break
        if is_title(block.text):
            before = "".join(one.text for one in blocks[:index] if isinstance(one, Line) and len(one.text) <= 30)
            return before + block.text, blocks[index + 1 :]
    return "", blocks


class _Outline:
    """Walks over the blocks of one plan."""

    def __init__(self, title: str) -> None:
        self.parts = [Part(title, 0, 1)]
        self.above = ""
        self.last: Numbered | None = None

    def read(self, blocks: Sequence[Block]) -> list[Part]:
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, Grid):
                self._table(block)
            else:
                self._line(block, following)
        return _folded([part for part in self.parts if not part.empty or part.level])

    def _open(self, heading: str, level: int, line: int, missing: bool = False) -> Part:
        if level == 1:
            self.above = heading
        part = Part(heading, level, line, self.above if level in (2, 3) else "", missing=missing)
        self.parts.append(part)
        self.last = None
        return part

    def _line(self, block: Line, following: Block | None) -> None:
        text = block.text
        said = time_heading(text)
        if said:
            part = self._open(said[0], TIME, block.number)
            if said[1]:
                part.items.extend(Item(one, block.number, -1, 3) for one in _several(said[1]))
            return
        number = numbering(text)
        if number and number.level <= 2 and not _inline(number):
            self._heading(number, block)
        elif number:
            self._item(number, block)
        elif block.styled or self._heads(text, following) or (PLAN_LEAD.search(text) and len(text) <= 60):
            self._open(text.rstrip("：:"), 1, block.number)
        elif GENERAL_LEAD.search(text):
            colon = re.search(r"[：:]", text)
            cut = colon.end() if colon else 0
            self._open(text[: cut - 1], 1, block.number).items.append(Item(text[cut:], block.number))
        else:
            self._paragraph(block)

    def _heads(self, text: str, following: Block | None) -> bool:
        """A short line without a stop above a list, a table or a longer paragraph."""
        if len(text) > 22 or re.search(r"[。；;！，,]", text.rstrip("：:")) or LABEL.match(text):
            return False
        if isinstance(following, Grid):
            return True
        if following is None:
            return False
        number = numbering(following.text)
        return bool(number and number.level >= 3 and number.index == 1) or (number is None and len(following.text) > 40)

    def _heading(self, number: Numbered, block: Line) -> None:
        heading, body = split_heading(number.rest)
        if not heading:
            heading, body = _first_clause(number.rest), number.rest
        part = self._open(number.marker + heading, number.level, block.number)
        if body:
            part.items.append(Item(body, block.number))

    def _item(self, number: Numbered, block: Line) -> None:
        part = self.parts[-1]
        last = self.last
        if number.level == 4 and last and last.level == 3 and part.items and len(part.items[-1].text) <= 60:
            parent = part.items.pop()
            opened = self._open(parent.text.rstrip("：:。"), 3, parent.line)
            opened.parent = part.heading if part.level else ""
            part = opened
        elif number.level == 3 and part.level == 3 and part.parent:
            heading = next((one for one in reversed(self.parts) if one.heading == part.parent), None)
            part = self._open(part.parent, heading.level if heading else 1, block.number)
            part.parent = heading.parent if heading else ""
        elif last and number.level == last.level and number.index == 1 and last.index >= 1:
            part = self._open(LOST, max(part.level, 1), block.number, missing=True)
        if (number.marker[-1] in "是要" or number.marker[0] == "第") and parts(block.text)[1]:
            part.items.append(Item(block.text, block.number))
        else:
            part.items.append(Item(number.rest, block.number, number.index or -1, number.level))
        self.last = number

    def _paragraph(self, block: Line) -> None:
        items = self.parts[-1].items
        if self.parts[-1].level == TIME and not LABEL.match(block.text):
            items.append(Item(block.text, block.number, -1, 3))
        elif items and (items[-1].index or LABEL.match(block.text)):
            before = items[-1].text
            items[-1].text = before + ("" if before[-1] in "。；;：:！？" else "。") + block.text
        else:
            items.append(Item(block.text, block.number))

    def _table(self, block: Grid) -> None:
        title, rows = read_table(block.rows, block.number)
        if not rows:
            return
        part = self.parts[-1]
        if not part.empty or (title and not part.heading):
            part = self._open(title or part.heading or LOST, 1, block.number)
        elif not part.heading:
            part.heading, part.missing = title or LOST, not title
        part.rows.extend(rows)


def _inline(number: Numbered) -> bool:
    """一 before 是 or 要 counts points inside a heading, it is no heading itself."""
    return bool(re.match(r"[是要]", number.rest)) and number.level == 1


def _several(text: str) -> list[str]:
    """The activities in a month's line: 慰问、座谈会；培训. Lists of nouns inside one activity stay together."""
    pieces = [piece.strip() for piece in re.split(r"[；;。]", text) if piece.strip()]
    out: list[str] = []
    for piece in pieces:
        numbered = re.split(r"(?:^|\s|(?<=[，、]))\d{1,2}\s*[、.．](?!\d)", piece)
        out += [one.strip(" ，、") for one in numbered if one.strip(" ，、")]
    return out


def _first_clause(text: str) -> str:
    return re.split(r"[，,。；;]", text)[0][:30]


def _folded(parts: list[Part]) -> list[Part]:
    """Headings with nothing under them become tasks: of their parent at the second level, of themselves at the first."""
    out: list[Part] = []
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        if not part.empty or (following and following.level > part.level and following.level != TIME):
            out.append(part)
        elif (
            part.level == 2
            and out
            and out[-1].level in (1, 2)
            and (out[-1].heading == part.parent or _fold_of(out[-1], part))
        ):
            out[-1].items.append(Item(_bare(part.heading), part.line, 1, 3))
        elif part.level and part.level != TIME:
            part.items.append(Item(_bare(part.heading), part.line, 1, 3))
            out.append(part)
    return out


def _fold_of(last: Part, part: Part) -> bool:
    return last.level == 1 and not part.parent


def _bare(heading: str) -> str:
    number = numbering(heading)
    return number.rest if number else heading
