"""Django's own `migrate`, with what an office's database needs around it: a backup, the events' guards, a new sealing."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from gonghui.kernel.audit.models import Seal
from gonghui.kernel.clock import now
from gonghui.kernel.founding import is_empty, make_tables
from gonghui.kernel.upgrading import has_proof, kept_and_sealed


class Command(Migrate):
    """As Django's; a database with a proof is backed up and verified before and sealed anew after."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        def change() -> None:
            Migrate.handle(self, *arguments, **options)

        if _whole(options) and is_empty():
            make_tables()
            return
        only_looks = options.get("plan") or options.get("check_unapplied") or options.get("prune")
        if only_looks or options.get("database") != DEFAULT_DB_ALIAS or not _in_use() or not _changes(options):
            change()
        else:
            kept_and_sealed(now().at, change)


def _whole(options: dict[str, Any]) -> bool:
    """Whether everything is to be applied, as it stands: no single migration, no pretence, no look ahead."""
    parts = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
    return options.get("database") == DEFAULT_DB_ALIAS and not any(options.get(part) for part in parts)


def _in_use() -> bool:
    """Whether the database is an office's, with sealed records in it."""
    return has_proof() and Seal.objects.exists()


def _changes(options: dict[str, Any]) -> bool:
    """Whether there is something to apply; a step back to a named migration always counts."""
    executor = MigrationExecutor(connection)
    return bool(options.get("app_label") or executor.migration_plan(executor.loader.graph.leaf_nodes()))
