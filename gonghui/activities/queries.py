"""Questions about activities."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from gonghui.activities.choices import AT_HOME, Basis, RunBy, SignUpState
from gonghui.activities.models import Activity, Attendance, Invitation, SignUp, Turnout
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union, tree_on
from gonghui.people.public import Membership, members_on

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


def people_named(text: str, union: Union, day: date) -> list[tuple[str, Membership | None]]:
    """Names as they were typed (one a line, or with 、 between), each with the membership in `union` on `day`, None for
    somebody who is not on its roll. Raises Refused for none at all, a name that cannot be one, and two of one name.
    """
    names = [one.strip() for one in re.split(r"[\n、,，;；]+", text) if one.strip()]
    if not names:
        raise Refused("还没有写姓名。", "请一行写一个。", "names")
    rows = members_on(day).filter(union=union, worker__name__in=names).select_related("worker")
    found: dict[str, list[Membership]] = {}
    for row in rows:
        found.setdefault(row.worker.name, []).append(row)
    for name in names:
        if len(name) > NAME or any(sign.isdigit() for sign in name):
            raise Refused(f"“{name[:30]}”不像姓名。", "请一行只写一个姓名。", "names")
        if len(found.get(name, ())) > 1:
            raise Refused(f"{union.name}名册上有{len(found[name])}个{name}。", "请用“导入”，带上身份证号。", "names")
    return [(name, found[name][0] if name in found else None) for name in names]


def missing_papers(activity: Activity, day: date) -> list[str]:
    """What an archive page still lacks (有计划、有记录、有成效), in the order of the work. Empty when it is whole."""
    found = []
    if not activity.place and activity.run_by in AT_HOME:
        found.append("还没有写地点。")
    if activity.on > day:
        return found
    if not Turnout.objects.filter(activity=activity, heads__gt=0).exists():
        found.append("还没有到会名单，也没有申报人数。")
    if not activity.report:
        found.append("还没有写小结。")
    if activity.cost is None and activity.run_by in AT_HOME:
        found.append("还没有写花费，没花钱写0。")
    return found
