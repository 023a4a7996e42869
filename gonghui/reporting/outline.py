"""The report's sections and sentences, read once from the package's data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HALF_YEAR = Path(__file__).parent / "data" / "half_year.yaml"


@dataclass(frozen=True)
class Sentence:
    """One passage: the proposed text with `{code}` in place of numbers; `zero` replaces it when a figure is nought."""

    key: str
    text: str
    zero: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """Sentences under one （一） heading; `title` may be empty. `apart` gives each sentence its own paragraph."""

    title: str
    sentences: tuple[Sentence, ...]
    apart: bool = False


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Wanted:
    """A figure that a sentence needs and that no ledger gives yet."""

    code: str
    title: str
    unit: str
    ledger: str


@dataclass(frozen=True)
class Outline:
    title: str
    intro: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    wanted: Mapping[str, Wanted]
    part_of: Mapping[str, str]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in the order of the report."""
        yield from self.intro
        for section in self.sections:
            for block in section.blocks:
                yield from block.sentences

    @property
    def sentence_keys(self) -> set[str]:
        return {sentence.key for sentence in self.sentences()}


def _one_line(text: str) -> str:
    """Folded YAML joins lines with a blank; Chinese needs none."""
    return "".join(text.split())


def _sentence(raw: Mapping[str, Any]) -> Sentence:
    zero = {code: _one_line(text) for code, text in raw.get("zero", {}).items()}
    return Sentence(raw["key"], _one_line(raw["text"]), zero)


def _block(raw: Mapping[str, Any]) -> Block:
    sentences = tuple(_sentence(item) for item in raw["sentences"])
    return Block(raw.get("title", ""), sentences, raw.get("paragraphs") == "each")


@lru_cache(maxsize=1)
def half_year() -> Outline:
    """The outline of the half-year summary."""
    raw = yaml.safe_load(HALF_YEAR.read_text(encoding="utf-8"))
    sections = tuple(
        Section(item["title"], tuple(_block(block) for block in item["blocks"])) for item in raw["sections"]
    )
    wanted = {code: Wanted(code, **about) for code, about in raw["wanted"].items()}
    return Outline(raw["title"], tuple(_sentence(item) for item in raw["intro"]), sections, wanted, raw["part_of"])
