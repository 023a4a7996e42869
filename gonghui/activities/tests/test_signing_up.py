"""Places are given in order, nobody has two, and whoever waits moves up when a place comes free."""

from datetime import date, timedelta

import pytest

from gonghui.activities.public import (
    Activity,
    SignUp,
    SignUpState,
    open_to,
    places_left,
    quota_set,
    sign_up,
    sign_up_withdraw,
    unions_invite,
    waiting,
)
from gonghui.activities.tests.hall import COMING, NOW, activity, worker
from gonghui.kernel.audit.models import Event
from gonghui.kernel.refusal import Refused
from tests.ledger_town import AT, CLERK, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


@pytest.fixture
def course(town: LedgerTown) -> Activity:
    return activity(town, on=COMING, quota=2, sign_up_until=date(2026, 7, 8))


def signed(course: Activity, town: LedgerTown, name: str) -> SignUp:
    return sign_up(activity=course, worker=worker(town, name), **NOW)


@pytest.mark.postgres
def test_the_third_for_two_places_waits_and_moves_up_when_one_withdraws(course: Activity, town: LedgerTown) -> None:
    first, second, third = (signed(course, town, name) for name in ("张三", "李四", "王五"))
    assert (first.state, second.state, third.state) == ("in", "in", "waiting")
    assert places_left(course) == 0
    assert [row.worker.name for row in sign_up_withdraw(sign_up=first, **NOW)] == ["王五"]
    third.refresh_from_db()
    assert third.state == SignUpState.IN and waiting(course) == []
    last = Event.objects.filter(verb="activity_move_up").get()
    assert last.summary == "王五候补转正" and last.union_id == town.unions["宏达机械工会"].pk


def test_somebody_who_withdrew_comes_back_at_the_end(course: Activity, town: LedgerTown) -> None:
    first, _, third = (signed(course, town, name) for name in ("张三", "李四", "王五"))
    sign_up_withdraw(sign_up=first, **NOW)
    again = signed(course, town, "张三")
    assert again.state == SignUpState.WAITING and again.place > third.place


def test_nobody_signs_up_twice(course: Activity, town: LedgerTown) -> None:
    signed(course, town, "张三")
    with pytest.raises(Refused, match="已经报过名了"):
        signed(course, town, "张三")


def test_nobody_withdraws_twice(course: Activity, town: LedgerTown) -> None:
    row = signed(course, town, "张三")
    sign_up_withdraw(sign_up=row, **NOW)
    with pytest.raises(Refused, match="已经退出了"):
        sign_up_withdraw(sign_up=row, **NOW)


def test_the_last_day_is_still_open_and_the_day_after_is_not(course: Activity, town: LedgerTown) -> None:
    last = AT.replace(month=7, day=8)
    assert sign_up(activity=course, worker=worker(town, "张三"), by=CLERK, at=last).state == "in"
    with pytest.raises(Refused, match="2026年7月8日截止"):
        sign_up(activity=course, worker=worker(town, "李四"), by=CLERK, at=last + timedelta(days=1))


def test_only_those_who_were_asked_sign_up_once_somebody_was_asked(course: Activity, town: LedgerTown) -> None:
    west = town.unions["瑞丰印染工会"]
    assert unions_invite(activity=course, unions=[west], **NOW) == 1
    assert unions_invite(activity=course, unions=[west], **NOW) == 0
    with pytest.raises(Refused, match="没有邀请宏达机械工会"):
        signed(course, town, "张三")
    assert signed(course, town, "赵六").state == "in"


def test_what_a_union_runs_for_its_own_people_is_not_open_to_others(town: LedgerTown) -> None:
    east, west = town.unions["宏达机械工会"], town.unions["瑞丰印染工会"]
    own = activity(town, name="厂里的球赛", run_by="union", union=east, on=COMING)
    outing = activity(town, name="全镇健步走", on=COMING)
    assert list(open_to(east.pk, AT.date())) == [own, outing] and list(open_to(west.pk, AT.date())) == [outing]
    with pytest.raises(Refused, match="没有邀请瑞丰印染工会"):
        signed(own, town, "赵六")
    unions_invite(activity=own, unions=[west], **NOW)
    assert signed(own, town, "赵六").state == "in" and list(open_to(east.pk, AT.date())) == [outing]


def test_somebody_on_no_roll_is_sent_to_his_union(course: Activity, town: LedgerTown) -> None:
    from gonghui.people.public import LeaveReason, member_leave

    member_leave(row=town.members["张三"], on=date(2026, 7, 1), reason=LeaveReason.RESIGNED, **NOW)
    with pytest.raises(Refused, match="不在任何工会的名册上"):
        signed(course, town, "张三")


def test_a_larger_quota_moves_people_up_and_a_smaller_one_throws_nobody_out(course: Activity, town: LedgerTown) -> None:
    for name in ("张三", "李四", "王五", "赵六"):
        signed(course, town, name)
    assert quota_set(activity=course, quota=3, **NOW) == 1
    assert [row.worker.name for row in waiting(course)] == ["赵六"]
    with pytest.raises(Refused, match="已经有3人"):
        quota_set(activity=course, quota=2, **NOW)
    assert quota_set(activity=course, quota=None, **NOW) == 1
    assert waiting(course) == [] and places_left(course) is None
