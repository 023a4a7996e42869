"""An activity in the small town, for the tests."""

from datetime import date
from typing import Any

from gonghui.activities.models import Activity
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.people.public import Worker
from tests.ledger_town import AT, CLERK, LedgerTown

NOW = {"by": CLERK, "at": AT}
HELD, COMING = date(2026, 6, 20), date(2026, 7, 10)


def activity(town: LedgerTown, **values: Any) -> Activity:
    """A worker training of the town, held on 20 June, unless said otherwise."""
    given = {
        "name": "工会大讲堂",
        "kind": "worker",
        "run_by": "town",
        "union": town.root,
        "on": HELD,
        "place": "镇政府会议室",
    }
    made: Activity = entry_record(ledger=ledger_of("activities"), values=given | values, **NOW)
    return made


def worker(town: LedgerTown, name: str) -> Worker:
    return town.members[name].worker
