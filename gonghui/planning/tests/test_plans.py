"""A plan is drafted, approved by a second person, changed with reasons, and filed away."""

from datetime import date
from decimal import Decimal

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.notices.models import Notice
from gonghui.kernel.refusal import Refused, Stale
from gonghui.kernel.workflow.asking import deadlines
from gonghui.kernel.workflow.poller import tick
from gonghui.people.public import Role, account_open, office_give
from gonghui.planning.lines import OFFICE_LINES, every_line_has_an_officer
from gonghui.planning.public import (
    Change,
    Level,
    Plan,
    Target,
    TargetKind,
    Task,
    heading_drop,
    milestone_reach,
    plan_amend,
    plan_approve,
    plan_close,
    plan_open,
    plan_return,
    plan_submit,
    record_attach,
    target_add,
    target_change,
    target_drop,
    task_assign,
    task_change,
    task_drop,
    task_move,
    task_report,
    value_clear,
    value_fill,
)
from gonghui.planning.tests.office import YEAR
from tests.small_town import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_a_plan_comes_into_force_when_somebody_else_approves_it(office):
    plan = office.plan()
    task = office.task(plan, months=[3, 4, 5])
    plan_submit(plan=plan, on=date(2026, 1, 10), **office.now)
    with pytest.raises(Refused, match="另一个人批准"):
        plan_approve(plan=plan, **office.now)
    plan_approve(plan=plan, on=date(2026, 1, 15), approval="镇党委会议通过", by=office.zhou, at=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on, plan.approval) == ("approved", date(2026, 1, 15), "镇党委会议通过")
    assert [(row.due_on, row.subject) for row in deadlines().filter(object_id=task.pk, clock="planning.task")] == [
        (date(2026, 5, 31), "新建企业工会")
    ]


def test_a_task_is_told_to_the_officer_of_its_line(office):
    shen = account_open(username="shen", name="沈燕", by=office.zhou, at=NOW)
    office_give(
        account=shen,
        union=office.town,
        role=Role.TOWN_OFFICER,
        lines=["女工"],
        on=date(2024, 1, 2),
        by=office.zhou,
        at=NOW,
    )
    plan = office.plan()
    party, visits = (
        office.task(plan, text, line=line, due_on=NOW.date()) for text, line in (("三八活动", "女工"), ("走访", "安全"))
    )
    office.approved(plan)
    tick(NOW)
    told = set(Notice.objects.filter(entity="planning.task").values_list("account_id", "object_id"))
    assert [account for account, task in told if task == party.pk] == [shen.pk]
    assert (office.accounts["lin"].pk, visits.pk) in told and (shen.pk, visits.pk) not in told


def test_every_line_of_work_of_a_plan_has_an_officer(monkeypatch):
    assert every_line_has_an_officer() == []
    monkeypatch.delitem(OFFICE_LINES, "安全")
    monkeypatch.setitem(OFFICE_LINES, "科普", "宣教")
    assert [one.msg.rpartition(": ")[2][:2] for one in every_line_has_an_officer()] == ["安全", "科普"]


def test_a_signed_paper_stands_in_for_the_second_person(office):
    plan = office.plan()
    office.task(plan)
    plan_submit(plan=plan, **office.now)
    plan_approve(plan=plan, document="石工〔2026〕1号扫描件", **office.now)
    assert plan.approval == "石工〔2026〕1号扫描件"


def test_a_plan_without_a_task_is_not_sent(office):
    with pytest.raises(Refused, match="还没有任务"):
        plan_submit(plan=office.plan(), **office.now)


