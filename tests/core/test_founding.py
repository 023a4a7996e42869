"""A database that was empty a moment ago."""

import pytest
from django.db import connection

from gonghui.kernel.founding import take_stock
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
