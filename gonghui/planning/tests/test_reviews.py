"""What was read from a document enters a plan item by item, by a person's click, and never twice."""

from datetime import date

import pytest

from gonghui.kernel.refusal import Refused, Stale
from gonghui.planning.public import (
    Change,
    DraftItem,
    ItemKind,
    ItemState,
    Plan,
    PlanDraft,
    PlanState,
    Task,
    accept_all,
    draft_discard,
    draft_enter,
    item_decide,
    plan_import,
    target_words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TEXT = """清河镇总工会2026年工作计划
一、抓组建，扩大覆盖
1、全年新建工会6家，发展会员300人。
2、打造“三位一体”工会办公室十五个，由陈秀兰负责。
二、抓帮扶，传递温暖
1、春节前走访慰问困难职工50户；
2、联合妇联开展“金秋助学”，资助学生20名左右。
"""


def review(office, text=TEXT, name="计划.txt"):
    (draft,) = plan_import(union=office.town, data=text.encode(), filename=name, year=2026, **office.now)
    return draft


def items(draft, kind=ItemKind.TASK):
    return list(draft.items.filter(kind=kind))


def test_reading_a_plan_puts_nothing_into_a_plan(office):
    draft = review(office)
    assert (draft.title, draft.year, len(items(draft)), len(items(draft, ItemKind.HEADING))) == (
        "清河镇总工会2026年工作计划", 2026, 4, 2,
    )  # fmt: skip
    assert not Plan.objects.exists() and not Task.objects.exists()
    with pytest.raises(Refused, match="还没有收下的任务"):
        draft_enter(draft=draft, **office.now)


def test_accepted_and_mended_items_enter_and_dropped_ones_do_not(office):
    draft = review(office)
    founding, offices, _, study = items(draft)
    item_decide(item=founding, state=ItemState.ACCEPTED, **office.now)
    item_decide(item=study, state=ItemState.DROPPED, **office.now)
    item_decide(item=offices, state=ItemState.MENDED, data={"months": [3, 4, 5], "text": "建办公室15个"}, **office.now)
    plan = draft_enter(draft=draft, **office.now)
    assert (plan.title, plan.state, plan.start_on) == (draft.title, PlanState.DRAFTED, date(2026, 1, 1))
    assert [(task.text, task.months, task.heading.text) for task in plan.tasks.all()] == [
        ("全年新建工会6家，发展会员300人", list(range(1, 13)), "一、抓组建，扩大覆盖"),
        ("建办公室15个", [3, 4, 5], "一、抓组建，扩大覆盖"),
    ]
    first = plan.tasks.first()
    assert [(target.kind, target.code, target_words(target)) for target in first.targets.all()] == [
        ("indicator", "orgs.unions_founded", "6家工会"), ("indicator", "people.members_joined", "300人会员"),
    ]  # fmt: skip


def test_what_was_left_open_enters_later_under_the_same_heading(office):
    draft = review(office)
    item_decide(item=items(draft)[0], state=ItemState.ACCEPTED, **office.now)
    draft_enter(draft=draft, **office.now)
    draft = PlanDraft.objects.get(pk=draft.pk)
    accept_all(draft=draft, **office.now)
    plan = draft_enter(draft=draft, **office.now)
    assert Plan.objects.count() == 1
    assert (plan.tasks.count(), plan.headings.count()) == (4, 2)
    with pytest.raises(Refused, match="还没有收下"):
        draft_enter(draft=PlanDraft.objects.get(pk=draft.pk), **office.now)


def test_a_heading_carries_its_undecided_tasks_along(office):
    draft = review(office)
    first = items(draft)[0]
    item_decide(item=first, state=ItemState.DROPPED, **office.now)
    head = items(draft, ItemKind.HEADING)[0]
    item_decide(item=head, state=ItemState.ACCEPTED, **office.now)
    assert [item.state for item in items(draft)] == ["dropped", "accepted", "proposed", "proposed"]
    item_decide(item=DraftItem.objects.get(pk=head.pk), state=ItemState.PROPOSED, **office.now)
    assert {item.state for item in items(draft)} == {"proposed"}


def test_two_people_decide_the_same_item_and_the_second_is_told(office):
    item = items(review(office))[0]
    again = DraftItem.objects.get(pk=item.pk)
    item_decide(item=item, state=ItemState.ACCEPTED, **office.now)
    with pytest.raises(Stale):
        item_decide(item=again, state=ItemState.DROPPED, **office.now)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": " "}, "没有写要做的工作"),
        ({"months": [13]}, "月份只有1到12"),
        ({"due_on": "明天"}, "不是日期"),
        ({"budget": "很多"}, "不是金额"),
        ({"targets": [{"kind": "indicator", "code": "no.such", "quantity": "1"}]}, "没有指标"),
        ({"targets": [{"kind": "records", "quantity": "几"}]}, "不是数"),
        ({"targets": [{"kind": "records", "quantity": ""}]}, "没有写数量"),
    ],
)
def test_mended_words_that_cannot_stand_are_refused(office, data, said):
    item = items(review(office))[0]
    with pytest.raises(Refused, match=said):
        item_decide(item=item, state=ItemState.MENDED, data=data, **office.now)


