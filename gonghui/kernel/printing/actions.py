"""The verbs of templates: put one's own, go back."""

from datetime import datetime

from django.db import transaction

from gonghui.kernel import files
from gonghui.kernel.audit import writes
from gonghui.kernel.printing.checking import check_template
from gonghui.kernel.printing.forms import WordForm
from gonghui.kernel.printing.models import OfficeTemplate
from gonghui.kernel.printing.queries import own_template
from gonghui.kernel.refusal import Refused


def template_put(
    *, form: WordForm, data: bytes, filename: str = "", note: str = "", by: writes.Hand, at: datetime
) -> OfficeTemplate:  # fmt: skip
    """Use the office's own template from now on; the one before is kept. Raises Refused for a file that cannot serve."""
    check_template(data, form)
    kept = files.keep(data)
    try:
        with transaction.atomic():
            before = own_template(form)
            if before:
                _retire(before, by, at)
            row = writes.create(
                OfficeTemplate(form=form.key, file=kept, filename=filename[-200:], note=note.strip()[:200],
                               by_id=by.account_id, by_name=by.name, at=at), by)  # fmt: skip
            words = f"，{row.note}" if row.note else ""
            writes.log("template_put", row, f"换上自己的“{form.title}”模板：{row.filename}{words}", by, at)
    except BaseException:
        files.forget(kept)
        raise
    return row


@transaction.atomic
def template_retire(*, form: WordForm, by: writes.Hand, at: datetime) -> OfficeTemplate:
    """Go back to the built-in template; the office's own is kept. Raises Refused when none is in use."""
    row = own_template(form)
    if row is None:
        raise Refused(f"“{form.title}”用的就是原来的模板。", "不用再停用。")
    _retire(row, by, at)
    writes.log("template_retire", row, f"停用自己的“{form.title}”模板，用回原来的", by, at)
    return row


def _retire(row: OfficeTemplate, by: writes.Hand, at: datetime) -> None:
    writes.change(row, by, retired_at=at, retired_by=by.name)
