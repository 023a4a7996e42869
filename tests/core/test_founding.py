"""A database that was empty a moment ago."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.settings import sqlite
from gonghui.kernel.carrying import standing_on
from gonghui.kernel.founding import is_empty, make_tables, take_stock
from gonghui.people.public import Worker
from tests.ledger_town import found_ledger_town


@pytest.mark.postgres
def test_after_much_came_in_the_server_knows_how_much_is_there(db: None, on_postgres: bool) -> None:
    found_ledger_town()
    take_stock()
    if on_postgres:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Worker._meta.db_table])
            assert cursor.fetchone()[0] == Worker.objects.count()


def test_a_power_cut_while_tables_are_made_leaves_none_of_them(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables without the note that they are there would keep an office from ever starting."""

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with standing_on(sqlite(tmp_path / "new.sqlite3")):
        with monkeypatch.context() as power, pytest.raises(KeyboardInterrupt):
            power.setattr(MigrationRecorder, "record_applied", cut)
            make_tables()
        assert is_empty()
