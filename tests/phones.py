"""A town whose members have phones: 张三, 李四 and 王五 of 宏达机械, 赵六 of 瑞丰印染."""

from typing import Any

from django.test import Client

from gonghui.activities.public import Activity
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.people.public import Role, account_open, office_give
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town
from tests.prepared import prepared

NOW: dict[str, Any] = {"by": CLERK, "at": AT}
PEOPLE = {"zhang": "张三", "li": "李四", "wang": "王五", "zhao": "赵六"}


@prepared
def town_with_phones() -> LedgerTown:
    """The ledger town; each of its members has an account that opens his own."""
    town = found_ledger_town()
    for username, name in PEOPLE.items():
        row = town.members[name]
        account = account_open(username=username, name=name, **NOW)
        office_give(account=account, union=row.union, role=Role.WORKER, worker=row.worker, on=row.start_on, **NOW)
        town.accounts[username] = account
    return town


def activity(town: LedgerTown, **values: Any) -> Activity:
    """A course of the town that is held today, unless said otherwise."""
    given = {
        "name": "工会大讲堂",
        "kind": "worker",
        "run_by": "town",
        "union": town.root,
        "on": TODAY,
        "place": "镇政府会议室",
    }
    made: Activity = entry_record(ledger=ledger_of("activities"), values=given | values, **NOW)
    return made


def text(client: Client, path: str, data: dict[str, str] | None = None, status: int = 200) -> str:
    """What a page says; with `data` after sending a form and following where it leads."""
    answer = client.get(path) if data is None else client.post(path, data, follow=True)
    assert answer.status_code == status, (path, answer.status_code)
    return str(answer.content.decode())
