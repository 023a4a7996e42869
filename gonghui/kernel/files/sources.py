"""The kinds of entries that the kernel itself knows to need a scan: 代录 by hand, by import, and steps with a paper."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gonghui.kernel.audit.models import Event
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.files.owed import Owed, ScanSource, register_scans, sources
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.flow import flow_of, flows
from gonghui.kernel.workflow.models import Step

_STORED = r"^[0-9a-f]{32}\.(pdf|png|jpg)$"
_OTHER = {"name": "verb", "verb": "name"}
"""What a step calls its name is the verb of its event."""


def _same_act(outer_verb: str) -> dict[str, OuterRef]:
    """Ties a step and its event together: one record, one name, one moment."""
    return {"entity": OuterRef("entity"), "object_id": OuterRef("object_id"), outer_verb: OuterRef(_OTHER[outer_verb]),
            "at": OuterRef("at")}  # fmt: skip


def _events(scope: Scope) -> QuerySet[Event]:
    rows = Event.objects.filter(scan="", batch_id=None).exclude(for_whom="")
    rows = rows.exclude(Exists(_with_paper().filter(**_same_act("name"))))  # listed as a step
    for entity, verb in (source.entered for source in sources() if source.entered):
        rows = rows.exclude(entity=entity, verb=verb)  # listed as an entry of its ledger
    return scope.limit(rows).order_by("-pk")


def _event(row: Event, key: str) -> Owed:
    return Owed(key, row.pk, row.summary, row.for_whom, row.at.astimezone(OFFICE_TIME).date(), row.by_name, row.entity,
                row.object_id, row.union_id)  # fmt: skip


def _batches(scope: Scope) -> QuerySet[Batch]:
    rows = Batch.objects.filter(state=BatchState.DONE, scan="").exclude(for_whom="")
    return rows.order_by("-pk") if scope.everything else rows.none()


def _batch(row: Batch, key: str) -> Owed:
    return Owed(key, row.pk, f"导入“{row.filename}”", row.for_whom, row.at.astimezone(OFFICE_TIME).date(), row.by_name,
                Batch._meta.label_lower, row.pk, None)  # fmt: skip


def _with_paper() -> QuerySet[Step]:
    """The valid steps that a paper belongs to."""
    wanted = Q(pk__in=[])
    for flow in flows():
        names = [step.name for step in flow.transitions if step.document != "none"]
        if names:
            wanted |= Q(entity=flow.model.lower(), name__in=names)
    return Step.objects.filter(wanted, undone_at=None)


def _steps(scope: Scope) -> QuerySet[Step]:
    scanned = Event.objects.filter(scan__regex=_STORED, **_same_act("verb"))
    rows = _with_paper().exclude(document__regex=_STORED).exclude(Exists(scanned))
    return scope.limit(rows).order_by("-pk")


def _step(row: Step, key: str) -> Owed:
    flow = flow_of(row.entity)
    label = flow.transition(row.name).label if flow else row.name
    words = f"{label}（{row.document}）" if row.document else label
    return Owed(key, row.pk, words, "", row.on, row.by_name, row.entity, row.object_id, row.union_id)


def _register() -> None:
    known: tuple[tuple[str, str, Any, Any], ...] = (
        ("step", "办理步骤的文书", _steps, _step), ("event", "代录的登记", _events, _event),
        ("batch", "代录的导入", _batches, _batch),
    )  # fmt: skip
    for key, title, rows, owed in known:
        register_scans(ScanSource(key, title, rows, owed))


_register()
