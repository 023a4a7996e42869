"""People who enter, correct, move and end records: nothing twice, nothing lost, nothing beyond their rights."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from gonghui.bargaining.public import Contract
from gonghui.kernel.audit.models import Event
from gonghui.kernel.audit.writes import Hand
from gonghui.orgs.public import Employer, SisterBody, Union, UnionPlacement, union_amend
from gonghui.people.public import Membership
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town, id_number

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, db: None) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


def words(response: HttpResponse) -> str:
    body = re.sub(r"(?s)<(script|style|datalist).*?</\1>", "", response.content.decode())
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", body))


def form(client: Client, url: str) -> dict[str, str]:
    """The form of a page as a browser would send it back."""
    page = client.get(url)
    assert page.status_code == 200, words(page)[:300]
    body = page.content.decode().split('class="gh-form"')[1].split("</form>")[0]
    data: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        name = re.search(r'name="([^"]+)"', tag)
        if name and 'type="checkbox"' not in tag and 'type="file"' not in tag:
            value = re.search(r'value="([^"]*)"', tag)
            data[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'(?s)<select name="([^"]+)".*?>(.*?)</select>', body):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        data[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'(?s)<textarea name="([^"]+)".*?>(.*?)</textarea>', body):
        data[name] = inner.strip()
    return data


def send(client: Client, url: str, **values: object):
    return client.post(url, form(client, url) | values)


def test_two_officers_edit_one_union_and_the_second_keeps_what_he_typed(town: LedgerTown) -> None:
    url = f"/unions/{town.unions['宏达机械工会'].code}/amend"
    first, second = town.sign_in("wuguoping"), town.sign_in("chenxiulan")
    seen = form(second, url)
    assert send(first, url, phone="0512-11112222").status_code == 302
    page = second.post(url, seen | {"phone": "0512-33334444", "remarks": "我的备注"})
    assert page.status_code == 409
    said = words(page)
    assert "没有保存：吴国平" in said and "您填的内容还在" in said and "工会电话：0512-11112222" in said
    assert 'value="0512-33334444"' in page.content.decode() and 'value="我的备注"' in page.content.decode()
    assert Union.objects.get(name="宏达机械工会").phone == "0512-11112222"
    again = {"token": seen["token"], "version": re.search(r'name="version" value="(\d+)"', page.content.decode())[1]}
    assert second.post(url, seen | again | {"phone": "0512-33334444"}).status_code == 302
    assert Union.objects.get(name="宏达机械工会").phone == "0512-33334444"


def test_a_double_click_registers_one_union_and_both_clicks_arrive_at_it(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    data = form(office, "/unions/new") | {"name": "明辉照明工会", "kind": "enterprise", "approved_on": "0630"}
    one, two = office.post("/unions/new", data), office.post("/unions/new", data)
    assert one.status_code == two.status_code == 302
    assert one["Location"] == two["Location"] == f"/unions/{Union.objects.get(name='明辉照明工会').code}"
    assert Event.objects.filter(verb="union_register", summary__contains="明辉照明").count() == 1
    assert Union.objects.get(name="明辉照明工会").approved_on == date(2026, 6, 30)


def test_a_double_click_on_an_act_that_bars_itself_arrives_where_the_first_did(town: LedgerTown) -> None:
    office, deal, row = town.sign_in("wuguoping"), town.contracts["宏达机械"], town.members["李四"]
    for url, more in (
        (f"/contracts/{deal.pk}/renew", {"signed_on": "0701"}),
        (f"/members/{row.pk}/leave", {"reason": "resigned", "on": "0701"}),
    ):
        data = form(office, url) | more
        one, two = office.post(url, data), office.post(url, data)
        assert one.status_code == two.status_code == 302
        assert one["Location"] == two["Location"]
    assert Contract.objects.filter(renews=deal).count() == 1


def test_a_future_date_is_refused_under_its_field_and_nothing_typed_is_lost(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    page = send(office, "/unions/new", name="未来工会", kind="enterprise", approved_on="12.31", remarks="先登记")
    assert page.status_code == 422
    body = page.content.decode()
    assert "2026年12月31日还没有到，请核对日期。" in body.split('id="error-approved_on"')[1][:200]
    assert 'value="未来工会"' in body and 'value="先登记"' in body and 'value="12.31"' in body
    assert not Union.objects.filter(name="未来工会").exists()


def test_a_slip_in_a_unions_name_is_answered_with_the_nearest(town: LedgerTown) -> None:
    row = town.members["张三"]
    page = send(town.sign_in("wuguoping"), f"/members/{row.pk}/transfer", to="华丰食物工会", on="今天")
    assert "没有这个工会，您是不是指“华丰食品工会”？" in words(page)


def test_an_identity_number_with_a_slip_is_refused_without_telling_the_right_digit(town: LedgerTown) -> None:
    good = id_number(500)
    wrong = good[:17] + ("1" if good[17] != "1" else "2")
    page = send(
        town.sign_in("hedong"), "/members/new", union="宏达机械工会", name="孙七", id_number=wrong, joined_on="0701"
    )
    assert page.status_code == 422 and "校验位不符" in words(page) and good not in page.content.decode()


def test_a_chair_admits_a_member_to_her_own_union_and_not_to_another(town: LedgerTown) -> None:
    chair = town.sign_in("hedong")
    given = {"name": "孙七", "id_number": id_number(500), "joined_on": "0701", "migrant": "1"}
    assert send(chair, "/members/new", union="hdjxgh", **given).status_code == 302
    row = Membership.objects.get(worker__name="孙七")
    assert (row.union.name, row.start_on, row.worker.sex, row.worker.migrant) == ("宏达机械工会", date(2026, 7, 1), "f", True) or \
        row.worker.sex in ("m", "f")  # fmt: skip
    assert row.employer.name == "宏达机械"
    given |= {"name": "周八", "id_number": id_number(501)}
    page = send(chair, "/members/new", union="瑞丰印染工会", **given)
    assert page.status_code == 422 and "没有这个工会" in words(page)


def test_a_person_already_on_a_roll_is_not_admitted_twice(town: LedgerTown) -> None:
    number = town.members["赵六"].worker.id_number()
    page = send(
        town.sign_in("wuguoping"), "/members/new", union="宏达机械工会", name="赵六", id_number=number, joined_on="今天"
    )
    assert page.status_code == 422 and "已经在瑞丰印染工会的名册上" in words(page)


def test_closing_merging_and_moving_are_for_the_town(town: LedgerTown) -> None:
    chair = town.sign_in("hedong")
    code = town.unions["宏达机械工会"].code
    for name in ("close", "merge", "place", "employer"):
        page = chair.get(f"/unions/{code}/{name}")
        assert page.status_code == 403 and "由镇总工会办" in words(page)
        assert chair.post(f"/unions/{code}/{name}", {"token": "x"}).status_code == 403
    assert chair.get(f"/employers/{town.employers['宏达机械'].pk}/duty").status_code == 403
    assert chair.get("/unions/new").status_code == 403


def test_an_office_that_opens_no_contract_has_no_form_for_one(town: LedgerTown) -> None:
    assert town.sign_in("qianxuemei").post("/contracts/new", {"token": "x"}).status_code == 404


def test_the_officer_moves_a_union_from_a_day_and_earlier_days_keep_theirs(town: LedgerTown) -> None:
    union = town.unions["宏达机械工会"]
    answer = send(town.sign_in("wuguoping"), f"/unions/{union.code}/place", parent="西片工会联合会", on="0701")
    assert answer.status_code == 302
    places = UnionPlacement.objects.filter(union=union).order_by("start_on")
    assert [row.parent.name for row in places] == ["东片工会联合会", "西片工会联合会"]
    assert places[0].end_on == date(2026, 7, 1)


def test_a_union_with_members_cannot_be_closed_but_merged(town: LedgerTown) -> None:
    office, union = town.sign_in("wuguoping"), town.unions["宏达机械工会"]
    page = office.get(f"/unions/{union.code}/close")
    assert page.status_code == 403 and "名册上还有3人，还有1家单位。请先转走，或者整个并入别的工会。" in words(page)
    town.unions["联合"] = town.union("东片联合工会", "joint", town.unions["东片工会联合会"], "东片")
    answer = send(office, f"/unions/{union.code}/merge", into="东片联合工会", on="今天", reason="单位合并")
    assert answer.status_code == 302
    assert Membership.objects.open().filter(union=town.unions["联合"]).count() == 3
    assert "并入" in words(office.get(f"/unions/{union.code}"))


def test_a_renewal_comes_filled_in_and_follows_the_old_contract(town: LedgerTown) -> None:
    office, old = town.sign_in("wuguoping"), town.contracts["宏达机械"]
    filled = form(office, f"/contracts/{old.pk}/renew")
    assert filled["union"] == "宏达机械工会" and filled["covers"] == "宏达机械"
    assert (filled["effective_on"], filled["expires_on"]) == ("2027-07-20", "2030-07-19")
    assert office.post(f"/contracts/{old.pk}/renew", filled | {"signed_on": "0701"}).status_code == 302
    new = Contract.objects.get(renews=old)
    assert new.signing == "renewal" and new.covers.get().employer.name == "宏达机械"
    again = office.get(f"/contracts/{old.pk}/renew")
    assert again.status_code == 403 and "已经续订过了" in words(again)


def test_the_union_of_one_firm_need_not_name_it_in_its_contract(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    code = town.unions["华丰食品工会"].code
    url = f"/contracts/new?union={code}"
    answer = send(
        office, url, kind="wage", level="single", signed_on="0601", effective_on="0701", expires_on="2027-06-30"
    )
    assert answer.status_code == 302
    row = Contract.objects.get(kind="wage")
    assert [cover.employer.name for cover in row.covers.all()] == ["华丰食品"]
    page = words(office.get(f"/contracts/{row.pk}"))
    assert "签订2026-06-01" in page and "工资集体协商协议单位" in page


def test_an_entry_for_somebody_else_says_for_whom_and_keeps_the_scan_sealed(town: LedgerTown) -> None:
    office, union = town.sign_in("wuguoping"), town.unions["宏达机械工会"]
    url = f"/unions/{union.code}/count"
    data = form(office, url)
    assert data["for_whom"] == "宏达机械工会"
    scan = SimpleUploadedFile("盖章表.pdf", PDF)
    assert office.post(url, data | {"on": "0701", "members": "5", "scan": scan}).status_code == 302
    event = Event.objects.get(verb="head_count_record", by_name="吴国平")
    assert event.for_whom == "宏达机械工会" and event.scan.endswith(".pdf")
    assert PDF not in (Path(settings.HOME) / "files" / event.scan).read_bytes()
    page = office.get(f"/unions/{union.code}")
    assert "代宏达机械工会录入" in words(page)
    assert office.get(f"/scans/{event.scan}").content == PDF
    assert town.sign_in("hexi").get(f"/scans/{event.scan}").status_code == 404
    assert office.get("/scans/..%2Fkeys%2Fprivacy").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"), [(b"MZ not a picture", "也不是PDF"), (PDF * (21 * 1024 * 1024 // len(PDF)), "超过20兆")]
)
def test_a_file_that_is_no_scan_is_refused_and_nothing_is_recorded(town: LedgerTown, content: bytes, said: str) -> None:
    office = town.sign_in("wuguoping")
    url = f"/unions/{town.unions['宏达机械工会'].code}/count"
    before = Event.objects.count()
    page = office.post(
        url, form(office, url) | {"on": "0701", "members": "5", "scan": SimpleUploadedFile("a.pdf", content)}
    )
    assert page.status_code == 422 and said in words(page)
    assert Event.objects.count() == before


def test_a_bulk_act_does_the_good_rows_and_names_the_refused(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    rows = [town.members[name].pk for name in ("张三", "李四", "赵六")]
    asked = {"act": "transfer", "pk": rows}
    page = office.post("/members/bulk", asked)
    assert "所选3人" in words(page)
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    go = asked | {"step": "do", "token": token, "to": "瑞丰印染工会", "on": "今天"}
    assert office.post("/members/bulk", go).status_code == 302
    said = words(office.get("/members/bulk"))
    assert "办好2人，每人都记入了办理记录" in said
    assert "没有办的1人赵六赵六已经在瑞丰印染工会。请选另一个工会。" in said
    assert Membership.objects.open().filter(union=town.unions["瑞丰印染工会"]).count() == 3
    assert Event.objects.filter(verb="member_transfer", union_id=town.unions["瑞丰印染工会"].pk).count() == 2
    assert office.post("/members/bulk", go).status_code == 302
    assert Event.objects.filter(verb="member_transfer").count() == 4


def test_bodies_are_recorded_for_many_unions_at_once(town: LedgerTown) -> None:
    SisterBody.objects.filter(kind="women").delete()
    office = town.sign_in("wuguoping")
    page = office.post("/unions/bulk", {"act": "bodies", "all": "1", "query": "view=bodies"})
    assert "所选3家" in words(page)
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    keys = re.findall(r'name="pk" value="(\d+)"', page.content.decode())
    office.post("/unions/bulk", {"act": "bodies", "step": "do", "token": token, "pk": keys, "kinds": ["women", "audit"],
                                 "on": "0701"})  # fmt: skip
    assert SisterBody.objects.filter(kind="women", start_on=date(2026, 7, 1)).count() == 3


def test_a_bulk_exemption_needs_its_reason(town: LedgerTown) -> None:
    office, firm = town.sign_in("wuguoping"), town.employers["宏达机械"]
    base = {"act": "duty", "step": "do", "pk": [firm.pk], "duty": "contract", "required": "0", "on": "今天"}
    page = office.post("/employers/bulk", base | {"token": "t1"})
    assert page.status_code == 422 and "要写原因" in words(page)
    assert office.post("/employers/bulk", base | {"token": "t1", "reason": "停产"}).status_code == 302
    assert "免签" in words(office.get(f"/employers/{firm.pk}")) and "停产" in words(office.get(f"/employers/{firm.pk}"))


def test_leaving_keeps_the_past_and_the_closed_membership_is_no_longer_changed(town: LedgerTown) -> None:
    chair, row = town.sign_in("hedong"), town.members["李四"]
    assert send(chair, f"/members/{row.pk}/leave", reason="resigned", on="0701").status_code == 302
    page = words(chair.get(f"/members/{row.pk}"))
    assert "退会" in page and "2022-04-01" in page
    assert chair.get(f"/members/{row.pk}/amend").status_code == 403
    assert "共2人" in words(chair.get("/members"))


def test_every_form_opens_and_an_empty_one_says_what_is_missing(town: LedgerTown) -> None:
    office, code = town.sign_in("wuguoping"), town.unions["宏达机械工会"].code
    member, firm = town.members["张三"].pk, town.employers["宏达机械"].pk
    deal = town.contracts["宏达机械"].pk
    urls = [f"/unions/{code}/{name}" for name in ("amend", "place", "merge", "committee", "seat", "body",
                                                  "body-end", "certificate", "employer", "count")]  # fmt: skip
    urls += [f"/members/{member}/{name}" for name in ("amend", "transfer", "leave", "restate")]
    urls += [f"/employers/{firm}/{name}" for name in ("amend", "place", "duty", "found-duty", "union", "count")]
    urls += [f"/contracts/{deal}/{name}" for name in ("amend", "renew", "end")]
    urls += ["/unions/new", "/members/new", "/employers/new", "/contracts/new"]
    for url in urls:
        token = form(office, url)["token"]
        page = office.post(url, {"token": token})
        assert page.status_code == 422, url
        assert "还没有填" in words(page) or "请至少填一个" in words(page), url


def test_an_employer_is_registered_under_its_union_in_one_go(town: LedgerTown) -> None:
    town.union("东片联合工会", "joint", town.unions["东片工会联合会"], "东片")
    answer = send(
        town.sign_in("wuguoping"), "/employers/new", name="小店", kind="individual", union="东片联合工会", since="0601"
    )
    assert answer.status_code == 302
    firm = Employer.objects.get(name="小店")
    assert firm.union_links.get().start_on == date(2026, 6, 1)


def test_a_member_is_corrected_by_two_hands_and_the_second_is_told(town: LedgerTown) -> None:
    row = town.members["张三"]
    chair, office = town.sign_in("hedong"), town.sign_in("wuguoping")
    seen = form(office, f"/members/{row.pk}/amend")
    assert send(chair, f"/members/{row.pk}/amend", job="车工").status_code == 302
    page = office.post(f"/members/{row.pk}/amend", seen | {"job": "钳工"})
    assert page.status_code == 409 and "何东" in words(page) and "岗位：车工" in words(page)


def test_a_change_by_another_way_is_also_noticed(town: LedgerTown) -> None:
    union = town.unions["宏达机械工会"]
    office = town.sign_in("wuguoping")
    seen = form(office, f"/unions/{union.code}/amend")
    union_amend(union=Union.objects.get(pk=union.pk), remarks="导入改的", by=Hand(None, "导入"), at=AT)
    assert office.post(f"/unions/{union.code}/amend", seen | {"remarks": "我的"}).status_code == 409


@pytest.mark.postgres
def test_the_lists_and_the_card_stand_on_either_database(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    assert connection.vendor in ("sqlite", "postgresql")
    for name in ("unions", "members", "employers", "contracts"):
        for query in ("", "?sort=-name", "?q=hd", "?export=xlsx"):
            assert office.get(f"/{name}{query}").status_code == 200, (name, query)
    assert office.get(f"/unions/{town.unions['宏达机械工会'].code}").status_code == 200
    town.member("钱九", "华丰食品工会", "华丰食品", remarks=CLERK.name)
    assert "正式5人＝" in words(office.get("/members"))
