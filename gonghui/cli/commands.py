"""All commands by name."""

from gonghui.cli.backups import backup, bring_back, fingerprint, recovery_code
from gonghui.cli.exchange import export, report, take, undo
from gonghui.cli.figures import figures_table, rows
from gonghui.cli.law import due_day
from gonghui.cli.machine import health, move
from gonghui.cli.office import code, init, people, tick
from gonghui.cli.plans import plan
from gonghui.cli.proof import verify_all

COMMANDS = {
    "init": init, "tick": tick, "people": people, "code": code, "figures": figures_table,
    "rows": rows, "import": take, "undo": undo, "export": export, "report": report,
    "due": due_day,
    "plan": plan,
    "verify": verify_all, "backup": backup, "restore": bring_back, "recovery-code": recovery_code,
    "fingerprint": fingerprint, "health": health, "move": move,
}  # fmt: skip

WRITERS = frozenset({"init", "import", "undo", "code", "plan"})
"""Commands after which there is something to seal."""

WITHOUT_DATABASE = frozenset({"restore"})
"""Commands that do not look into the office's database."""
