"""What each page takes: one table of address names, read by the door, the menu and the test of all addresses.

A ledger's own pages are not here: they take the right to open that ledger, wherever its declaration puts it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gonghui.kernel.ledger import api as declared
from gonghui.kernel.scope import Rights
from gonghui.people.public import Doing

Needs = Literal["anybody", "somebody", "records", "line", "writing"]
"""anybody: signed in or not; somebody: signed in; records: may open records at all; line: on the page's line of work;
writing: may enter something somewhere."""


@dataclass(frozen=True)
class Gate:
    """Pages by the beginnings of their address names, and what they take: a doing of the table, or one of `Needs`.

    `line` is the line of work that the pages stand on. `also` opens them to those who have that doing as well; the
    page itself then shows only what is theirs.
    """

    names: tuple[str, ...]
    takes: Doing | Needs
    line: str = ""
    also: Doing | None = None

    def opens(self, rights: Rights) -> bool:
        """Whether somebody with these rights has the page at all."""
        if self.also is not None and rights.may(self.also):
            return True
        if self.takes in ("anybody", "somebody"):
            return True
        if self.takes == "records":
            return not rights.read.nothing
        if self.takes == "line":
            return not rights.read.on(self.line).nothing
        if self.takes == "writing":
            return not rights.write.nothing
        return rights.may(self.takes)


GATES: tuple[Gate, ...] = (
    Gate(("health", "sign-in", "sign-out", "second", "counter-switch"), "anybody"),
    Gate(("totp", "pin", "session-", "draft-", "counter-start", "counter-stop"), "somebody"),
    Gate(("signature",), Doing.SIGN),
    Gate(("accounts", "account"), Doing.ACCOUNTS, also=Doing.OFFICES),
    Gate(("accounts-members",), Doing.MEMBERS, also=Doing.OFFICES),
    Gate(("home", "settings", "own-password", "search", "notices", "notices-read", "notices-follow", "law-"), "somebody"),
    Gate(("figures", "figure"), Doing.TOTALS),
    Gate(("report-",), Doing.REPORT, "报告"),
    Gate(("task",), "line", "计划", also=Doing.ASSIGNED),
    Gate(("plan", "calendar", "week", "assigned", "all-plans", "review", "owes", "notices-missing", "scans-"), "line", "计划"),
    Gate(("notices-channel",), Doing.SETUP),
    Gate(("bargaining", "expiring", "quality", "check"), "line", "权益"),
    Gate(("awarding",), "line", "经济"),
    Gate(("import-",), "writing"),
    Gate(("print",), "records"),
    Gate(("scan",), "records"),
    Gate(("offices",), Doing.OFFICES),
    Gate(("grants",), Doing.GRANT),
    Gate(("own-record", "mine", "my-"), Doing.OWN_RECORD),
    Gate(("running", "backups", "phones"), Doing.SYSTEM),
    Gate(("privacy",), "somebody"),
)  # fmt: skip


@lru_cache(maxsize=512)
def gate_of(name: str) -> Gate | None:
    """The gate of an address name: the longest beginning wins. None for a ledger's own page and for unknown names."""
    best: tuple[int, Gate] | None = None
    if any(
        name == each or name.startswith(f"{each}-") for one in declared.all_ledgers() for each in (one.key, one.one)
    ):
        return None
    for gate in GATES:
        for start in gate.names:
            if (name == start or name.startswith(start)) and (best is None or len(start) > best[0]):
                best = (len(start), gate)
    return best[1] if best else None


def may_have(name: str, rights: Rights) -> bool:
    """Whether somebody has the page of an address name; names without a gate answer for themselves."""
    gate = gate_of(name)
    return gate is None or gate.opens(rights)
