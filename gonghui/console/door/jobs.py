"""What the door forgets by itself: old tries, yesterday's seats at a counter, drafts, sessions that ended."""

from datetime import datetime

from django.contrib.sessions.models import Session

from gonghui.console.door.drafts import forget_drafts
from gonghui.people.public import forget_old_seats, forget_old_tries


def door_job(at: datetime) -> str:
    """Take away what nobody needs any more; says nothing, since nobody has to know."""
    forget_old_tries(at)
    forget_old_seats(at)
    forget_drafts(at)
    if Session.objects.filter(expire_date__lt=at).exists():
        Session.objects.filter(expire_date__lt=at).delete()
    return ""
