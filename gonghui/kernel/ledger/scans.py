"""The entries of a ledger that wants a scan with each: until it is there they stand on the list of missing scans."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gonghui.kernel.audit.models import Event
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.files.owed import Owed, ScanSource, register_scans
from gonghui.kernel.ledger.declared import Ledger
from gonghui.kernel.ledger.derive import NO_DAY
from gonghui.kernel.ledger.reader import Reader
from gonghui.kernel.ledger.verbs import alive, union_of, verb_of
from gonghui.kernel.scope import Scope


def register_ledger_scans(ledger: Ledger) -> None:
    """Let the valid entries of a ledger be listed that were made by hand and have no scan; what an import brought in
    has its sheet."""
    entity, entered = ledger.model._meta.label_lower, verb_of(ledger, "record")

    def rows(scope: Scope) -> QuerySet[Any]:
        reader = Reader(scope, NO_DAY)
        told = Event.objects.filter(entity=entity, object_id=OuterRef("pk"))
        entry = told.filter(verb=entered, batch_id=None).order_by("-pk")
        found = ledger.dress(ledger.universe(reader), reader).filter(alive(ledger), Exists(entry))
        return found.exclude(Exists(told.exclude(scan=""))).annotate(
            entered_at=Subquery(entry.values("at")[:1]), entered_by=Subquery(entry.values("by_name")[:1]),
            entered_for=Subquery(entry.values("for_whom")[:1])).order_by("-pk")  # fmt: skip

    def owed(row: Any, key: str) -> Owed:
        at: datetime = row.entered_at
        what = "，".join(filter(None, (ledger.row_name(row), ledger.beside(row))))
        return Owed(key, row.pk, what, row.entered_for, at.astimezone(OFFICE_TIME).date(), row.entered_by, entity, row.pk,
                    union_of(ledger, row))  # fmt: skip

    register_scans(ScanSource(ledger.key, ledger.title, rows, owed, entered=(entity, entered)))
