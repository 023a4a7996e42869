"""The small town of the shell's tests, on 2 July 2026."""

import pytest

from gonghui.orgs.public import Union
from tests import small_town


@pytest.fixture
def sides(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Union]:
    """town, east and west; the office's calendar stands at 2 July 2026."""
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return small_town.build()