def test_a_returned_plan_says_why_and_is_changed_freely(office):
    plan = office.plan()
    task = office.task(plan)
    plan_submit(plan=plan, **office.now)
    with pytest.raises(Refused, match="现在不能改"):
        task_change(task=task, text="别的", **office.now)
    with pytest.raises(Refused, match="写原因"):
        plan_return(plan=plan, reason=" ", by=office.zhou, at=NOW)
    plan_return(plan=plan, reason="指标太低", by=office.zhou, at=NOW)
    task = Task.objects.get(pk=task.pk)
    task_change(task=task, text="新建企业工会6家", **office.now)
    assert not Change.objects.exists()


def test_after_approval_every_change_needs_a_reason_and_leaves_a_row(office):
    plan = office.plan()
    task = office.task(plan, months=[3])
    target = office.counted(task, "orgs.unions_founded", 6, unit="家")
    office.approved(plan)
    task.refresh_from_db()
    target = Target.objects.get(pk=target.pk)
    with pytest.raises(Refused, match="改动要写原因"):
        task_change(task=task, months=[3, 4], **office.now)
    with pytest.raises(Refused, match="改动要写原因"):
        target_change(target=target, quantity=Decimal(8), **office.now)
    assert not Change.objects.exists()
    task_change(task=task, months=[3, 4], reason="春节后开工晚", **office.now)
    target_change(target=target, quantity=Decimal(8), reason="镇党委会议加任务", **office.now)
    rows = list(Change.objects.order_by("pk").values_list("what", "old", "new", "reason", "by_name"))
    assert rows == [
        ("月份", "3月", "3月、4月", "春节后开工晚", "林秀兰"),
        ("目标", "至少6家新建工会", "至少8家新建工会", "镇党委会议加任务", "林秀兰"),
    ]
    assert deadlines().get(object_id=task.pk, clock="planning.task").due_on == date(2026, 4, 30)


def test_a_task_given_up_after_approval_stays_with_its_reason(office):
    plan = office.plan()
    task, other = office.task(plan), office.task(plan, "三八活动")
    task_drop(task=other, **office.now)
    assert not Task.objects.filter(pk=other.pk).exists()
    office.approved(plan)
    task.refresh_from_db()
    with pytest.raises(Refused, match="原因"):
        task_drop(task=task, **office.now)
    task_drop(task=task, reason="上级取消", **office.now)
    task.refresh_from_db()
    assert (task.state, task.dropped_on, task.outcome) == ("dropped", NOW.date(), "不做了：上级取消")
    assert not deadlines().filter(object_id=task.pk, clock="planning.task").exists()


def test_two_people_change_the_same_task_and_the_second_is_told(office):
    plan = office.plan()
    first = office.task(plan)
    second = Task.objects.get(pk=first.pk)
    task_change(task=first, owner_name="沈燕", **office.now)
    with pytest.raises(Stale):
        task_change(task=second, owner_name="吴国平", **office.now)
    with pytest.raises(Stale):
        task_change(task=Task.objects.get(pk=first.pk), owner_name="吴国平", version=1, **office.now)
    assert Task.objects.get(pk=first.pk).owner_name == "沈燕"


def test_two_people_approve_the_same_plan_and_the_second_is_told(office):
    plan = office.plan()
    office.task(plan)
    plan_submit(plan=plan, **office.now)
    again = Plan.objects.get(pk=plan.pk)
    plan_approve(plan=plan, by=office.zhou, at=NOW)
    with pytest.raises(Stale, match="周立新刚登记了"):
        plan_approve(plan=again, by=office.zhou, at=NOW)


def test_a_task_done_stops_its_clock_and_opens_again_when_taken_back(office):
    plan = office.plan()
    task = office.task(plan, due_on=date(2026, 6, 30))
    with pytest.raises(Refused, match="还不能登记"):
        task_report(task=task, done_on=date(2026, 6, 20), **office.now)
    office.approved(plan)
    task.refresh_from_db()
    with pytest.raises(Refused, match="没有写进展"):
        task_report(task=task, **office.now)
    with pytest.raises(Refused, match="还没有到"):
        task_report(task=task, done_on=date(2026, 7, 3), **office.now)
    task_report(task=task, done_on=date(2026, 6, 20), outcome="6家都建好了", cost=Decimal("1200"), **office.now)
    row = deadlines().get(object_id=task.pk, clock="planning.task")
    assert (row.due_on, row.closed_on) == (date(2026, 6, 30), date(2026, 6, 20))
    task_report(task=task, progress="重新办", **office.now)
    task.refresh_from_db()
    assert (task.state, task.done_on) == ("doing", None)
    assert deadlines().get(object_id=task.pk, clock="planning.task").closed_on is None


