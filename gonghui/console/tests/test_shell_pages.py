"""The pages of the shell: whose records they show, and that they obey their own security policy."""

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.bargaining.public import Contract
from gonghui.console.templatetags.gonghui import as_cell
from gonghui.people.public import Membership, SavedView
from tests.small_town import client_of, id_number, side


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def test_pages_of_signed_in_people_stay_out_of_caches(sides):
    assert client_of("chen").get("/")["Cache-Control"] == "no-store, private"


def test_a_chair_sees_only_her_own_dues_and_the_officer_sees_both(sides):
    mine, whole = text(client_of("dong"), "/"), text(client_of("chen"), "/")
    assert "东桥纺织厂工资专项协议" in mine
    assert "西塘" not in mine
    assert "西塘纺织厂工资专项协议" in whole


def test_home_counts_what_is_overdue_and_what_falls_due(sides):
    page = text(client_of("chen"), "/")
    assert "超期<b>2</b>件" in page
    assert "三日内到期<b>2</b>件" in page
    assert "九十日内<b>6</b>件" in page
    assert "超期2天" in page and "剩2天" in page
    assert f"/contracts/{Contract.objects.order_by('pk')[1].pk}/renew" in page


def test_a_gap_on_the_home_page_equals_the_list_it_opens(sides):
    client = client_of("chen")
    page = text(client, "/")
    found = re.findall(r'href="(/\w+\?gap=[\w-]+)">([\d,]+)</a>', page)
    assert found
    for address, count in found:
        assert re.search(rf"共<b[^>]*>{count}</b>", text(client, address)), address


def test_the_auditor_sees_figures_but_no_records(sides):
    client = client_of("ma")
    page = text(client, "/")
    assert "看汇总数字" in page and "东桥" not in page
    figure = text(client, "/figures/people.members")
    assert "另有6条记录不在您的查看范围" in figure and "东明" not in figure


def test_search_finds_by_name_initials_and_code_within_the_scope(sides):
    chen, dong = client_of("chen"), client_of("dong")
    for query in ("东桥纺织", "dqfz", sides["east"].code):
        assert f"/unions/{sides['east'].code}" in text(dong, f"/search?q={query}")
    for query in ("西塘", "xtfz", "西明"):
        assert "没有找到" in text(dong, f"/search?q={query}")
        assert "没有找到" not in text(chen, f"/search?q={query}")


def sought(client, words: str) -> str:
    return client.post("/search", {"q": words}, follow=True).content.decode()


def test_a_whole_identity_number_finds_its_member_for_town_officers_alone_and_is_never_shown(sides):
    number = id_number(101)
    member = Membership.objects.get(worker__name="东明1")
    page = sought(client_of("chen"), number)
    assert f"/members/{member.pk}" in page and number not in page
    assert "没有找到" in sought(client_of("dong"), number)
    assert "没有找到" in sought(client_of("chen"), number[:10])


def test_a_number_never_stands_in_an_address(sides):
    """Words go on into the address, which can be kept; a number does not, whichever box it is typed into."""
    number, chen = id_number(101), client_of("chen")
    assert "q=%E4%B8%9C%E6%A1%A5" in chen.post("/search", {"q": "东桥"})["Location"]
    for box in ("/search", "/members", "/employers"):
        for typed in (number, f" {number[:6]} {number[6:14]} {number[14:]}", "13812340000", "6222 0212 3456 7894 5"):
            answer = chen.post(box, {"q": typed})
            assert "Location" not in answer and typed.strip() not in answer.content.decode(), (box, typed)
            by_hand = chen.get(box, {"q": typed})
            assert by_hand.status_code == 302 and "q=" not in by_hand["Location"], (box, typed)
    kept = chen.post("/members/views", {"name": "找人", "query": f"q={number}"})
    assert number not in kept["Location"] and not SavedView.objects.filter(query__contains=number).exists()


