"""The pages of offices: giving, covering, handing over and granting in the browser, each by those who may."""

import re
from datetime import date

import pytest

from gonghui.console.offices.words import DOINGS
from gonghui.people.public import Account, Cover, Doing, OfficeHeld, RecordGrant, Role, office_give
from tests.small_town import HAND, NOW, client_of
from tests.two_sides import TwoSides, two_sides


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoSides:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return two_sides()


def send(who: str, address: str, **given: object) -> tuple[int, str]:
    """Open the form, fill it in, send it; the status and what the next page says."""
    client = client_of(who)
    page = client.get(address).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token, page[-400:]
    answer = client.post(address, {"token": token[1], **given}, follow=True)
    return answer.status_code, answer.content.decode()


def key(username: str) -> int:
    return Account.objects.get(username=username).pk


def office(username: str) -> OfficeHeld:
    return OfficeHeld.objects.filter(account=key(username)).latest("pk")


def test_the_chair_gives_an_office_with_several_lines_and_it_counts_at_once(town):
    status, said = send(
        "zhou", "/offices/new", account=key("nobody"), role="town_officer", lines=["女工", "宣教"], on="今天"
    )
    assert (status, "任镇总工会干事（宣教、女工）" in said) == (200, True)
    assert office("nobody").lines == ["宣教", "女工"]
    assert client_of("nobody").get("/unions").status_code == 200


def test_an_officer_for_organisation_gives_chairs_and_cannot_make_himself_more(town):
    given = {"account": key("nobody"), "union": "东桥纺织厂工会", "on": "今天"}
    assert send("zuzhi", "/offices/new", role="grassroots_chair", **given)[0] == 200
    status, said = send("zuzhi", "/offices/new", account=key("zuzhi"), role="town_chair", on="今天")
    assert status == 422 and "请从列出的里面选" in said
    assert not OfficeHeld.objects.filter(account=key("zuzhi"), role=Role.TOWN_CHAIR).exists()
    assert client_of("zuzhi").get(f"/offices/{office('quanyi').pk}/divide").status_code == 403


def test_an_administrator_makes_nobody_anything_that_opens_a_record(town):
    status, _ = send("gao", "/offices/new", account=key("nobody"), role="town_chair", on="今天")
    assert status == 422
    assert not OfficeHeld.objects.filter(account=key("nobody")).exists()


def test_what_goes_badly_together_is_refused_on_the_form_with_the_reason(town):
    status, said = send("zhou", "/offices/new", account=key("ma"), role="town_officer", lines=["财务"], on="今天")
    assert status == 422 and "财务人员不能兼任经审委员" in said and "您填的内容" in said


def test_from_the_refusal_over_the_cover_to_the_entry_and_back(town):
    """The officer for organisation cannot enter a contract, covers the colleague for two days, and can."""
    refused = client_of("zuzhi").get("/contracts/new")
    assert refused.status_code == 403
    said = refused.content.decode()
    assert "这条线由吴权益分管" in said and "请主席在“任职和权限”里登记代管" in said
    status, page = send("zhou", f"/offices/{office('quanyi').pk}/cover", account=key("zuzhi"), start_on="今天",
                        last_on="2026-07-03", reason="休假")  # fmt: skip
    assert (status, "代管到2026年7月3日，过后自动结束" in page) == (200, True)
    client = client_of("zuzhi")
    assert client.get("/contracts/new").status_code == 200
    assert "（代吴权益）" in client.get("/settings").content.decode()
    cover = Cover.objects.latest("pk")
    assert send("zhou", f"/offices/covers/{cover.pk}/end")[0] == 200
    assert client_of("zuzhi").get("/contracts/new").status_code == 403


def test_who_covers_the_chair_closes_periods_and_gives_no_offices(town):
    send(
        "zhou",
        f"/offices/{office('zhou').pk}/cover",
        account=key("zuzhi"),
        start_on="今天",
        last_on="今天",
        reason="出差",
    )
    client = client_of("zuzhi")
    assert client.get("/offices/grants/new").status_code == 200
    assert "镇总工会主席" not in client.get("/offices/new").content.decode().split("<select")[2].split("</select")[0]


