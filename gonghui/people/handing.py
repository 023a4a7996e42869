"""What a person holds open in an office and passes on with it: each context declares its own kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.imports.models import Batch, BatchState
from gonghui.people.models import Account, OfficeHeld


@dataclass(frozen=True)
class Handed:
    """A kind of open work. `rows(office, day)` is what the holder has open in that office; `said(row)` gives what the
    hand-over sheet says of it (matter, last day or None, its address name and key for a link).

    `pass_on(office, to, by, at)` gives it to the successor and returns how many; None: it follows the office by itself.
    """

    key: str
    title: str
    rows: Callable[[OfficeHeld, date], QuerySet[Any]]
    said: Callable[[Any], tuple[str, date | None]]
    pass_on: Callable[[OfficeHeld, Account, Hand, datetime], int] | None = None


_kinds: dict[str, Handed] = {}


def register_handed(kind: Handed) -> None:
    """Let a kind of open work go with the office."""
    _kinds[kind.key] = kind


def handed_kinds() -> list[Handed]:
    """Every kind, in the order of declaration."""
    return list(_kinds.values())


def pass_everything(office: OfficeHeld, to: Account, by: Hand, at: datetime) -> dict[str, int]:
    """Give the successor what is open; {kind: how many}, without those of which there is none."""
    moved = {kind.title: kind.pass_on(office, to, by, at) for kind in handed_kinds() if kind.pass_on}
    return {title: count for title, count in moved.items() if count}


def _batches(office: OfficeHeld, day: date) -> QuerySet[Batch]:
    return Batch.objects.filter(by_id=office.account_id, state=BatchState.TRIED).order_by("-pk")


def _batches_on(office: OfficeHeld, to: Account, by: Hand, at: datetime) -> int:
    from gonghui.kernel.audit import writes

    return writes.change_rows(_batches(office, at.date()).order_by(), by, by_id=to.pk, by_name=to.name)


register_handed(Handed("batches", "试导过、还没有导入的表格", _batches, lambda row: (row.filename, None), _batches_on))
