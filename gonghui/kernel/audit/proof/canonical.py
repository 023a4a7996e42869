"""All ledgers in one stable text, the same on every computer and database, with a digest by which two can be compared."""

import hashlib
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from gonghui.kernel.audit.proof.digest import sealed_tables
from gonghui.kernel.audit.proof.ledgers import apart


def canonical_export(out: BinaryIO | None) -> tuple[str, int]:
    """Write one line per row, `{"table": …, "id": …, column: value …}`, ordered by table and key.

    Private values stay encrypted. Returns (SHA-256 of the text, number of rows); `out` None writes nothing.
    """
    digest, count = hashlib.sha256(), 0
    for model in sealed_tables():
        beside = apart(model)
        columns = [f.attname for f in model._meta.concrete_fields if f.column not in beside]
        for row in model._default_manager.order_by("pk").values(*columns).iterator(2000):
            line = {"table": model._meta.label_lower, **row}
            text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
            data = text.encode("utf-8", "surrogatepass") + b"\n"
            digest.update(data)
            count += 1
            if out is not None:
                out.write(data)
    return digest.hexdigest(), count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
