"""The uploaded files of batches: kept encrypted while they may be needed, then forgotten."""

from datetime import datetime, timedelta
from typing import Any

from gonghui.kernel.files import forget
from gonghui.kernel.imports.models import Batch

KEEP_DAYS = 7


def forget_old_files(at: datetime) -> str:
    """Delete the files of batches older than a week; says how many, "" when there were none."""
    gone = 0
    for batch in Batch.objects.exclude(file="").filter(at__lt=at - timedelta(days=KEEP_DAYS)):
        gone += forget(batch.file)
        forget(f"{batch.file}-bad")
        Batch.objects.filter(pk=batch.pk).update(file="", result=without_samples(batch.result))
    return f"清理了{gone}个过期的导入文件。" if gone else ""


def without_samples(page: dict[str, Any]) -> dict[str, Any]:
    """A result without the sample cells of the first row, which are needed while somebody maps the columns."""
    return page | {"columns": [[*column[:3], ""] for column in page.get("columns", ())]}
