"""The accounts' pages: who looks after whose, slips, reset, closing, many chairs at once."""

import re
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from gonghui.kernel.audit.models import Event
from gonghui.people.public import Account, OfficeHeld, Role, members_without_account
from tests.small_town import PASSWORD, TODAY, account, client_of

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def office(sides):
    """The small town with a chair (zhou) and an administrator (gao)."""
    account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    account("gao", "高明", Role.ADMINISTRATOR, sides["town"])
    return sides


def pk(username: str) -> int:
    return Account.objects.get(username=username).pk


def codes(answer) -> list[str]:
    return CODE.findall(answer.content.decode())


def test_the_administrator_sees_every_account_and_the_officer_those_of_the_grassroots(office):
    everybody = client_of("gao").get("/accounts/").content.decode()
    assert all(name in everybody for name in ("周立新", "陈秀兰", "董东升", "马晓东"))
    officer = client_of("chen").get("/accounts/").content.decode()
    assert "董东升" in officer and "周立新" not in officer and "马晓东" not in officer
    assert client_of("dong").get("/accounts/").status_code in (403, 404, 422)


@pytest.mark.parametrize("act", ["reset", "close", "open", "sessions-end"])
def test_the_officer_cannot_take_over_the_chairs_account(office, act):
    chair = pk("zhou")
    assert client_of("chen").post(f"/accounts/{chair}/{act}", {"reason": "调离"}).status_code == 422
    assert client_of("chen").post("/accounts/slips", {"pk": [chair, pk("dong")]}).status_code == 422
    assert client_of("chen").get(f"/accounts/{chair}").status_code == 422
    assert not Event.objects.filter(verb__in=("code_issue", "account_reset", "account_close")).exists()


def test_the_account_of_a_former_chair_is_not_the_officers_either(office):
    OfficeHeld.objects.filter(account__username="zhou").update(end_on="2026-07-01")
    assert client_of("chen").post(f"/accounts/{pk('zhou')}/reset").status_code == 422
    assert "周立新" not in client_of("chen").get("/accounts/").content.decode()


def test_an_officer_of_another_line_looks_after_nobodys_account(office):
    OfficeHeld.objects.filter(account__username="chen").update(lines=["财务"])
    for name in ("dong", "nobody"):
        assert client_of("chen").post("/accounts/slips", {"pk": pk(name)}).status_code == 422, name


def test_a_slip_lets_in_its_person_once_and_a_new_one_ends_the_old(office):
    first = codes(client_of("gao").post("/accounts/slips", {"pk": pk("dong")}))
    second = codes(client_of("gao").post("/accounts/slips", {"pk": pk("dong")}))
    assert len(first) == len(second) == 1
    assert Client().post("/sign-in", {"username": "dong", "secret": first[0]}).status_code == 422
    assert Client().post("/sign-in", {"username": "dong", "secret": second[0]})["Location"] == "/own-password"
    assert Client().post("/sign-in", {"username": "dong", "secret": second[0]}).status_code == 422
    assert Client().post("/sign-in", {"username": "dong", "secret": PASSWORD}).status_code == 302


def test_the_page_with_the_codes_is_not_kept_by_the_browser(office):
    answer = client_of("gao").post("/accounts/slips", {"pk": [pk("dong"), pk("xi")]})
    assert "no-store" in answer["Cache-Control"]
    assert len(set(codes(answer))) == 2
    assert "data:image/svg+xml" in answer.content.decode()


def test_the_same_slips_as_a_word_file(office):
    answer = client_of("gao").post("/accounts/slips", {"pk": [pk("dong"), pk("xi")], "form": "word"})
    table = Document(BytesIO(answer.content)).tables[0]
    words = [cell.text for cell in table.rows[0].cells]
    assert "账号：dong" in words[0] and CODE.search(words[0]) and "账号：xi" in words[1]
    assert len(table._tbl.xpath(".//pic:pic")) == 2


def test_all_chairs_without_an_account_get_one_at_once(office):
    east = Account.objects.get(username="dong")
    OfficeHeld.objects.filter(account=east).delete()
    page = client_of("zhou").get("/accounts/").content.decode()
    assert "给还没有账号的1家主席开账号" in page
    answer = client_of("zhou").post("/accounts/chairs")
    made = Account.objects.get(username=f"gh{office['east'].code}".lower())
    assert OfficeHeld.objects.get(account=made).role == Role.GRASSROOTS_CHAIR
    assert Client().post("/sign-in", {"username": made.username, "secret": codes(answer)[0]}).status_code == 302
    assert client_of("zhou").post("/accounts/chairs").status_code == 422


def test_the_administrator_gives_no_office_that_opens_peoples_data(office):
    given = {"name": "高明二", "username": "gao2", "union": office["town"].name, "role": "town_chair"}
    assert client_of("gao").post("/accounts/new", given).status_code == 422
    assert not Account.objects.filter(username="gao2").exists()


def test_the_administrator_opens_the_accounts_of_all_chairs_on_record_and_is_refused_when_all_have_one(office):
    OfficeHeld.objects.filter(role=Role.GRASSROOTS_CHAIR).delete()
    assert "给还没有账号的2家主席开账号" in client_of("gao").get("/accounts/").content.decode()
    assert len(codes(client_of("gao").post("/accounts/chairs"))) == 2
    offices = OfficeHeld.objects.filter(role=Role.GRASSROOTS_CHAIR)
    assert {held.union for held in offices} == {office["east"], office["west"]}
    assert set(Event.objects.filter(verb="office_give").order_by("-pk").values_list("by_name", flat=True)[:2]) == {
        "高明"
    }
    assert client_of("gao").post("/accounts/chairs").status_code == 422
    assert client_of("ma").post("/accounts/chairs").status_code in (404, 422)


