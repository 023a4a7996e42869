"""Trial and import in the background, with a progress that any process of this machine can read."""

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from gonghui.kernel import files
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.beside import beside
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.kernel.imports.running import bad_rows_workbook, import_file
from gonghui.kernel.machine import remove
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.storage import in_words

log = logging.getLogger(__name__)
STOPPED = "系统停过，这一次没有做完，什么也没有写入。请再试一次。"


@dataclass(frozen=True)
class Job:
    """One run over a kept file: a trial (`dry_run`) or the import itself."""

    batch_id: int
    by: Hand
    at: datetime
    scope: Scope
    dry_run: bool
    chosen: Mapping[str, str] | None = None


_under_way: set[int] = set()
"""The batches on which this process has somebody at work."""


def _file(batch_id: int) -> Path:
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / f"import-{batch_id}.json"


def progress_of(batch: Batch) -> dict[str, Any]:
    """{"stage", "done", "of", "error"}; empty when nothing is under way."""
    try:
        found: dict[str, Any] = json.loads(_file(batch.pk).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if "error" in found or batch.pk in _under_way:
        return found
    return {"error": STOPPED} if batch.state == BatchState.TRIED else {}


def _tell(batch_id: int, **state: Any) -> None:
    files.write_whole(_file(batch_id), lambda out: out.write(json.dumps(state).encode()))


def start(job: Job) -> None:
    """Run the job beside the request; in tests within it."""
    _tell(job.batch_id, stage="准备", done=0, of=0)
    _under_way.add(job.batch_id)
    if settings.TEST:
        _run(job)
    else:
        threading.Thread(target=_run_alone, args=(job,), daemon=True).start()


def _run_alone(job: Job) -> None:
    try:
        _run(job)
    finally:
        connection.close()


def _run(job: Job) -> None:
    try:
        beside(_work, job)
    except Refused as no:
        _tell(job.batch_id, error=no.what + no.todo)
    except Exception as problem:
        log.exception("import %s failed", job.batch_id)
        known = in_words(problem)
        todo = known.what + known.todo if known else "请再试一次；还不行，请把文件交给镇总工会核对。"
        _tell(job.batch_id, error=f"导入没有做完，什么也没有写入。{todo}")
    else:
        remove(_file(job.batch_id))
    finally:
        _under_way.discard(job.batch_id)


def _work(job: Job) -> None:
    def progress(stage: str, done: int, of: int) -> None:
        _tell(job.batch_id, stage=stage, done=done, of=of)

    load_ledgers()
    batch = Batch.objects.get(pk=job.batch_id)
    data = files.read(batch.file)
    result = import_file(
        ledger=ledger_named(batch.ledger), data=data, filename=batch.filename, by=job.by, at=job.at,
        dry_run=job.dry_run, scope=job.scope, chosen=job.chosen, batch=None if job.dry_run else batch,
        progress=progress,
    )  # fmt: skip
    if result.rejected:
        out = BytesIO()
        bad_rows_workbook(result, out)
        files.keep_as(f"{batch.file}-bad", out.getvalue())
    if job.dry_run:
        Batch.objects.filter(pk=batch.pk).update(result=result.as_page() | {"chosen": dict(job.chosen or {})})
