"""Taking a batch back exactly: what it created goes, what it changed returns, its events stay."""

from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from gonghui.kernel.audit import writes
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.marks import mark
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.refusal import Refused


def batch_undo(*, batch: Batch, by: writes.Hand, at: datetime) -> None:
    """Undo an imported batch.

    Raises Refused when it was undone before, or when somebody has since worked on one of its records.
    """
    try:
        with transaction.atomic():
            _undo(batch, by, at)
    except IntegrityError as clash:
        raise Refused("这一批里的记录后来又被别的记录用到，不能整批撤回。", "请逐条更正。") from clash


def _undo(batch: Batch, by: writes.Hand, at: datetime) -> None:
    done = Batch.objects.filter(pk=batch.pk, state=BatchState.DONE)
    if writes.change_rows(done, by, state=BatchState.UNDONE) != 1:
        raise Refused("这一批不在“已导入”状态，不能撤回。", "请在导入记录里核对批次号。")
    later = _touched_later(batch)
    if later is not None:
        raise Refused(f"这一批里的记录后来又改过（{later.by_name}：{later.summary}）。", "请逐条更正，不能整批撤回。")
    _remove_created(batch)
    _restore_changed(batch)
    batch.state = BatchState.UNDONE
    writes.log("batch_undo", batch, f"撤回导入批次{batch.pk}（{batch.filename}）", by, at)


def _remove_created(batch: Batch) -> None:
    """Delete what the batch created. References are checked by the database when the transaction ends."""
    for label in reversed(list(batch.created)):
        model = apps.get_model(label)
        for first, last in batch.created[label]:
            rows = model._default_manager.filter(pk__range=(first, last))
            mark(model, range(first, last + 1))
            rows._raw_delete(rows.db)  # delete() would load every row


def _restore_changed(batch: Batch) -> None:
    """Give changed rows back what they held, last change first; after the new rows went, which took their place."""
    for step in batch.changes.order_by("-pk").iterator(2000):
        model = apps.get_model(step.entity)
        values = dict(step.before)
        if any(f.name == "version" for f in model._meta.fields):
            values["version"] = F("version") + 1
        model._default_manager.filter(pk=step.object_id).update(**values)
        mark(model, [step.object_id])


def _touched_later(batch: Batch) -> Event | None:
    """An act after the batch on a record that the batch touched; acts of batches taken back since do not count."""
    own = models.Subquery(
        Event.objects.filter(
            batch_id=batch.pk, entity=models.OuterRef("entity"), object_id=models.OuterRef("object_id")
        ).values("pk")[:1]
    )
    undone = Batch.objects.filter(state=BatchState.UNDONE).values("pk")
    later = Event.objects.filter(Q(batch_id=None) | ~Q(batch_id__in=undone), pk__gt=batch.last_event)
    later = later.exclude(batch_id=batch.pk).annotate(own=own)
    return later.filter(own__isnull=False).order_by("pk").first()
