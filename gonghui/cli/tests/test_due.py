"""An officer asks at the command line until when something must be done."""

import json
from datetime import date, datetime

import pytest

from gonghui.cli.tests.office import Office
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.rules.actions import override_put


def ask(office: Office, *arguments: str) -> dict:
    code, out, err = office.run("due", *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_the_day_comes_with_its_article(office: Office):
    answer = ask(office, "bargaining.reply", "--start", "2026-06-14")
    assert answer["due_on"] == "2026-07-06"
    assert (answer["kind"], answer["value"], answer["law"], answer["article"]) == ("days", 20, "集体合同规定", 32)
    assert (answer["confidence"], answer["shifted_from"], answer["provisional"]) == ("verified", "2026-07-04", False)


def test_a_province_or_a_place_of_the_town_decides_the_number(stone_bridge: Office):
    assert ask(stone_bridge, "bargaining.reply", "--start", "2026-06-14", "--place", "zhejiang")["value"] == 10
    town = ask(stone_bridge, "bargaining.reply", "--start", "2026-06-14", "--place", "石桥镇总工会")
    assert town["value"] == 20
    assert "江苏省集体协商条例" in town["note"]


def test_without_json_it_is_one_sentence(office: Office):
    code, out, _ = office.run("due", "wage.filing", "--start", "2026-07-01")
    assert code == 0
    assert out.strip() == "2026-07-08 报送工资协议：7日，工资集体协商办法 第21条。"


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["bargaining.replay", "--start", "2026-06-14"], "相近的有：bargaining.reply"),
    (["bargaining.quorum", "--start", "2026-06-14"], "这条规定不是期限"),
    (["bargaining.delegates_min", "--start", "2026-06-14"], "这条规定不是期限"),
    (["committee.term", "--start", "2026-06-14"], "3年或者5年"),
    (["bargaining.reply", "--start", "2004-04-30"], "这条规定2004年5月1日才施行。"),
    (["formation.deadline", "--start", "2026-06-14"], "由各省规定"),
    (["bargaining.reply", "--start", "9999-12-31"], "算不出期限"),
])  # fmt: skip
def test_what_cannot_be_counted_is_said_plainly(office: Office, arguments: list[str], sentence: str):
    assert sentence in office.refused("due", *arguments)


def test_a_place_nobody_knows_is_refused(stone_bridge: Office):
    assert "没有编号或名称是“火星”" in stone_bridge.refused(
        "due", "bargaining.reply", "--start", "2026-06-14", "--place", "火星"
    )


def test_the_office_s_own_paper_decides_from_its_day_in_the_same_shape(stone_bridge: Office):
    law = ask(stone_bridge, "bargaining.reply", "--start", "2026-07-02", "--place", "jiangsu")
    override_put(rule="bargaining.reply", place="jiangsu", value=15, start_on=date(2026, 7, 1), number="苏协劳〔2026〕3号",
                 title="关于规范集体协商程序的通知", by=Hand(None, "周立新"),
                 at=datetime(2026, 7, 1, 9, tzinfo=OFFICE_TIME))  # fmt: skip
    own = ask(stone_bridge, "bargaining.reply", "--start", "2026-07-02", "--place", "jiangsu")
    assert list(own) == list(law)
    assert (own["due_on"], own["value"], own["confidence"], own["article"]) == ("2026-07-17", 15, "office", None)
    assert (own["law"], own["note"]) == ("关于规范集体协商程序的通知", "本单位按苏协劳〔2026〕3号执行。")
    assert ask(stone_bridge, "bargaining.reply", "--start", "2026-06-30", "--place", "jiangsu")["value"] == 20


def test_the_minimum_wage_that_nobody_entered_is_asked_for(office: Office):
    assert "还没有登记“月最低工资标准”" in office.refused("due", "wage.minimum_month", "--start", "2026-06-14")
