"""One record of each plain ledger about persons, for a side of the two-sided town."""

from decimal import Decimal
from typing import Any

from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.orgs.public import Union
from gonghui.people.public import Membership
from tests.planted_emulation import plant_emulation
from tests.planted_honours import plant_honours
from tests.planted_learning import plant_learning
from tests.planted_service import plant_service
from tests.small_town import TODAY


def plant_entries(union: Union, member: Membership, mark: str, stamp: dict[str, Any]) -> dict[str, Any]:
    """{what a record is called in addresses: the record}; every text carries the side's mark."""
    benefit = entry_record(
        ledger=ledger_of("benefits"),
        values={
            "name": member.worker.name, "union": union, "kind": "goods", "what": f"{mark}毛巾", "amount": Decimal(20),
            "source": "dues", "occasion": f"{mark}慰问", "on": TODAY,
        },
        **stamp,
    )  # fmt: skip
    return {
        "benefit": benefit,
        **plant_emulation(union, member, mark, stamp),
        **plant_honours(union, member, mark, stamp),
        **plant_learning(union, member, mark, stamp),
        **plant_service(union, mark, stamp),
    }
