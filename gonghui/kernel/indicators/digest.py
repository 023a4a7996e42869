"""The digest of a declaration: it changes when what is counted changes, not when a word of explanation does."""

import hashlib
import json
from datetime import date
from typing import Any

from gonghui.kernel.dates import Span
from gonghui.kernel.indicators.define import SIDES, Distinct, Indicator, Part, Sum

FIXED = Span(date(2001, 1, 1), date(2001, 6, 30))
"""The days for which every query is written down: the digest must not depend on today."""


def query_text(part: Part) -> str:
    """The statement that finds a part's rows over fixed days, with its values; of the rows only their keys."""
    statement, values = part.rows(FIXED).order_by().values("pk").query.sql_with_params()
    return statement + json.dumps([str(value) for value in values], ensure_ascii=False)


def definition(item: Indicator) -> str:
    """The digest of what an indicator counts, how, and where (64 hexadecimal digits)."""
    said: dict[str, Any] = {"code": item.code, "unit": item.unit, "flowing": item.flowing}
    for side in SIDES:
        part = item.part(side)
        if part is not None:
            said[side] = {
                "kind": type(part).__name__, "union": part.union, "area": part.area, "subject": part.subject,
                "field": part.field if isinstance(part, Sum) else "", "query": query_text(part),
                "once": isinstance(part, Distinct),
            }  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
