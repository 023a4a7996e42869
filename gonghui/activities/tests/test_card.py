"""The card of an activity: who was asked, who has a place, who came, what people thought, what the archive still lacks."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from gonghui.activities.public import (
    Activity,
    Attendance,
    Finding,
    Opinion,
    SignUp,
    archive_of,
    attend,
    comer_of,
    findings_set,
    opinion_give,
    satisfaction_of,
    sign_up,
    turnout_declare,
    unions_invite,
)
from gonghui.activities.tests.hall import COMING, NOW, activity, worker
from gonghui.benefits.public import Benefit
from gonghui.kernel.audit.models import Event
from gonghui.kernel.printing.forms import form_named
from gonghui.kernel.printing.render import render
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from tests.ledger_town import CLERK, TODAY, LedgerTown, found_ledger_town
from tests.reading import form, words

EAST, WEST = "宏达机械工会", "瑞丰印染工会"
ALIKE = {"useful": "yes", "run": "yes", "again": "so_so"}


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return found_ledger_town()


@pytest.fixture
def office(town: LedgerTown) -> Client:
    return town.sign_in("wuguoping")


def send(client: Client, url: str, **given: Any) -> Any:
    return client.post(url, form(client, url) | given)


def came(course: Activity, town: LedgerTown, *names: str) -> None:
    attend(activity=course, comers=[comer_of(worker(town, name), town.members[name].union_id) for name in names], **NOW)


def test_a_union_that_was_asked_owes_an_answer_until_it_signs_up_or_says_no(town: LedgerTown, office: Client) -> None:
    course = activity(town, on=COMING, sign_up_until=date(2026, 7, 6))
    page = send(office, f"/activities/{course.pk}/invite", unions=f"{EAST}\n{WEST}")
    assert page.status_code == 302
    east, west = course.invitations.order_by("pk")
    assert [deadlines_of(one).get().due_on for one in (east, west)] == [date(2026, 7, 6)] * 2
    assert "2家没有回音" in words(office.get(f"/activities/{course.pk}")) and "共2家次" in words(
        office.get("/invitations")
    )
    sign_up(activity=course, worker=worker(town, "张三"), **NOW)
    assert deadlines_of(east).get().closed_on == TODAY
    assert "请先让报了名的人退出" in words(office.get(f"/invitations/{east.pk}"))
    assert "还没有写不参加的原因" in words(send(office, f"/invitations/{west.pk}/decline", reason="x"))
    assert send(office, f"/invitations/{west.pk}/decline", reason="赶订单").status_code == 302
    assert deadlines_of(west).get().closed_on == TODAY
    page = words(office.get(f"/activities/{course.pk}"))
    assert "都回了" in page and "不参加" in page


def test_people_are_signed_up_by_name_and_the_last_for_a_full_course_waits(town: LedgerTown, office: Client) -> None:
    course = activity(town, on=COMING, quota=2)
    page = office.post(f"/activities/{course.pk}/sign-up", form(office, f"/activities/{course.pk}/sign-up")
                       | {"names": "张三、李四\n王五", "union": EAST}, follow=True)  # fmt: skip
    assert "3人报好了。名额满了，王五在候补" in words(page)
    page = words(send(office, f"/activities/{course.pk}/sign-up", names="生人", union=EAST))
    assert "生人不在宏达机械工会的名册上" in page and SignUp.objects.count() == 3
    assert "2/2人候补1人" in words(office.get(f"/activities/{course.pk}"))


def test_the_desk_enters_names_and_says_who_is_on_no_roll(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    url = f"/activities/{course.pk}/came"
    page = office.post(url, form(office, url) | {"names": "张三\n钱多", "union": EAST}, follow=True)
    assert "2人记上了。钱多不在名册上，按姓名和工会记" in words(page)
    assert [row.worker_id is None for row in Attendance.objects.order_by("pk")] == [False, True]


def test_a_chair_signs_up_her_own_for_the_towns_course_and_changes_nothing_else(town: LedgerTown) -> None:
    course, chair = activity(town, on=COMING), town.sign_in("hedong")
    card = words(chair.get(f"/activities/{course.pk}"))
    assert "这一条是石桥镇总工会登记的，您可以看，不能改" in card
    assert send(chair, f"/activities/{course.pk}/sign-up", names="张三", union=EAST).status_code == 302
    assert "没有这个工会" in words(send(chair, f"/activities/{course.pk}/sign-up", names="赵六", union=WEST))
    assert chair.get(f"/activities/{course.pk}/amend").status_code == 403
    unions_invite(activity=course, unions=[town.unions[WEST]], **NOW)
    assert chair.get(f"/activities/{course.pk}").status_code == 404


def test_what_people_thought_is_counted_without_names_and_not_shown_for_a_few(town: LedgerTown) -> None:
    course = activity(town)
    came(course, town, "张三", "李四")
    opinion_give(activity=course, worker=worker(town, "张三"), answers=ALIKE, **NOW)
    with pytest.raises(Refused, match="您已经填过了"):
        opinion_give(activity=course, worker=worker(town, "张三"), answers=ALIKE, **NOW)
    with pytest.raises(Refused, match="到会名单里没有您"):
        opinion_give(activity=course, worker=worker(town, "王五"), answers=ALIKE, **NOW)
    with pytest.raises(Refused, match="没有答全"):
        opinion_give(activity=course, worker=worker(town, "李四"), answers={"useful": "yes"}, **NOW)
    event = Event.objects.get(verb="activity_opinion")
    assert (event.by_name, event.by_id, event.at.astimezone(NOW["at"].tzinfo).hour) == ("不记名", None, 0)
    assert not {field.name for field in Opinion._meta.fields} & {"worker", "union", "at", "on"}
    assert satisfaction_of(course).forms == 1 and satisfaction_of(course).counts == {}


def test_paper_forms_are_entered_as_counts_that_must_agree(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    turnout_declare(activity=course, union=town.unions[EAST], heads=9, proof="回执", **NOW)
    url = f"/activities/{course.pk}/opinions"
    assert "三个问题的份数不一样" in words(send(office, url, **{"useful-yes": "6", "run-yes": "5", "again-yes": "6"}))
    assert "到会只有9人次" in words(send(office, url, **{"useful-yes": "10", "run-yes": "10", "again-yes": "10"}))
    given = {"useful-yes": "6", "run-yes": "5", "run-no": "1", "again-yes": "4", "again-so_so": "2"}
    assert send(office, url, **given).status_code == 302
    assert satisfaction_of(course).content == "83%"
    assert "6份，不记名" in words(office.get(f"/activities/{course.pk}"))


def test_prizes_are_entered_by_name_once_and_signed_for_in_their_own_ledger(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    url = f"/activities/{course.pk}/gifts"
    given = {"kind": "prize", "what": "球拍", "amount": "68", "names": "张三\n李四", "union": EAST}
    assert send(office, url, **given).status_code == 302
    assert Benefit.objects.filter(cause_id=course.pk, worker=worker(town, "张三")).count() == 1
    assert send(office, url, **given).status_code == 422
    assert "实惠发放2条" in words(office.get(f"/activities/{course.pk}"))


def test_of_a_check_up_only_counts_are_kept_and_none_of_a_few(town: LedgerTown, office: Client) -> None:
    checkup = activity(town, name="职工体检", kind="checkup")
    turnout_declare(activity=checkup, union=town.unions[EAST], heads=40, proof="体检名单", **NOW)
    with pytest.raises(Refused, match="不记个人的结果"):
        attend(activity=checkup, comers=[comer_of(worker(town, "张三"), town.unions[EAST].pk, "血压高")], **NOW)
    url = f"/activities/{checkup.pk}/findings"
    assert "只有2人，太少" in words(send(office, url, findings="血压偏高 2"))
    assert "体检的只有40人" in words(send(office, url, findings="血压偏高 41"))
    assert send(office, url, findings="血压偏高 12\n其他：5人").status_code == 302
    assert list(Finding.objects.order_by("pk").values_list("what", "heads")) == [("血压偏高", 12), ("其他", 5)]
    assert "体检汇总" not in words(town.sign_in("hedong").get(f"/activities/{checkup.pk}")).split("办理记录")[0]
    with pytest.raises(Refused, match="只有健康体检有汇总"):
        findings_set(activity=activity(town, name="球赛"), findings={"血压偏高": 9}, **NOW)


def test_the_archive_says_what_is_there_and_what_is_missing(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    lacks = {one.title for part in archive_of(course, TODAY) for one in part.pieces if one.needed and not one.have}
    assert lacks == {"参加人数", "小结", "花费"}
    assert [part.title for part in archive_of(activity(town, name="以后的", on=COMING), TODAY)] == ["有计划"]
    came(course, town, "张三")
    page = words(office.get(f"/activities/{course.pk}/archive"))
    assert "1人次：有名单1，申报0" in page and "还没有写小结。" in page and "有成效还不全" in page


def test_the_days_code_hangs_on_the_wall_for_whoever_runs_it(town: LedgerTown, office: Client) -> None:
    course = activity(town, on=TODAY)
    page = office.get(f"/activities/{course.pk}/wall").content.decode()
    assert "<svg" in page and "只在今天有用" in page
    assert town.sign_in("hedong").get(f"/activities/{course.pk}/wall").status_code == 404
    assert "已经办完" in words(office.get(f"/activities/{activity(town, name='昨天的').pk}/wall"))


def test_the_years_activities_stand_on_one_sheet(town: LedgerTown, office: Client) -> None:
    course = activity(town)
    activity(town, name="秋天的课", on=COMING)
    came(course, town, "张三", "赵六")
    page = words(office.get("/activities/year"))
    assert "20日工会大讲堂（2人次）" in page and "10日秋天的课" in page and "2项，2人次" in page
    assert "20日工会大讲堂（1人次）" in words(town.sign_in("hedong").get("/activities/year"))
    assert (
        "0项" in words(office.get("/activities/year?year=2025"))
        and office.get("/activities/year?year=1").status_code == 404
    )


def test_the_month_calendar_has_activities_and_the_last_day_to_sign_up(town: LedgerTown, office: Client) -> None:
    course = activity(town, name="急救员班", on=COMING, sign_up_until=date(2026, 7, 6))
    unions_invite(activity=course, unions=[town.unions[WEST]], **NOW)
    page = words(office.get("/calendar?month=2026-07&print=1"))
    assert "急救员班报名截止" in page and "急救员班归档" in page and page.count("急救员班") == 3
    assert "急救员班" in words(town.sign_in("hexi").get("/calendar?month=2026-07"))
    assert "急救员班" not in words(town.sign_in("hedong").get("/calendar?month=2026-07"))


def test_the_half_years_summary_says_how_many_are_known_by_name(town: LedgerTown, office: Client) -> None:
    course = activity(town, kind="cadre")
    came(course, town, "张三", "赵六")
    turnout_declare(activity=course, union=town.unions[EAST], heads=9, proof="回执", **NOW)
    page = words(office.get("/reports/half-year?period=2026H1"))
    assert "受训10人次" in page and "没有举办职工和职工代表培训班" in page
    assert "职工参加各类活动10人次" in page
    assert "其中有签到名单的2人次，没有名单、由各工会凭证明申报的8人次" in page
    side = words(office.get("/reports/half-year?period=2026H1&code=learning.cadre_training_attendances"))
    assert "其中申报人数8人次，有名单2人次" in side


def test_the_sign_in_sheet_and_the_archive_page_are_papers(town: LedgerTown) -> None:
    course = activity(town, on=COMING, quota=2)
    sign_up(activity=course, worker=worker(town, "张三"), **NOW)
    sheet = text_of(render(form_named("activities.sign_in"), course, TODAY, CLERK))
    assert "工会大讲堂签到表" in sheet and "张三" in sheet
    with pytest.raises(Refused, match="活动还没有办"):
        render(form_named("activities.archive"), course, TODAY, CLERK)
    held = activity(town, name="办过的课")
    came(held, town, "赵六")
    paper = text_of(render(form_named("activities.archive"), held, TODAY, CLERK))
    assert "还没有写小结。" in paper and WEST in paper and "共1人次" in paper


def text_of(data: bytes) -> str:
    """All words of a Word file, tables too."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
