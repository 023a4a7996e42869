"""The plug is pulled while the office backs up, restores and seals; `make faults` does so thirty times at random."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.plug import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("PostgreSQL has tools of its own")
    yield Office(tmp_path_factory.mktemp("plug"))


def test_a_backup_cut_short_is_there_whole_or_not_at_all(office: Office, tmp_path: Path) -> None:
    _, touches = office.whole("backup")
    for touch in (touches // 2, touches - 1):
        assert office.pull_at("backup", touch)
        office.check("backup")


def test_a_restore_cut_short_leaves_no_half_an_office(office: Office) -> None:
    _, touches = office.whole("restore")
    for touch in (touches // 2, touches):
        assert office.pull_at("restore", touch)
        office.check("restore")


def test_a_sealing_cut_short_leaves_nothing_to_find(office: Office) -> None:
    _, touches = office.whole("seal")
    assert office.pull_at("seal", touches // 2)
    office.check("seal")
