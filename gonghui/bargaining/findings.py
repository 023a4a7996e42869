"""What a check by rule found: in order, a warning, or something that stands in the way."""

from dataclasses import dataclass
from typing import Literal

from gonghui.kernel.rules import Value


@dataclass(frozen=True)
class Finding:
    """One point. `stop`: the next step waits for it; `warn`: it should be looked at. `value` is the rule behind it."""

    key: str
    grade: Literal["ok", "warn", "stop"]
    words: str
    todo: str = ""
    value: Value | None = None

    @property
    def ok(self) -> bool:
        return self.grade == "ok"


def stops(findings: list[Finding]) -> list[Finding]:
    """Those that stand in the way."""
    return [each for each in findings if each.grade == "stop"]
