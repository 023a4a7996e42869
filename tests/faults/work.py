"""What is being done when the plug is pulled: `python -m tests.faults.work KIND …` says "ready", then works.

With GONGHUI_FAULT_AT=n the process kills itself at its n-th touch of a file or database; with `count` it says how
many there are. Without it somebody else kills it at a moment of their choice.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect", "shutil.rmtree"}
_seen = 0


def watch(at: str) -> None:
    """Count the touches from now on, and end without a goodbye at the one that was asked for."""

    def touched(event: str, arguments: object) -> None:
        global _seen
        if event not in WATCHED:
            return
        _seen += 1
        if at.isdigit() and _seen == int(at):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)


def backup(file: str) -> None:
    from gonghui.kernel.backup.daily import back_up
    from gonghui.kernel.clock import now

    back_up(Path(file), now().at)


def restore(file: str, code: str, home: str) -> None:
    from gonghui.kernel.backup.restoring import restore

    restore(Path(file), code, Path(home), Path(home) / "keys")


def seal(rounds: str) -> None:
    """Correct records and seal, again and again, the anchor file included."""
    from django.db import transaction

    from gonghui.kernel.audit import writes
    from gonghui.kernel.audit.proof.sealing import seal
    from gonghui.kernel.clock import now
    from gonghui.people.public import Account

    hand, account = writes.Hand(None, "断电"), Account.objects.order_by("pk")[0]
    for number in range(int(rounds)):
        with transaction.atomic():
            writes.change(account, hand, name=f"{account.name[:20]}{number % 10}")
            writes.log("account_amend", account, "改名", hand, now().at)
        seal(now().at)


def main(kind: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    print("ready", flush=True)
    at = os.environ.get("GONGHUI_FAULT_AT", "")
    if at:
        watch(at)
    work: dict[str, Callable[..., None]] = {"backup": backup, "restore": restore, "seal": seal}
    work[kind](*arguments)
    print(_seen, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
