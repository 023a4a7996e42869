"""The lines of work on the rail, their ledgers, and which of them a page belongs to."""

from dataclasses import dataclass

from django.urls import reverse

from gonghui.console.request import OfficeRequest


@dataclass(frozen=True)
class Ledger:
    """One entry of the ledger list. `prefixes`: a page whose address name starts so belongs to it."""

    label: str
    name: str
    prefixes: tuple[str, ...]
    town_only: bool = False

    @property
    def url(self) -> str:
        return reverse(f"console:{self.name}")


@dataclass(frozen=True)
class Line:
    """One line of work with a two- or three-character name."""

    label: str
    icon: str
    ledgers: tuple[Ledger, ...]

    @property
    def url(self) -> str:
        return self.ledgers[0].url


HOME = Line("工作台", "house", (Ledger("工作台", "home", ("home", "search")),))
LINES = (
    HOME,
    Line("组织", "diagram-3", (
        Ledger("基层工会", "unions", ("union",)),
        Ledger("会员", "members", ("member",)),
        Ledger("用人单位", "employers", ("employer",)),
        Ledger("导入表格", "import-list", ("import",), town_only=True),
    )),
    Line("权益", "shield-check", (Ledger("集体合同", "contracts", ("contract",)),)),
    Line("指标", "graph-up", (Ledger("全部指标", "figures", ("figure",)),)),
    Line("报告", "file-earmark-text", (Ledger("半年总结", "report-half-year", ("report",), town_only=True),)),
)  # fmt: skip
SETTINGS = Line("设置", "gear", (Ledger("我的账号", "settings", ("settings", "own-password")),))


@dataclass(frozen=True)
class Tab:
    """One of the bottom tabs on a phone."""

    label: str
    icon: str
    ledger: Ledger


TABS = (
    Tab("工作台", "house", HOME.ledgers[0]),
    Tab("工会", "diagram-3", LINES[1].ledgers[0]),
    Tab("合同", "shield-check", LINES[2].ledgers[0]),
    Tab("指标", "graph-up", LINES[3].ledgers[0]),
    Tab("我", "person", SETTINGS.ledgers[0]),
)


def lines_for(request: OfficeRequest) -> list[Line]:
    """The lines that this reader has something in."""
    if request.scope.everything:
        return list(LINES)
    own = [Line(line.label, line.icon, tuple(x for x in line.ledgers if not x.town_only)) for line in LINES]
    return [line for line in own if line.ledgers]


def place_of(request: OfficeRequest) -> tuple[Line | None, Ledger | None]:
    """The line and the ledger that the shown page belongs to."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    for line in (*LINES, SETTINGS):
        for ledger in line.ledgers:
            if any((name or "").startswith(prefix) for prefix in ledger.prefixes):
                return line, ledger
    return None, None
