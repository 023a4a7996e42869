"""Every phone page is about the person who holds the phone: never a name, a place in line or a matter of anybody else."""

import pytest
from django.test import Client

from gonghui.activities.public import attend, comer_of, sign_up
from gonghui.people.public import LeaveReason, Role, account_open, member_leave, office_give
from tests.ledger_town import TODAY, LedgerTown
from tests.phones import NOW, PEOPLE, activity, quiz_round, text

PAGES = ["/my/", "/my/self", "/my/activities"]


def test_a_member_begins_on_the_phone_pages_and_an_officer_at_the_desk(town: LedgerTown) -> None:
    assert town.sign_in("zhang").get("/").headers["Location"] == "/my/"
    assert town.sign_in("wuguoping").get("/").status_code == 200
    assert town.sign_in("zhang").get("/settings").headers["Location"] == "/my/account"


@pytest.mark.parametrize("person", ["wuguoping", "hedong", "qianxuemei"])
def test_somebody_without_a_record_of_his_own_has_no_such_page(town: LedgerTown, person: str) -> None:
    assert {town.sign_in(person).get(page).status_code for page in PAGES} == {404}


def test_a_chair_who_is_a_member_too_has_both(town: LedgerTown) -> None:
    row = town.members["张三"]
    office_give(account=town.accounts["hedong"], union=row.union, role=Role.WORKER, worker=row.worker, on=TODAY, **NOW)
    chair = town.sign_in("hedong")
    assert chair.get("/").status_code == 200 and "我的手机页" in text(chair, "/settings")
    assert chair.get("/mine").headers["Location"] == "/my/"
    assert "回工会办公页面" in text(chair, "/my/") and "张三" in text(chair, "/my/")


def test_an_account_that_names_nobody_says_whom_to_ask(town: LedgerTown) -> None:
    made = account_open(username="wu", name="无名", **NOW)
    office_give(account=made, union=town.unions["宏达机械工会"], role=Role.WORKER, on=TODAY, **NOW)
    client = Client()
    client.force_login(made, backend="django.contrib.auth.backends.ModelBackend")
    for page in PAGES:
        assert "还没有和会员名册对上" in text(client, page, status=422)


def test_somebody_who_left_is_told_so_and_signs_up_for_nothing(town: LedgerTown) -> None:
    activity(town)
    member_leave(row=town.members["张三"], on=TODAY, reason=LeaveReason.RESIGNED, **NOW)
    phone = town.sign_in("zhang")
    assert "您现在不在哪家工会的名册上" in text(phone, "/my/") and "工会大讲堂" not in text(phone, "/my/activities")


def test_no_page_names_anybody_else(town: LedgerTown) -> None:
    talk = activity(town, quota=2)
    for name in PEOPLE.values():
        sign_up(activity=talk, worker=town.members[name].worker, **NOW)
    rows = [town.members[name] for name in PEOPLE.values()]
    attend(activity=talk, comers=[comer_of(row.worker, row.union_id) for row in rows[:3]], **NOW)
    for username, name in PEOPLE.items():
        phone = town.sign_in(username)
        said = "".join(text(phone, page) for page in (*PAGES, f"/my/activities/{talk.pk}"))
        assert name in said and not [other for other in PEOPLE.values() if other != name and other in said]


def test_a_reader_of_nothing_else_finds_no_door_to_the_office(town: LedgerTown) -> None:
    phone = town.sign_in("zhang")
    assert {phone.get(path).status_code for path in ("/members", "/activities", "/figures")} == {404}
    assert "瑞丰印染" not in text(phone, "/search?q=赵六")


def test_a_member_reads_his_own_record_and_account_on_the_phone_without_a_contests_answers(town: LedgerTown) -> None:
    phone = town.sign_in("zhang")
    quiz = quiz_round(town)
    text(phone, f"/my/quizzes/{quiz.pk}", {})
    for page in (text(phone, "/my/record"), text(phone, "/own-record")):
        assert "张三" in page and "答题成绩" in page and "工会法答题" in page
        assert "正确答案" not in page and "同一人标记" not in page
    assert "张三" in text(phone, "/my/account") and "zhang" in text(phone, "/my/account")
    assert "/my/record" in text(phone, "/my/self") and "/my/account" in text(phone, "/my/self")
