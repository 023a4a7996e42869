"""Offices, rights and open work in the office's words."""

from collections.abc import Sequence
from datetime import date, timedelta

from gonghui.console.dues import Due, told
from gonghui.kernel.ledger.api import all_ledgers
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.kernel.workflow.asking import running
from gonghui.orgs.public import town_key, tree_on
from gonghui.people.public import (
    CLASHES,
    RIGHTS,
    Doing,
    Line,
    Lines,
    OfficeHeld,
    RecordGrant,
    Role,
    rights_of_role,
)

DOINGS: dict[str, str] = {
    Doing.READ: "看台账", Doing.WRITE: "登记和更正", Doing.LOOK: "看加密的内容", Doing.ASSIGNED: "办交给自己的事",
    Doing.TOTALS: "看全镇数字", Doing.EVERY_TOTAL: "看各片区、各工会的数字", Doing.REPORT: "看半年总结",
    Doing.APPROVE: "批计划",
    Doing.SIGN: "做第二个签字的人", Doing.CLOSE: "封存数字", Doing.OFFICES: "看任职", Doing.GRANT: "给县总工会授权",
    Doing.ACCOUNTS: "管账号", Doing.MEMBERS: "给会员开账号", Doing.SYSTEM: "管备份和运行",
    Doing.LAW: "登记本单位的依据", Doing.SETUP: "文书模板和通知方式",
    Doing.OWN_RECORD: "看自己的档案",
}  # fmt: skip
SHORT: dict[Lines, str] = {Lines.ALL: "都可以", Lines.OWN: "分管的线", Lines.MONEY: "财务"}


def table() -> list[tuple[str, list[str]]]:
    """(doing, [word for each role]); "" for what the role may not do."""
    held = {(right.role, right.doing): SHORT[right.lines] for right in RIGHTS}
    return [(DOINGS[doing], [held.get((role, doing), "") for role in Role]) for doing in Doing]


def clashes() -> list[tuple[str, str, str]]:
    """(this office, not that one, why) of what one person must not hold together."""
    found = []
    for each in CLASHES:
        line = f"（分管{each.line}的，或不分线的）" if each.line else ""
        found.append((_roles(each.one), f"{_roles(each.other)}{line}", f"{each.reason}（{each.ground}）"))
    return found


def _roles(roles: frozenset[Role]) -> str:
    return "、".join(str(role.label) for role in Role if role in roles)


def opens(office: OfficeHeld, day: date) -> list[tuple[str, str]]:
    """(doing, where) that the office gives, for its card."""
    where = "全镇" if office.union_id == town_key() else f"{office.union.name}和它下面的工会"
    found = []
    for right in rights_of_role(office.role):
        lines = "、".join(office.lines) if right.lines == Lines.OWN and office.lines else ""
        lines = lines or (Line.FINANCE.label if right.lines == Lines.MONEY else "")
        found.append((DOINGS[right.doing], f"{where}{f'，{lines}' if lines else ''}"))
    return found


def ledgers(grant: RecordGrant) -> str:
    """The titles of the ledgers that a grant opens."""
    titles = {one.key: one.title for one in all_ledgers()}
    return "、".join(titles.get(key, key) for key in grant.ledgers)


def deadlines(office: OfficeHeld, day: date) -> Sequence[Due]:
    """The deadlines that run in the office's unions and on its lines, most urgent first, at most a hundred."""
    unions = tree_on(day).below(("union", office.union_id))[0]
    rows = running(day, EVERYTHING if unions is None else Scope(unions), 90)
    if office.lines:
        rows = rows.filter(line__in=office.lines)
    return told(rows[:100], day)


def last_day(end_on: date | None) -> date | None:
    """The last day of something that ends before `end_on`."""
    return end_on - timedelta(days=1) if end_on else None
