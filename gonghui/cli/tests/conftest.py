"""Fixtures for tests that drive the command line."""

from pathlib import Path

import pytest

from gonghui.cli.tests.office import Office


@pytest.fixture
def office(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office without a town yet."""
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return Office(tmp_path, capsys)


@pytest.fixture
def stone_bridge(office: Office) -> Office:
    """石桥镇, empty."""
    office.found("石桥镇")
    return office


@pytest.fixture
def lasting(
    transactional_db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Office:
    """石桥镇, empty, with real transactions: what the database checks at their end counts, too."""
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    office = Office(tmp_path, capsys)
    office.found("石桥镇")
    return office
