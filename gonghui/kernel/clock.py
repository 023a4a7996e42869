"""What day it is: read once, at the door (command line, request), and passed down from there."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE_TIME = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Moment:
    """Today's date and the time stamp that goes with it, in office time."""

    today: date
    at: datetime


def now(today: date | None = None) -> Moment:
    """The present moment, on `today` if given, else on GONGHUI_TODAY, else on the real day."""
    real = datetime.now(OFFICE_TIME)
    chosen = today or (date.fromisoformat(os.environ["GONGHUI_TODAY"]) if os.environ.get("GONGHUI_TODAY") else None)
    if chosen is None:
        return Moment(real.date(), real)
    return Moment(chosen, datetime.combine(chosen, real.time(), OFFICE_TIME))
