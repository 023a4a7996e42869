"""Who is nominated: found by name on the roll of the union, as it stands on a day."""

from datetime import date

from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Union
from gonghui.people.public import LeaveReason, Membership, Worker, members_on, person_named


def find_on_roll(union: Union, name: str, day: date) -> Worker:
    """The member of that name; namesakes are told apart as everywhere (`person_named`).

    Raises Refused for nobody, for somebody who died or left, and for several.
    """
    found = person_named(name, union.pk, day)
    if found.worker_id is None:
        raise _gone(union, found.name, day)
    return Worker.objects.get(pk=found.worker_id)


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
