"""Checking in at the door: whoever is there reads the day's code off the wall and says so himself."""

from datetime import date, datetime, timedelta

from django.db import transaction

from gonghui.activities.actions.attending import attend, comer_of
from gonghui.activities.actions.running import refuse_closed
from gonghui.activities.choices import SignUpState, Source
from gonghui.activities.models import Activity, Attendance, SignUp
from gonghui.activities.queries import invited, rolls_of
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.refusal import Refused
from gonghui.people.public import Membership, Worker

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What a code is made of: nothing that is read for something else when somebody types it off the wall."""

LENGTH = 6
OLD = 30
"""Days for which a code that was right once is told from one that never was."""


def check_in_code(activity: Activity, day: date) -> str:
    """The code that hangs on the wall on `day`: six letters and digits, another one each day of the activity.

    It follows from the office's key, so nothing is stored and nobody works out tomorrow's from today's.
    """
    number = int(blind_index(f"check in\n{activity.pk}\n{day.isoformat()}"), 16)
    found = ""
    for _ in range(LENGTH):
        number, letter = divmod(number, len(LETTERS))
        found += LETTERS[letter]
    return found


@transaction.atomic
def check_in(*, activity: Activity, worker: Worker, code: str, by: writes.Hand, at: datetime) -> Attendance:
    """Enter somebody who is at the door and shows the day's code (case and blanks do not matter).

    Who signed up comes in; who did not comes in while there is room (`walked_in` tells them apart). Raises Refused
    before the first and after the last day, after filing, for a code of another day and for a wrong one, for a union that
    was not asked, for somebody on no roll, for whoever is on the list already, and when every place is taken.
    """
    refuse_closed(activity)
    _refuse_day(activity, at.date())
    _refuse_code(activity, code, at.date())
    roll = _roll(activity, worker, at.date())
    writes.hold(activity)
    if Attendance.objects.valid().filter(activity=activity, worker=worker).exists():
        raise Refused(f"{worker.name}已经签到了。", "不用再签，请进场。")
    _refuse_full(activity, worker)
    comer = comer_of(worker, roll.union_id)
    return attend(activity=activity, comers=[comer], source=Source.QR, by=by, at=at)[0]


def _refuse_day(activity: Activity, day: date) -> None:
    if day < activity.on:
        raise Refused(f"“{activity.name}”{cn_date(activity.on)}才开始。", "请到那天在现场签到。")
    if day > (activity.until or activity.on):
        raise Refused(f"“{activity.name}”已经办完。", "来过没有签上的，请找主办的工会补登记。")


def _refuse_code(activity: Activity, code: str, day: date) -> None:
    given = "".join(code.split()).upper()
    if given == check_in_code(activity, day):
        return
    if any(given == check_in_code(activity, day - timedelta(days=back)) for back in range(1, OLD + 1)):
        raise Refused("这是前几天的签到码。", "请扫今天墙上的码；签到码每天换。", "code")
    raise Refused("签到码不对。", "请再扫一次墙上的码，或者照着填一遍。", "code")


def _roll(activity: Activity, worker: Worker, day: date) -> Membership:
    """The membership under which somebody comes: that of the first day, or of whoever joined since."""
    roll = rolls_of([worker.pk], activity.on).get(worker.pk) or rolls_of([worker.pk], day).get(worker.pk)
    if roll is None:
        raise Refused(f"{worker.name}不在任何工会的名册上。", "请到签到台登记姓名和单位。")
    if not invited(activity, roll.union_id):
        raise Refused(f"这次活动没有邀请{roll.union.name}。", "请到签到台问一下。")
    return roll


def _refuse_full(activity: Activity, worker: Worker) -> None:
    """Without a place of his own somebody comes in only while neither places nor seats are all taken."""
    if activity.quota is None or activity.sign_ups.filter(worker=worker, state=SignUpState.IN).exists():
        return
    held = activity.sign_ups.filter(state=SignUpState.IN).count() + walked_in(activity)
    if held < activity.quota:
        return
    row = activity.sign_ups.filter(worker=worker, state=SignUpState.WAITING).first()
    if row is not None:
        raise Refused(
            f"名额满了，{worker.name}还在候补第{position(row)}位。", "有人退出会自动递补；请先到签到台问一下。"
        )
    raise Refused(f"名额{activity.quota}人已经满了。", "请到签到台问还能不能进。")


def position(row: SignUp) -> int:
    """Which place somebody has on the waiting list, from 1."""
    before = SignUp.objects.filter(activity_id=row.activity_id, state=SignUpState.WAITING, place__lte=row.place)
    return before.count()


def walked_in(activity: Activity) -> int:
    """How many came without a place of their own."""
    held = activity.sign_ups.filter(state=SignUpState.IN).values("worker")
    return Attendance.objects.valid().filter(activity=activity).exclude(worker__in=held).count()