def test_a_hand_over_moves_the_open_tasks_and_leaves_the_predecessor_with_nothing(town):
    mine = office("jie")
    sheet = client_of("zhou").get(f"/offices/{mine.pk}/sheet").content.decode()
    assert "走访结对户" in sheet and "移交人签字" in sheet
    assert client_of("jie").get(f"/tasks/{town.task.pk}").status_code == 200
    status, said = send("zhou", f"/offices/{mine.pk}/hand-over", to=key("nobody"), on="今天")
    assert (status, "计划任务1件" in said) == (200, True)
    assert client_of("jie").get(f"/tasks/{town.task.pk}").status_code == 404
    new = client_of("nobody")
    assert new.get(f"/tasks/{town.task.pk}").status_code == 200 and "走访结对户" in new.get("/").content.decode()


def test_a_paired_cadre_reports_on_his_own_task_and_changes_nothing_else(town):
    client, address = client_of("jie"), f"/tasks/{town.task.pk}"
    assert client.post(address, {"act": "report", "note": "去了三户"}).status_code == 302
    town.task.refresh_from_db()
    assert town.task.progress == "去了三户"
    assert client.post(address, {"act": "drop", "reason": "不想做"}).status_code == 422
    assert client.get(f"/plans/{town.plan.pk}").status_code == 404


def test_the_county_is_let_into_one_ledger_and_out_again(town):
    west = f"/contracts/{town.west.contract.pk}"
    assert client_of("xian").get(west).status_code == 404
    status, said = send("zhou", "/offices/grants/new", account=key("xian"), union="西塘纺织厂工会", ledgers=["contracts"],
                        start_on="今天", last_on="2026-12-31", reason="云工〔2026〕9号")  # fmt: skip
    assert (status, "自动收回" in said) == (200, True)
    client = client_of("xian")
    assert client.get(west).status_code == 200
    assert f'href="{west}"' in client.get("/search?q=西塘").content.decode(), "search, too, knows the ledger"
    assert client.get(f"/contracts/{town.east.contract.pk}").status_code == 404
    assert client.get(f"/members/{town.west.member.pk}").status_code == 404
    assert client.post(f"{west}/end", {"token": "t", "on": "今天", "reason": "x"}).status_code == 403
    grant = RecordGrant.objects.get(account=key("xian"))
    assert send("zhou", f"/offices/grants/{grant.pk}/end")[0] == 200
    assert client_of("xian").get(west).status_code == 404


def test_offices_given_before_the_rule_was_there_are_named(town):
    OfficeHeld.objects.create(account_id=key("ma"), union=town.town, role=Role.TOWN_CHAIR, start_on=date(2025, 1, 1))
    page = client_of("zhou").get("/offices/").content.decode()
    assert "马晓东同时任经审委员、镇总工会主席" in page and "请先终止其中一个" in page


def test_the_table_of_rights_names_every_doing(town):
    page = client_of("gao").get("/offices/rights").content.decode()
    assert all(DOINGS[doing] in page for doing in Doing)


def test_a_member_sees_the_own_record_masked_and_nothing_else(town):
    client = client_of("su")
    page = client.get("/own-record").content.decode()
    assert "东明1" in page and "东明2" not in page and "32999919800101" not in page
    assert client.get(f"/members/{town.east.member.pk}").status_code == 404
    assert client_of("dong").get("/own-record").status_code == 404


def test_the_office_of_a_member_names_whose_record_it_opens(town):
    given = {"account": key("nobody"), "role": "worker", "union": "东桥纺织厂工会", "on": "今天"}
    status, said = send("zuzhi", "/offices/new", member="查无此人", **given)
    assert status == 422 and "名册上没有这位会员" in said
    assert send("zuzhi", "/offices/new", member="东明2", **given)[0] == 200
    assert "东明2" in client_of("nobody").get("/own-record").content.decode()


def test_a_task_of_an_office_that_has_ended_is_not_there_any_more(town):
    """Without a hand-over the task still bears his name; he sees it no more, on the home page neither."""
    OfficeHeld.objects.filter(account=key("jie")).update(end_on=date(2026, 7, 2))
    office_give(account=Account.objects.get(username="jie"), union=town.east.union, role=Role.PAIRED_CADRE,
                on=date(2026, 7, 2), by=HAND, at=NOW)  # fmt: skip
    client = client_of("jie")
    assert client.get(f"/tasks/{town.task.pk}").status_code == 404
    assert "走访结对户" not in client.get("/").content.decode()
