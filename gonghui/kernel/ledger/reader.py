"""Who looks at a ledger, and the two kinds of value that a page draws by itself: a state and a last day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from gonghui.kernel.dates import Period, half_year_of
from gonghui.kernel.scope import Rights, Scope

Look = Literal["done", "doing", "wait", "end", "todo", "over", "back"]


@dataclass(frozen=True)
class Reader:
    """Who looks, on what day, at which unions; `town` tells an office that writes for the whole town.

    `scope` is what he opens, `writes` where he enters, `looks` where he looks at private values; both are as `scope`
    for a reader without `rights` who may write at all. With `rights` they differ from ledger to ledger: `on` says
    for which.
    """

    scope: Scope
    today: date
    name: str = ""
    may_write: bool = False
    rights: Rights | None = None
    writes: Scope | None = None
    looks: Scope | None = None

    def on(self, *names: str) -> "Reader":
        """The same reader in one ledger, named by its line of work, its key, or both."""
        if self.rights is None:
            return self
        write = self.rights.write.on(*names)
        return replace(self, scope=self.rights.read.on(*names), may_write=not write.nothing, writes=write,
                       looks=self.rights.look.on(*names))  # fmt: skip

    def reach(self, *names: str) -> Scope:
        """What he opens there: the scope of `on`, and nothing else of it."""
        return self.scope if self.rights is None else self.rights.read.on(*names)

    def writing(self) -> "Reader":
        """The same reader with the narrower eyes of a form: what he may not change is not there."""
        return replace(self, scope=self.writes) if self.writes is not None else self

    @property
    def town(self) -> bool:
        return self.may_write and (self.writes or self.scope).everything

    def prints(self, line: str) -> bool:
        """Whether he prints the papers of a line of work: who was granted a single ledger reads it and prints nothing."""
        return self.rights is None or not self.rights.read.on(line).nothing

    def may_enter(self, union_id: int | None) -> bool:
        """Whether he may change a record of this union (None: of the office itself)."""
        return self.may_write and (self.writes or self.scope).may_open(union_id)

    def may_look(self, union_id: int | None) -> bool:
        """Whether he may look at the private values of a record of this union."""
        if self.looks is None:
            return self.may_enter(union_id)
        return self.looks.may_open(union_id)

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
