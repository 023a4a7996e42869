"""At the door: the day's code lets in who signed up and, while there is room, who did not; each once."""

from datetime import date, timedelta

import pytest

from gonghui.activities.public import (
    Activity,
    Attendance,
    Source,
    activity_close,
    check_in,
    check_in_code,
    position,
    sign_up,
    unions_invite,
    walked_in,
)
from gonghui.activities.tests.hall import NOW, activity, worker
from gonghui.kernel.ledger.api import entry_amend, ledger_of
from gonghui.kernel.refusal import Refused
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


@pytest.fixture
def course(town: LedgerTown) -> Activity:
    return activity(town, on=TODAY, until=TODAY + timedelta(days=1), quota=2)


def arrive(course: Activity, town: LedgerTown, name: str, code: str = "") -> Attendance:
    return check_in(activity=course, worker=worker(town, name), code=code or check_in_code(course, TODAY), **NOW)


def signed(course: Activity, town: LedgerTown, *names: str) -> None:
    for name in names:
        sign_up(activity=course, worker=worker(town, name), **NOW)


@pytest.mark.postgres
def test_who_signed_up_is_on_the_list_by_the_code_of_the_day(course: Activity, town: LedgerTown) -> None:
    signed(course, town, "张三")
    row = arrive(course, town, "张三", check_in_code(course, TODAY).lower() + " ")
    assert (row.source, row.union.name, row.worker_id) == (Source.QR, "宏达机械工会", worker(town, "张三").pk)
    assert walked_in(course) == 0
    with pytest.raises(Refused, match="已经签到了"):
        arrive(course, town, "张三")


def test_who_did_not_sign_up_comes_in_while_there_is_room(course: Activity, town: LedgerTown) -> None:
    signed(course, town, "张三")
    arrive(course, town, "李四")
    assert walked_in(course) == 1
    with pytest.raises(Refused, match="名额2人已经满了"):
        arrive(course, town, "王五")
    assert arrive(course, town, "张三").source == Source.QR


def test_who_waits_is_told_his_place_in_the_line(course: Activity, town: LedgerTown) -> None:
    signed(course, town, "张三", "李四", "王五", "赵六")
    assert position(course.sign_ups.get(worker=worker(town, "赵六"))) == 2
    with pytest.raises(Refused, match="候补第2位"):
        arrive(course, town, "赵六")


def test_yesterdays_code_is_old_and_another_activitys_is_wrong(course: Activity, town: LedgerTown) -> None:
    with pytest.raises(Refused, match="前几天的签到码"):
        arrive(course, town, "张三", check_in_code(course, TODAY - timedelta(days=1)))
    other = activity(town, name="另一场", on=TODAY)
    with pytest.raises(Refused, match="签到码不对"):
        arrive(course, town, "张三", check_in_code(other, TODAY))
    with pytest.raises(Refused, match="签到码不对"):
        arrive(course, town, "张三", check_in_code(course, TODAY + timedelta(days=1)))


def test_nobody_checks_in_before_the_first_day_or_after_the_last(town: LedgerTown) -> None:
    coming = activity(town, name="明天的课", on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="才开始"):
        arrive(coming, town, "张三")
    gone = activity(town, name="昨天的课", on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="已经办完"):
        arrive(gone, town, "张三")


def test_nobody_checks_in_once_it_is_filed(town: LedgerTown) -> None:
    course = activity(town, on=TODAY, cost=0)
    arrive(course, town, "张三")
    entry_amend(ledger=ledger_of("activities"), row=course, values={"report": "办完了，秩序很好。"}, **NOW)
    activity_close(activity=course, **NOW)
    with pytest.raises(Refused, match="已归档"):
        arrive(course, town, "李四")


def test_only_unions_that_were_asked_come_in(course: Activity, town: LedgerTown) -> None:
    unions_invite(activity=course, unions=[town.unions["瑞丰印染工会"]], **NOW)
    with pytest.raises(Refused, match="没有邀请宏达机械工会"):
        arrive(course, town, "张三")
    assert arrive(course, town, "赵六").union.name == "瑞丰印染工会"


def test_somebody_on_no_roll_goes_to_the_desk(course: Activity, town: LedgerTown) -> None:
    from gonghui.people.public import LeaveReason, member_leave

    member_leave(row=town.members["张三"], on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, by=CLERK, at=AT)
    with pytest.raises(Refused, match="签到台登记"):
        arrive(course, town, "张三")
