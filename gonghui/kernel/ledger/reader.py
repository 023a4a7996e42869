"""Who looks at a ledger, and the two kinds of value that a page draws by itself: a state and a last day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gonghui.kernel.dates import Period, half_year_of
from gonghui.kernel.scope import Scope

Look = Literal["done", "doing", "wait", "end", "todo", "over", "back"]


@dataclass(frozen=True)
class Reader:
    """Who looks, on what day, at which unions; `town` tells an office that writes for the whole town."""

    scope: Scope
    today: date
    name: str = ""
    may_write: bool = False

    @property
    def town(self) -> bool:
        return self.may_write and self.scope.everything

    @property
    def half(self) -> Period:
        return half_year_of(self.today)


@dataclass(frozen=True)
class Badge:
    """A state: a word, an icon and a colour of the theme."""

    word: str
    look: Look = "done"

    ICONS = {"done": "check-circle-fill", "doing": "circle-half", "wait": "hourglass-split", "end": "dash-circle",
             "todo": "circle", "over": "exclamation-triangle-fill", "back": "arrow-return-left"}  # fmt: skip

    @property
    def icon(self) -> str:
        return self.ICONS[self.look]

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Due:
    """A last day and how far away it is; `on` is the last day that still counts."""

    on: date
    today: date
    live: bool = True

    @property
    def days(self) -> int:
        return (self.on - self.today).days

    @property
    def look(self) -> str:
        if not self.live:
            return "stop"
        return "over" if self.days < 0 else "soon" if self.days <= 3 else "run"

    @property
    def words(self) -> str:
        if not self.live:
            return ""
        if self.days < 0:
            return f"已过{-self.days}天"
        return {0: "今天到期", 1: "明天到期"}.get(self.days, f"剩{self.days}天" if self.days <= 183 else "")

    def __str__(self) -> str:
        return self.on.isoformat()
