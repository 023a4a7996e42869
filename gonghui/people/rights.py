"""Who may do what: one table of (role, doing, lines of work), asked through one function."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from gonghui.people.choices import Line, Role


class Doing(StrEnum):
    """What a right lets a person do. The first four have a place: a union's subtree and a line of work."""

    READ = "read"
    """Open records: lists, cards, history, papers, scans, exports with private values masked."""
    WRITE = "write"
    """Enter and correct records."""
    LOOK = "look"
    """Look at private values, with a reason that is kept."""
    ASSIGNED = "assigned"
    """Open and report what is assigned to oneself."""
    TOTALS = "totals"
    """See the town's official figures."""
    EVERY_TOTAL = "every_total"
    """See the figures of every union and area of the town, and the town's by them."""
    REPORT = "report"
    """Read the town's half-year report."""
    APPROVE = "approve"
    """Approve or return a union's plan."""
    CLOSE = "close"
    """Close a period and open it again."""
    SIGN = "sign"
    """Give the second signature to what another person asked for."""
    OFFICES = "offices"
    """See who holds which office; give, end, cover and hand over those that `GIVES` names."""
    GRANT = "grant"
    """Let the county read records."""
    ACCOUNTS = "accounts"
    """Open accounts, print slips, reset passwords."""
    MEMBERS = "members"
    """Open accounts for the members of one's unions who have none, and print their slips."""
    SYSTEM = "system"
    """Backups, health of the machine, what the office keeps for how long."""
    LAW = "law"
    """Lay the office's own value or a holiday notice over the statutes."""
    SETUP = "setup"
    """Word templates and the ways by which reminders leave the house."""
    OWN_RECORD = "own_record"
    """Open one's own record."""


PLACED = (Doing.READ, Doing.WRITE, Doing.LOOK, Doing.ASSIGNED)
COMMON = ("计划", "报告")
"""Work of the whole office, on nobody's line: every town officer does it."""


class Lines(StrEnum):
    """Which lines of work a right covers."""

    ALL = "all"
    OWN = "own"
    """Those of the office held, all of them when it names none, and for writing those that nobody holds."""
    MONEY = "money"


@dataclass(frozen=True)
class Right:
    """A role may do something on some lines of work."""

    role: Role
    doing: Doing
    lines: Lines = Lines.ALL


def _rights(role: Role, lines: Lines, *doings: Doing) -> Iterator[Right]:
    return (Right(role, doing, lines) for doing in doings)


_D, _R, _L = Doing, Role, Lines
RIGHTS: tuple[Right, ...] = (
    *_rights(_R.TOWN_CHAIR, _L.ALL, _D.READ, _D.WRITE, _D.LOOK, _D.TOTALS, _D.EVERY_TOTAL, _D.REPORT, _D.APPROVE,
             _D.CLOSE, _D.SIGN, _D.OFFICES, _D.GRANT, _D.ACCOUNTS, _D.MEMBERS, _D.SYSTEM, _D.LAW, _D.SETUP, _D.ASSIGNED),
    *_rights(_R.TOWN_OFFICER, _L.ALL, _D.READ, _D.TOTALS, _D.SIGN, _D.EVERY_TOTAL, _D.REPORT, _D.APPROVE, _D.OFFICES,
             _D.SETUP, _D.ASSIGNED),
    *_rights(_R.TOWN_OFFICER, _L.OWN, _D.WRITE, _D.LOOK),
    *_rights(_R.AUDITOR, _L.MONEY, _D.READ),
    *_rights(_R.AUDITOR, _L.ALL, _D.TOTALS, _D.SIGN, _D.EVERY_TOTAL, _D.REPORT),
    *_rights(_R.GRASSROOTS_CHAIR, _L.ALL, _D.READ, _D.WRITE, _D.LOOK, _D.TOTALS, _D.MEMBERS, _D.ASSIGNED),
    *_rights(_R.PAIRED_CADRE, _L.ALL, _D.ASSIGNED),
    *_rights(_R.COUNTY, _L.ALL, _D.TOTALS, _D.SIGN, _D.EVERY_TOTAL),
    *_rights(_R.ADMINISTRATOR, _L.ALL, _D.ACCOUNTS, _D.OFFICES, _D.SYSTEM, _D.LAW),
    *_rights(_R.WORKER, _L.ALL, _D.OWN_RECORD),
)  # fmt: skip
"""The whole table. What does not stand here nobody may do; what the county reads is granted one by one (RecordGrant)."""

