"""The plan in the browser: what a chair and an officer see, what a click changes, what nobody may do."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import load_workbook

from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.workflow.asking import deadlines
from gonghui.people.public import Account, Role
from gonghui.planning.public import (
    Change,
    Level,
    Plan,
    PlanDraft,
    Target,
    TargetKind,
    Task,
    heading_add,
    plan_approve,
    plan_open,
    plan_submit,
    read_plan,
    target_add,
    task_add,
    task_assign,
)
from tests.small_town import NOW, account, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}

TEXT = """清河镇总工会2026年工作计划
一、抓组建
1、全年新建工会6家，发展会员300人。
2、春节前走访慰问困难职工50户。
二、抓帮扶
1、联合妇联开展金秋助学，资助学生20名左右。
"""


@pytest.fixture
def office(sides):
    account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    return sides


def hand(name="chen"):
    found = Account.objects.get(username=name)
    return Hand(found.pk, found.name)


def drafted(office, union="town", level=Level.TOWN, by="chen"):
    stamp = {"by": hand(by), "at": NOW}
    plan = plan_open(union=office[union], title=f"{office[union].name}2026年工作计划", level=level,
                     start_on=date(2026, 1, 1), end_on=date(2026, 12, 31), **stamp)  # fmt: skip
    heading = heading_add(plan=plan, text="一、扩大覆盖", **stamp)
    task = task_add(plan=plan, heading=heading, text="新建企业工会10家", months=range(1, 13), **stamp)
    target_add(
        task=task, kind=TargetKind.INDICATOR, code="orgs.unions_founded", quantity=Decimal(10), unit="家", **stamp
    )
    task_add(plan=plan, heading=heading, text="三八活动", months=[3], due_on=date(2026, 3, 8), **stamp)
    return plan


def approved(office, union="town", level=Level.TOWN, by="chen"):
    plan = drafted(office, union, level, by)
    plan_submit(plan=plan, by=hand(by), at=NOW)
    return plan_approve(plan=plan, by=hand("zhou"), at=NOW)


def test_the_plan_shows_its_progress_and_where_each_number_comes_from(office):
    plan = approved(office)
    page = client_of("chen").get("/plans", follow=True)
    assert page.redirect_chain[-1][0] == f"/plans/{plan.pk}"
    for words in ("一、扩大覆盖", "新建企业工会10家", "0/10", "落后", "/figures/orgs.unions_founded?period=2026"):
        assert words in page.text, words


def test_without_a_plan_the_officer_is_led_to_reading_one_in(office):
    page = client_of("chen").get("/plans", follow=True)
    assert "从文件读进来" in page.text


def test_a_filter_leaves_only_what_was_asked_for(office):
    plan = approved(office)
    page = client_of("chen").get(f"/plans/{plan.pk}?month=3")
    assert "三八活动" in page.text and "新建企业工会10家" in page.text
    late = client_of("chen").get(f"/plans/{plan.pk}?month=8")
    assert "三八活动" not in late.text


@pytest.mark.parametrize("by", ["owner", "line", "last", "changes"])
def test_the_plan_has_other_sides(office, by):
    plan = approved(office)
    assert client_of("chen").get(f"/plans/{plan.pk}?by={by}").status_code == 200


def test_a_row_unfolds_with_what_is_behind_the_number(office):
    task = approved(office).tasks.first()
    part = client_of("chen").get(f"/tasks/{task.pk}?row=1", headers=HTMX)
    assert "还差10家" in part.text and "<html" not in part.text


def test_the_officer_submits_and_only_another_person_approves(office):
    plan = drafted(office)
    officer = client_of("chen")
    officer.post(f"/plans/{plan.pk}/step/submit", {"version": plan.version})
    no = officer.post(f"/plans/{plan.pk}/step/approve", {})
    assert (no.status_code, "另一个人批准" in no.text) == (422, True)
    client_of("zhou").post(f"/plans/{plan.pk}/step/approve", {"approval": "镇党委会议通过"})
    plan.refresh_from_db()
    assert (plan.state, plan.approval) == ("approved", "镇党委会议通过")


def test_a_chair_returns_a_plan_with_a_reason_that_the_officer_reads(office):
    plan = drafted(office)
    client_of("chen").post(f"/plans/{plan.pk}/step/submit", {})
    assert client_of("zhou").post(f"/plans/{plan.pk}/step/return", {}).status_code == 422
    client_of("zhou").post(f"/plans/{plan.pk}/step/return", {"reason": "指标太低"})
    assert "退回：指标太低" in client_of("chen").get(f"/plans/{plan.pk}").text


def test_after_approval_a_change_without_a_reason_comes_back_with_what_was_typed(office):
    task = approved(office).tasks.first()
    officer = client_of("chen")
    sent = {"act": "change", "version": task.version, "text": "新建企业工会12家", "months": ["1", "2"]}
    no = officer.post(f"/tasks/{task.pk}", sent)
    assert (no.status_code, "改动要写原因" in no.text) == (422, True)
    assert officer.post(f"/tasks/{task.pk}", sent | {"reason": "主席办公会定"}).status_code == 302
    assert set(Change.objects.values_list("what", flat=True)) == {"工作", "月份"}
    page = officer.get(f"/plans/{task.plan_id}?by=changes")
    assert "主席办公会定" in page.text


def test_somebody_who_saw_an_old_version_is_told(office):
    task = approved(office).tasks.first()
    sent = {"act": "report", "version": 1, "progress": "办了一半"}
    task_version = Task.objects.get(pk=task.pk).version
    client_of("chen").post(f"/tasks/{task.pk}", sent | {"version": task_version})
    no = client_of("zhou").post(f"/tasks/{task.pk}", sent | {"version": task_version, "progress": "别的"})
    assert (no.status_code, "别人刚改过" in no.text) == (422, True)


def test_what_was_done_is_recorded_in_the_row_with_its_day(office):
    task = approved(office).tasks.get(text="三八活动")
    answer = client_of("chen").post(
        f"/tasks/{task.pk}",
        {"act": "report", "back": "plan", "version": task.version, "done_on": "0306", "note": "420人"},
    )
    assert answer.url == f"/plans/{task.plan_id}#t{task.pk}"
    task.refresh_from_db()
    assert (task.done_on, task.outcome) == (date(2026, 3, 6), "420人")


def test_a_hand_value_needs_its_reason_and_stands_marked(office):
    task = approved(office).tasks.first()
    target = task.targets.get()
    officer = client_of("chen")
    sent = {"act": "fill", "target": target.pk, "version": target.version, "value": "4", "on": "今天"}
    assert officer.post(f"/tasks/{task.pk}", sent).status_code == 422
    assert officer.post(f"/tasks/{task.pk}", sent | {"why": "县总通报"}).status_code == 302
    assert "手填 · 陈秀兰" in officer.get(f"/plans/{task.plan_id}").text
    officer.post(f"/tasks/{task.pk}", {"act": "clear", "target": target.pk})
    assert Target.objects.get(pk=target.pk).hand_value is None


def test_records_and_targets_are_put_on_and_taken_off(office):
    task = drafted(office).tasks.get(text="三八活动")
    officer = client_of("chen")
    officer.post(
        f"/tasks/{task.pk}", {"act": "target-add", "kind": "records", "what": "活动", "quantity": "2", "unit": "场"}
    )
    target = task.targets.get()
    officer.post(f"/tasks/{task.pk}", {"act": "target-change", "target": target.pk, "quantity": "3"})
    assert task.targets.get().quantity == 3
    plan = Plan.objects.get(pk=task.plan_id)
    plan_submit(plan=plan, by=hand(), at=NOW)
    plan_approve(plan=plan, by=hand("zhou"), at=NOW)
    officer.post(f"/tasks/{task.pk}", {"act": "attach", "on": "0306", "label": "趣味运动会"})
    assert "1/3" in officer.get(f"/tasks/{task.pk}").text
    officer.post(f"/tasks/{task.pk}", {"act": "attach", "on": "0307", "union": "东桥纺织厂工会"})
    page = officer.get(f"/tasks/{task.pk}").text
    assert "2/3" in page and f'href="/unions/{office["east"].code}"' in page
    no = officer.post(f"/tasks/{task.pk}", {"act": "attach", "on": "0307", "union": "没有这家"})
    assert (no.status_code, "没有工会" in no.text) == (422, True)
    officer.post(f"/tasks/{task.pk}", {"act": "detach", "record": task.records.last().pk})
    officer.post(f"/tasks/{task.pk}", {"act": "detach", "record": task.records.get().pk})
    assert not task.records.exists()
    assert officer.post(f"/tasks/{task.pk}", {"act": "no-such-thing"}).status_code == 404


def test_a_task_given_up_after_approval_leaves_the_plan_with_a_reason(office):
    task = approved(office).tasks.get(text="三八活动")
    officer = client_of("chen")
    assert officer.post(f"/tasks/{task.pk}", {"act": "drop"}).status_code == 422
    said = officer.post(f"/tasks/{task.pk}", {"act": "drop", "reason": "上级取消"}, follow=True)
    assert "“三八活动”不做了，已记下。" in said.text
    assert "三八活动" not in officer.get(f"/plans/{task.plan_id}").text


def test_a_new_task_and_a_new_heading_are_added_and_mistakes_come_back(office):
    plan = drafted(office)
    officer = client_of("chen")
    no = officer.post(f"/plans/{plan.pk}/add", {"text": "新任务", "due_on": "2027-02-03"})
    assert (no.status_code, "不在计划的时段里" in no.text, "新任务" in no.text) == (422, True, True)
    assert (
        officer.post(f"/plans/{plan.pk}/add", {"text": "新任务", "due_on": "0930", "months": ["9"]}).status_code == 302
    )
    assert Task.objects.get(text="新任务").due_on == date(2026, 9, 30)
    officer.post(f"/plans/{plan.pk}/add", {"kind": "heading", "text": "二、维护权益"})
    first, second = plan.headings.all()
    officer.post(f"/plans/{plan.pk}/add", {"kind": "headings", "heading": second.pk, "text": "二、维护职工权益"})
    assert plan.headings.last().text == "二、维护职工权益"
    assert (
        "下面还有任务"
        in officer.post(
            f"/plans/{plan.pk}/add", {"kind": "headings", "heading": first.pk, "text": "-", "drop": "1"}
        ).text
    )
    officer.post(f"/plans/{plan.pk}/add", {"kind": "headings", "heading": second.pk, "text": "-", "drop": "1"})
    assert plan.headings.count() == 1


def test_tasks_change_places_under_their_heading(office):
    plan = drafted(office)
    officer = client_of("chen")
    last = plan.tasks.last()
    officer.post(f"/tasks/{last.pk}", {"act": "up"})
    assert [task.text for task in plan.tasks.all()] == ["三八活动", "新建企业工会10家"]
    assert "已经在最前" in officer.post(f"/tasks/{last.pk}", {"act": "up"}).text
    officer.post(f"/tasks/{last.pk}", {"act": "down"})
    assert [task.text for task in plan.tasks.all()] == ["新建企业工会10家", "三八活动"]


def test_a_chair_sees_and_changes_the_own_plan_only(office):
    mine, others = approved(office, "east", Level.GRASSROOTS, "dong"), approved(office)
    chair = client_of("dong")
    assert chair.get("/plans", follow=True).redirect_chain[-1][0] == f"/plans/{mine.pk}"
    for address in (f"/plans/{others.pk}", f"/tasks/{others.tasks.first().pk}", f"/plans/{others.pk}/print",
                    f"/plans/{others.pk}.docx", f"/plans/{others.pk}/add"):  # fmt: skip
        assert chair.get(address).status_code == 404, address
    assert client_of("xi").get(f"/plans/{mine.pk}").status_code == 404
    assert client_of("nobody").get("/plans").status_code == 404


def test_an_auditor_has_no_plan_and_a_chair_does_not_approve(office):
    plan = drafted(office, "east", Level.GRASSROOTS, "dong")
    plan_submit(plan=plan, by=hand("dong"), at=NOW)
    no = client_of("dong").post(f"/plans/{plan.pk}/step/approve", {"document": "扫描件"})
    assert (no.status_code, "由镇总工会批准" in no.text) == (422, True)
    assert client_of("ma").get(f"/plans/{plan.pk}").status_code == 404


def test_the_table_goes_to_paper_word_and_excel_alike(office):
    plan = approved(office)
    officer = client_of("chen")
    printed = officer.get(f"/plans/{plan.pk}/print").text
    assert "清河镇总工会2026年工作计划表" in printed and "新建企业工会10家" in printed
    word = Document(BytesIO(officer.get(f"/plans/{plan.pk}.docx").content))
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0][:3] == ["序号", "工作项目", "主要措施"]
    assert rows[2][:2] == ["1", "新建企业工会10家"] and rows[2][3:5] == ["10家", "1—12月"]
    section = word.sections[0]
    assert section.page_width > section.page_height
    book = load_workbook(BytesIO(officer.get(f"/plans/{plan.pk}.xlsx").content))
    assert any("新建企业工会10家" in str(cell.value) for row in book.active for cell in row)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_table_that_hung_on_the_wall_is_read_back_next_year(office, kind):
    plan = approved(office)
    data = client_of("chen").get(f"/plans/{plan.pk}.{kind}").content
    found = read_plan(data, f"计划表.{kind}", year=2027, known_indicators={"orgs.unions_founded"})
    assert [section.heading for section in found.sections if section.tasks] == ["一、扩大覆盖"]
    read = [task for section in found.sections for task in section.tasks]
    assert [task.text for task in read] == ["新建企业工会10家", "三八活动"]
    assert [(one.quantity, one.indicator) for one in read[0].targets] == [(10, "orgs.unions_founded")]


def test_the_month_shows_tasks_on_their_day_and_last_years_month(office):
    approved(office)
    page = client_of("chen").get("/calendar?month=2026-03")
    assert "三八活动" in page.text and "2026年3月" in page.text
    assert "三八活动" in client_of("chen").get("/calendar?month=2026-03&print=1").text
    assert client_of("chen").get("/calendar?month=2026").status_code == 422
    assert client_of("chen").get("/calendar?month=xx").status_code == 422
    assert client_of("dong").get("/calendar").status_code == 200


def test_the_week_has_a_text_to_copy(office):
    task_assign(union=office["town"], text="报送半年情况", assigned_by="县总", assigned_on=date(2026, 6, 20),
                due_on=date(2026, 7, 3), by=hand(), at=NOW)  # fmt: skip
    page = client_of("chen").get("/week")
    assert "本周到期1项" in page.text and "报送半年情况" in page.text and "今年计划还差" in page.text


def test_an_assigned_task_is_entered_and_listed(office):
    officer = client_of("chen")
    assert officer.post("/assigned", {"text": "报送名单", "assigned_by": ""}).status_code == 422
    officer.post("/assigned", {"text": "报送名单", "assigned_by": "云溪县总工会", "due_on": "0715"})
    page = officer.get("/assigned")
    assert "报送名单" in page.text and "云溪县总工会" in page.text


def test_a_task_is_found_by_its_words_within_the_readers_scope(office):
    approved(office)
    assert "计划任务" in client_of("chen").get("/search?q=三八").text
    assert "三八活动" not in client_of("dong").get("/search?q=三八").text


def test_all_plans_name_who_is_missing_and_a_programme_is_opened(office):
    officer = client_of("chen")
    page = officer.get("/plans/all").text
    assert "东桥纺织厂工会" in page and "还差2家" in page
    officer.post("/plans/all", {"year": "2026", "until": "2030"})
    assert Plan.objects.get().level == Level.PROGRAMME
    assert officer.post("/plans/all", {"year": "很久"}).status_code == 422
    assert "2026—2030年" in officer.get("/plans/all").text
    officer.post("/plans/all", {"year": "2027"})
    assert Plan.objects.get(start_on__year=2027).parent is not None


def test_the_town_enters_a_unions_plan_for_it_and_the_record_says_so(office):
    officer = client_of("chen")
    officer.post("/plans/all", {"year": "2026", "for": "东桥纺织厂工会"})
    plan = Plan.objects.get()
    assert (plan.union, plan.level) == (office["east"], Level.GRASSROOTS)
    assert Event.objects.get(verb="plan_open").for_whom == "东桥纺织厂工会"
    sent = {"file": SimpleUploadedFile("计划.txt", TEXT.encode()), "for": "西塘纺织厂工会"}
    answer = officer.post("/plans/import", sent)
    assert PlanDraft.objects.get().union == office["west"]
    assert TEXT.encode() == b"".join(officer.get(f"{answer.url}/file"))
    assert officer.post("/plans/all", {"year": "2026", "for": "没有这家"}).status_code == 422
    client_of("dong").post("/plans/all", {"year": "2027", "for": "西塘纺织厂工会"})
    assert Plan.objects.get(start_on__year=2027).union == office["east"]


def test_a_unions_own_tasks_remind_the_union_and_the_towns_the_town(office):
    approved(office, "east", Level.GRASSROOTS, "dong")
    approved(office)
    rows = deadlines().filter(clock__startswith="planning.").values_list("clock", "union_id").distinct()
    assert set(rows) == {("planning.union_task", office["east"].pk), ("planning.task", office["town"].pk)}