def test_a_new_account_with_an_office_that_is_refused_is_not_left_behind(office):
    given = {"name": "李燕", "username": "liyan", "union": office["east"].name, "role": "auditor"}
    answer = client_of("zhou").post("/accounts/new", given)
    assert answer.status_code == 422
    assert "李燕" in answer.content.decode()
    assert not Account.objects.filter(username="liyan").exists()


def test_the_chair_opens_an_account_with_an_office(office):
    given = {
        "name": "李燕",
        "username": "LiYan",
        "union": office["town"].name,
        "role": "town_officer",
        "lines": ["财务"],
    }
    answer = client_of("zhou").post("/accounts/new", given)
    made = Account.objects.get(username="liyan")
    assert answer["Location"] == f"/accounts/{made.pk}"
    assert OfficeHeld.objects.get(account=made).lines == ["财务"]
    assert not made.has_usable_password()


def test_an_account_for_a_member_opens_the_record_of_whom_the_roll_calls_so(office):
    given = {"name": "东明1", "username": "dongming", "union": "东桥纺织厂工会", "role": "worker"}
    assert client_of("chen").post("/accounts/new", given).status_code == 302
    assert "东明1" in client_of("dongming").get("/my/").content.decode()
    other = {**given, "name": "东明九", "username": "dongming9"}
    answer = client_of("chen").post("/accounts/new", other)
    assert answer.status_code == 422 and "名册上没有这位会员" in answer.content.decode()
    assert not Account.objects.filter(username="dongming9").exists()


def test_a_reset_ends_the_sessions_and_the_old_password(office):
    there = Client()
    there.post("/sign-in", {"username": "dong", "secret": PASSWORD})
    answer = client_of("gao").post(f"/accounts/{pk('dong')}/reset")
    assert there.get("/").status_code == 302
    assert Client().post("/sign-in", {"username": "dong", "secret": PASSWORD}).status_code == 422
    assert Client().post("/sign-in", {"username": "dong", "secret": codes(answer)[0]}).status_code == 302
    assert Event.objects.filter(verb="account_reset", by_name="高明").count() == 1
    page = client_of("dong").get("/settings").content.decode()
    assert "重设董东升的口令" in page and "高明" in page


def test_a_closed_account_lets_nobody_in_and_opens_again_with_a_slip_only(office):
    there = Client()
    there.post("/sign-in", {"username": "dong", "secret": PASSWORD})
    keeper = client_of("gao")
    assert keeper.post(f"/accounts/{pk('dong')}/close", {"reason": ""}).status_code == 422
    keeper.post(f"/accounts/{pk('dong')}/close", {"reason": "调离"})
    assert there.get("/").status_code == 302
    assert Client().post("/sign-in", {"username": "dong", "secret": PASSWORD}).status_code == 422
    assert keeper.post("/accounts/slips", {"pk": pk("dong")}).status_code == 422
    keeper.post(f"/accounts/{pk('dong')}/open")
    assert Client().post("/sign-in", {"username": "dong", "secret": PASSWORD}).status_code == 422
    slip = codes(keeper.post("/accounts/slips", {"pk": pk("dong")}))
    assert Client().post("/sign-in", {"username": "dong", "secret": slip[0]}).status_code == 302


def test_nobody_closes_the_account_he_sits_at(office):
    assert client_of("gao").post(f"/accounts/{pk('gao')}/close", {"reason": "调离"}).status_code == 422


def test_the_rules_of_signing_in_are_the_chairs_and_the_administrators(office):
    given = {"idle_minutes": "20", "counter_minutes": "2", "slip_days": "7", "totp_roles": ["administrator"]}
    assert client_of("chen").post("/accounts/rules", given).status_code == 422
    assert client_of("gao").post("/accounts/rules", {**given, "idle_minutes": "1000"}).status_code == 422
    assert client_of("gao").post("/accounts/rules", given).status_code == 302
    fresh = Client()
    assert fresh.post("/sign-in", {"username": "gao", "secret": PASSWORD})["Location"] == "/totp"
    assert Event.objects.filter(verb="policy_set").get().changes["没有操作几分钟后要重新登录"] == [30, 20]


def test_a_chair_opens_accounts_for_the_members_of_her_union_and_prints_the_slips_once_more(office):
    dong = client_of("dong")
    page = dong.get("/accounts/members").content.decode()
    mine = [row.worker for row in members_without_account(office["east"], TODAY)]
    assert mine and all(worker.name in page for worker in mine)
    answer = dong.post("/accounts/members", {"worker": [worker.pk for worker in mine]})
    assert len(codes(answer)) == len(mine) and "会员" in answer.content.decode()
    held = OfficeHeld.objects.filter(role=Role.WORKER, union=office["east"])
    assert {each.worker_id for each in held} == {worker.pk for worker in mine}
    assert Event.objects.filter(verb="office_give", object_id__in=held.values("pk")).count() == len(mine)
    assert members_without_account(office["east"], TODAY) == []
    assert len(codes(dong.post("/accounts/members", {"do": "again"}))) == len(mine)
    assert "已经有账号" in dong.post("/accounts/members", {"worker": mine[0].pk}).content.decode()


def test_nobody_opens_accounts_for_the_members_of_another_union(office):
    west = members_without_account(office["west"], TODAY)[0].worker
    dong = client_of("dong")
    assert dong.get(f"/accounts/members?union={office['west'].code}").status_code == 404
    assert "不在" in dong.post("/accounts/members", {"worker": west.pk}).content.decode()
    assert client_of("gao").get("/accounts/members").status_code in (403, 404, 422)
    assert client_of("chen").get(f"/accounts/members?union={office['west'].code}").status_code == 200
    assert not OfficeHeld.objects.filter(role=Role.WORKER).exists()
