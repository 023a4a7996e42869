"""The one exception to "events are never changed": a person who is erased leaves them, the acts themselves stay.

Who did what on which record and when is untouched; only the person's name and the old and new values of what was erased
go. The rows are marked, so the next sealing takes them in as the product's own work; an event of its own says how many.
"""

from collections.abc import Callable
from contextlib import suppress

from django.db import OperationalError, connection, models, transaction
from django.db.models import QuerySet

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.guards import guard_events, guarded, release_events
from gonghui.kernel.audit.proof.marks import mark


@transaction.atomic
def veil(events: QuerySet[Event], cover: Callable[[str], str], actor: int | None = None) -> int:
    """Cover words in the summaries of these events and drop their changes and scans; returns how many there were.

    `actor`: the account whose own name is covered as well where it acted.

    The triggers that forbid it are lifted inside this transaction only and are back before it ends.
    """
    rows = list(events.order_by("pk"))
    if not rows:
        return 0
    watched = guarded()
    if watched:
        release_events()
    plain: QuerySet[Event] = models.QuerySet(Event)
    for row in rows:
        values = {"summary": cover(row.summary), "changes": {label: ["已遮盖", "已改"] for label in row.changes}}
        if actor is not None and row.by_id == actor:
            values["by_name"] = cover(row.by_name)
        models.QuerySet.update(plain.filter(pk=row.pk), **values, scan="")
    mark(Event, [row.pk for row in rows])
    if watched:
        guard_events()
    return len(rows)


def leave_no_trace_in_file() -> None:
    """After the commit: bring the write-ahead log of SQLite into the database and empty it, so that erased values do not
    lie there any longer. PostgreSQL recycles its own log."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_checkpoint)


def _checkpoint() -> None:
    with suppress(OperationalError), connection.cursor() as cursor:  # somebody reads just now: the next one will do it
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
