"""The daily digest of each channel: written down first, then sent once; what failed is tried again after a pause."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from gonghui.kernel.dates import cn_date
from gonghui.kernel.notices.digest import digest
from gonghui.kernel.notices.models import Channel, Dispatch
from gonghui.kernel.notices.sending import NotSent, send

FROM_HOUR, TO_HOUR = 8, 20
"""Office hours in which a digest goes out; nobody is woken."""

PAUSES = (5, 15, 60, 240)
"""Minutes until the next try; after the last one the day's digest is given up."""

STUCK = timedelta(minutes=10)
"""A message that is on its way longer than this was left by a process that ended."""

LOST = "发送时电脑或程序停了，不知道对方收到没有；为了不重复，没有再发。"


def outbox(at: datetime) -> str:
    """Write today's digests and send what waits; says what was done, "" when nothing was.

    May run in two processes at once: a message is claimed before it is sent.
    """
    if not FROM_HOUR <= at.hour < TO_HOUR:
        return ""
    _give_up_lost(at)
    _write_digests(at)
    sent = failed = 0
    for dispatch in _waiting(at):
        if _claimed(dispatch, at):
            if _sent(dispatch, at):
                sent += 1
            else:
                failed += 1
    words = [f"外发提醒{sent}条"] if sent else []
    words += [f"{failed}条没有发出"] if failed else []
    return "，".join(words) + "。" if words else ""


def _write_digests(at: datetime) -> None:
    """One row for each channel and day, also when there is nothing to say; whoever comes second writes nothing."""
    today = at.date()
    for channel in Channel.objects.filter(ended_at=None).exclude(dispatch__day=today).order_by("pk"):
        text = digest(channel, today)
        row = Dispatch(channel=channel, day=today, text=text, next_at=at, given_up=not text)
        Dispatch.objects.bulk_create([row], ignore_conflicts=True)


def _waiting(at: datetime) -> QuerySet[Dispatch]:
    """What is to be sent now: only today's, because yesterday's news misleads."""
    rows = Dispatch.objects.filter(sent_at=None, given_up=False, started_at=None, next_at__lte=at, day=at.date())
    return rows.filter(channel__ended_at=None).select_related("channel").order_by("pk")


def _claimed(dispatch: Dispatch, at: datetime) -> bool:
    """Take a message in hand; committed before it is sent, so that no crash makes it go out twice."""
    rows = Dispatch.objects.filter(pk=dispatch.pk, sent_at=None, given_up=False, started_at=None, tries=dispatch.tries)
    return rows.update(started_at=at, tries=F("tries") + 1) == 1


def _sent(dispatch: Dispatch, at: datetime) -> bool:
    """Send a claimed message, outside any transaction, and write down how it went."""
    row = Dispatch.objects.filter(pk=dispatch.pk)
    try:
        send(dispatch.channel, f"工会通提醒 {cn_date(dispatch.day)}", dispatch.text)
    except NotSent as no:
        tries = dispatch.tries + 1
        over = tries > len(PAUSES)
        later = at + timedelta(minutes=PAUSES[min(tries, len(PAUSES)) - 1])
        row.update(started_at=None, next_at=later, given_up=over, problem=str(no)[:200])
        return False
    row.update(started_at=None, sent_at=at, problem="")
    return True


@transaction.atomic
def _give_up_lost(at: datetime) -> None:
    """What a process left on its way is said and not sent again; what a day did not manage is not sent the next day."""
    open_rows = Dispatch.objects.filter(sent_at=None, given_up=False)
    open_rows.filter(started_at__lt=at - STUCK).update(given_up=True, problem=LOST)
    open_rows.filter(Q(day__lt=at.date()), started_at=None, problem="").update(problem="当天没有开机，没有发。")
    open_rows.filter(day__lt=at.date(), started_at=None).update(given_up=True)