def test_a_number_by_hand_needs_its_reason(office):
    plan = office.plan()
    target = office.counted(office.task(plan), "orgs.unions_founded", 6)
    office.approved(plan)
    target = Target.objects.get(pk=target.pk)
    with pytest.raises(Refused, match="为什么手填"):
        value_fill(target=target, value=Decimal(3), why=" ", on=date(2026, 6, 30), **office.now)
    with pytest.raises(Refused, match="还没有到"):
        value_fill(target=target, value=Decimal(3), why="县总通报", on=date(2026, 7, 3), **office.now)
    value_fill(target=target, value=Decimal(3), why="县总通报", on=date(2026, 6, 30), **office.now)
    target.refresh_from_db()
    assert (target.hand_value, target.hand_by) == (3, "林秀兰")
    value_clear(target=target, **office.now)
    assert target.hand_value is None


def test_a_target_must_be_countable(office):
    task = office.task(office.plan())
    with pytest.raises(Refused, match="没有指标"):
        office.counted(task, "orgs.nothing", 6)
    with pytest.raises(Refused, match="没有写要达到多少"):
        target_add(task=task, kind=TargetKind.RECORDS, **office.now)
    with pytest.raises(Refused, match="没有写要求"):
        target_add(task=task, kind=TargetKind.MILESTONE, what=" ", **office.now)
    with pytest.raises(Refused, match="上限"):
        office.counted(task, "orgs.unions_founded", 6, maximum=Decimal(5))


def test_a_milestone_has_its_day(office):
    plan = office.plan()
    target = target_add(task=office.task(plan), kind=TargetKind.MILESTONE, what="制度印发", **office.now)
    office.approved(plan)
    target = Target.objects.get(pk=target.pk)
    milestone_reach(target=target, on=date(2026, 5, 6), **office.now)
    assert Target.objects.get(pk=target.pk).reached_on == date(2026, 5, 6)
    target_drop(target=target, reason="并入制度汇编", **office.now)
    assert Change.objects.get().old == "制度印发"


def test_the_same_record_counts_once_for_a_task(office):
    plan = office.plan()
    task = office.task(plan)
    target_add(task=task, kind=TargetKind.RECORDS, what="走访", quantity=Decimal(10), unit="家", **office.now)
    office.approved(plan)
    task.refresh_from_db()
    east = office.sides["east"]
    record_attach(task=task, label=east.name, on=date(2026, 3, 1), entity="orgs.Union", object_id=east.pk, **office.now)
    with pytest.raises(Refused, match="已经挂在"):
        record_attach(
            task=task, label=east.name, on=date(2026, 3, 2), entity="orgs.Union", object_id=east.pk, **office.now
        )
    with pytest.raises(Refused, match="没有这条记录"):
        record_attach(task=task, label="?", on=date(2026, 3, 2), entity="orgs.Union", object_id=99999, **office.now)
    with pytest.raises(Refused, match="没有台账"):
        record_attach(task=task, label="?", on=date(2026, 3, 2), entity="no.Thing", object_id=1, **office.now)
    record_attach(task=task, label="城建工地慰问", on=date(2026, 3, 3), **office.now)
    assert task.records.count() == 2


def test_a_deadline_outside_the_plan_is_refused(office):
    with pytest.raises(Refused, match="不在计划的时段里"):
        office.task(office.plan(), due_on=date(2027, 1, 5))


