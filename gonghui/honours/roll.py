"""Who is nominated: found by name on the roll of the union, as it stands on a day."""

from datetime import date

from django.db.models import Q

from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import LeaveReason, Membership, Worker, members_on


def find_on_roll(union: Union, name: str, day: date, hint: str = "") -> Worker:
    """The member of that name. `hint` (a job or a group) tells two of one name apart.

    Raises Refused for nobody, for somebody who died or left, and for several.
    """
    rows = members_on(day).filter(union=union, worker__name=name).select_related("worker", "group")
    found = list(rows)
    if len(found) > 1 and hint:
        found = list(rows.filter(Q(worker__job=hint) | Q(group__name=hint)))
    if len(found) == 1:
        return found[0].worker
    if found or rows:
        raise Refused(
            f"{union.name}名册上叫{name}的有{len(rows)}人。", "请在岗位里写名册上的岗位或小组，好分清是谁。", "post"
        )
    raise _gone(union, name, day)


def refuse_off_roll(worker: Worker, union: Union, day: date) -> None:
    """Raise Refused for somebody who is not on the union's roll on `day`."""
    if not members_on(day).filter(union=union, worker=worker).exists():
        raise _gone(union, worker.name, day)


def _gone(union: Union, name: str, day: date) -> Refused:
    left = Membership.objects.filter(union=union, worker__name=name, end_on__lte=day).order_by("-end_on").first()
    if left is None:
        return Refused(f"{name}不在{union.name}的名册上。", "请核对姓名和工会；还没有入会的，先办入会。", "name")
    if left.end_reason == LeaveReason.DIED:
        return Refused(f"{name}已于{cn_date(left.end_on)}去世。", "不能再推荐。", "name")
    return Refused(f"{name}{cn_date(left.end_on)}离开了{union.name}的名册。", "请由现在的工会推荐。", "name")
