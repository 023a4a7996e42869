"""Bringing the database to the version of the code."""

import sys
from datetime import datetime
from io import StringIO

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from gonghui.kernel.audit.models import Seal
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events, release_events
from gonghui.kernel.audit.proof.sealing import seal_anew
from gonghui.kernel.backup.daily import back_up_before_upgrade


def bring_up_to_date(at: datetime) -> None:
    """Apply what this version adds to the database; nothing happens when it is there already.

    A database that holds something is backed up and verified before, and sealed anew after: the upgrade may rewrite
    every row. Raises Refused, with the database as it was, when there can be no backup.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if executor.loader.applied_migrations:
            _upgrade(at)
        else:
            _migrate()
    guard_events()


def _upgrade(at: datetime) -> None:
    note = f"升级后按现状存证；升级前{_verified()}"
    print(back_up_before_upgrade(at), file=sys.stderr)
    _migrate()
    seal_anew(at, note)


def _migrate() -> None:
    if Seal._meta.db_table in connection.introspection.table_names():
        release_events()
    # A version that declares a ledger, flow, clock, figure or paper wrongly does not touch the office's database.
    call_command("check", stdout=StringIO())
    call_command("migrate", verbosity=0, interactive=False)


def _verified() -> str:
    """What the proof says of the database as the earlier version left it."""
    if Seal._meta.db_table not in connection.introspection.table_names() or not Seal.objects.exists():
        return "没有存证"
    try:
        found = len(verify().findings)
    except DatabaseError:  # the proof's own tables change with this upgrade
        return "没有核对"
    return f"核对出{found}处不是系统写的" if found else "核对无误"
