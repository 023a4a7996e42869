"""Activities as one member sees them: whether there is room, whether he is in, how many wait before him."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gonghui.activities.public import Activity, Attendance, Kind, SignUp, SignUpState, open_to, position
from gonghui.portal.me import Me


@dataclass(frozen=True)
class Offer:
    """One activity for one member on a day. `row` is his sign-up that still holds, `came` that he is on the list."""

    activity: Activity
    row: SignUp | None
    came: bool
    taken: int
    waiting: int
    today: date

    @property
    def state(self) -> str:
        """came, off (called off), over, in, waiting, late (signing up has ended), full or open."""
        if self.came:
            return "came"
        if self.activity.voided_on is not None:
            return "off"
        if self.over:
            return "over"
        if self.row is not None:
            return "in" if self.row.state == SignUpState.IN else "waiting"
        if self.today > self.last_day:
            return "late"
        return "full" if self.left == 0 else "open"

    @property
    def over(self) -> bool:
        return (self.activity.until or self.activity.on) < self.today or self.activity.closed_on is not None

    @property
    def on_now(self) -> bool:
        """Whether there is a door at which somebody can check in today; what goes on at work for months has none."""
        at_work = self.activity.kind == Kind.COMPETITION
        open_today = not self.over and self.activity.on <= self.today and self.activity.voided_on is None
        return open_today and not at_work and not self.came

    @property
    def last_day(self) -> date:
        """The last day of signing up, inclusive."""
        return self.activity.sign_up_until or self.activity.on

    @property
    def left(self) -> int | None:
        """Places that nobody has taken; None without a quota."""
        return None if self.activity.quota is None else max(0, self.activity.quota - self.taken)

    @property
    def position(self) -> int:
        """His place on the waiting list, from 1."""
        return position(self.row) if self.row is not None else 0


def offers(me: Me, today: date) -> list[Offer]:
    """What is not over and open to him, and what he signed up for, nearest first; a fixed number of queries."""
    rows = _signed(me)
    open_keys = open_to(me.roll.union_id, today).values("pk") if me.roll else Activity.objects.none().values("pk")
    ahead = Q(until=None, on__gte=today) | Q(until__gte=today)
    wanted = Activity.objects.filter(Q(pk__in=open_keys) | Q(pk__in=list(rows)) & ahead)
    return _as_seen(wanted.order_by("on", "pk"), rows, me, today)


def offer_of(me: Me, pk: int, today: date) -> Offer | None:
    """One activity as he sees it; None for one that is neither open to him nor his own."""
    rows = _signed(me)
    mine = pk in rows or _came(me).filter(activity__pk=pk).exists()
    known = mine or (me.roll is not None and open_to(me.roll.union_id, today).filter(pk=pk).exists())
    return any_offer(me, pk, today) if known else None


def any_offer(me: Me, pk: int, today: date) -> Offer | None:
    """One activity, whether it is open to him or not: for somebody who stands before its wall."""
    return next(iter(_as_seen(Activity.objects.filter(pk=pk), _signed(me), me, today)), None)


def attended(me: Me) -> list[Attendance]:
    """Where he was, latest first."""
    return list(_came(me).select_related("activity").order_by("-activity__on", "-pk"))


def _signed(me: Me) -> dict[int, SignUp]:
    rows = SignUp.objects.filter(worker=me.worker).exclude(state=SignUpState.WITHDRAWN)
    return {row.activity_id: row for row in rows}


def _came(me: Me) -> QuerySet[Attendance]:
    return Attendance.objects.valid().filter(worker=me.worker)


def _as_seen(wanted: QuerySet[Activity], rows: dict[int, SignUp], me: Me, today: date) -> list[Offer]:
    counted = wanted.annotate(
        taken=Count("sign_ups", filter=Q(sign_ups__state=SignUpState.IN)),
        queue=Count("sign_ups", filter=Q(sign_ups__state=SignUpState.WAITING)),
    ).select_related("union")
    found = list(counted)
    came = set(_came(me).filter(activity__in=[one.pk for one in found]).values_list("activity_id", flat=True))
    return [Offer(one, rows.get(one.pk), one.pk in came, one.taken, one.queue, today) for one in found]


def with_state(found: Iterable[Offer], *states: str) -> list[Offer]:
    """Those in one of these states."""
    return [one for one in found if one.state in states]
