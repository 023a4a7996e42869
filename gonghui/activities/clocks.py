"""The clock of an activity: the day by which it is filed."""

from datetime import date, timedelta
from typing import Any

from gonghui.activities.models import Activity
from gonghui.kernel.workflow.clocks import Clock, Start, register_clock
from gonghui.kernel.workflow.steps import Taken

FILING_DAYS = 14
"""Days after the last one within which an office files an activity: this product's own reminder, no law says so."""


def filing_day(activity: Activity) -> date:
    """The last day (inclusive) to file an activity."""
    return (activity.until or activity.on) + timedelta(days=FILING_DAYS)


def _gone(row: Any) -> date | None:
    """The day on which nothing was owed for an activity any more: filed, or declared void."""
    return row.closed_on or row.voided_on


def _filing(row: Any, steps: Taken) -> list[Start]:
    return [Start(filing_day(row), since=row.until or row.on)]


def _filed(row: Any, steps: Taken, start: Start) -> date | None:
    return _gone(row)


def _named(row: Any) -> str:
    return str(row.name)


register_clock(
    Clock(key="activity.filing", title="活动归档", model="activities.Activity", starts=_filing, stops=_filed, act="归档",
          stop_words="归档", line="宣教", remind=(3,), subject=_named),
)  # fmt: skip
