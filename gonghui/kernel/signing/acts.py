"""What can be signed twice: declared once, by the context that carries it out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gonghui.kernel.audit import writes
from gonghui.kernel.registry import Registry
from gonghui.kernel.signing.models import Signature

Carry = Callable[[], Any]
"""Writes what was prepared; gives the record that came of it, or None."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One kind of act. `content(payload)` is a digest of what is signed: it must be the same when the second person signs.

    `prepare(payload, by, at)` reads what the act needs, outside any transaction, and gives what then writes it; an act
    without it is carried out by its own page, which asks `agreed_once`.
    """

    key: str
    label: str
    content: Callable[[dict[str, Any]], str] | None = None
    prepare: Callable[[dict[str, Any], writes.Hand, datetime], Carry] | None = None
    url: Callable[[Signature], str] | None = None


ACTS = Registry[Act]("act")
register_act = ACTS.register


def act_of(key: str) -> Act:
    """The act of a key. Raises KeyError for one that this version does not have."""
    return ACTS.known[key]
