"""The 打印 menu of a record's page: its Word forms, and why one of them cannot be had."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse

from gonghui.kernel.ledger.api import Ledger, Reader
from gonghui.kernel.printing.forms import WordForm, forms_for


@dataclass(frozen=True)
class PrintDoing:
    """One entry: where the file is, or why there is none and the way out."""

    title: str
    url: str = ""
    why: str = ""
    way: str = ""


def prints_of(record: Model, day: date) -> list[PrintDoing]:
    """The forms of a record in their order, those it can have first."""
    found = []
    for form in forms_for(record._meta.label_lower):
        barred = form.fits(record, day)
        if barred is None:
            found.append(PrintDoing(form.title, reverse("console:print-record", args=[form.key, record.pk])))
        else:
            found.append(PrintDoing(form.title, why=barred.what, way=barred.todo))
    return sorted(found, key=lambda entry: not entry.url)


def bulk_prints(ledger: Ledger, reader: Reader) -> tuple[WordForm, ...]:
    """The forms that a list offers for the rows that were selected."""
    return forms_for(ledger.model._meta.label_lower) if reader.prints(ledger.line) else ()


def prints_context(record: Model, day: date) -> dict[str, Any]:
    """`prints` for the template console/prints/_menu.html."""
    return {"prints": prints_of(record, day)}
