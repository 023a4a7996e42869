"""The law in the open: everybody reads it, the chair and the administrator lay the office's papers over it."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

from gonghui.console.law.uses import uses_of
from gonghui.kernel.rules import rules
from gonghui.kernel.rules.models import HolidayNotice, RuleOverride
from gonghui.people.public import Role
from tests.small_town import account, client_of

PAPER = {"number": "苏协劳〔2026〕3号", "title": "关于规范集体协商程序的通知", "note": ""}
REPLY = {"token": "t-1", "place": "jiangsu", "kind": "days", "value": "15", "start_on": "2026-07-01", **PAPER}
NOTICE = {"token": "t-2", "number": "国办发明电〔2026〕99号", "title": "国务院办公厅关于2027年部分节假日安排的通知", "note": "",
          "free": "元旦 1.1-1.3\n春节 2.5-2.12\n清明节 4.5\n劳动节 5.1-5.5\n端午节 6.9\n中秋节 9.15\n国庆节 10.1-10.7",
          "work": "1.31 2.14"}  # fmt: skip


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def chair(sides) -> Client:
    account("zhou", "周立新", Role.TOWN_CHAIR, sides["town"])
    return client_of("zhou")


@pytest.mark.parametrize("who", ["chen", "dong", "ma", "nobody"])
def test_everybody_reads_the_rules(sides, who):
    client = client_of(who)
    for address in ("/law", "/law?topic=bargaining", "/law?q=答复&place=zhejiang", "/law?mark=unverified&place=national",
                    "/law?print=1", "/law/bargaining.reply", "/law/bargaining.reply?place=zhejiang&from=0614",
                    "/law/formation.deadline?place=national", "/law/supervision.jiangsu_fine", "/law/changes",
                    "/law/review", "/law/holidays", "/law/holidays/2026", "/law/holidays/2031"):  # fmt: skip
        text(client, address)
    for address in ("/law/no.such", "/law/no.such/own", "/law/own/99/retire", "/law/holidays/1900",
                    "/law/holidays/2026/retire"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_a_rule_of_every_make_has_a_page_that_opens(sides):
    client = client_of("chen")
    makes = {}
    for key, rule in rules().items():
        value = type(rule.values[0].value) if rule.values else None
        makes[rule.kind, rule.compare, rule.direction, value, bool(rule.place), rule.entered, bool(rule.locals)] = key
    for key in makes.values():
        assert client.get(f"/law/{key}").status_code == 200, key


def test_the_own_province_stands_beside_the_national_number(sides):
    page = text(client_of("chen"), "/law?topic=supervision&mark=local")
    assert "单位答复监督意见书" in page and "15个工作日以内" in page and "江苏监督条例 第20条" in page
    reply = text(client_of("chen"), "/law/bargaining.reply?place=zhejiang")
    assert "10个工作日以内" in reply and "浙江集体合同条例 第7条" in reply and "20日以内" in reply


def test_a_person_finds_a_rule_by_a_word_of_it(sides):
    page = text(client_of("chen"), "/law?q=书面答复 二十日")
    assert "答复协商要约" in page and "集体合同续订" not in page
    assert "没有这样的规定" in text(client_of("chen"), "/law?q=养老金双轨")


def test_a_person_types_a_day_and_reads_how_the_last_day_was_counted(sides):
    page = text(client_of("chen"), "/law/bargaining.reply?from=2026-06-14")
    assert "2026年7月6日" in page
    assert "从2026年6月14日（星期日）起算，当天不算在内（民法典第201条）。" in page
    assert "往后数20日，中间的休息日照样算，到2026年7月4日（星期六）。" in page
    assert "2026年7月4日是休息日，顺延到下一个工作日2026年7月6日（星期一）。" in page
    assert "《江苏省集体协商条例》里的天数和人数没有查到，按全国规定计算。" in page
    working = text(client_of("chen"), "/law/mediation.acceptance?from=2026-09-30")
    assert "跳过的放假有国庆节。" in working and "虽是周末，但调休上班，不移。" in working
    assert "认不出这个日期" in text(client_of("chen"), "/law/bargaining.reply?from=哪天")
    assert "这条规定2004年5月1日才施行。" in text(client_of("chen"), "/law/bargaining.reply?from=2003-01-01")


def test_what_unverified_means_is_said_where_it_matters(sides):
    page = text(client_of("chen"), "/law/congress.quorum")
    assert "待核：只凭一般所知，没有见到条文。照样提示，但标明待核；到期不升级催办，也不扣分。" in page
    assert "congress.quorum" in page and "会员代表大会条例 · 待核" in page


def test_a_citation_anywhere_opens_the_rule(sides):
    page = client_of("chen").get("/law?topic=bargaining").content.decode()
    assert 'class="gh-cite " href="/law/bargaining.reply"' in page


def test_the_chair_enters_the_province_s_number_and_the_page_says_whose_it_is(sides, chair):
    answer = chair.post("/law/bargaining.reply/own", REPLY, follow=True)
    page = re.sub(r"<[^>]+>", "", answer.content.decode())
    assert "“答复协商要约”从2026年7月1日起按苏协劳〔2026〕3号：15日以内。用到它的时限会跟着重算。" in page
    assert "本单位按苏协劳〔2026〕3号" in page and "《关于规范集体协商程序的通知》，江苏省" in page
    again = chair.post("/law/bargaining.reply/own", REPLY)
    assert again.status_code == 302 and RuleOverride.objects.count() == 1
    assert "最后一天 2026年7月17日" in text(client_of("dong"), "/law/bargaining.reply?from=2026-07-02")
    assert "本单位按苏协劳〔2026〕3号" in text(client_of("dong"), "/law?mark=office")
    assert "20日以内 15日以内 本单位按苏协劳〔2026〕3号" in text(client_of("dong"), "/law/changes")


def test_a_slip_keeps_what_was_typed_and_says_what_is_wrong(sides, chair):
    answer = chair.post("/law/bargaining.reply/own", {**REPLY, "value": "十五天", "number": "口头"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "期限要写整数。" in page
    assert 'value="十五天"' in page and 'value="口头"' in page
    answer = chair.post("/law/bargaining.reply/own", {**REPLY, "place": ""})
    assert "这条核对过原文（集体合同规定 第32条），不能另外登记一个数。" in answer.content.decode()
    assert not RuleOverride.objects.exists()


def test_a_number_taken_out_leaves_its_trace(sides, chair):
    chair.post("/law/bargaining.reply/own", REPLY)
    row = RuleOverride.objects.get()
    chair.post(f"/law/own/{row.pk}/retire", {"token": "t-9", "on": "", "reason": "看错了文件"})
    page = text(chair, "/law/bargaining.reply")
    assert "周立新停用：看错了文件" in page and "20日以内" in page


def test_the_officer_and_a_grassroots_chair_may_read_but_not_enter(sides):
    for who in ("chen", "dong"):
        client = client_of(who)
        assert "/law/bargaining.reply/own" not in client.get("/law/bargaining.reply").content.decode()
        for address, data in (("/law/bargaining.reply/own", REPLY), ("/law/holidays/2027/enter", NOTICE)):
            answer = client.post(address, data)
            assert answer.status_code == 403 and "依据由镇总工会主席或者系统管理员登记。" in answer.content.decode()
    assert not RuleOverride.objects.exists() and not HolidayNotice.objects.exists()


def test_the_administrator_enters_the_minimum_wage_and_the_list_shows_it(sides):
    account("gao", "高明", Role.ADMINISTRATOR, sides["town"])
    client = client_of("gao")
    assert "请在“依据”里打开这条，按省里的文件登记数、文号和施行日期。" in text(client, "/law/wage.minimum_month")
    wage = {"token": "t-3", "place": "jiangsu", "value": "2,490", "start_on": "2026-01-01", **PAPER}
    assert client.post("/law/wage.minimum_month/own", wage).status_code == 302
    assert "2,490元以上" in text(client, "/law?topic=wages")


def test_the_chair_enters_the_yearly_notice_as_it_reads(sides, chair):
    assert "2027年的放假安排还没有公布，暂按法定节日计算。" in text(chair, "/law/holidays")
    answer = chair.post("/law/holidays/2027/enter", {**NOTICE, "free": NOTICE["free"] + "\n春节从二月五日"})
    assert answer.status_code == 422 and "看不懂“春节从二月五日”。" in answer.content.decode()
    assert chair.post("/law/holidays/2027/enter", NOTICE).status_code == 302
    year = text(chair, "/law/holidays/2027")
    assert "2月5日 至2月12日" in year.replace("至 2月", "至2月") or "2月5日至2月12日" in year
    assert "国办发明电〔2026〕99号，本单位登记" in year and "暂按" not in year
    chair.post("/law/holidays/2027/retire", {"token": "t-4", "reason": "登记错了"})
    assert "暂按法定节日计算" in text(chair, "/law/holidays/2027")


def test_pages_of_the_law_ask_few_questions_of_the_database(sides, django_assert_max_num_queries):
    client = client_of("chen")
    client.get("/law?topic=bargaining")
    with django_assert_max_num_queries(12):
        client.get("/law?topic=bargaining")


def test_a_rule_s_page_says_what_stands_on_it_and_no_use_in_the_code_is_forgotten(sides):
    page = text(client_of("chen"), "/law/bargaining.quorum")
    assert "核对 集体协商：审议表决" in page
    assert "时限" in text(client_of("chen"), "/law/bargaining.reply").split("哪里用到它")[1]
    root = Path(__file__).parents[2]
    forgotten = {
        f"{node.value} in {file.relative_to(root)}"
        for file in root.rglob("*.py")
        if not {"tests", "law", "demo"} & set(file.parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in rules()
        and not uses_of(node.value)
    }
    assert not forgotten, "say in gonghui/console/law/uses.py what they are used for"
