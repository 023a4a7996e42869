"""Records that prove a task: of any ledger, or in words with a day and a scan."""

from datetime import date, datetime

from django.apps import apps
from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.refusal import Refused
from gonghui.planning.actions.shared import clean_text
from gonghui.planning.choices import PlanState, TargetKind
from gonghui.planning.models import Target, Task, TaskRecord


@transaction.atomic
def record_attach(
    *, task: Task, label: str, on: date, by: writes.Hand, at: datetime, target: Target | None = None, entity: str = "",
    object_id: int | None = None, scan: str = "",
) -> TaskRecord:  # fmt: skip
    """Hang one record on a task; with `target` (or when the task has just one that counts records) it counts there.

    `entity` is a model label such as `orgs.union`. Raises Refused for a day to come, an unknown record, or one that
    hangs there already.
    """
    if task.plan and task.plan.state not in (PlanState.APPROVED,):
        raise Refused(f"这份计划是“{task.plan.get_state_display()}”，还不能挂完成记录。", "批准以后、归档以前登记。")
    refuse_future(on, at)
    counted = list(task.targets.filter(kind=TargetKind.RECORDS))
    if target is None and len(counted) == 1:
        target = counted[0]
    if target is not None and target.task_id != task.pk:
        raise Refused("这个目标不是这项任务的。", "请重新选目标。", "target")
    if entity:
        _check_there(entity, object_id)
        if task.records.filter(entity=entity.lower(), object_id=object_id).exists():
            raise Refused(f"“{label}”已经挂在这项任务上了。", "一条记录只计一次。")
    row = TaskRecord(task=task, target=target, label=clean_text(label, "记录的名称", "label", 200), on=on, scan=scan,
                     entity=entity.lower(), object_id=object_id if entity else None)  # fmt: skip
    writes.create(row, by)
    writes.log("record_attach", row, f"任务“{task.short}”挂上“{row.label}”", by, at, union_id=task.union_id)
    return row


def _check_there(entity: str, object_id: int | None) -> None:
    try:
        model = apps.get_model(entity)
    except (LookupError, ValueError) as unknown:
        raise Refused(f"没有台账“{entity[:40]}”。", "请从台账里选一条记录。", "entity") from unknown
    if object_id is None or not model._default_manager.filter(pk=object_id).exists():
        raise Refused("没有这条记录。", "它可能已经删了，请重新选。", "object_id")


@transaction.atomic
def record_detach(*, record: TaskRecord, by: writes.Hand, at: datetime) -> None:
    """Take a record off its task; the record itself stays in its ledger."""
    if record.task.plan and record.task.plan.state == PlanState.CLOSED:
        raise Refused("归档的计划只看不改。", "")
    writes.log("record_detach", record, f"任务“{record.task.short}”取下“{record.label}”", by, at,
               union_id=record.task.union_id)  # fmt: skip
    writes.remove(record, by)
