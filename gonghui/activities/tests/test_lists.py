"""活动, 报名, 到会 and 人数 as an officer uses them: forms, lists, refusals, filing and opening again."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gonghui.activities.public import (
    Activity,
    Attendance,
    Comer,
    Turnout,
    activity_close,
    activity_reopen,
    attend,
    comer_of,
    sign_up,
)
from gonghui.activities.tests.hall import COMING, NOW, activity, worker
from gonghui.kernel.ledger.api import entry_amend, ledger_of
from gonghui.kernel.workflow.asking import deadlines_of
from tests.ledger_town import LedgerTown, found_ledger_town
from tests.reading import form, words
from tests.suite import LedgerSuite


class TestActivities(LedgerSuite):
    key = "activities"
    first = {
        "name": "职工乒乓球赛", "kind": "sport", "run_by": "union", "union": "{east}", "on": "0620", "place": "镇中心小学",
    }  # fmt: skip
    second = {"name": "法律课", "kind": "law", "run_by": "union", "union": "{west}", "on": "今天", "place": "食堂"}
    change = {"place": "镇体育馆"}
    refused = (
        ({"until": "0619"}, "结束日期早于开始日期。"),
        ({"sign_up_until": "0622"}, "报名截止晚于活动结束。"),
        ({"run_by": "city"}, "别的单位办的活动，没有写主办单位。"),
    )


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return found_ledger_town()


@pytest.fixture
def office(town: LedgerTown) -> Client:
    return town.sign_in("wuguoping")


def send(client: Client, url: str, **given: Any) -> Any:
    return client.post(url, form(client, url) | given)


def filed(town: LedgerTown) -> Activity:
    course = activity(town, cost=0, report="讲了三个专题。")
    attend(activity=course, comers=[comer_of(worker(town, "张三"), town.unions["宏达机械工会"].pk)], **NOW)
    activity_close(activity=course, **NOW)
    return course


def test_what_was_filed_is_opened_again_with_a_reason_and_nothing_else_is_done_to_it(
    town: LedgerTown, office: Client
) -> None:
    course = filed(town)
    card = words(office.get(f"/activities/{course.pk}"))
    assert "撤销归档" in card and "要改内容，请先撤销归档" in card
    assert office.get(f"/activities/{course.pk}/amend").status_code == 403
    assert "还没有写撤销归档的原因" in words(send(office, f"/activities/{course.pk}/reopen", reason="x"))
    assert send(office, f"/activities/{course.pk}/reopen", reason="漏了一张签到表").status_code == 302
    card = words(office.get(f"/activities/{course.pk}"))
    assert (
        "撤销归档：工会大讲堂，原因：漏了一张签到表" in card
        and office.get(f"/activities/{course.pk}/amend").status_code == 200
    )


def test_a_name_on_the_list_is_struck_with_a_reason_and_the_heads_follow(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    attend(activity=course, comers=[comer_of(worker(town, "张三"), town.unions["宏达机械工会"].pk)], **NOW)
    row = Attendance.objects.get()
    assert "张三" in words(office.get("/attendances")) and "有名单" in words(office.get("/turnouts"))
    assert send(office, f"/attendances/{row.pk}/strike", reason="签错了表").status_code == 302
    assert "已经划掉了，原因：签错了表" in words(office.get(f"/attendances/{row.pk}"))
    assert Turnout.objects.get().heads == 0


def test_a_declared_count_is_corrected_and_taken_back_and_the_names_row_is_not(
    town: LedgerTown, office: Client
) -> None:
    course, east = activity(town), town.unions["宏达机械工会"]
    attend(activity=course, comers=[Comer("钱多", east.pk)], **NOW)
    assert (
        send(office, f"/activities/{course.pk}/declare", union=east.name, heads="9", proof="盖章回执").status_code
        == 302
    )
    named, declared = Turnout.objects.order_by("pk")
    assert "这是按名单算出来的人数" in words(office.get(f"/turnouts/{named.pk}/amend"))
    assert "少于名单上的1人" not in words(send(office, f"/turnouts/{declared.pk}/amend", heads="7", proof="盖章回执"))
    assert [row.heads for row in Turnout.objects.order_by("pk")] == [1, 6]
    assert "＝“各类活动参加”7" in words(office.get("/turnouts"))
    assert send(office, f"/turnouts/{declared.pk}/drop", reason="报重了").status_code == 302
    assert [row.heads for row in Turnout.objects.all()] == [1]


def test_whoever_withdraws_gives_the_place_to_the_first_who_waits(town: LedgerTown, office: Client) -> None:
    course = activity(town, on=COMING, quota=1)
    first, second = (sign_up(activity=course, worker=worker(town, name), **NOW) for name in ("张三", "李四"))
    assert "共1人" in words(office.get("/sign-ups?view=waiting"))
    page = office.post(f"/sign-ups/{first.pk}/withdraw", form(office, f"/sign-ups/{first.pk}/withdraw"), follow=True)
    assert "李四候补转正，请通知本人" in words(page)
    second.refresh_from_db()
    assert second.state == "in"
    assert office.get(f"/sign-ups/{first.pk}/withdraw").status_code == 403


def test_nothing_of_a_filed_activity_is_changed_from_its_lists(town: LedgerTown, office: Client) -> None:
    filed(town)
    assert "请先打开活动，撤销归档" in words(office.get(f"/attendances/{Attendance.objects.get().pk}"))
    assert "请先打开活动，撤销归档" in words(office.get(f"/turnouts/{Turnout.objects.get().pk}"))


def test_a_chair_sees_her_own_people_in_the_lists_and_nobody_elses(town: LedgerTown) -> None:
    course = activity(town)
    comers = [comer_of(worker(town, name), town.members[name].union_id) for name in ("张三", "赵六")]
    attend(activity=course, comers=comers, **NOW)
    page = words(town.sign_in("hedong").get("/attendances"))
    assert "张三" in page and "赵六" not in page


def test_the_day_of_an_activity_is_corrected_in_its_history(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    entry_amend(ledger=ledger_of("activities"), row=course, values={"place": "镇礼堂"}, **NOW)
    assert "地点" in words(office.get(f"/activities/{course.pk}"))


def test_two_weeks_after_its_last_day_an_activity_is_owed_its_filing_and_filing_settles_that(town: LedgerTown) -> None:
    course = activity(town, until=date(2026, 6, 21), cost=0, report="讲了三个专题。")
    [due] = deadlines_of(course)
    assert (due.title, due.due_on, due.closed_on) == ("归档", date(2026, 7, 5), None)
    entry_amend(ledger=ledger_of("activities"), row=course, values={"until": date(2026, 6, 23)}, **NOW)
    assert deadlines_of(course).get().due_on == date(2026, 7, 7)
    attend(activity=course, comers=[comer_of(worker(town, "张三"), town.unions["宏达机械工会"].pk)], **NOW)
    activity_close(activity=course, **NOW)
    assert deadlines_of(course).get().closed_on == date(2026, 7, 2)
    activity_reopen(activity=course, reason="漏了一张签到表", **NOW)
    assert deadlines_of(course).get().closed_on is None
