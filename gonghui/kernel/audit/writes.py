"""Create, change and log: the functions through which every verb writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django.db import IntegrityError, connection, models, router, transaction
from django.db.models import F
from django.db.models.deletion import Collector

from gonghui.kernel.audit.bulk import insert_many, insert_one
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.proof.marks import mark
from gonghui.kernel.privacy import trace_of
from gonghui.kernel.privacy.inventory import column_named, private_columns
from gonghui.kernel.refusal import Refused, Stale
from gonghui.kernel.scope import EVERYTHING, Scope

M = TypeVar("M", bound=models.Model)


@dataclass
class Journal:
    """What one batch did, in order, so that it can be undone exactly."""

    batch_id: int
    created: dict[str, list[int]] = field(default_factory=dict)
    changed: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class Hand:
    """Who writes: the account, and for 代录 the unit it stands in for and the scan that proves it.

    `scope` is what the person may open, so that a refusal names nothing that lies outside it.
    """

    account_id: int | None
    name: str
    for_whom: str = ""
    scan: str = ""
    journal: Journal | None = None
    scope: Scope = field(default=EVERYTHING, compare=False, repr=False)

    def names(self, union_id: int | None, name: str, otherwise: str) -> str:
        """What a refusal calls something of that union: its name, or `otherwise` to somebody who may not open it."""
        return name if self.scope.may_open(union_id) else otherwise

    @property
    def batch_id(self) -> int | None:
        return self.journal.batch_id if self.journal else None


@contextmanager
def _doubles_refused() -> Iterator[None]:
    """Turn "somebody wrote the same at the same moment", which only the database can notice, into a Refused."""
    try:
        yield
    except IntegrityError as clash:
        cause = clash.__cause__
        sqlite = str(getattr(cause, "sqlite_errorname", ""))
        if (
            sqlite in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
            or getattr(cause, "sqlstate", "") == "23505"
        ):
            raise Refused("没有保存：同样的记录刚刚登记过。", "请刷新页面，打开那条记录核对。") from clash
        raise


@contextmanager
def _in_one_piece() -> Iterator[None]:
    """A write and its mark for the proof come together or not at all; a verb's own transaction is enough."""
    if connection.in_atomic_block:
        yield
    else:
        with transaction.atomic():
            yield


def hold(row: models.Model) -> None:
    """Make others who write about the same record wait until this transaction ends.

    SQLite lets one writer in at a time anyway.
    """
    if connection.features.has_select_for_update:
        type(row)._default_manager.select_for_update().filter(pk=row.pk).order_by().values_list("pk").first()