def test_the_same_file_twice_says_so_and_after_discarding_it_may_be_read_again(office):
    draft = review(office)
    with pytest.raises(Refused, match="7月2日已经读入过"):
        review(office, name="换个名字.txt")
    draft_discard(draft=draft, **office.now)
    with pytest.raises(Refused, match="已经作废"):
        accept_all(draft=draft, **office.now)
    assert review(office).pk != draft.pk


def test_a_collection_becomes_a_review_for_each_plan(office):
    text = (
        "工作计划汇总\n工会工作计划篇一\n一、组建\n1、新建工会3家。\n工会工作计划篇二\n一、维权\n1、签订集体合同8份。"
    )
    found = plan_import(union=office.town, data=text.encode(), filename="汇总.txt", year=2026, **office.now)
    assert [draft.title for draft in found] == ["工会工作计划篇一", "工会工作计划篇二"]


def test_what_is_no_plan_leaves_nothing_behind(office):
    for data, name in ((b"%PDF-1.7", "扫描.pdf"), ("红烧肉做法。".encode(), "菜谱.txt"), (b"", "空.docx")):
        with pytest.raises(Refused):
            plan_import(union=office.town, data=data, filename=name, year=2026, **office.now)
    assert not PlanDraft.objects.exists()


def test_items_that_enter_an_approved_plan_need_a_reason(office):
    plan = office.plan("已批计划")
    office.task(plan)
    office.approved(plan)
    draft = review(office)
    accept_all(draft=draft, **office.now)
    with pytest.raises(Refused, match="改动要写原因"):
        draft_enter(draft=draft, plan=plan, **office.now)
    draft_enter(draft=PlanDraft.objects.get(pk=draft.pk), plan=plan, reason="下半年补充计划", **office.now)
    assert Change.objects.filter(what="加任务").count() == 4


def test_a_named_officer_becomes_the_owner(office):
    draft = review(office)
    accept_all(draft=draft, **office.now)
    plan = draft_enter(draft=draft, **office.now)
    assert plan.tasks.get(text__contains="三位一体").owner.username == "chen"


def test_a_deadline_of_another_year_is_moved_and_says_so(office):
    draft = review(office, TEXT + "3、2027年1月底前发放助学金。\n")
    item = items(draft)[-1]
    assert (item.proposed["due_on"], "不在2026年" in item.why) == ("2026-12-31", True)


def test_a_lost_heading_is_proposed_as_its_month_and_says_so(office):
    text = (
        "工会工作计划\n1、庆祝“三八”妇女节\n2、安全教育\n1、举行书法比赛\n1、“五一”庆祝活动\n2、组织联谊\n"
        "1、6月30日前做好总结\n1、七月“七一”歌咏\n"
    )
    heads = items(review(office, text), ItemKind.HEADING)
    found = {head.now["text"]: head.why for head in heads}
    assert "按前后的月份推出来的" in found["4月"]
