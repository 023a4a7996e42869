"""Tasks go with the office of the person who owns them."""

from datetime import date, datetime

from django.db.models import QuerySet

from gonghui.kernel.audit import writes
from gonghui.orgs.public import tree_on
from gonghui.people.public import Account, Handed, OfficeHeld, register_handed
from gonghui.planning.choices import TaskState
from gonghui.planning.models import Task

OPEN = (TaskState.TODO, TaskState.DOING)


def _tasks(office: OfficeHeld, day: date) -> QuerySet[Task]:
    """The open tasks that the holder owns in the union of the office and below it."""
    rows = Task.objects.filter(owner=office.account_id, state__in=OPEN)
    unions = tree_on(day).below(("union", office.union_id))[0]
    return (rows if unions is None else rows.filter(union__in=unions)).order_by("ends_on", "position", "pk")


def _pass_on(office: OfficeHeld, to: Account, by: writes.Hand, at: datetime) -> int:
    """Give the successor the tasks, each with an event of its own."""
    rows = list(_tasks(office, at.date()))
    for task in rows:
        changes = writes.change(task, by, owner=to, owner_name=to.name)
        words = f"随交接由{office.account.name}转给{to.name}：{task.short}"
        writes.log("task_hand_over", task, words, by, at, changes, task.union_id)
    return len(rows)


register_handed(Handed("tasks", "计划任务", _tasks, lambda task: (task.short, task.ends_on), _pass_on))
