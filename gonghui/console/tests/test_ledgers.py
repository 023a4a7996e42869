"""What people see on the lists and the cards: their own unions, true counts, nothing private."""

import io
import re
from collections import OrderedDict
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from gonghui.kernel import again
from gonghui.kernel.audit.models import Event
from gonghui.kernel.ledger.typed import parse_typed_date
from gonghui.kernel.sheets import BadValue, read_workbook
from gonghui.orgs.public import head_count_record
from gonghui.people.public import SavedView, worker_amend
from tests.ledger_town import AT, CLERK, TODAY, LedgerTown, found_ledger_town, id_number

pytestmark = pytest.mark.django_db
LISTS = ("unions", "members", "employers", "contracts")


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, db: None) -> LedgerTown:
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    return found_ledger_town()


def words(response: HttpResponse) -> str:
    """The page as a person reads it."""
    body = re.sub(r"(?s)<(script|style|datalist).*?</\1>", "", response.content.decode())
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", body))


def foot(response: HttpResponse) -> str:
    return re.sub(r"\s|<[^>]+>", "", response.content.decode().split('class="gh-foot"')[1].split("</section>")[0])


def sheet(content: bytes) -> list[list[str]]:
    """The rows of an exported spreadsheet below its title."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]


def test_nobody_sees_a_ledger_without_signing_in(town: LedgerTown, client) -> None:
    for name in LISTS:
        assert client.get(f"/{name}").status_code == 302


def test_the_officer_reads_a_total_whose_parts_add_up_and_which_equals_the_figure(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    assert "共3家：企业3" in foot(office.get("/unions"))
    assert "在册3家＝“基层工会”3" in foot(office.get("/unions"))
    assert "正式4人＝“会员”4" in foot(office.get("/members"))
    assert "共3家：应签已签2·应签未签1" in foot(office.get("/employers"))
    assert "有效2家＝“集体合同签订率”分子2/3" in foot(office.get("/contracts"))


def test_a_footer_that_differs_from_the_figure_says_so_in_red(
    town: LedgerTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gonghui.console.ledgers import unions

    monkeypatch.setattr(unions, "GRASSROOTS", ())
    monkeypatch.setattr(again, "_kept", OrderedDict())  # the words of this question are its own
    page = town.sign_in("wuguoping").get("/unions")
    assert "gh-equal off" in page.content.decode()
    assert "在册0家≠“基层工会”3" in foot(page)


def test_the_chair_of_the_east_cannot_open_anything_of_the_west(town: LedgerTown) -> None:
    east = town.sign_in("hedong")
    code, member = town.unions["瑞丰印染工会"].code, town.members["赵六"].pk
    employer, contract = town.employers["瑞丰印染"].pk, town.contracts["瑞丰印染"].pk
    for url in (
        f"/unions/{code}", f"/unions/{code}/amend", f"/members/{member}", f"/members/{member}/look",
        f"/members/{member}/transfer", f"/employers/{employer}", f"/employers/{employer}/count",
        f"/contracts/{contract}", f"/contracts/{contract}/renew",
    ):  # fmt: skip
        assert east.get(url).status_code == 404, url
        assert east.post(url, {}).status_code in (404, 405), url
    assert east.get(f"/unions/{town.unions['宏达机械工会'].code}").status_code == 200


def test_the_chair_of_the_east_neither_counts_nor_finds_nor_exports_the_west(town: LedgerTown) -> None:
    east = town.sign_in("hedong")
    assert "共2家" in foot(east.get("/unions"))
    assert "正式3人＝“会员”3" in foot(east.get("/members"))
    assert "有效1家＝“集体合同签订率”分子1/2" in foot(east.get("/contracts"))
    for name in LISTS:
        page = words(east.get(f"/{name}?q=瑞丰"))
        assert "瑞丰印染" not in page, name
        for mode in ("export=xlsx", "print=1"):
            content = east.get(f"/{name}?{mode}").content
            text = str(sheet(content)) if mode.startswith("export") else content.decode()
            assert "瑞丰" not in text and "赵六" not in text, (name, mode)
            assert "宏达" in text, (name, mode)
    assert "共0人" in foot(east.get("/members?q=赵六"))


def test_the_chair_of_the_east_cannot_bulk_the_west(town: LedgerTown) -> None:
    east, row = town.sign_in("hedong"), town.members["赵六"]
    page = east.post("/members/bulk", {"act": "retain", "pk": [row.pk]})
    assert "还没有选会员" in words(page)
    exported = east.post("/members/bulk", {"act": "export", "pk": [row.pk, town.members["张三"].pk]})
    names = str(sheet(exported.content))
    assert "张三" in names and "赵六" not in names
    assert east.post("/employers/bulk", {"act": "attach", "pk": [town.employers["宏达机械"].pk]}).status_code == 404


def test_an_auditor_has_none_of_these_lists(town: LedgerTown) -> None:
    auditor = town.sign_in("qianxuemei")
    for name in LISTS:
        assert auditor.get(f"/{name}").status_code == 404
    assert auditor.get(f"/unions/{town.unions['宏达机械工会'].code}").status_code == 404


def test_an_officer_finds_a_union_by_initials_by_chair_and_by_a_firm_it_covers(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    for asked in ("hdjx", "宏主席", "宏达机械", town.unions["宏达机械工会"].code):
        page = office.get("/unions", {"q": asked})
        assert "共1家" in foot(page), asked
        assert "宏达机械工会" in words(page)


def test_what_an_officer_chose_narrows_list_count_and_export_alike(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    area = town.areas["东片"].pk
    assert "共2家" in foot(office.get(f"/unions?area={area}"))
    rows = sheet(office.get(f"/unions?area={area}&cols=name,uscc,code&export=xlsx").content)
    assert rows[0][0] == "基层工会（片区村居：东片，2026年7月2日）"
    assert rows[1] == ["工会", "统一社会信用代码", "编号"]
    assert [row[0] for row in rows[2:]] == ["宏达机械工会", "华丰食品工会"]


def test_columns_come_in_the_order_of_their_numbers(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    page = office.get("/contracts", {"c": ["expires", "kind"], "o.kind": "2", "o.expires": "1"})
    assert page.status_code == 302
    assert "cols=name%2Cexpires%2Ckind" in page["Location"]


def test_a_date_filter_takes_days_as_typed_and_says_what_it_cannot_read(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    page = office.get("/contracts", {"expires.from": "2027.7.1", "expires.to": ""}, follow=True)
    assert "共2份" in foot(page)
    page = office.get("/contracts", {"expires.from": "7月32日", "expires.to": ""})
    assert "没有32日" in words(page)


def test_an_unknown_view_column_or_page_is_no_error(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    assert office.get("/unions?view=nope&cols=nope&sort=-nope&page=99999999&gap=nope&kind=nope").status_code == 200
    assert "第1–3家" in foot(office.get("/unions?page=7"))
    assert office.get("/invitations?activity=9223372036854775808").status_code == 200


def test_private_values_are_masked_in_list_export_and_print(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    number = town.members["张三"].worker.id_number()
    for url in ("/members?cols=name,id,phone", "/members?cols=name,id,phone&print=1"):
        page = office.get(url).content.decode()
        assert "********" in page and number not in page and "13812340000" not in page
    assert number not in str(sheet(office.get("/members?cols=name,id,phone&export=xlsx").content))


def test_an_officer_keeps_a_view_and_takes_it_away_and_nobody_else_has_it(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    office.post("/contracts/views", {"name": "我的届满", "query": "view=soon&cols=name,expires"})
    page = office.get("/contracts")
    assert "我的届满" in words(page)
    assert "我的届满" not in words(town.sign_in("chenxiulan").get("/contracts"))
    view = SavedView.objects.get()
    town.sign_in("chenxiulan").post("/contracts/views", {"drop": view.pk})
    assert SavedView.objects.count() == 1
    office.post("/contracts/views", {"drop": view.pk})
    assert SavedView.objects.count() == 0


def test_gaps_open_the_rows_that_lack_something(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    assert "共0家" in foot(office.get("/unions?gap=no-certificate"))
    assert "共0人" in foot(office.get("/members?gap=no-joined-on"))
    assert "共0家" in foot(office.get("/employers?gap=no-staff"))
    assert "共0份" in foot(office.get("/contracts?gap=no-effective-on"))
    page = office.get("/employers?gap=default-duty")
    assert "共3家" in foot(page) and "还没有：应签免签的核对" in words(page)


def test_the_card_says_how_declared_and_named_members_differ(town: LedgerTown) -> None:
    union = town.unions["宏达机械工会"]
    url = f"/unions/{union.code}"
    office = town.sign_in("wuguoping")
    assert "没有申报数，名册上有3人。" in words(office.get(url))
    head_count_record(union=union, on=date(2026, 6, 1), members=5, by=CLERK, at=AT)
    assert "申报5人，名册上3人，差2人：申报的多，多出来的人名册上没有名字。" in words(office.get(url))
    head_count_record(union=union, on=date(2026, 6, 2), members=3, by=CLERK, at=AT)
    assert "申报3人，名册上也是3人，一致。" in words(office.get(url))


def test_the_card_shows_what_is_missing_and_what_cannot_be_done(town: LedgerTown) -> None:
    page = words(town.sign_in("wuguoping").get(f"/unions/{town.unions['宏达机械工会'].code}"))
    assert "没有统一社会信用代码" in page
    assert "名册上还有3人，还有1家单位。请先转走，或者整个并入别的工会。" in page
    chair = words(town.sign_in("hedong").get(f"/unions/{town.unions['宏达机械工会'].code}"))
    assert "并入别的工会、撤销由镇总工会办。" in chair


def test_the_history_masks_an_identity_number_that_was_corrected(town: LedgerTown) -> None:
    row = town.members["张三"]
    old, new = row.worker.id_number(), id_number(777)
    worker_amend(worker=row.worker, union_id=row.union_id, id_number=new, phone="13900001111", by=CLERK, at=AT)
    office = town.sign_in("wuguoping")
    for url in (f"/members/{row.pk}", f"/unions/{row.union.code}"):
        page = office.get(url).content.decode()
        assert "证件号：已改" in page and "手机：已改" in page
        for secret in (old, new, "13900001111", row.worker.id_index, row.worker.id_sealed):
            assert secret not in page


def test_an_identity_number_is_shown_once_for_a_purpose_and_the_look_is_logged(town: LedgerTown) -> None:
    row = town.members["张三"]
    chair, number = town.sign_in("hedong"), row.worker.id_number()
    assert number not in chair.get(f"/members/{row.pk}").content.decode()
    assert chair.post(f"/members/{row.pk}/look", {"reason": "", "purpose": " "}).status_code == 422
    assert not Event.objects.filter(verb="private_look").exists()
    shown = chair.post(f"/members/{row.pk}/look", {"reason": "join", "purpose": "核对入会申请"})
    assert number in shown.content.decode() and shown["Cache-Control"] == "no-store"
    look = Event.objects.get(verb="private_look")
    assert look.by_name == "何东" and "核对入会申请" in look.summary and number not in look.summary
    assert number not in chair.get(f"/members/{row.pk}").content.decode()
    assert "核对入会申请" in words(chair.get(f"/members/{row.pk}"))


def test_lists_and_cards_ask_as_often_with_sixty_unions_as_with_five(town: LedgerTown) -> None:
    office = town.sign_in("wuguoping")
    card = f"/unions/{town.unions['东片工会联合会'].code}"
    urls = [f"/{name}" for name in LISTS] + [f"/{name}?export=xlsx" for name in LISTS] + [card]

    def asked() -> dict[str, int]:
        counts = {}
        for url in urls:
            with CaptureQueriesContext(connection) as caught:
                assert office.get(url).status_code == 200
            counts[url] = len(caught)
        return counts

    for number in range(2):
        grow(town, number)
    asked()  # the first request of a session notes that its person is there; what is asked first is worded then
    few = asked()
    for number in range(2, 57):
        grow(town, number)
    assert asked() == few


def grow(town: LedgerTown, number: int) -> None:
    name = f"厂子{number}"
    town.workplace(name, town.unions["东片工会联合会"], "东片")
    town.member(f"工人{chr(0x4E00 + number)}", f"{name}工会", name)
    town.contract(name, date(2027, 7, 19))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("今天", date(2026, 7, 2)), ("昨天", date(2026, 7, 1)), ("0630", date(2026, 6, 30)), ("7.2", date(2026, 7, 2)),
        ("7-1", date(2026, 7, 1)), ("7月1日", date(2026, 7, 1)), ("２０２５．３．１", date(2025, 3, 1)),
        ("20250301", date(2025, 3, 1)), ("2025年3月", date(2025, 3, 1)), (" 6/1 ", date(2026, 6, 1)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_type_it(typed: str, meant: date) -> None:
    assert parse_typed_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["7.3", "明天", "0231", "1331", "下周", "2027-01-01", ""])
def test_a_day_that_is_none_or_not_yet_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(BadValue, match="。"):
        parse_typed_date(typed, TODAY)


def test_a_day_to_come_is_taken_where_the_future_is_meant() -> None:
    assert parse_typed_date("2029-06-30", TODAY, future_ok=True) == date(2029, 6, 30)


def test_what_is_exported_can_be_read_again(town: LedgerTown) -> None:
    exported = town.sign_in("wuguoping").get("/unions?export=xlsx").content
    assert [one.name for one in read_workbook(exported, "基层工会.xlsx")] == ["基层工会"]
