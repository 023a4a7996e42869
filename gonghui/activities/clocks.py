"""Two clocks: by when a union that was asked answers, and by when an activity is filed."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from gonghui.activities.models import Activity, Invitation
from gonghui.kernel.workflow.clocks import Clock, Start, register_clock
from gonghui.kernel.workflow.settling import register_followers
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


def _asked(keys: Collection[int]) -> Iterable[Invitation]:
    return Invitation.objects.filter(pk__in=keys).select_related("activity")


def _answer(row: Any, steps: Taken) -> list[Start]:
    """A union answers by the last day to sign up; where none was set, by the day itself."""
    return [Start(row.activity.sign_up_until or row.activity.on)]


def _answered(row: Any, steps: Taken, start: Start) -> date | None:
    return min(filter(None, (row.answered_on, _gone(row.activity))), default=None)


def _of_activity(row: Any) -> str:
    return str(row.activity.name)


register_followers("activities.activity", lambda activity: activity.invitations.all())
register_clock(
    Clock(key="activity.filing", title="归档", model="activities.Activity", starts=_filing, stops=_filed, act="归档",
          stop_words="归档", line="宣教", remind=(3,), subject=_named),
    Clock(key="activity.answer", title="回复邀请", model="activities.Invitation", starts=_answer, stops=_answered, act="报名",
          stop_words="报名，或者登记不参加", line="宣教", remind=(3,), subject=_of_activity, who="union", load=_asked),
)  # fmt: skip
