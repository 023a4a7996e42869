"""What the last tick did, kept in a small file for the health page; and whether the clock jumped between two ticks."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from django.conf import settings

from gonghui.kernel.files.store import write_whole
from gonghui.kernel.refusal import Refused

JUMP = timedelta(minutes=5)
"""By so much two clocks of one process may differ between two ticks; more, and somebody has set the clock."""


class Done(Protocol):
    """What a job leaves behind."""

    @property
    def key(self) -> str: ...

    @property
    def failed(self) -> bool: ...

    @property
    def seconds(self) -> float: ...


@dataclass(frozen=True)
class Tick:
    """The last tick: when, how many seconds each job took, which failed, and the last jump of the clock if any."""

    at: datetime | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    jumped_at: datetime | None = None
    jumped_by: float = 0.0
    """Seconds; negative when the clock went back."""


_before: dict[str, tuple[datetime, float]] = {}


def _file() -> Path:
    return Path(settings.HOME) / "tick.json"


def note_tick(at: datetime, results: Sequence[Done]) -> None:
    """Write down how a tick went. A folder that cannot be written is no reason to fail: the health page says so."""
    last = last_tick()
    jump = _jump(at, last)
    content: dict[str, Any] = {
        "at": at.isoformat(),
        "seconds": {one.key: round(one.seconds, 3) for one in results},
        "failed": [one.key for one in results if one.failed],
        "jumped_at": at.isoformat() if jump else last.jumped_at and last.jumped_at.isoformat(),
        "jumped_by": jump or last.jumped_by,
    }
    with suppress(Refused):
        write_whole(_file(), lambda out: out.write(json.dumps(content).encode()))


def _jump(at: datetime, last: Tick) -> float:
    """By how many seconds the clock jumped since the last tick; 0 when it did not, or when nobody can know."""
    here, now = str(_file()), monotonic()
    known = _before.get(here)
    _before[here] = (at, now)
    if known is not None:
        off = (at - known[0]).total_seconds() - (now - known[1])
    else:  # another process ticked before: only a step back is sure
        off = min((at - last.at).total_seconds(), 0.0) if last.at else 0.0
    return round(off) if abs(off) > JUMP.total_seconds() else 0.0


def last_tick() -> Tick:
    """What the last tick left; an empty one before the first."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = json.loads(_file().read_text("utf-8"))
        jumped = found.get("jumped_at")
        return Tick(
            datetime.fromisoformat(found["at"]),
            {str(key): float(value) for key, value in found["seconds"].items()},
            tuple(str(key) for key in found["failed"]),
            datetime.fromisoformat(jumped) if jumped else None,
            float(found.get("jumped_by") or 0.0),
        )
    return Tick()
