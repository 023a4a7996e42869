"""A town built once in a process: the rows are kept, and the next test that wants the same town gets them back.

Building a town by its verbs costs a tenth of a second and more; putting its rows back costs a hundredth. Both ways
give the same rows under the same keys, and `tests/core/test_prepared.py` holds that.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction

from gonghui.kernel.audit.models import Event

Town = TypeVar("Town")
KEPT_BY_DJANGO = frozenset({"django_content_type", "auth_permission", "django_migrations"})


@dataclass
class _Kept:
    """What a builder gave and the rows it wrote: for SQLite as values, for PostgreSQL as the bytes of COPY."""

    result: Any
    rows: dict[str, Any]
    numbers: list[tuple[str, int]]
    """On SQLite the last key that each table gave out; PostgreSQL never goes back behind it."""


_KEPT: dict[str, _Kept] = {}


def prepared(build: Callable[[], Town]) -> Callable[[], Town]:
    """A builder that is run once a process and from then on restored."""

    @wraps(build)
    def give() -> Town:
        return built_once(f"{build.__module__}.{build.__qualname__}", build)

    return give


def built_once(key: str, build: Callable[[], Town]) -> Town:
    """What `build` gives, with its rows: built when nobody in this process has, else put back.

    An office that has begun (there is an event) is built upon by the verbs themselves. The result is copied for each
    caller, so that no test sees what another did to it.
    """
    if Event.objects.exists():
        return build()
    if key in _KEPT:
        _put_back(_KEPT[key])
    else:
        before = {table for table in _tables() if _count(table)}
        result = build()
        rows = {table: found for table in _tables() if table not in before and (found := _take(table))}
        _KEPT[key] = _Kept(result, rows, _numbers())
    given: Town = copy.deepcopy(_KEPT[key].result)
    return given


def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - KEPT_BY_DJANGO)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")
        return int(cursor.fetchone()[0])


def _take(table: str) -> Any:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {name} TO STDOUT (FORMAT binary)") as out:
                return b"".join(bytes(part) for part in out)
        return cursor.connection.execute(f"SELECT * FROM {name}").fetchall()


def _numbers() -> list[tuple[str, int]]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        return cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall()


def _put_back(kept: _Kept) -> None:
    """The rows of all tables; the foreign keys are looked at when the transaction ends, so the order is free."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in kept.rows.items():
            name = connection.ops.quote_name(table)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {name} FROM STDIN (FORMAT binary)") as into:
                    into.write(rows)
            else:
                places = ", ".join("?" * len(rows[0]))
                cursor.connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        if kept.numbers:
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.connection.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", kept.numbers)