def hold_many(model: type[models.Model], keys: Sequence[int]) -> None:
    """As `hold`, for several records of one model; always in the order of their keys, so that no two wait crosswise."""
    if connection.features.has_select_for_update:
        list(model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def create(row: M, by: Hand) -> M:
    """Insert one row. Raises Refused when a row that must be unique is there already."""
    with _doubles_refused(), _in_one_piece():
        insert_one(row)
        mark(type(row), [row.pk])
    if by.journal:
        by.journal.created.setdefault(row._meta.label, []).append(row.pk)
    return row


@transaction.atomic
def create_many(rows: Sequence[M], by: Hand) -> Sequence[M]:
    """Insert many rows of one model; their keys are set. Raises Refused as `create`."""
    if not rows:
        return rows
    with _doubles_refused():
        insert_many(rows)
        mark(type(rows[0]), [row.pk for row in rows])
    if by.journal:
        by.journal.created.setdefault(rows[0]._meta.label, []).extend(row.pk for row in rows)
    return rows


def change(row: models.Model, by: Hand, **values: Any) -> dict[str, list[Any]]:
    """Set fields of one row; returns {label: [old, new]} of what really changed, as the event keeps it.

    A model with a `version` column is updated only if nobody changed it since it was read; otherwise raises Stale
    and writes nothing. Raises Refused for a value that must be unique and another row has.
    """
    diff = {key: (getattr(row, key), value) for key, value in values.items() if getattr(row, key) != value}
    if not diff:
        return {}
    model = type(row)
    rows = model._default_manager.filter(pk=row.pk)
    update: dict[str, Any] = {key: new for key, (_, new) in diff.items()}
    version = getattr(row, "version", None)
    if version is not None:
        rows = rows.filter(version=version)
        update["version"] = F("version") + 1
    with _doubles_refused(), _in_one_piece():
        changed = rows.update(**update)
        mark(model, [row.pk])
    if changed != 1:
        raise Stale("没有保存：别人刚改过这条记录。", "您填的内容还在，请对照最新的内容再保存。")
    if by.journal:
        before = {column_named(model, key).attname: _stored(old) for key, (old, _) in diff.items()}
        by.journal.changed.append((model._meta.label, row.pk, before))
    for key, (_, new) in diff.items():
        setattr(row, key, new)
    if version is not None:
        row.version = version + 1  # type: ignore[attr-defined]  # read from the row above
    return shown(model, diff)


def touch(row: Any, by: Hand) -> None:
    """Count a record's version up without changing a field, so that a page read before is stale. Raises Stale."""
    if (
        change_rows(type(row)._default_manager.filter(pk=row.pk, version=row.version), by, version=F("version") + 1)
        != 1
    ):
        raise Stale("没有保存：别人刚改过这条记录。", "您填的内容还在，请对照最新的内容再保存。")
    row.version += 1


def change_rows(rows: "models.QuerySet[Any]", by: Hand, **values: Any) -> int:
    """Set fields of all rows of a query at once; returns how many there were. For rows without a history of their own.

    The rows are picked before: what the query says must hold for them when this begins.
    """
    with _doubles_refused(), _in_one_piece():
        if connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), 500):
            rows.model._default_manager.filter(pk__in=keys[start : start + 500]).order_by().update(**values)
        mark(rows.model, keys)
    return len(keys)


def remove(row: models.Model, by: Hand) -> None:
    """Delete one row and what belongs to it. The event that says so is the caller's."""
    remove_rows(type(row)._default_manager.filter(pk=row.pk), by)


def remove_rows(rows: "models.QuerySet[Any]", by: Hand) -> int:
    """Delete all rows of a query and what belongs to them; returns how many there were."""
    with _in_one_piece():
        going = _Going(using=router.db_for_write(rows.model), origin=rows)
        found = list(rows)
        going.collect(found)
        for model, instances in going.data.items():
            mark(model, [instance.pk for instance in instances])
        for (field_, _), touched in going.field_updates.items():
            mark(field_.model, sorted({instance.pk for group in touched for instance in _each(group)}))
        going.delete()
    return len(found)


class _Going(Collector):
    """All rows that a deletion takes along, none of them unseen."""

    def can_fast_delete(self, *_: Any, **__: Any) -> bool:
        return False


def _each(group: Any) -> Iterable[models.Model]:
    return [group] if isinstance(group, models.Model) else group


def shown(model: type[models.Model], diff: Mapping[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    """A difference as the event keeps it: labels and readable values; private fields say that they changed, with a
    keyed digest of the new value."""
    private = private_columns(model)
    out: dict[str, list[Any]] = {}
    for key, (old, new) in diff.items():
        column = column_named(model, key)
        if column.name in private:
            out[str(column.verbose_name)] = ["已遮盖", "已改", trace_of(str(new or ""))]
        else:
            out[str(column.verbose_name)] = [_readable(column, old), _readable(column, new)]
    return out


def _readable(column: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if column.flatchoices and isinstance(value, str):
        return str(dict(column.flatchoices).get(value, value))
    return _stored(value)


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
    with _in_one_piece():
        insert_one(entry)
        mark(Event, [entry.pk])
    return entry


@transaction.atomic
def log_many(events: Iterable[Event]) -> None:
    """Store many events at once, in their order."""
    rows = list(events)
    if rows:
        insert_many(rows)
        mark(Event, [row.pk for row in rows])


def _stored(value: Any) -> Any:
    """A column's value as JSON can hold it and the database takes it back."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
