"""Eight people who write twelve times each while a roster is imported; also run apart: `python -m … ROSTER`."""

import sys
import threading
from datetime import datetime
from pathlib import Path

from django.db import connections

TURNS = 12


def write_together(roster: Path, at: datetime) -> tuple[int, list[Exception]]:
    """(members created by the import, what went wrong). Raises AssertionError when a write got lost."""
    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.imports.apps import load_ledgers
    from gonghui.kernel.imports.ledger import ledger_named
    from gonghui.kernel.imports.running import import_file
    from gonghui.orgs.public import Employer, EmployerKind, employer_amend, employer_register

    trouble: list[Exception] = []
    written: dict[int, str] = {}

    def officer(number: int) -> None:
        by = Hand(None, f"干事{number}")
        try:
            unit = employer_register(name=f"{number}号单位", kind=EmployerKind.ENTERPRISE, by=by, at=at)
            for turn in range(TURNS):
                employer_amend(employer=unit, remarks=f"第{turn}次", by=by, at=at)
            written[unit.pk] = f"第{TURNS - 1}次"
        except Exception as error:
            trouble.append(error)
        finally:
            connections.close_all()

    load_ledgers()
    people = [threading.Thread(target=officer, args=(number,)) for number in range(8)]
    for someone in people:
        someone.start()
    data, by = roster.read_bytes(), Hand(None, "命令行")
    try:
        result = import_file(ledger=ledger_named("members"), data=data, filename=roster.name, by=by, at=at)
    finally:
        for someone in people:
            someone.join()
    assert written == dict(Employer.objects.filter(name__endswith="号单位").values_list("pk", "remarks"))
    return result.count("created"), trouble


if __name__ == "__main__":
    import django

    django.setup()
    from gonghui.kernel.clock import now

    print(*write_together(Path(sys.argv[1]), now().at))