def test_an_assigned_task_stands_outside_any_plan_and_has_its_clock(office):
    with pytest.raises(Refused, match="谁交办"):
        task_assign(
            union=office.town, text="报送困难职工名单", assigned_by="", assigned_on=date(2026, 6, 1), **office.now
        )
    task = task_assign(
        union=office.town, text="报送困难职工名单", assigned_by="云溪县总工会", assigned_on=date(2026, 6, 1),
        due_on=date(2026, 7, 10), assigned_number="云工〔2026〕8号", lead_unit="民政办", **office.now,
    )  # fmt: skip
    assert task.plan is None
    assert deadlines().get(object_id=task.pk, clock="planning.assigned").due_on == date(2026, 7, 10)
    task_report(task=task, done_on=date(2026, 7, 1), **office.now)
    assert deadlines().get(object_id=task.pk, clock="planning.assigned").closed_on == date(2026, 7, 1)


def test_a_filed_plan_changes_no_more_and_its_open_tasks_stop(office):
    plan = office.plan()
    task = office.task(plan)
    office.approved(plan)
    plan_close(plan=plan, by=office.zhou, at=NOW)
    assert deadlines().get(object_id=task.pk, clock="planning.task").closed_on == NOW.date()
    with pytest.raises(Refused, match="归档的计划只看不改"):
        task_change(task=Task.objects.get(pk=task.pk), text="改", reason="原因", **office.now)
    with pytest.raises(Refused, match="还不能登记进展"):
        task_report(task=Task.objects.get(pk=task.pk), done_on=NOW.date(), **office.now)


def test_tasks_move_between_headings_and_a_full_heading_stays(office):
    plan = office.plan()
    one, two = office.heading(plan), office.heading(plan, "二、维护权益")
    first, second = office.task(plan, "甲", one), office.task(plan, "乙", one)
    with pytest.raises(Refused, match="下面还有任务"):
        heading_drop(heading=one, **office.now)
    task_move(task=first, heading=two, before=None, **office.now)
    task_move(task=Task.objects.get(pk=second.pk), heading=two, before=Task.objects.get(pk=first.pk), **office.now)
    assert [str(task) for task in Task.objects.filter(plan=plan, heading=two).order_by("position")] == ["乙", "甲"]
    heading_drop(heading=one, **office.now)
    assert plan.headings.count() == 1


def test_a_years_plan_belongs_to_the_programme_of_its_years(office):
    programme = office.plan(
        "2024—2028年规划", start_on=date(2024, 1, 1), end_on=date(2028, 12, 31), level=Level.PROGRAMME
    )
    with pytest.raises(Refused, match="跨年的是多年规划"):
        office.plan("规划", start_on=date(2024, 1, 1), end_on=date(2028, 12, 31))
    plan = office.plan(parent=programme)
    assert list(programme.yearly.all()) == [plan]
    with pytest.raises(Refused, match="不在规划的时段"):
        office.plan("2030", start_on=date(2030, 1, 1), end_on=date(2030, 12, 31), parent=programme)


def test_the_same_plan_is_not_begun_twice(office):
    office.plan()
    with pytest.raises(Refused, match="已经有了"):
        office.plan()
    with pytest.raises(Refused, match="截止日期早于"):
        plan_open(union=office.town, title="倒", start_on=date(2026, 2, 1), end_on=date(2026, 1, 1), **office.now)
    assert Plan.objects.count() == 1


def test_every_write_leaves_an_event(office):
    plan = office.plan()
    plan_amend(plan=plan, title="改过的标题", **office.now)
    office.counted(office.task(plan), "orgs.unions_founded", 6)
    verbs = set(Event.objects.filter(entity__startswith="planning").values_list("verb", flat=True))
    assert verbs == {"plan_open", "plan_amend", "task_add", "target_add"}
    assert YEAR["start_on"] == plan.start_on
