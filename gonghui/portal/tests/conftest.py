"""The town with phones, on 2 July 2026."""

import pytest

from tests.ledger_town import TODAY, LedgerTown
from tests.phones import town_with_phones


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return town_with_phones()
