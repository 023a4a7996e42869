"""A member signs up by phone, waits, moves up, gives his place back, and checks in by the code on the wall."""

from datetime import date, timedelta

import pytest

from gonghui.activities.public import (
    Activity,
    Attendance,
    SignUp,
    activity_close,
    check_in_code,
    sign_up,
    sign_up_withdraw,
    unions_invite,
    walked_in,
)
from gonghui.kernel.audit.models import Event
from gonghui.kernel.ledger.api import entry_amend, entry_void, ledger_of
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, activity, text

COMING = date(2026, 7, 10)


@pytest.fixture
def match(town: LedgerTown) -> Activity:
    return activity(town, name="乒乓球赛", on=COMING, quota=1, sign_up_until=date(2026, 7, 8))


def page_of(one: Activity) -> str:
    return f"/my/activities/{one.pk}"


def wall(one: Activity, day: date = TODAY) -> str:
    return f"/my/check-in/{one.pk}/{check_in_code(one, day)}"


def test_a_member_signs_up_with_one_tap_and_reads_when_and_where(town: LedgerTown, match: Activity) -> None:
    phone = town.sign_in("zhang")
    assert "我要报名" in text(phone, page_of(match)) and "还有1个名额" in text(phone, "/my/activities")
    said = text(phone, page_of(match), {"do": "sign_up"})
    assert "报上了。7月10日，镇政府会议室，到时候来就行。" in said and "退出报名" in said
    row = SignUp.objects.get()
    assert row.worker == town.members["张三"].worker and Event.objects.latest("pk").by_name == "张三"
    assert "乒乓球赛" in text(phone, "/my/")


def test_the_second_waits_and_reads_his_place_and_moves_up_when_the_first_gives_back(
    town: LedgerTown, match: Activity
) -> None:
    first, second = town.sign_in("zhang"), town.sign_in("li")
    text(first, page_of(match), {"do": "sign_up"})
    assert "排候补" in text(second, page_of(match))
    assert "候补第1位" in text(second, page_of(match), {"do": "sign_up"})
    assert "退出了" in text(first, page_of(match), {"do": "withdraw"})
    assert "报上了，到时候来就行" in text(second, page_of(match))
    assert "排候补" in text(first, page_of(match))


def test_what_cannot_be_done_is_said_on_the_same_page(town: LedgerTown, match: Activity) -> None:
    phone = town.sign_in("zhang")
    assert "您没有报这个活动" in text(phone, page_of(match), {"do": "withdraw"}, status=422)
    text(phone, page_of(match), {"do": "sign_up"})
    assert "已经报过名了" in text(phone, page_of(match), {"do": "sign_up"}, status=422)


def test_after_the_last_day_the_page_says_whom_to_ask(town: LedgerTown) -> None:
    late = activity(town, on=COMING, sign_up_until=TODAY - timedelta(days=1))
    phone = town.sign_in("zhang")
    page = text(phone, page_of(late))
    assert "报名7月1日截止了" in page and "我要报名" not in page
    assert "截止了" in text(phone, page_of(late), {"do": "sign_up"}, status=422)


def test_an_activity_that_is_called_off_says_so_to_who_signed_up_and_is_gone_for_others(
    town: LedgerTown, match: Activity
) -> None:
    sign_up(activity=match, worker=town.members["张三"].worker, **NOW)
    entry_void(ledger=ledger_of("activities"), row=match, reason="场地停电", **NOW)
    assert "这次活动不办了" in text(town.sign_in("zhang"), page_of(match))
    assert "不办了" in text(town.sign_in("zhang"), "/my/")
    assert town.sign_in("li").get(page_of(match)).status_code == 404


def test_a_union_that_was_not_asked_neither_sees_nor_enters(town: LedgerTown, match: Activity) -> None:
    unions_invite(activity=match, unions=[town.unions["瑞丰印染工会"]], **NOW)
    out, inside = town.sign_in("zhang"), town.sign_in("zhao")
    assert "乒乓球赛" not in text(out, "/my/activities") and out.get(page_of(match)).status_code == 404
    assert out.post(page_of(match), {"do": "sign_up"}).status_code == 404 and not SignUp.objects.exists()
    assert "乒乓球赛" in text(inside, "/my/activities")


