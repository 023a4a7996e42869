"""Who came by name, who by declaration; nobody twice, nothing after filing, never fewer than the names."""

from datetime import date

import pytest

from gonghui.activities.public import (
    Activity,
    Attendance,
    Comer,
    Heads,
    activity_close,
    activity_reopen,
    attend,
    attendance_result,
    attendance_void,
    comer_of,
    declaration_drop,
    heads_of,
    missing_papers,
    turnout_declare,
    unions_invite,
)
from gonghui.activities.tests.hall import COMING, NOW, activity, worker
from gonghui.kernel.refusal import Refused
from tests.ledger_town import LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


@pytest.fixture
def course(town: LedgerTown) -> Activity:
    return activity(town)


def came(course: Activity, town: LedgerTown, *names: str, union: str = "宏达机械工会") -> list[Attendance]:
    comers = [comer_of(worker(town, name), town.unions[union].pk) for name in names]
    return attend(activity=course, comers=comers, **NOW)


def declare(course: Activity, town: LedgerTown, heads: int, union: str = "宏达机械工会", proof: str = "盖章的参赛证明"):
    return turnout_declare(activity=course, union=town.unions[union], heads=heads, proof=proof, **NOW)


@pytest.mark.postgres
def test_names_and_declared_heads_are_kept_apart_and_never_counted_twice(course: Activity, town: LedgerTown) -> None:
    came(course, town, "张三", "李四")
    declare(course, town, 30)
    declare(course, town, 12, "瑞丰印染工会")
    assert heads_of(course) == Heads(named=2, declared=40)
    came(course, town, "王五")
    assert heads_of(course) == Heads(named=3, declared=39)
    assert heads_of(course).all == 42


def test_more_names_than_were_declared_count_as_they_are(course: Activity, town: LedgerTown) -> None:
    declare(course, town, 1)
    came(course, town, "张三", "李四")
    assert heads_of(course) == Heads(named=2, declared=0)


def test_fewer_heads_than_names_are_refused(course: Activity, town: LedgerTown) -> None:
    came(course, town, "张三", "李四")
    with pytest.raises(Refused, match="申报1人，少于名单上的2人"):
        declare(course, town, 1)


def test_a_declaration_needs_its_paper(course: Activity, town: LedgerTown) -> None:
    with pytest.raises(Refused, match="要有证明材料"):
        declare(course, town, 5, proof=" ")
    with pytest.raises(Refused, match="申报人数是0"):
        declare(course, town, 0)


def test_a_person_on_two_lists_counts_once(course: Activity, town: LedgerTown) -> None:
    came(course, town, "张三")
    with pytest.raises(Refused, match="张三已经记在宏达机械工会名下了"):
        came(course, town, "张三")
    with pytest.raises(Refused, match="李四写了两次"):
        came(course, town, "李四", "李四")
    assert heads_of(course).named == 1


def test_a_person_is_counted_where_he_stands_on_the_roll(course: Activity, town: LedgerTown) -> None:
    with pytest.raises(Refused, match="张三那天在宏达机械工会的名册上"):
        came(course, town, "张三", union="瑞丰印染工会")


def test_somebody_on_no_roll_is_known_by_name_and_union(course: Activity, town: LedgerTown) -> None:
    guest = Comer("钱多", town.unions["宏达机械工会"].pk)
    attend(activity=course, comers=[guest], **NOW)
    with pytest.raises(Refused, match="钱多已经记在"):
        attend(activity=course, comers=[guest], **NOW)
    assert heads_of(course).named == 1


def test_nobody_has_come_before_the_first_day(town: LedgerTown) -> None:
    coming = activity(town, on=COMING)
    with pytest.raises(Refused, match="还没有到"):
        came(coming, town, "张三")
    with pytest.raises(Refused, match="还没有到"):
        declare(coming, town, 5)


