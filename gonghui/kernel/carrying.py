"""Carrying an office from one database to another (SQLite, PostgreSQL): all rows or none, the same before and after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models, transaction
from django.db.utils import ConnectionHandler
from django.utils.connection import ConnectionDoesNotExist

from gonghui.kernel.audit.bulk import last_key
from gonghui.kernel.audit.proof.canonical import canonical_export
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events
from gonghui.kernel.audit.proof.sealing import seal, seal_anew
from gonghui.kernel.founding import is_empty, make_tables, take_stock
from gonghui.kernel.refusal import Refused

SOURCE = "source"
"""The name under which the office's database so far is read while the new one is the default."""

MADE_BY_MIGRATE: tuple[type[models.Model], ...] = (Permission, ContentType)
"""Tables that a fresh schema fills by itself; they come from the source like all others."""

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
ROWS = 1_000
"""Rows that go over in one statement."""

Progress = Callable[[int, int], None]
"""progress(tables done, all tables)."""


@dataclass(frozen=True)
class Carried:
    """What went over: rows, and the fingerprint of all ledgers, the same on both sides."""

    rows: int
    fingerprint: str


def carry(target: dict[str, Any], at: datetime, progress: Progress) -> Carried:
    """Bring every row of the office's database into the empty database `target` (as Django's settings describe one).

    One transaction there: after a failure it holds the empty tables of a fresh start at most. The source is only read
    (and sealed before). Raises Refused when the source does not pass its proof, when the target cannot be reached or
    holds records, and when the two do not have the same fingerprint.
    """
    seal(at)
    verdict = verify()
    if not verdict.ok:
        raise Refused(
            f"没有搬：现在的数据库查出{len(verdict.findings)}处不是系统自己写的。",
            "请先运行 gonghui verify，查清再搬。",
        )
    try:
        with standing_on(target):
            _prepare()
            with transaction.atomic(using=SOURCE), transaction.atomic():
                return _carried(at, progress)
    except (DatabaseError, ValueError) as trouble:  # ValueError: a text that the other kind of database cannot hold
        raise Refused(
            f"没有搬成（{type(trouble).__name__}），原来的数据库没有动。",
            "请核对新的数据库能不能连、够不够大，再来一次。",
        ) from trouble


@contextmanager
def standing_on(target: dict[str, Any]) -> Iterator[None]:
    """Make `target` the default database of this thread, and the default so far readable as SOURCE."""
    so_far, outer = connections[DEFAULT_DB_ALIAS], _named(SOURCE)
    there = ConnectionHandler({DEFAULT_DB_ALIAS: target})[DEFAULT_DB_ALIAS]
    connections[SOURCE], connections[DEFAULT_DB_ALIAS] = so_far, there
    try:
        yield
    finally:
        there.close()
        connections[DEFAULT_DB_ALIAS] = so_far
        if outer is None:
            del connections[SOURCE]
        else:
            connections[SOURCE] = outer


def _named(alias: str) -> Any:
    """The connection of that name; None when there is none."""
    try:
        return connections[alias]
    except ConnectionDoesNotExist:
        return None


def _prepare() -> None:
    """Make the tables in the new database. Raises Refused when somebody's records are there."""
    try:
        connection.ensure_connection()
    except DatabaseError as away:
        raise Refused("连不上新的数据库。", "请核对地址、端口、库名、用户和口令，以及那台机器开着没有。") from away
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_encoding")
            if (encoding := cursor.fetchone()[0]) != "UTF8":
                raise Refused(f"新的数据库用的是{encoding}编码，存不下所有的字。", "请重建：createdb -E UTF8 库名。")
    held = [model._meta.verbose_name for model in _tables() if model not in MADE_BY_MIGRATE
            and model._base_manager.using(DEFAULT_DB_ALIAS).order_by().exists()]  # fmt: skip
    if held:
        raise Refused(f"新的数据库里已经有记录（{held[0]}），没有搬。", "请换一个空的数据库。")
    if is_empty():
        make_tables()
    else:
        call_command(Migrate(), verbosity=0, interactive=False)
    guard_events()


def _tables() -> list[type[models.Model]]:
    """All tables of the product and its libraries that the new database has."""
    there = set(connection.introspection.table_names())
    found = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
    return sorted(
        (model for model in found if model._meta.db_table in there), key=lambda model: model._meta.label_lower
    )


def _carried(at: datetime, progress: Progress) -> Carried:
    if connections[SOURCE].vendor == "postgresql":
        with connections[SOURCE].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    for model in MADE_BY_MIGRATE:
        model._base_manager.all().delete()
    tables = _tables()
    rows = 0
    for number, model in enumerate(tables, 1):
        rows += _copy(model)
        _carry_number(model)
        progress(number, len(tables))
    take_stock()
    before, after = _fingerprint_of_source(), canonical_export(None)
    if before != after:
        raise Refused("搬过去的和原来的对不上，没有搬，原来的数据库没有动。", "请把这句话告诉维护的人。")
    come_from = NAMES.get(connections[SOURCE].vendor, connections[SOURCE].vendor)
    seal_anew(at, f"从{come_from}搬到{NAMES.get(connection.vendor, connection.vendor)}以后按现状存证；搬以前核对无误")
    if not verify().ok:
        raise Refused("搬过去以后核对没有通过，没有搬，原来的数据库没有动。", "请把这句话告诉维护的人。")
    return Carried(rows, after[0])


def _fingerprint_of_source() -> tuple[str, int]:
    """The fingerprint of the database so far, read in the transaction that copies it."""
    there = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[SOURCE]
    try:
        return canonical_export(None)
    finally:
        connections[DEFAULT_DB_ALIAS] = there


def _copy(model: type[models.Model]) -> int:
    """All rows of one table, with their keys; returns how many."""
    fields = [each for each in model._meta.concrete_fields if not each.generated]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(each.column)) for each in fields)
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"
    rows = model._base_manager.using(SOURCE).order_by("pk").values_list(*(each.attname for each in fields))
    count, batch = 0, []
    with connection.cursor() as cursor:
        for row in rows.iterator(ROWS):
            batch.append([each.get_db_prep_save(value, connection) for each, value in zip(fields, row, strict=True)])
            if len(batch) == ROWS:
                cursor.executemany(insert, batch)
                count, batch = count + len(batch), []
        if batch:
            cursor.executemany(insert, batch)
    return count + len(batch)


def _carry_number(model: type[models.Model]) -> None:
    """The next key of a table goes on where it stood: a key that was once given is never given again."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField | models.SmallAutoField):
        return
    last = _last_number(connections[SOURCE], model)
    if last <= 0:
        return
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            quoted = connection.ops.quote_name(table)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [quoted, column, last])


def _last_number(where: Any, model: type[models.Model]) -> int:
    """The last key that a table has given out; 0 before the first."""
    table, column = model._meta.db_table, model._meta.pk.column
    with where.cursor() as cursor:
        if where.vendor == "sqlite":
            return last_key(cursor, table)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [where.ops.quote_name(table), column])
        cursor.execute(f"SELECT last_value, is_called FROM {cursor.fetchone()[0]}")
        last, called = cursor.fetchone()
        return int(last) if called else 0
