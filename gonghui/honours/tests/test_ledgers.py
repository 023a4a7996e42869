"""The ledgers of honours do what every ledger must."""

from datetime import date

from gonghui.honours.tests.hall import NOW, programme
from gonghui.kernel.ledger.api import entry_record, ledger_of
from tests.suite import LedgerSuite, TownPlace


class TestProgrammes(LedgerSuite):
    key = "honour-programmes"
    first = {"name": "镇文明职工", "category": "civilised", "level": "town", "given_to": "person", "repeat_years": "3"}
    second = {
        "name": "模范企业工会",
        "category": "model_union",
        "level": "town",
        "given_to": "union",
        "valid_years": "2",
    }
    change = {"valid_years": "4"}
    refused = (
        ({"notice_days": "3"}, "少于通行的5个工作日"),
        ({"women_min": "120"}, "大于100%"),
        ({"hard": ["term"], "soft": ["term"]}, "既一票否决"),
    )


class TestHonours(LedgerSuite):
    key = "honours"

    @classmethod
    def found(cls) -> TownPlace:
        place = super().found()
        programme(name="市五一劳动奖章", category="medal", level="city")
        return place

    first = {"name": "郑国强", "programme": "市五一劳动奖章", "year": "2025", "union": "{east}", "awarded_on": "2026-04-28",
             "number": "云工〔2026〕7号", "basis": "received"}  # fmt: skip
    second = {"name": "孙小娟", "programme": "市五一劳动奖章", "year": "2026", "union": "{west}", "awarded_on": "0428",
              "number": "云工〔2026〕7号", "basis": "received"}  # fmt: skip
    change = {"number": "云工〔2026〕8号"}
    refused = (
        ({"number": ""}, "没有写文号"),
        ({"year": "2020"}, "对不上"),
        ({"valid_until": "2020-01-01"}, "有效期早于表彰"),
    )


class TestModelWorkers(LedgerSuite):
    key = "model-workers"
    first = {"name": "陈大山", "union": "{east}", "level": "city", "title": "市劳动模范", "honoured_on": "1998-04-28",
             "standing": "retired"}  # fmt: skip
    second = {"name": "吴秋菊", "union": "{west}", "level": "province", "title": "省劳动模范", "honoured_on": "2010-04-28",
              "standing": "working"}  # fmt: skip
    change = {"standing": "farming"}
    refused = (({"level": "town"}, "由县级以上授予"),)


class TestRounds(LedgerSuite):
    key = "honour-rounds"

    @classmethod
    def found(cls) -> TownPlace:
        place = super().found()
        programme()
        return place

    first = {"name": "2026年度镇文明职工", "programme": "镇文明职工", "year": "2026", "quota": "5", "announced_on": "0601",
             "nominate_until": "2026-07-20"}  # fmt: skip
    second = {"name": "2025年度镇文明职工", "programme": "镇文明职工", "year": "2025", "quota": "4", "announced_on": "2025-06-01",
              "nominate_until": "2025-06-20"}  # fmt: skip
    change = {"quota": "6"}
    refused = (
        ({"quota": "0"}, "名额是0"),
        ({"candidates": "3"}, "少于名额5个"),
        ({"nominate_until": "2026-05-20"}, "早于通知"),
        ({"year": "2020"}, "对不上"),
    )


class TestModelCares(LedgerSuite):
    key = "model-cares"

    @classmethod
    def found(cls) -> TownPlace:
        place = super().found()
        for name, union in (("陈大山", "宏达机械工会"), ("吴秋菊", "瑞丰印染工会")):
            given = {"name": name, "union": place.town.unions[union], "level": "city", "title": "市劳动模范",
                     "honoured_on": date(1998, 4, 28), "standing": "retired"}  # fmt: skip
            entry_record(ledger=ledger_of("model-workers"), values=given, **NOW)
        return place

    first = {"model_worker": "陈大山", "kind": "visit", "on": "2026-02-10", "done_by": "周立新"}
    second = {"model_worker": "吴秋菊", "kind": "checkup", "on": "2026-05-06"}
    change = {"note": "身体好，住在老家"}
    refused = (({"kind": "checkup", "note": "血压高"}, "不记结果"), ({"kind": "subsidy"}, "没有写金额"))
