"""Questions about activities."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from gonghui.activities.choices import Basis, RunBy, SignUpState
from gonghui.activities.models import Activity, Attendance, Invitation, SignUp
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, tree_on
from gonghui.people.public import Membership, Person, members_on, person_named

NAME = 60
"""The longest name."""


@dataclass(frozen=True)
class Heads:
    """How many came: `named` by name, `declared` beyond the names; `all` is what counts."""

    named: int = 0
    declared: int = 0

    @property
    def all(self) -> int:
        return self.named + self.declared


def heads_of(activity: Activity) -> Heads:
    """How many came to one activity."""
    found = dict(activity.turnouts.values_list("basis").annotate(n=Sum("heads")))
    return Heads(found.get(Basis.NAMED, 0), found.get(Basis.DECLARED, 0))


def places_left(activity: Activity) -> int | None:
    """Places that nobody has taken; None when there is no quota."""
    return None if activity.quota is None else max(0, activity.quota - taken(activity))


def taken(activity: Activity) -> int:
    """How many hold a place."""
    return activity.sign_ups.filter(state=SignUpState.IN).count()


def waiting(activity: Activity) -> list[SignUp]:
    """The waiting list in its order."""
    return list(activity.sign_ups.filter(state=SignUpState.WAITING).select_related("worker").order_by("place"))


def invited(activity: Activity, union_id: int) -> bool:
    """Whether a union may take part: all may when nobody was invited by name. What a union below the town runs for its
    own people is open to it and to those below it alone, unless it invited others."""
    asked = set(activity.invitations.values_list("union_id", flat=True))
    if asked or activity.run_by != RunBy.UNION:
        return not asked or union_id in asked
    return activity.union_id in _with_those_above(union_id, activity.on)


def open_to(union_id: int, day: date) -> QuerySet[Activity]:
    """The activities that are not over on `day` and in which a union may take part (see `invited`), nearest first."""
    asked = Invitation.objects.filter(activity=OuterRef("pk"))
    mine = ~Exists(asked) & (~Q(run_by=RunBy.UNION) | Q(union_id__in=_with_those_above(union_id, day)))
    coming = Q(until=None, on__gte=day) | Q(until__gte=day)
    rows = Activity.objects.valid().filter(coming, mine | Exists(asked.filter(union_id=union_id)), closed_on=None)
    return rows.order_by("on", "pk")


def _with_those_above(union_id: int, day: date) -> list[int]:
    return [union_id, *tree_on(day).ancestors(union_id)]


def named_by_union(activity: Activity) -> dict[int, int]:
    """{union: how many of it came by name}."""
    rows = Attendance.objects.valid().filter(activity=activity).values_list("union_id")
    return dict(rows.annotate(n=Count("pk")).order_by())


def rolls_of(workers: Iterable[int], day: date) -> dict[int, Membership]:
    """{worker: the membership that holds on `day`} of those who are on a roll."""
    return {row.worker_id: row for row in members_on(day).filter(worker_id__in=list(workers)).select_related("union")}


def people_named(text: str, union: Union, day: date) -> list[Person]:
    """Whom a typed list means (one name a line, or with 、 between), by the roll of `union` on `day`.

    Raises Refused for an empty list, for a name that cannot be one, and for namesakes that nothing tells apart.
    """
    names = [one.strip() for one in re.split(r"[\n、,，;；]+", text) if one.strip()]
    if not names:
        raise Refused("还没有写姓名。", "请一行写一个。", "names")
    for name in names:
        if len(name) > NAME:
            raise Refused(f"“{name[:30]}”不像姓名。", "请一行只写一个姓名。", "names")
    return [person_named(name, union.pk, day) for name in names]
