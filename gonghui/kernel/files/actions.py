"""The verbs of scans handed in later: attach one, or say why there is no paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.apps import apps
from django.db import models, transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.files.models import Scan
from gonghui.kernel.files.owed import Owed
from gonghui.kernel.files.scans import drop_scan, keep_scan
from gonghui.kernel.refusal import Refused


def scan_attach(*, owed: Owed, uploads: Sequence[bytes], note: str = "", by: writes.Hand, at: datetime) -> Scan:
    """Hand the scan of an entry in later: one PDF, or photos that become one. The entry itself stays as it is.

    Raises Refused for files that cannot be kept, and when somebody has just done it.
    """
    name = keep_scan(uploads)
    try:
        return _write("scan_attach", owed, name, note.strip()[:200], f"补传扫描件：{owed.what}", by, at)
    except BaseException:
        drop_scan(name)
        raise


def scan_waive(*, owed: Owed, reason: str, by: writes.Hand, at: datetime) -> Scan:
    """Say why an entry has no paper. Raises Refused without a reason."""
    reason = reason.strip()[:200]
    if len(reason) < 2:
        raise Refused("还没有写为什么没有扫描件。", "请写明原因，比如：电话核对过，原件在单位。", "reason")
    return _write("scan_waive", owed, "", reason, f"不用补扫描件：{owed.what}。原因：{reason}", by, at)


@transaction.atomic
def _write(
    verb: str, owed: Owed, file: str, note: str, summary: str, by: writes.Hand, at: datetime
) -> Scan:  # fmt: skip
    row = writes.create(
        Scan(source=owed.source, object_id=owed.object_id, entity=owed.entity, record_id=owed.record_id,
             union_id=owed.union_id, file=file, note=note, by_id=by.account_id, by_name=by.name, at=at), by)  # fmt: skip
    record = _record(owed) or row
    writes.log(verb, record, summary, replace(by, for_whom="", scan=file), at, union_id=owed.union_id)
    return row


def _record(owed: Owed) -> models.Model | None:
    try:
        model = apps.get_model(owed.entity)
    except (LookupError, ValueError):
        return None
    return model._default_manager.filter(pk=owed.record_id).first()
