"""Taking in what the product wrote: the digests of those rows are renewed and a new link is added to the chain."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.apps import apps
from django.db import OperationalError, connection, models, transaction

from gonghui.kernel.audit.models import Event, Mark, Seal, SealedRows
from gonghui.kernel.audit.proof.chain import digest_of, file_anchor, kept_lists, last_seal, root_of
from gonghui.kernel.audit.proof.digest import (
    SIZE,
    Digests,
    Table,
    buckets,
    list_mac,
    packed,
    sealed_tables,
    table_of,
    unpacked,
)
from gonghui.kernel.audit.proof.ledgers import is_sealed
from gonghui.kernel.audit.proof.marks import pending
from gonghui.kernel.refusal import Refused

ROWS = 5_000
"""Rows that one sealing takes in at most: others get their turn to write in between."""

FEW = 12
"""Up to so many rows of a bucket are read one by one, more as a whole bucket."""


MEDDLED = ("存证清单被系统以外的手改过，存证停住了。", "请运行 gonghui verify 看是哪里。")


@dataclass(frozen=True)
class Sealed:
    """What `seal` did. `stopped` says in Chinese why it could not go on; empty otherwise."""

    batches: int = 0
    rows: int = 0
    stopped: str = ""


def seal(at: datetime) -> Sealed:
    """Seal everything that the product wrote since the last sealing; the first one seals all there is.

    May run at any time, twice, or in two processes. Stops without writing when the lists of the last sealing are not
    what they were: `verify` names what is wrong.
    """
    batches = rows = 0
    while True:
        try:
            done = _one(at)
        except Refused as no:
            return Sealed(batches, rows, no.what + no.todo)
        if done is None:
            return Sealed(batches, rows)
        batches, rows = batches + 1, rows + done


def seal_job(at: datetime) -> str:
    """Seal, as a job of the clock; says what went wrong, if anything."""
    return seal(at).stopped


def waiting() -> bool:
    """Whether the product wrote anything that is not sealed yet."""
    return Mark.objects.exists() or not Seal.objects.exists()


def seal_anew(at: datetime, note: str) -> None:
    """Seal every row as it is now, e.g. after an upgrade has rewritten tables. `note` says why, for good."""
    with _writing():
        last = last_seal()
        book = _Book(Seal(at=at, note=note[:300]), last, {})
        book.link.marks_through = max(last.marks_through if last else 0, pending(0).through)
        Mark.objects.all().delete()
        SealedRows.objects.all().delete()
        for model in sealed_tables():
            table = table_of(model)
            book.link.columns[table.entity] = list(table.columns)
            for bucket, digests in buckets(table.digests()):
                book.keep(table.entity, bucket, digests)
                book.count(table.entity, list(digests))
        book.close()


@contextmanager
def _writing() -> Iterator[None]:
    """One short transaction. It is on the disk when it ends (`PRAGMA synchronous=FULL` in the settings): the anchor file
    must never be ahead of the database."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _wait_for_writers()
        yield


