"""The lines of work on the rail, their ledgers, and which of them a page belongs to.

A declared ledger finds its place by its `line`; only pages that are no ledgers stand here by name.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from django.urls import reverse

from gonghui.console.gates import may_have
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.request import OfficeRequest
from gonghui.kernel.ledger import api as declared
from gonghui.kernel.ledger.api import Reader


@cache
def _address(name: str) -> str:
    """The address of a page by its name; every page shows fifty of them."""
    return reverse(f"console:{name}")


@dataclass(frozen=True)
class Ledger:
    """One entry of the ledger list. `prefixes`: a page whose address name starts so belongs to it.

    With `exact` the name must be one of them, alone or before a dash.
    """

    label: str
    name: str
    prefixes: tuple[str, ...]
    town_only: bool = False
    exact: bool = False

    def holds(self, name: str) -> int:
        """How much of a page's address name stands here (0: it belongs elsewhere); the page is where the most does."""
        mine = [
            one
            for one in self.prefixes
            if (name == one or name.startswith(f"{one}-")) or (not self.exact and name.startswith(one))
        ]
        return max(map(len, mine), default=0)

    @property
    def url(self) -> str:
        return _address(self.name)


@dataclass(frozen=True)
class Line:
    """One line of work with a two- or three-character name."""

    label: str
    icon: str
    ledgers: tuple[Ledger, ...] = ()

    @property
    def url(self) -> str:
        return self.ledgers[0].url


HOME = Line("工作台", "house", (Ledger("工作台", "home", ("home", "search", "notice")),))
LINES = (
    HOME,
    Line("计划", "calendar2-check", (
        Ledger("年度工作计划", "plan-now", ("plan", "task")),
        Ledger("工作月历", "calendar", ("calendar",)),
        Ledger("本周", "week", ("week",)),
        Ledger("本月要办的事", "owes", ("owes",)),
        Ledger("交办任务", "assigned", ("assigned",)),
        Ledger("全部计划", "all-plans", ("all-plans", "review")),
    )),
    Line("组织", "diagram-3", (
        Ledger("导入表格", "import-list", ("import",), town_only=True),
        Ledger("缺扫描件", "scans-missing", ("scans",)),
    )),
    Line("权益", "shield-check", (
        Ledger("集体协商", "bargainings", ("bargainings", "bargaining"), exact=True),
        Ledger("届满续订", "expiring", ("expiring",), exact=True),
        Ledger("协商质量", "quality", ("quality", "check"), exact=True),
    )),
    Line("帮扶", "heart"),
    Line("经济", "trophy"),
    Line("宣教", "megaphone"),
    Line("女工", "person-heart"),
    Line("财务", "cash-coin"),
    Line("综合", "archive", (
        Ledger("导出登记", "privacy-exports", ("privacy-exports", "privacy-take-out"), exact=True),
        Ledger("到期清理", "privacy-due", ("privacy-due",), town_only=True, exact=True),
        Ledger("个人信息", "privacy", ("privacy",), exact=True),
    )),
    Line("指标", "graph-up", (
        Ledger("全部指标", "figures", ("figure",)),
        Ledger("等我签", "signatures", ("signature",)),
    )),
    Line("报告", "file-earmark-text", (Ledger("半年总结", "report-half-year", ("report",), town_only=True),)),
    Line("依据", "book", (
        Ledger("规定", "law-rules", ("law-rule", "law-own")),
        Ledger("变化", "law-changes", ("law-changes",)),
        Ledger("要复核的", "law-review", ("law-review",)),
        Ledger("放假安排", "law-holidays", ("law-holidays", "law-year")),
    )),
)  # fmt: skip
SETTINGS = Line("设置", "gear", (
    Ledger("我的账号", "settings", ("settings", "own-password")),
    Ledger("我的手机页", "mine", ("mine",), exact=True),
    Ledger("我的档案", "own-record", ("own-record",)),
    Ledger("账号", "accounts", ("accounts", "account")),
    Ledger("会员账号", "accounts-members", ("accounts-members",), exact=True),
    Ledger("任职和权限", "offices", ("offices", "grants")),
    Ledger("文书模板", "prints", ("print",)),
    Ledger("运行状况", "running", ("running",)),
    Ledger("备份", "backups", ("backups",)),
    Ledger("让手机也能用", "phones", ("phones",)),
))  # fmt: skip


@dataclass(frozen=True)
class Tab:
    """One of the bottom tabs on a phone."""

    label: str
    icon: str
    ledger: Ledger


@lru_cache(maxsize=1)
def all_lines() -> tuple[Line, ...]:
    """Every line of work with something in it: the declared ledgers in their places, then the other pages."""
    found = []
    for line in LINES:
        ledgers = [_entry(one) for one in declared.all_ledgers() if one.line == line.label]
        found.append(replace(line, ledgers=(*ledgers, *line.ledgers)))
    return tuple(line for line in found if line.ledgers)


def _entry(one: declared.Ledger) -> Ledger:
    return Ledger(one.title, one.key, (one.key, one.one), town_only=one.office_only, exact=True)


TOWN_TABS = (("工作台", "house", "home"), ("工会", "diagram-3", "unions"), ("合同", "shield-check", "contracts"),
             ("指标", "graph-up", "figures"), ("我", "person", "settings"))  # fmt: skip
OWN_TABS = (("要办的", "list-check", "owes"), ("会员", "people", "members"), ("合同", "shield-check", "contracts"),
            ("工作台", "house", "home"), ("我", "person", "settings"))  # fmt: skip


@lru_cache(maxsize=2)
def _tabs(town: bool) -> tuple[Tab, ...]:
    by_name = {ledger.name: ledger for line in (*all_lines(), SETTINGS) for ledger in line.ledgers}
    wanted = TOWN_TABS if town else OWN_TABS
    return tuple(Tab(label, icon, by_name[name]) for label, icon, name in wanted)


def tabs(request: OfficeRequest) -> list[Tab]:
    """What a phone shows at the bottom: for the town's people, or for a chair, who begins with what is owed; of these
    what this person has."""
    reader = reader_of(request)
    return [tab for tab in _tabs(request.scope.everything) if _has(request, reader, tab.ledger)]


def lines_for(request: OfficeRequest) -> list[Line]:
    """The lines that this reader has something in."""
    reader = reader_of(request)
    own = [replace(line, ledgers=tuple(x for x in line.ledgers if _has(request, reader, x))) for line in all_lines()]
    return [line for line in own if line.ledgers]


def _has(request: OfficeRequest, reader: Reader, entry: Ledger) -> bool:
    """Whether this reader has the entry: by the gate of its page, or by what its declaration says."""
    ledger = _declared().get(entry.name)
    if ledger is not None:
        return ledger.visible(reader)
    return (request.scope.everything or not entry.town_only) and may_have(entry.name, request.rights)


@lru_cache(maxsize=1)
def _declared() -> dict[str, declared.Ledger]:
    return {one.key: one for one in declared.all_ledgers()}


def settings_for(request: OfficeRequest) -> Line:
    """The settings that this reader has."""
    return replace(SETTINGS, ledgers=tuple(x for x in SETTINGS.ledgers if may_have(x.name, request.rights)))


def place_of(request: OfficeRequest) -> tuple[Line | None, Ledger | None]:
    """The line and the ledger that the shown page belongs to."""
    name = (request.resolver_match.url_name or "") if request.resolver_match else ""
    found: tuple[Line | None, Ledger | None] = (None, None)
    most = 0
    for line in (*all_lines(), SETTINGS):
        for ledger in line.ledgers:
            if (length := ledger.holds(name)) > most:
                found, most = (line, ledger), length
    return found
