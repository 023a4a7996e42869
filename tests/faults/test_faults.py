"""The plug is pulled while the office works; `make faults` does so thirty times at random for each kind of work."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.plug import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("PostgreSQL has tools of its own")
    here = Office(tmp_path_factory.mktemp("plug"))
    yield here
    here.close()


def test_a_backup_cut_short_is_there_whole_or_not_at_all(office: Office) -> None:
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


def test_a_move_cut_short_leaves_the_old_office_and_nothing_of_it_in_the_new_place(office: Office) -> None:
    assert office.pull_at("move", 2000)  # of three thousand
    office.check("move")


@pytest.mark.parametrize("kind", ["transition", "close"])
def test_records_change_whole_or_not_at_all(office: Office, kind: str) -> None:
    _, touches = office.whole(kind)
    assert office.pull_at(kind, touches * 2 // 3)
    office.check(kind)


def test_a_roster_cut_short_leaves_nothing_and_comes_in_whole_the_next_time(office: Office) -> None:
    _, touches = office.whole("import")
    assert office.pull_at("import", touches - 1)
    assert office.state("import") == office.before["import"]
    worker, arguments = office.order("import")
    worker.do("import", *arguments)
    office.check("import")


def test_what_was_called_saved_is_on_the_disk_and_a_torn_end_does_no_harm(office: Office, tmp_path: Path) -> None:
    """The plug is pulled among the steps; the last write to the journal reached the disk by halves."""
    from config.settings import sqlite

    assert "synchronous=FULL" in sqlite(tmp_path / "x")["OPTIONS"]["init_command"]
    _, touches = office.whole("transition")
    assert office.pull_at("transition", touches // 2)
    log = office.home / "gonghui.sqlite3-wal"
    assert log.stat().st_size > 0
    done = office.state("transition")
    assert any(state == "offered" for state, *_ in done)
    office.pull_at("transition", 1)  # nobody wrote; the journal stands as the cut left it
    with open(log, "ab") as out:
        out.write(os.urandom(3000))
    (office.home / "gonghui.sqlite3-shm").unlink(missing_ok=True)
    assert office.state("transition") == done
    office.check("transition")


def test_readers_never_wait_for_a_writer(office: Office) -> None:
    with closing(sqlite3.connect(office.home / "gonghui.sqlite3", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE people_account SET name = '还没有存' WHERE username = 'zhuxi'")
        said = office.here.do("gonghui", "people")[0]
        writer.execute("ROLLBACK")
    assert "主席" in said and "还没有存" not in said
