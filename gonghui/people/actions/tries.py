"""Wrong tries at the door: counted in the database, a growing wait after too many, and always a way in.

A one-time code is never made to wait (nobody guesses one), so no stranger can lock the office out of its own product.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from gonghui.kernel.privacy import blind_index
from gonghui.people.models import WrongTries


@dataclass(frozen=True)
class Limit:
    """`free` tries, then a wait that doubles with each further one, up to `longest`; forgotten after `rest`."""

    kind: str
    free: int
    first: timedelta
    longest: timedelta
    rest: timedelta


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIMITS = (
    Limit("both", 5, MINUTE, HOUR, 24 * HOUR),
    Limit("account", 20, 5 * MINUTE, HOUR, 24 * HOUR),
    Limit("address", 40, 5 * MINUTE, HOUR / 2, HOUR),
)
"""One account from one address; one account from anywhere; one address whatever the account (a whole office may share
one, so it has more tries and forgets sooner)."""


def plain_username(typed: str) -> str:
    """An account name as it is looked for: full-width letters, spaces around it and capitals do not matter."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def _key(limit: Limit, username: str, address: str) -> str:
    who = {"both": f"{username}\n{address}", "account": username, "address": address}[limit.kind]
    return blind_index(f"sign-in {limit.kind}\n{who}")


def _rows(username: str, address: str, at: datetime) -> list[WrongTries]:
    """The three counters, held until the transaction ends; those at rest long enough begin anew."""
    keys = [_key(limit, plain_username(username), address) for limit in LIMITS]
    WrongTries.objects.bulk_create([WrongTries(key=key, last_at=at) for key in keys], ignore_conflicts=True)
    found = {row.key: row for row in WrongTries.objects.select_for_update().filter(key__in=keys).order_by("key")}
    for limit, key in zip(LIMITS, keys, strict=True):
        row = found[key]
        if at - row.last_at > limit.rest:
            row.count, row.until = 0, None
    return [found[key] for key in keys]


@transaction.atomic
def try_begin(*, username: str, address: str, at: datetime) -> datetime | None:
    """Count a try before it is judged: None when it may be judged, else the moment from which one may try again.

    A try during a wait is neither judged nor counted. Counting first keeps a hundred tries at once to the limit.
    """
    rows = _rows(username, address, at)
    waits = [row.until for row in rows if row.until is not None and row.until > at]
    if waits:
        return max(waits)
    for limit, row in zip(LIMITS, rows, strict=True):
        row.count += 1
        row.last_at = at
        row.until = at + _wait(limit, row.count) if row.count >= limit.free else None
    _store(rows)
    return None


def _wait(limit: Limit, count: int) -> timedelta:
    doubled = limit.first * (1 << min(count - limit.free, 12))
    return min(doubled, limit.longest)


def _store(rows: Sequence[WrongTries]) -> None:
    for row in rows:
        WrongTries.objects.filter(pk=row.pk).update(count=row.count, last_at=row.last_at, until=row.until)


@transaction.atomic
def try_was_right(*, username: str, address: str) -> None:
    """Forget an account's wrong tries, and take this one from the address's count."""
    both, account, where = (_key(limit, plain_username(username), address) for limit in LIMITS)
    WrongTries.objects.filter(key__in=(both, account)).delete()
    WrongTries.objects.filter(key=where, count__gt=0).update(count=F("count") - 1, until=None)


def forget_old_tries(at: datetime) -> int:
    """Take away the counters that nobody touched for a day; returns how many."""
    gone, _ = WrongTries.objects.filter(last_at__lt=at - timedelta(days=1)).delete()
    return gone
