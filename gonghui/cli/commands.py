"""All commands by name."""

from gonghui.cli.exchange import export, report, take, undo
from gonghui.cli.figures import figures_table, rows
from gonghui.cli.office import code, init, people, tick, upgrade

COMMANDS = {
    "init": init, "tick": tick, "people": people, "code": code, "upgrade": upgrade, "figures": figures_table,
    "rows": rows, "import": take, "undo": undo, "export": export, "report": report,
}  # fmt: skip
