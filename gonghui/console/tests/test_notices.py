"""Reminders in the browser: each person reads his own; the town says by which ways they leave the house."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.notices.models import Channel, Dispatch, Notice
from gonghui.kernel.privacy import open_text
from gonghui.kernel.workflow.models import Deadline
from gonghui.kernel.workflow.poller import tick
from gonghui.orgs.public import Union
from gonghui.people.public import Account
from tests.small_town import NOW, client_of

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c"
Sides = dict[str, Union]


def told(username: str) -> list[Notice]:
    return list(Notice.objects.filter(account_id=Account.objects.get(username=username).pk).order_by("pk"))


@pytest.fixture
def reminded(sides: Sides) -> Sides:
    """Two days before the terms of both committees end, the clock has ticked."""
    tick(NOW)
    assert told("dong") and told("xi")
    return sides


def page_of(username: str, address: str = "/notices") -> str:
    return client_of(username).get(address).content.decode()


def test_a_chair_sees_what_the_clock_told_her_and_the_bell_counts_it(reminded: Sides):
    page = page_of("dong")
    mine = told("dong")
    assert f"{len(mine)}条没看，共{len(mine)}条" in page
    assert f'aria-label="提醒，{len(mine)}条没看"' in page
    assert "委员会换届" in page and "东桥纺织厂工会" in page and "西塘" not in page


def test_following_a_reminder_opens_the_record_and_counts_as_read(reminded: Sides):
    notice = next(each for each in told("dong") if "换届" in each.title)
    answer = client_of("dong").get(f"/notices/{notice.pk}")
    assert answer.headers["Location"] == reverse("console:union", args=[reminded["east"].code])
    assert [each.pk for each in told("dong") if each.read_at] == [notice.pk]
    assert f'"/notices/{notice.pk}"' not in page_of("dong", "/notices?unread=1")


def test_all_reminders_are_marked_as_read_at_once_and_only_ones_own(reminded: Sides):
    client = client_of("dong")
    answer = client.post("/notices/read", follow=True)
    assert f"{len(told('dong'))}条提醒都记成看过了。" in answer.content.decode()
    assert all(each.read_at for each in told("dong")) and not any(each.read_at for each in told("xi"))
    assert "提醒都看过了" in client.get("/notices?unread=1").content.decode()
    assert "没有还没看的提醒" in client.post("/notices/read", follow=True).content.decode()


def test_the_reminder_of_another_person_does_not_exist(reminded: Sides):
    other = told("xi")[0]
    assert client_of("dong").get(f"/notices/{other.pk}").status_code == 404
    other.refresh_from_db()
    assert other.read_at is None


def test_marking_as_read_is_no_link_that_a_page_could_load(reminded: Sides):
    assert client_of("dong").get("/notices/read").status_code == 405


def test_who_no_longer_holds_the_office_no_longer_sees_its_reminders(reminded: Sides):
    notice = told("dong")[0]
    Notice.objects.filter(pk=notice.pk).update(union_id=reminded["west"].pk)
    assert client_of("dong").get(f"/notices/{notice.pk}").status_code == 404


def test_what_is_done_says_so_instead_of_the_days_that_are_left(reminded: Sides):
    Deadline.objects.update(closed_on=date(2026, 7, 1))
    assert "已办" in page_of("dong")


def test_somebody_without_an_office_has_no_reminders(reminded: Sides):
    assert "还没有提醒" in page_of("nobody")


def test_the_list_of_a_hundred_reminders_asks_as_little_as_one_of_three(reminded: Sides, django_assert_max_num_queries):
    dong = Account.objects.get(username="dong")
    Notice.objects.bulk_create(
        Notice(account_id=dong.pk, at=NOW, title=f"第{n}件", union_id=reminded["east"].pk) for n in range(100)
    )
    client = client_of("dong")
    with django_assert_max_num_queries(17):
        page = client.get("/notices").content.decode()
    assert "第1页，共3页" in page


def test_the_town_sees_who_is_still_missing_and_can_paste_it(reminded: Sides):
    page = page_of("chen", "/notices/missing?clock=orgs.term")
    text = page.split('id="missing-text"')[1].split("</pre>")[0].split(">", 1)[1]
    assert text == (
        "“委员会换届”还差2家（截至7月2日）\n三日内到期2家：\n东桥纺织厂工会，最后一天7月4日\n西塘纺织厂工会，最后一天7月4日"
    )
    assert 'data-copy="missing-text"' in page


def test_a_chair_is_told_of_his_own_union_only(reminded: Sides):
    page = page_of("dong", "/notices/missing?clock=orgs.term")
    assert "还差1家" in page and "西塘" not in page


def test_who_owes_nothing_is_not_among_the_missing(sides: Sides, monkeypatch: pytest.MonkeyPatch):
    assert page_of("dong", "/notices/missing?clock=nonsense").count('aria-current="true"') >= 1
    Deadline.objects.update(closed_on=date(2026, 7, 1))
    assert "没有哪家还差着事" in page_of("dong", "/notices/missing")


def form(**more: str) -> dict[str, str]:
    return {"kind": "wecom", "name": "工会干部群", "address": ROBOT, "account": "", **more}


def test_an_officer_registers_a_group_and_no_page_shows_its_address_again(sides: Sides):
    page = client_of("chen").post("/notices/channels", form(), follow=True).content.decode()
    assert "已登记“工会干部群”" in page and "0f1e2d3c" not in page
    made = Channel.objects.get()
    assert (open_text(made.address), made.account_id) == (ROBOT, None)


def test_a_wrong_address_is_said_at_its_field_and_what_was_typed_stays(sides: Sides):
    answer = client_of("chen").post("/notices/channels", form(address="https://example.cn/?key=1"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "这不是企业微信群机器人的地址" in page
    assert 'value="工会干部群"' in page and 'value="https://example.cn/?key=1"' in page
    assert not Channel.objects.exists()


def test_a_mailbox_can_belong_to_one_person(sides: Sides):
    dong = Account.objects.get(username="dong")
    sent = form(kind="mail", name="董主席", address="dong@example.cn", account=str(dong.pk))
    assert "董东升的提醒" in client_of("chen").post("/notices/channels", sent, follow=True).content.decode()
    assert client_of("chen").post("/notices/channels", {**sent, "name": "又一个", "account": "999"}).status_code == 422


@pytest.mark.parametrize("username", ["dong", "ma", "nobody"])
def test_only_the_town_says_how_reminders_leave_the_house(sides: Sides, username: str):
    client = client_of(username)
    assert client.get("/notices/channels").status_code == 404
    assert client.post("/notices/channels", form()).status_code == 404
    made = Channel.objects.create(kind="mail", name="箱", address="", start_at=NOW)
    assert client.post(f"/notices/channels/{made.pk}/end").status_code == 404
    made.refresh_from_db()
    assert made.ended_at is None


def test_the_officer_sees_what_did_not_go_out_and_when_it_is_tried_again(sides: Sides):
    made = Channel.objects.create(kind="wecom", name="群", address="", start_at=NOW)
    sent = Dispatch.objects.create(channel=made, day=NOW.date(), text="三件", tries=1, problem="企业微信没有收下。",
                                   next_at=datetime(2026, 7, 2, 9, 5, tzinfo=OFFICE_TIME))  # fmt: skip
    page = page_of("chen", "/notices/channels")
    assert "企业微信没有收下。" in page and "再试" in page
    Dispatch.objects.filter(pk=sent.pk).update(sent_at=NOW + timedelta(hours=1), problem="")
    assert "发出" in page_of("chen", "/notices/channels")


def test_a_stopped_way_leaves_the_list(sides: Sides):
    made = Channel.objects.create(kind="wecom", name="旧群", address="x", start_at=NOW)
    client = client_of("chen")
    assert "已停用“旧群”" in client.post(f"/notices/channels/{made.pk}/end", follow=True).content.decode()
    assert "旧群" not in client.get("/notices/channels").content.decode()
