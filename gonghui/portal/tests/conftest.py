"""The town with phones, on 2 July 2026."""

import pytest

from gonghui.portal.tests.phones import town_with_phones
from tests.ledger_town import TODAY, LedgerTown


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return town_with_phones()
