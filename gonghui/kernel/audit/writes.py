"""Create, change and log: the functions through which every verb writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import F

from gonghui.kernel.audit.models import Event
from gonghui.kernel.refusal import Stale

M = TypeVar("M", bound=models.Model)


@dataclass
class Journal:
    """What one batch did, in order, so that it can be undone exactly."""

    batch_id: int
    created: list[tuple[str, int]] = field(default_factory=list)
    changed: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class Hand:
    """Who writes: the account, and for 代录 the unit it stands in for and the scan that proves it."""

    account_id: int | None
    name: str
    for_whom: str = ""
    scan: str = ""
    journal: Journal | None = None

    @property
    def batch_id(self) -> int | None:
        return self.journal.batch_id if self.journal else None


def create(row: M, by: Hand) -> M:
    """Insert one row."""
    row.save(force_insert=True)
    if by.journal:
        by.journal.created.append((row._meta.label, row.pk))
    return row


def create_many(rows: Sequence[M], by: Hand, size: int = 2000) -> Sequence[M]:
    """Insert many rows of one model; their keys are set."""
    if not rows:
        return rows
    rows[0]._meta.default_manager.bulk_create(rows, batch_size=size)  # type: ignore[union-attr]
    if by.journal:
        label = rows[0]._meta.label
        by.journal.created.extend((label, row.pk) for row in rows)
    return rows


def change(row: models.Model, by: Hand, **values: Any) -> dict[str, list[Any]]:
    """Set fields of one row; returns {field: [old, new]} of what really changed.

    A model with a `version` column is updated only if nobody changed it since it was read; otherwise raises Stale
    and writes nothing.
    """
    diff = {key: (getattr(row, key), value) for key, value in values.items() if getattr(row, key) != value}
    if not diff:
        return {}
    rows = row._meta.default_manager.filter(pk=row.pk)  # type: ignore[union-attr]
    update: dict[str, Any] = {key: new for key, (_, new) in diff.items()}
    version = getattr(row, "version", None)
    if version is not None:
        rows = rows.filter(version=version)
        update["version"] = F("version") + 1
    if rows.update(**update) != 1:
        raise Stale("没有保存：别人刚改过这条记录。", "您填的内容还在，请对照最新的内容再保存。")
    if by.journal:
        before = {_column(row, key): _plain(old) for key, (old, _) in diff.items()}
        by.journal.changed.append((row._meta.label, row.pk, before))
    for key, (_, new) in diff.items():
        setattr(row, key, new)
    if version is not None:
        row.version = version + 1  # type: ignore[attr-defined]
    return shown(type(row), diff)


def shown(model: type[models.Model], diff: Mapping[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    """A difference as the event keeps it: labels and readable values; private fields say only that they changed."""
    private = getattr(model, "PRIVATE", frozenset())
    out: dict[str, list[Any]] = {}
    for key, (old, new) in diff.items():
        label = str(getattr(model._meta.get_field(key), "verbose_name", key))
        out[label] = ["已遮盖", "已改"] if key in private else [_plain(old), _plain(new)]
    return out


def event(
    verb: str, row: models.Model, summary: str, by: Hand, at: datetime,
    changes: Mapping[str, Any] | None = None, union_id: int | None = None,
) -> Event:  # fmt: skip
    """Build (not store) the event of one act."""
    return Event(
        at=at, by_id=by.account_id, by_name=by.name, for_whom=by.for_whom, scan=by.scan, verb=verb,
        entity=row._meta.label_lower, object_id=row.pk, union_id=union_id, summary=summary[:300],
        changes=dict(changes or {}), batch_id=by.batch_id,
    )  # fmt: skip


def log(
    verb: str, row: models.Model, summary: str, by: Hand, at: datetime,
    changes: Mapping[str, Any] | None = None, union_id: int | None = None,
) -> Event:  # fmt: skip
    """Store the event of one act on one record."""
    entry = event(verb, row, summary, by, at, changes, union_id)
    entry.save(force_insert=True)
    return entry


def log_many(events: Iterable[Event]) -> None:
    """Store many events at once, in their order."""
    Event.objects.bulk_create(list(events), batch_size=2000)


def _column(row: models.Model, key: str) -> str:
    return row._meta.get_field(key).attname  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("ascii")
    return value