def _wait_for_writers() -> None:
    """Let verbs under way end first, for a second at most: a later key must not be sealed before an earlier one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1s'")
        try:
            cursor.execute(f"LOCK TABLE {Mark._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        except OperationalError as busy:
            raise Refused("正在大量写入，这次先不存证。", "过一分钟会自己再来。") from busy


def _one(at: datetime) -> int | None:
    """One batch; returns its rows, None when nothing waits."""
    if not waiting():
        return None
    if last_seal() is None:
        seal_anew(at, "首次存证")
        return 0
    with _writing():
        last = last_seal()
        assert last is not None
        found = pending(last.marks_through, ROWS)
        if not found.taken:
            return None
        lists = kept_lists()
        if root_of(lists) != last.root:
            raise Refused(*MEDDLED)
        book = _Book(Seal(at=at, marks_through=found.through), last, lists)
        columns = sealed_columns()
        for entity in sorted(found.keys):
            model = _model(entity)
            if model is not None:
                _take_in(book, table_of(model), sorted(found.keys[entity]), columns.get(entity))
        taken = Mark.objects.filter(pk__gt=last.marks_through, pk__lte=found.through)
        taken.exclude(pk__in=found.forged[:500]).delete()
        book.close()
    return int(book.link.rows)


def _model(entity: str) -> type[models.Model] | None:
    """The sealed table of that name; None for one that this version no longer has."""
    try:
        model: type[models.Model] = apps.get_model(entity)
    except LookupError:
        return None
    return model if is_sealed(model) else None


def sealed_columns() -> dict[str, tuple[str, ...]]:
    """The columns of each table as they were when it was last sealed as a whole."""
    out: dict[str, tuple[str, ...]] = {}
    for columns in Seal.objects.exclude(columns={}).order_by("number").values_list("columns", flat=True):
        out.update({entity: tuple(names) for entity, names in columns.items()})
    return out


def _take_in(book: "_Book", table: Table, keys: list[int], columns: tuple[str, ...] | None) -> None:
    """Renew the digests of these rows of one table; rows that are gone leave the list."""
    if columns is None:
        book.link.columns[table.entity] = list(table.columns)
    elif columns != table.columns:
        raise Refused(f"表“{table.name}”的列和存证时不同，存证停住了。", "请运行 gonghui verify 看是哪里。")
    book.count(table.entity, keys)
    for bucket, group in groupby(keys, key=lambda key: key // SIZE):
        touched = list(group)
        now = _digests_of(table, bucket, touched)
        digests = book.kept(table.entity, bucket)
        for key in touched:
            digests.pop(key, None)
            if key in now:
                digests[key] = now[key]
        book.keep(table.entity, bucket, digests)


def _digests_of(table: Table, bucket: int, keys: list[int]) -> Digests:
    if len(keys) > FEW:
        return dict(table.digests("{key} BETWEEN %s AND %s", [bucket * SIZE, bucket * SIZE + SIZE - 1]))
    return dict(table.digests(f"{{key}} IN ({', '.join(['%s'] * len(keys))})", keys))


class _Book:
    """The lists and the link that one sealing writes."""

    def __init__(self, link: Seal, last: Seal | None, lists: dict[tuple[str, int], str]) -> None:
        self.link, self.lists = link, lists
        link.number = last.number + 1 if last else 1
        link.book = last.book if last else secrets.token_hex(16)
        link.previous = last.digest if last else ""
        link.columns, link.parts = {}, {}
        self.fresh: list[SealedRows] = []

    def count(self, entity: str, keys: list[int]) -> None:
        """Count rows of a table, and events by their first and last."""
        link = self.link
        link.rows += len(keys)
        if entity == Event._meta.label_lower and keys:
            link.events += len(keys)
            link.first_event = min(link.first_event or keys[0], keys[0])
            link.last_event = max(link.last_event or 0, keys[-1])

    def kept(self, entity: str, bucket: int) -> Digests:
        """The digests kept for a bucket. Raises Refused when they are not those that were sealed."""
        row = SealedRows.objects.filter(entity=entity, bucket=bucket).first()
        if row is None:
            return {}
        if list_mac(entity, bucket, row.batch, row.rows) != row.mac:
            raise Refused(*MEDDLED)
        return unpacked(row.rows)

    def keep(self, entity: str, bucket: int, digests: Digests) -> None:
        """Put the digests of a bucket in the place of what was kept."""
        rows = packed(digests)
        digest = list_mac(entity, bucket, self.link.number, rows) if digests else ""
        self.link.parts.setdefault(entity, {})[str(bucket)] = digest
        known = self.lists.pop((entity, bucket), None)
        if digest:
            self.lists[entity, bucket] = digest
        old = SealedRows.objects.filter(entity=entity, bucket=bucket)
        if not digest:
            old.delete()
        elif known:
            old.update(batch=self.link.number, rows=rows, mac=digest)
        else:
            self.fresh.append(SealedRows(entity=entity, bucket=bucket, batch=self.link.number, rows=rows, mac=digest))

    def close(self) -> None:
        """Write the link; its anchor goes into the file once the transaction is on the disk."""
        SealedRows.objects.bulk_create(self.fresh, batch_size=200)
        self.link.root = root_of(self.lists)
        self.link.digest = digest_of(self.link)
        self.link.save(force_insert=True)
        transaction.on_commit(file_anchor)
