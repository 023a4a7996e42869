"""Inviting, changing the quota, filing and opening again."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gonghui.activities.actions.signing_up import move_up
from gonghui.activities.archive import missing_papers
from gonghui.activities.models import Activity, Invitation
from gonghui.activities.queries import taken
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle, settle_quietly
from gonghui.orgs.public import Union


def refuse_closed(activity: Activity) -> None:
    """Raise Refused for an activity that was filed or declared void: what counts there stays as it is."""
    if activity.voided_on is not None:
        raise Refused(f"“{activity.name}”已作废。", "请选还在的活动。")
    if activity.closed_on is not None:
        raise Refused(f"“{activity.name}”{cn_date(activity.closed_on)}已归档。", "要改人数，请先撤销归档并写明原因。")


@transaction.atomic
def unions_invite(*, activity: Activity, unions: Iterable[Union], by: writes.Hand, at: datetime) -> int:
    """Ask unions to take part; returns how many were asked anew. From then on only those asked may sign up."""
    refuse_closed(activity)
    asked = set(activity.invitations.values_list("union_id", flat=True))
    new = [one for one in unions if one.pk not in asked]
    made = writes.create_many([Invitation(activity=activity, union=one) for one in new], by)
    if new:
        settle(made, by)
        names = "、".join(one.name for one in new[:5]) + ("等" if len(new) > 5 else "")
        writes.log("activity_invite", activity, f"邀请{names}共{len(new)}家", by, at, union_id=activity.union_id)
    return len(new)


@transaction.atomic
def quota_set(*, activity: Activity, quota: int | None, by: writes.Hand, at: datetime) -> int:
    """Set how many may come (None = no limit); who waits moves up in order. Returns how many moved up.

    Raises Refused for fewer places than are taken.
    """
    refuse_closed(activity)
    writes.hold(activity)
    held = taken(activity)
    if quota is not None and quota < held:
        raise Refused(f"已经有{held}人报上了名，名额不能少于{held}。", "要减少名额，请先请人退出。", "quota")
    changes = writes.change(activity, by, quota=quota)
    moved = move_up(activity, by, at)
    if changes:
        words = "不限" if quota is None else f"{quota}人"
        more = f"，候补转正{len(moved)}人" if moved else ""
        writes.log("activity_quota", activity, f"名额改为{words}{more}", by, at, changes, activity.union_id)
    return len(moved)


@transaction.atomic
def activity_close(*, activity: Activity, by: writes.Hand, at: datetime) -> None:
    """File an activity (归档): from then on its people and numbers stay. Raises Refused for what is still missing."""
    refuse_closed(activity)
    day = at.date()
    if (activity.until or activity.on) > day:
        raise Refused(f"“{activity.name}”还没有办完。", "办完以后再归档。")
    missing = missing_papers(activity, day)
    if missing:
        raise Refused("材料还不全：" + "".join(missing), "补齐以后再归档。")
    changes = writes.change(activity, by, closed_on=day)
    writes.log("activity_close", activity, f"归档：{activity.name}", by, at, changes, activity.union_id)
    settle_quietly([activity], by, at)


@transaction.atomic
def activity_reopen(*, activity: Activity, reason: str, by: writes.Hand, at: datetime) -> None:
    """Open a filed activity again. Raises Refused without a reason or when it was not filed."""
    if activity.closed_on is None:
        raise Refused(f"“{activity.name}”没有归档。", "可以直接更正。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销归档的原因。", "请写一句为什么，比如漏了一张签到表。", "reason")
    changes = writes.change(activity, by, closed_on=None)
    writes.log("activity_reopen", activity, f"撤销归档：{activity.name}，原因：{reason.strip()[:120]}", by, at, changes,
               activity.union_id)  # fmt: skip
    settle_quietly([activity], by, at)
