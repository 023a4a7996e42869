"""The suite of ledgers on the small town of the console's tests."""

from dataclasses import dataclass
from datetime import date, datetime

from django.test import Client

from gonghui.kernel.testing import ledger
from tests.ledger_town import AT, TODAY, LedgerTown, found_ledger_town

WHO = {"officer": "wuguoping", "second officer": "chenxiulan", "east chair": "hedong", "west chair": "hexi",
       "auditor": "qianxuemei"}  # fmt: skip


@dataclass
class TownPlace:
    """The small town by the names that the suite uses."""

    town: LedgerTown
    today: date = TODAY
    at: datetime = AT
    east: str = "宏达机械工会"
    west: str = "瑞丰印染工会"

    def sign_in(self, who: str) -> Client:
        return self.town.sign_in(WHO[who])


class LedgerSuite(ledger.LedgerSuite):
    """Inherit from this: class TestSealUses(LedgerSuite) with key, first, second, change, refused."""

    @classmethod
    def found(cls) -> TownPlace:
        return TownPlace(found_ledger_town())