def test_a_headline_figure_opens_the_page_that_shows_the_same_number(sides):
    client = client_of("chen")
    found = re.findall(r'<a class="gh-fig" href="([^"]+)">.*?<span class="v">([^<]*)<', text(client, "/"))
    assert len(found) == 6
    for address, value in found:
        shown = re.search(r'<div class="v">([^<]*)<', text(client, address))
        assert shown and shown[1].removesuffix(".0") == value, address


def test_the_drop_down_is_a_fragment(sides):
    answer = client_of("dong").get("/search?q=东桥", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "东桥纺织厂工会" in answer.content.decode()


def test_a_figure_opens_to_as_many_rows_as_it_says_and_closes_the_rest(sides):
    whole = text(client_of("chen"), "/figures/people.members?period=2026H1")
    assert "共6＝" in whole and whole.count("/members/") == 6
    part = text(client_of("dong"), f"/figures/people.members?period=2026H1&org={sides['town'].code}")
    assert "另有3条记录不在您的查看范围" in part
    assert part.count("/members/") == 3 and "西明" not in part


def test_a_chair_begins_at_her_own_union_and_cannot_ask_for_anothers(sides):
    client = client_of("dong")
    assert "共3＝" in text(client, "/figures/people.members?period=2026H1")
    other = client.get(f"/figures/people.members?org={sides['west'].code}")
    nothing = client.get("/figures/people.members?org=9999")
    assert other.status_code == nothing.status_code == 422
    assert "西塘" not in other.content.decode()


def test_the_parts_of_a_rate_subtract_and_its_children_add_up(sides):
    page = text(client_of("chen"), "/figures/bargaining.wage_signing_rate?period=2026H2")
    assert "2−0＝2，与上面的数字一致" in page
    signed = text(client_of("chen"), "/figures/bargaining.contract_signing_rate?period=2026H2&part=rest")
    assert "2−2＝0，与上面的数字一致" in signed
    assert page.count("东桥纺织厂") >= 1
    assert "东桥村" in page and "西塘村" in page


def test_what_is_missing_in_another_union_stays_a_closed_line(sides):
    page = text(
        client_of("dong"), f"/figures/bargaining.wage_signing_rate?period=2026H2&part=rest&org={sides['town'].code}"
    )
    assert "另有1条记录不在您的查看范围" in page
    assert "东桥纺织厂" in page and "西塘纺织厂" not in page


def test_the_export_of_a_part_holds_the_readers_rows(sides):
    answer = client_of("dong").get(f"/figures/people.members/numerator.xlsx?org={sides['town'].code}")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    names = {cell.value for row in book.active.iter_rows() for cell in row}
    assert "东明1" in names and "西明1" not in names


def test_questions_that_make_no_sense_are_answered_in_chinese(sides):
    client = client_of("chen")
    assert client.get("/figures/no.such").status_code == 404
    assert client.get("/figures/people.members/exempt.xlsx").status_code == 404
    future = client.get("/figures?period=2027")
    assert future.status_code == 422 and "还没有数字" in future.content.decode()
    odd = client.get("/figures?period=<script>")
    assert odd.status_code == 422 and "<script>" not in odd.content.decode()


def test_home_search_and_figures_ask_as_many_questions_in_a_bigger_town(sides):
    client = client_of("chen")
    client.get("/settings")  # the session notes once a minute that its person is there
    counts = []
    for more in ((300, "南桥"), (400, "北塘"), (500, "中圩")), ():
        asked = []
        for address in ("/", "/search?q=纺织", "/figures", "/figures/bargaining.contract_signing_rate"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
        counts.append(asked)
        for serial, name in more:
            side(name, serial)
    assert counts[0] == counts[1]


def test_whole_hours_stand_without_a_nought_and_money_keeps_its_cents():
    assert [as_cell(Decimal(given)) for given in ("12.0", "12.5", "1000.00")] == ["12", "12.5", "1,000.00"]
