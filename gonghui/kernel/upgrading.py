"""Bringing the database to the version of the code, and refusing one that a newer version has already changed."""

import sys
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from gonghui.kernel.audit.models import Seal
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.guards import guard_events, release_events
from gonghui.kernel.audit.proof.ledgers import OURS
from gonghui.kernel.audit.proof.sealing import seal_anew
from gonghui.kernel.backup.daily import back_up_before_upgrade, newest_before_upgrade
from gonghui.kernel.founding import make_tables
from gonghui.kernel.refusal import Refused


def bring_up_to_date(at: datetime) -> None:
    """Apply what this version adds to the database; nothing happens when it is there already.

    A database that holds something is backed up and verified before, and sealed anew after: the upgrade may rewrite
    every row. Raises Refused, with the database as it was, when there can be no backup or a newer version was here.
    """
    refuse_newer()
    refuse_lost_key()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if executor.loader.applied_migrations:
            kept_and_sealed(at, _migrate)
        else:
            make_tables()
    guard_events()


def kept_and_sealed(at: datetime, change: Callable[[], None]) -> None:
    """Let `change` rework the tables of an office: backup and verification before, guards and a new sealing after."""
    note = f"升级后按现状存证；升级前{_verified()}"
    print(back_up_before_upgrade(at), file=sys.stderr)
    if has_proof():
        release_events()
    try:
        change()
    finally:
        if has_proof():
            guard_events()
    if has_proof():
        seal_anew(at, note)


def has_proof() -> bool:
    """Whether the database has the tables of the proof."""
    return Seal._meta.db_table in connection.introspection.table_names()


def refuse_lost_key() -> None:
    """Raise Refused when the records are there and the key is not: a fresh key would make every private value unreadable."""
    file = Path(settings.PRIVACY_KEY_FILE)
    if not file.exists() and has_proof() and Seal.objects.exists():
        raise Refused(
            f"找不到加密的密钥文件 {file}。",
            "请把它放回原处再启动；找不回来的，另开一个空的数据文件夹，用备份和恢复码恢复（gonghui restore）。",
        )


GIVEN_UP = frozenset({"axes"})
"""Libraries that earlier versions kept tables for; a migration of ours has taken the tables away."""


def refuse_newer() -> None:
    """Raise Refused when a newer version has changed the database: this one would write without knowing how.

    Compares names alone, which costs one query.
    """
    unknown = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
                     if not _known(app, name))  # fmt: skip
    if not unknown:
        return
    back = newest_before_upgrade() or "备份文件"
    how = f"gonghui restore {back} --recovery-code 恢复码 --into 新文件夹"
    raise Refused(
        f"这个数据库已经由更新的版本用过（{unknown[-1]}），这个版本不能用它，什么都没有动。",
        f"请装回新的版本；一定要退回，就用升级前的备份：{how}",
    )


def _known(app: str, name: str) -> bool:
    if app in GIVEN_UP:
        return True
    try:
        config = apps.get_app_config(app)
    except LookupError:
        return False
    if not config.name.startswith(OURS):
        return True  # a library's; pinned together with this version
    return (Path(config.path) / "migrations" / f"{name}.py").is_file()


def _migrate() -> None:
    # A version that declares a ledger, flow, clock, figure or paper wrongly does not touch the office's database.
    call_command("check", stdout=StringIO())
    # Django's own command: `manage.py migrate` comes here by way of `kept_and_sealed` too.
    call_command(Migrate(), verbosity=0, interactive=False)


def _verified() -> str:
    """What the proof says of the database as the earlier version left it."""
    if not has_proof() or not Seal.objects.exists():
        return "没有存证"
    try:
        found = len(verify().findings)
    except DatabaseError:  # the proof's own tables change with this upgrade
        return "没有核对"
    return f"核对出{found}处不是系统写的" if found else "核对无误"