GIVES: dict[Role, frozenset[Role]] = {
    Role.TOWN_CHAIR: frozenset(Role),
    Role.TOWN_OFFICER: frozenset({Role.GRASSROOTS_CHAIR, Role.PAIRED_CADRE, Role.WORKER}),
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
}
"""Which offices the holder of an office gives, ends, has covered and hands over. An officer does it for the line 组织."""


def roles_given_by(posts: Iterable["Post"]) -> frozenset[Role]:
    """The roles that somebody with these offices gives to others. Who only covers an office gives none: offices are
    given by those who hold theirs."""
    found: frozenset[Role] = frozenset()
    for post in posts:
        if getattr(post, "covered", False):
            continue
        if post.role != Role.TOWN_OFFICER or not post.lines or Line.ORGANISATION in post.lines:
            found |= GIVES.get(Role(post.role), frozenset())
    return found


class Post(Protocol):
    """An office as the table reads it."""

    role: str
    lines: list[str]


IN_THE_TOWN = frozenset({Role.TOWN_CHAIR, Role.TOWN_OFFICER, Role.AUDITOR, Role.COUNTY, Role.ADMINISTRATOR})
"""Roles that are held in the town's own union only."""


def rights_of_role(role: str) -> list[Right]:
    """The rows of the table for a role."""
    return [right for right in RIGHTS if right.role == role]


def lines_of(right: Right, own: Iterable[str], unheld: Iterable[str]) -> tuple[str, ...] | None:
    """The lines that a right covers for an office with the lines `own`; None for all.

    `unheld` are the lines that no officer holds today: everybody writes there, but looks at nothing private.
    """
    if right.lines == Lines.MONEY:
        return (Line.FINANCE.value,)
    if right.lines == Lines.ALL or not list(own):
        return None
    return (*own, *COMMON, *(unheld if right.doing == Doing.WRITE else ()))


@dataclass(frozen=True)
class Clash:
    """Two offices that one person must not hold, with the reason and where it comes from."""

    one: frozenset[Role]
    other: frozenset[Role]
    reason: str
    ground: str
    line: str = ""
    """The clash is only with this line of work of the second office (or none named, which means all)."""


OPENS_PEOPLE = frozenset(
    {Role.TOWN_CHAIR, Role.TOWN_OFFICER, Role.GRASSROOTS_CHAIR, Role.PAIRED_CADRE, Role.COUNTY, Role.AUDITOR}
)
OWN_RULE = "本系统的规定，不是法律条文"
BARRED = "转引：工会主席、分管财务的副主席、财务人员不兼任经审委员；没有核到条文"
CLASHES: tuple[Clash, ...] = (
    Clash(frozenset({Role.AUDITOR}), frozenset({Role.TOWN_CHAIR}), "经审委员审查本级经费，主席不能自己审自己。",
          BARRED),
    Clash(frozenset({Role.AUDITOR}), frozenset({Role.TOWN_OFFICER}), "财务人员不能兼任经审委员。",
          BARRED, Line.FINANCE.value),
    Clash(frozenset({Role.ADMINISTRATOR}), OPENS_PEOPLE,
          "系统管理员不看个人信息，不能又任能看个人信息的职务。主席本来就能管账号和备份，不用另任系统管理员。", OWN_RULE),
)  # fmt: skip


def clash(role: str, lines: Iterable[str], held: Iterable[tuple[str, Iterable[str]]]) -> Clash | None:
    """Why an office of this role and these lines cannot be held beside others, given as (role, lines); None if it can."""
    mine = (role, list(lines))
    for other in held:
        for rule in CLASHES:
            if _clashes(rule, mine, other) or _clashes(rule, other, mine):
                return rule
    return None


def _clashes(rule: Clash, one: tuple[str, Iterable[str]], other: tuple[str, Iterable[str]]) -> bool:
    lines = list(other[1])
    return one[0] in rule.one and other[0] in rule.other and (not rule.line or not lines or rule.line in lines)