def test_one_struck_off_counts_no_more_and_may_come_back(course: Activity, town: LedgerTown) -> None:
    rows = came(course, town, "张三", "李四")
    declare(course, town, 5)
    with pytest.raises(Refused, match="还没有写原因"):
        attendance_void(row=rows[0], reason=" ", **NOW)
    attendance_void(row=rows[0], reason="签错了表", **NOW)
    assert heads_of(course) == Heads(named=1, declared=4)
    came(course, town, "张三")
    assert heads_of(course) == Heads(named=2, declared=3)


def test_a_declaration_taken_back_leaves_the_names(course: Activity, town: LedgerTown) -> None:
    came(course, town, "张三")
    row = declare(course, town, 5)
    with pytest.raises(Refused, match="还没有写原因"):
        declaration_drop(row=row, reason="", **NOW)
    declaration_drop(row=row, reason="报重了", **NOW)
    assert heads_of(course) == Heads(named=1)
    with pytest.raises(Refused, match="按名单算出来"):
        declaration_drop(row=course.turnouts.get(), reason="不要了", **NOW)


def test_an_activity_is_filed_when_plan_record_and_result_are_there(course: Activity, town: LedgerTown) -> None:
    with pytest.raises(Refused, match="还没有到会名单"):
        activity_close(activity=course, **NOW)
    came(course, town, "张三")
    with pytest.raises(Refused, match="还没有写小结"):
        activity_close(activity=course, **NOW)
    from gonghui.kernel.ledger.api import entry_amend, ledger_of

    entry_amend(ledger=ledger_of("activities"), row=course, values={"report": "讲了工会法。", "cost": 0}, **NOW)
    assert missing_papers(course, date(2026, 7, 2)) == []
    activity_close(activity=course, **NOW)
    assert course.closed_on == date(2026, 7, 2)


def test_after_filing_nothing_changes_until_it_is_opened_with_a_reason(course: Activity, town: LedgerTown) -> None:
    from gonghui.kernel.ledger.api import entry_amend, ledger_of

    rows = came(course, town, "张三")
    entry_amend(ledger=ledger_of("activities"), row=course, values={"report": "讲了工会法。", "cost": 0}, **NOW)
    activity_close(activity=course, **NOW)
    for late in (
        lambda: came(course, town, "李四"), lambda: declare(course, town, 5),
        lambda: attendance_void(row=rows[0], reason="签错了", **NOW),
    ):  # fmt: skip
        rows[0].activity = course
        with pytest.raises(Refused, match="已归档"):
            late()
    with pytest.raises(Refused, match="撤销归档的原因"):
        activity_reopen(activity=course, reason="", **NOW)
    activity_reopen(activity=course, reason="漏了一张签到表", **NOW)
    came(course, town, "李四")
    assert heads_of(course).named == 2


def test_a_union_that_came_has_answered_its_invitation(course: Activity, town: LedgerTown) -> None:
    asked = [town.unions[name] for name in ("宏达机械工会", "瑞丰印染工会", "华丰食品工会")]
    unions_invite(activity=course, unions=asked, **NOW)
    came(course, town, "张三")
    declare(course, town, 8, "瑞丰印染工会")
    assert [one.union.name for one in course.invitations.filter(answered_on=None)] == ["华丰食品工会"]


def test_a_place_is_entered_and_corrected_on_the_list_and_never_at_a_check_up(
    course: Activity, town: LedgerTown
) -> None:
    (row,) = came(course, town, "张三")
    assert attendance_result(row=row, result="第二名", **NOW)
    assert attendance_result(row=row, result="第一名", **NOW)
    assert not attendance_result(row=row, result="第一名", **NOW)
    assert Attendance.objects.get().result == "第一名"
    attendance_void(row=row, reason="签错了表", **NOW)
    with pytest.raises(Refused, match="张三已经划掉了。"):
        attendance_result(row=row, result="", **NOW)
    checkup = activity(town, name="职工体检", kind="checkup")
    (row,) = came(checkup, town, "张三")
    with pytest.raises(Refused, match="健康体检不记个人的结果。"):
        attendance_result(row=row, result="血压偏高", **NOW)
