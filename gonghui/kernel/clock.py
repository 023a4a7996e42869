"""What day it is: read once, at the door (command line, request), and passed down from there."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gonghui.kernel.refusal import Refused

OFFICE_TIME = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Moment:
    """Today's date and the time stamp that goes with it, in office time."""

    today: date
    at: datetime


def now(today: date | None = None) -> Moment:
    """The present moment, on `today` if given, else on GONGHUI_TODAY, else on the real day.

    Raises Refused when GONGHUI_TODAY is no date.
    """
    real = datetime.now(OFFICE_TIME)
    chosen = today or _set_from_outside(os.environ.get("GONGHUI_TODAY", ""))
    if chosen is None:
        return Moment(real.date(), real)
    return Moment(chosen, datetime.combine(chosen, real.time(), OFFICE_TIME))


def _set_from_outside(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"GONGHUI_TODAY写的是“{text[:20]}”，不是日期。", "请写成2026-07-06这样，或者去掉它。") from None
