"""Reading the statutes' YAML into rules with their citation."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Rule:
    """One rule: what it says in our own words, where it stands, how far the text was checked."""

    key: str
    title: str
    law: str
    short: str
    article: int
    summary: str
    confidence: str
    values: tuple[tuple[date, Any], ...]

    @property
    def citation(self) -> str:
        """As the citation chip shows it: 集体合同规定 第38条."""
        return f"{self.short} 第{self.article}条"

    def at(self, day: date) -> Any:
        """The value in force on `day`. Raises LookupError before the rule's first value."""
        value = next((value for start, value in reversed(self.values) if start <= day), None)
        if value is None:
            raise LookupError(f"{self.key} has no value on {day}")
        return value


@cache
def _rules() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for file in sorted(files("gonghui.statutes").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            for item in yaml.safe_load(file.read_text(encoding="utf-8")):
                made = _rule(item)
                if made.key in found:
                    raise ValueError(f"rule {made.key} stands twice")
                found[made.key] = made
    return found


def _rule(item: dict[str, Any]) -> Rule:
    values = tuple(sorted((entry["from"], entry["value"]) for entry in item["values"]))
    names = ("key", "title", "law", "short", "article", "summary", "confidence")
    return Rule(**{name: item[name] for name in names}, values=values)


def rule(key: str) -> Rule:
    """The rule of a key. Raises KeyError for one that does not exist: a programming error."""
    return _rules()[key]
