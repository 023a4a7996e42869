"""The tables of an empty database, made from the models at once instead of by walking through every earlier version."""

from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

HISTORY = "django_migrations"


def is_empty() -> bool:
    """Whether no version was here yet: the database has no table at all, or the empty list of applied migrations."""
    tables = set(connection.introspection.table_names())
    return not tables or (tables == {HISTORY} and not MigrationExecutor(connection).loader.applied_migrations)


def make_tables() -> None:
    """Give an empty database the tables of this version, with all migrations noted as applied.

    The same tables as walking through all migrations makes (tests/core/test_carrying.py compares them), without building forty versions of
    every model on the way. What migrations do to rows is left out: there are none.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    executor.recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in executor.loader.project_state().apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for migration, _ in plan:  # in the same transaction: no power cut leaves tables that nobody noted
            executor.recorder.record_applied(migration.app_label, migration.name)
    emit_post_migrate_signal(0, False, DEFAULT_DB_ALIAS, plan=plan)


def take_stock() -> None:
    """After much has come in at once: let a server look how much, or it asks its questions as if nothing were there.

    It does so by itself a minute later at the earliest. SQLite finds its way without.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