def test_the_wall_leads_to_one_button_and_the_button_puts_the_name_on_the_list(town: LedgerTown) -> None:
    talk, phone = activity(town), town.sign_in("zhang")
    sign_up(activity=talk, worker=town.members["张三"].worker, **NOW)
    before = Event.objects.count()
    page = text(phone, wall(talk))
    assert "我到了，签到" in page and Event.objects.count() == before
    assert "没有报名" not in page and "去签到" in text(phone, "/my/")
    said = text(phone, f"/my/check-in/{talk.pk}", {"code": check_in_code(talk, TODAY)})
    assert "签到好了" in said and "宏达机械工会" in said
    assert Attendance.objects.get().worker == town.members["张三"].worker
    assert "签到好了" in text(phone, wall(talk))
    assert "已经签到了" in text(phone, wall(talk), {}, status=422)
    assert "工会大讲堂" in text(phone, "/my/self")


def test_who_did_not_sign_up_is_told_that_he_comes_as_he_is(town: LedgerTown) -> None:
    talk, phone = activity(town, quota=5), town.sign_in("zhang")
    assert "您没有报名" in text(phone, wall(talk))
    text(phone, wall(talk), {})
    assert walked_in(talk) == 1


def test_the_code_can_be_typed_when_the_camera_does_not_work(town: LedgerTown) -> None:
    talk, phone = activity(town), town.sign_in("zhang")
    assert 'name="code"' in text(phone, page_of(talk))
    code = check_in_code(talk, TODAY).lower()
    assert "签到好了" in text(phone, f"/my/check-in/{talk.pk}", {"code": f" {code}"})


@pytest.mark.parametrize(("days", "said"), [(-1, "前几天的签到码"), (1, "签到码不对")])
def test_a_code_of_another_day_does_not_open(town: LedgerTown, days: int, said: str) -> None:
    talk = activity(town, until=TODAY + timedelta(days=2))
    phone = town.sign_in("zhang")
    assert said in text(phone, wall(talk, TODAY + timedelta(days=days)), {}, status=422)
    assert not Attendance.objects.exists()


def test_a_filed_activity_takes_nobody_more(town: LedgerTown) -> None:
    talk = activity(town, cost=0)
    text(town.sign_in("zhang"), wall(talk), {})
    entry_amend(ledger=ledger_of("activities"), row=talk, values={"report": "办完了，秩序很好。"}, **NOW)
    activity_close(activity=talk, **NOW)
    assert "已归档" in text(town.sign_in("li"), wall(talk), {}, status=422)


def test_a_guessed_number_names_nothing_but_the_code_on_the_wall_does(town: LedgerTown) -> None:
    talk = activity(town, name="内部讲座", run_by="union", union=town.unions["瑞丰印染工会"])
    phone = town.sign_in("zhang")
    for path in (f"/my/check-in/{talk.pk}/ABCDEF", "/my/check-in/999999/ABCDEF"):
        said = text(phone, path, status=422)
        assert "签到码不对" in said and "内部讲座" not in said
    assert "内部讲座" in text(phone, wall(talk))
    assert "没有邀请宏达机械工会" in text(phone, wall(talk), {}, status=422)


def test_a_place_that_came_free_while_nobody_looked_is_the_first_waiters(town: LedgerTown, match: Activity) -> None:
    for name in ("张三", "李四", "王五"):
        sign_up(activity=match, worker=town.members[name].worker, **NOW)
    assert "候补第2位" in text(town.sign_in("wang"), "/my/activities")
    sign_up_withdraw(sign_up=SignUp.objects.get(worker=town.members["李四"].worker), **NOW)
    assert "候补第1位" in text(town.sign_in("wang"), page_of(match))
