"""The register of exports: a file with records of people leaves only with a row here."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import models, transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.privacy.models import Export
from gonghui.kernel.refusal import Refused

Subject = tuple[models.Model, int | None]
"""(whose private values the file holds, the union's key)."""


def export_make(
    *, what: str, title: str, words: str, rows: int, build: Callable[[Export], bytes], opened: Sequence[str] = (),
    reason: str = "", subjects: Iterable[Subject] = (), by: writes.Hand, at: datetime,
) -> tuple[Export, bytes]:  # fmt: skip
    """Register an export and make its file; `build(row)` writes it, with the row's number in its watermark.

    `opened` are the labels of private columns shown in clear: then a reason is needed and every subject gets a look
    into its events, before the file is there. Nobody waits while the file is written: a row without a digest is one
    whose file did not come about. Raises Refused without a reason.
    """
    if opened and len(reason.strip()) < 2:
        raise Refused("还没有写导出的用途。", "含号码的名单要写清给谁、做什么用。", "purpose")
    row = Export(at=at, by_id=by.account_id, by_name=by.name, what=what[:40], title=title[:120], words=words[:300],
                 rows=rows, clear=bool(opened), opened=list(opened), reason=reason.strip()[:120])  # fmt: skip
    if opened:
        _registered(row, subjects, by, at)
        data = build(row)
        writes.change(row, by, digest=hashlib.sha256(data).hexdigest())
    else:
        data = build(row)
        row.digest = hashlib.sha256(data).hexdigest()
        _registered(row, (), by, at)
    return row, data


@transaction.atomic
def _registered(row: Export, subjects: Iterable[Subject], by: writes.Hand, at: datetime) -> None:
    writes.create(row, by)
    kind = f"含{'、'.join(row.opened)}" if row.clear else "遮住个人信息"
    writes.log("export_make", row, f"导出{row.title}{row.rows}条，{kind}（登记第{row.pk}号）", by, at)
    if row.clear:
        said = f"导出名单时看到{'、'.join(row.opened)}（登记第{row.pk}号），用途：{row.reason}"
        writes.log_many(writes.event("private_export", one, said, by, at, union_id=union) for one, union in subjects)


def watermark(row: Export) -> str:
    """The line on every sheet and page of a file with private values."""
    moment = row.at.astimezone(OFFICE_TIME)
    return f"含个人信息，只供{row.reason}使用，用完删除 · {row.by_name} {moment:%Y-%m-%d %H:%M} · 导出登记第{row.pk}号"
