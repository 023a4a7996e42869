"""Keyed digests: of a row as the database holds it, of a list of rows, of a sealing. The key lies in the key file."""

import hmac
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import DatabaseError, connection, models

from gonghui.kernel.audit.proof.ledgers import apart, sealed_models
from gonghui.kernel.privacy import derived_key

SIZE = 256
"""Rows of neighbouring keys whose digests are kept together."""

ENTRY = struct.Struct(">q16s")
_encode: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=lambda value: {"hex": bytes(value).hex()}
).encode

Digests = dict[int, bytes]
"""The digest of each row by its key."""


def mac(*parts: object) -> bytes:
    """A keyed digest of texts and bytes; 32 bytes."""
    texts = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return hmac.digest(derived_key("proof"), b"".join(len(text).to_bytes(8, "big") + text for text in texts), "sha256")


@dataclass(frozen=True)
class Table:
    """A sealed table with the columns that its digests cover."""

    entity: str
    name: str
    key: str
    columns: tuple[str, ...]

    @property
    def secret(self) -> bytes:
        return mac("row", self.entity, *self.columns)

    def digests(self, where: str = "", parameters: Sequence[Any] = ()) -> Iterator[tuple[int, bytes]]:
        """(key, digest) of the rows, in the order of their keys. `where` speaks of the key column as `{key}`."""
        secret = self.secret
        for key, *values in self._rows(where, parameters):
            text = _encode(values).encode("utf-8", "surrogatepass")
            yield key, hmac.digest(secret, text, "sha256")[:16]

    def _rows(self, where: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        quote = connection.ops.quote_name
        read = "+{}" if connection.vendor == "sqlite" else "{}::text"  # as it is kept: no conversion by the driver
        columns = ", ".join([quote(self.key), *(read.format(quote(column)) for column in self.columns)])
        condition = f" WHERE {where.format(key=quote(self.key))}" if where else ""
        sql = f"SELECT {columns} FROM {quote(self.name)}{condition} ORDER BY {quote(self.key)}"
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, list(parameters))
            while rows := cursor.fetchmany(2000):
                yield from rows


def table_of(model: type[models.Model]) -> Table:
    """The table as it is in the database now. Its columns are asked from the database, not from the model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 0")
        found = {column[0] for column in cursor.description}
    key = str(model._meta.pk.column)
    return Table(model._meta.label_lower, model._meta.db_table, key, tuple(sorted(found - {key} - apart(model))))


def sealed_tables() -> list[type[models.Model]]:
    """The sealed tables that the database has; one that no migration has made yet comes in with the next upgrade."""
    there = table_names()
    return [model for model in sealed_models() if model._meta.db_table in there]


def table_names() -> set[str]:
    """The tables that the database has now."""
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def packed(digests: Digests) -> bytes:
    """The digests of one bucket as they are kept."""
    return b"".join(ENTRY.pack(key, digests[key]) for key in sorted(digests))


def unpacked(rows: bytes | memoryview) -> Digests:
    """What `packed` made; nothing for bytes that it cannot have made."""
    data = bytes(rows)
    return dict(ENTRY.iter_unpack(data)) if len(data) % ENTRY.size == 0 else {}


def list_mac(entity: str, bucket: int, batch: int, rows: bytes | memoryview) -> str:
    """The keyed digest of one kept list; 32 hex digits."""
    return mac("list", entity, bucket, batch, bytes(rows)).hex()[:32]


def buckets(pairs: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Digests]]:
    """Rows in the order of their keys, bucket by bucket."""
    for bucket, group in groupby(pairs, key=lambda pair: pair[0] // SIZE):
        yield bucket, dict(group)


def tolerate_bad_text() -> None:
    """Let SQLite hand out text that is no UTF-8, which only somebody from outside can have written."""
    if connection.vendor == "sqlite" and connection.connection is not None:
        connection.connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")


BadText = (DatabaseError, UnicodeDecodeError)
"""What a driver raises for text that is no text."""
