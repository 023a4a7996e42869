"""The layout of a form as a short declaration; `drafting` turns it into the built-in template."""

from dataclasses import dataclass
from typing import Literal

Paper = Literal["letter", "form", "wide"]
Place = Literal["indent", "left", "center", "right"]


@dataclass(frozen=True)
class Title:
    """The heading, in the middle."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `place` indent is running text, left is an address line."""

    text: str
    place: Place = "indent"


@dataclass(frozen=True)
class Gap:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True)
class Facts:
    """A ruled form: rows of (label, value) or (label, value, label, value); `tall` rows leave room to write."""

    rows: tuple[tuple[str, ...], ...]
    tall: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a repeated table: its head, the row's field, its share of the width, where its words stand."""

    head: str
    field: str
    weight: float = 1
    align: str = ""


@dataclass(frozen=True)
class Repeat:
    """A table with one row for each row of a list; `numbered` puts 序号 in front."""

    rows: str
    columns: tuple[Column, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Cut:
    """A dashed line to tear along, and the heading of the slip below it, such as 回执."""

    title: str


@dataclass(frozen=True)
class Sign:
    """Who signs, and the day below; the seal goes over both."""

    who: str
    day: str = "{{ today }}"


Block = Title | Text | Gap | Facts | Repeat | Cut | Sign


@dataclass(frozen=True)
class Layout:
    """The blocks of a form from top to bottom. Fields stand in them by name: {{ employer_name }}."""

    blocks: tuple[Block, ...]
    paper: Paper = "letter"
