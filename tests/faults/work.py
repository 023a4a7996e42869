"""What is being done when the plug is pulled: `python -m tests.faults.work` makes Django ready once, then takes orders.

An order is a line of JSON, [data folder, kind, at, *arguments]; the work is done by a child, and three lines come back: the child's
key, what it said, and how it ended (0, or minus the signal). With `at` a number the child kills itself at its n-th
touch of a file or a database; with "count" it says how many there are. Without it somebody else kills it at a moment
of their choice.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from tests.ready import get_ready, stand_in

WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect", "shutil.rmtree"}
MATTERS = 12
PEOPLE = 160
_seen = 0


def watch(at: str) -> None:
    """Count the touches from now on, statements included, and end without a goodbye at the one that was asked for."""
    from django.db.backends.signals import connection_created

    def touch() -> None:
        global _seen
        _seen += 1
        if at.isdigit() and _seen == int(at):
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: object) -> None:
        if event in WATCHED:
            touch()

    def connected(connection: Any, **_: Any) -> None:
        connection.connection.set_trace_callback(lambda statement: touch())

    connection_created.connect(connected, weak=False)
    sys.addaudithook(heard)


# --- the office before -------------------------------------------------------------------------------


def prepare(roster: str) -> None:
    """A union with its firm, procedures that wait for their first step, and a roster that waits to be imported."""
    from gonghui.bargaining.public import ContractKind, bargaining_open
    from gonghui.kernel.audit.proof.sealing import seal
    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now
    from gonghui.kernel.sheets import id_check_digit, write_rows
    from gonghui.orgs.public import EmployerKind, UnionKind, employer_attach, employer_register, union_register

    stamp: dict[str, Any] = {"by": Hand(None, "建镇"), "at": now().at}
    union = union_register(name="宏达机械工会", kind=UnionKind.VILLAGE_JOINT, approved_on=date(2020, 3, 1), **stamp)
    for number in range(MATTERS):
        firm = employer_register(name=f"宏达机械{number}厂", kind=EmployerKind.ENTERPRISE, **stamp)
        employer_attach(employer=firm, union=union, on=date(2020, 3, 1), **stamp)
        bargaining_open(union=union, kind=ContractKind.COLLECTIVE, covers={firm.pk: None}, **stamp)
    bodies = [f"32999919{60 + number // 300}0101{number % 300:03d}" for number in range(PEOPLE)]
    people = [[f"王{'芳敏静丽强'[at % 5]}", body + id_check_digit(body), union.name] for at, body in enumerate(bodies)]
    write_rows(roster, None, ["姓名", "身份证号", "所属工会"], people, text_columns=[1])
    seal(now().at)


# --- what is done ------------------------------------------------------------------------------------


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


def roster(file: str) -> None:
    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now
    from gonghui.kernel.imports.apps import load_ledgers
    from gonghui.kernel.imports.ledger import ledger_named
    from gonghui.kernel.imports.running import import_file

    load_ledgers()
    import_file(ledger=ledger_named("members"), data=Path(file).read_bytes(), filename="名册.xlsx",
                by=Hand(None, "断电"), at=now().at)  # fmt: skip


def transition() -> None:
    """Take the first step of one procedure after the other."""
    from gonghui.bargaining.public import Bargaining, bargaining_step
    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now

    for record in Bargaining.objects.order_by("pk"):
        bargaining_step(bargaining=record, name="offer", on=date(2026, 7, 3), facts={"matters": "工资"}, document="要约书",
                        by=Hand(None, "断电"), at=now().at)  # fmt: skip


def close() -> None:
    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now
    from gonghui.kernel.dates import parse_period
    from gonghui.kernel.indicators.closing import period_close
    from gonghui.orgs.public import tree_on

    tree = tree_on(parse_period("2026H1").span.end)
    period_close(period="2026H1", tree=tree, node=("union", tree.root), by=Hand(None, "断电"), at=now().at)


def gonghui(*command: str) -> None:
    """A command of the product; it must go through."""
    from gonghui.cli import main

    code = main(command)
    if code:
        raise SystemExit(code)


def move(file: str) -> None:
    gonghui("move", "--to", file)


WORK: dict[str, Callable[..., None]] = {
    "prepare": prepare, "backup": backup, "restore": restore, "seal": seal, "import": roster, "transition": transition,
    "close": close, "move": move, "gonghui": gonghui,
}  # fmt: skip


def carry_out(home: str, kind: str, at: str, arguments: list[str], out: int) -> None:
    """In the child: do it, say what was printed and how many touches there were, and end."""
    said, code = StringIO(), 0
    try:
        stand_in({**os.environ, "GONGHUI_HOME": home})
        with redirect_stdout(said):
            if at:
                watch(at)
            WORK[kind](*arguments)
    except SystemExit as no:
        code = int(no.code or 0)
    except BaseException as trouble:
        code = 70
        said.write(f"{type(trouble).__name__}: {trouble}")
    os.write(out, json.dumps([said.getvalue(), _seen]).encode())
    os._exit(code)


def main() -> None:
    get_ready()
    for line in sys.stdin:
        home, kind, at, *arguments = json.loads(line)
        source, out = os.pipe()
        child = os.fork()
        if not child:
            os.close(source)
            carry_out(home, kind, at, arguments, out)
        os.close(out)
        print(child, flush=True)
        with os.fdopen(source, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
        print(said.decode() or "[]", flush=True)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
