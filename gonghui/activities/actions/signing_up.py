"""Signing up: places are given in order; whoever comes later waits, and moves up when a place comes free."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from gonghui.activities.choices import SignUpState
from gonghui.activities.models import Activity, Invitation, SignUp
from gonghui.activities.queries import invited, rolls_of, taken, waiting
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.people.public import Worker


@transaction.atomic
def sign_up(*, activity: Activity, worker: Worker, by: writes.Hand, at: datetime) -> SignUp:
    """Give a person a place, or one on the waiting list when all are taken. `state` of what is returned says which.

    The person's union is the one on whose roll he stands today. Raises Refused after the last day (inclusive), for a
    union that was not asked, for somebody on no roll, and for whoever has signed up already.
    """
    last = activity.sign_up_until or activity.on
    if activity.voided_on is not None or activity.closed_on is not None:
        raise Refused(f"“{activity.name}”已经结束。", "请看别的活动。")
    if at.date() > last:
        raise Refused(f"报名{cn_date(last)}截止了。", "请问镇总工会还能不能加人。")
    row = rolls_of([worker.pk], at.date()).get(worker.pk)
    if row is None:
        raise Refused(f"{worker.name}不在任何工会的名册上。", "请先办入会，或者请工会代为登记。")
    if not invited(activity, row.union_id):
        raise Refused(f"这次活动没有邀请{row.union.name}。", "请问镇总工会。")
    writes.hold(activity)
    if SignUp.objects.filter(activity=activity, worker=worker).exclude(state=SignUpState.WITHDRAWN).exists():
        raise Refused(f"{worker.name}已经报过名了。", "不用再报，结果看报名表。")
    full = activity.quota is not None and taken(activity) >= activity.quota
    place = (activity.sign_ups.aggregate(last=Max("place"))["last"] or 0) + 1
    state = SignUpState.WAITING if full else SignUpState.IN
    made = writes.create(SignUp(activity=activity, worker=worker, union_id=row.union_id, state=state, place=place), by)
    writes.log("activity_sign_up", made, f"{worker.name}{state.label}", by, at, union_id=row.union_id)
    invitations_answer(activity, [row.union_id], by, at)
    return made


def invitations_answer(activity: Activity, unions: Iterable[int], by: writes.Hand, at: datetime) -> None:
    """Whose people sign up or come has answered; a no said before is taken back by it."""
    silent = activity.invitations.filter(union_id__in=list(unions)).exclude(~Q(answered_on=None), declined="")
    rows = list(silent)
    for asked in rows:
        writes.change(asked, by, answered_on=at.date(), declined="")
    settle_quietly(rows, by, at)


@transaction.atomic
def invitation_decline(*, invitation: Invitation, reason: str, by: writes.Hand, at: datetime) -> None:
    """Enter that a union does not take part, and why. Raises Refused without a reason, or when its people have signed up."""
    activity, union = invitation.activity, invitation.union
    if activity.voided_on is not None or activity.closed_on is not None:
        raise Refused(f"“{activity.name}”已经结束。", "不用再回。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写不参加的原因。", "请写一句，比如赶订单、人都外出了。", "reason")
    signed = activity.sign_ups.filter(union=union).exclude(state=SignUpState.WITHDRAWN).count()
    if signed:
        raise Refused(f"{union.name}已经报了{signed}人。", "请先让他们退出，再登记不参加。")
    changes = writes.change(invitation, by, answered_on=at.date(), declined=reason.strip()[:120])
    words = f"{union.name}不参加，原因：{reason.strip()[:120]}"
    writes.log("invitation_decline", invitation, words, by, at, changes, union.pk)
    settle_quietly([invitation], by, at)


@transaction.atomic
def sign_up_withdraw(*, sign_up: SignUp, by: writes.Hand, at: datetime) -> list[SignUp]:
    """Give a place back; the first who waits gets it. Returns who moved up. Raises Refused the second time."""
    activity = sign_up.activity
    writes.hold(activity)
    if sign_up.state == SignUpState.WITHDRAWN:
        raise Refused(f"{sign_up.worker.name}已经退出了。", "请刷新页面核对。")
    writes.change(sign_up, by, state=SignUpState.WITHDRAWN)
    writes.log("activity_withdraw", sign_up, f"{sign_up.worker.name}退出报名", by, at, union_id=sign_up.union_id)
    return move_up(activity, by, at)


def move_up(activity: Activity, by: writes.Hand, at: datetime) -> list[SignUp]:
    """Give free places to those who wait, in their order; part of the verb that freed them. Returns who moved up."""
    queue = waiting(activity)
    free = len(queue) if activity.quota is None else max(0, activity.quota - taken(activity))
    for row in queue[:free]:
        writes.change(row, by, state=SignUpState.IN)
        writes.log("activity_move_up", row, f"{row.worker.name}候补转正", by, at, union_id=row.union_id)
    return queue[:free]
