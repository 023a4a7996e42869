"""用印登记 of the sample office: a year's stamps, one of them corrected and one declared void."""

from datetime import datetime
from typing import Any

from gonghui.demo.deeds import Deed, Town
from gonghui.kernel.ledger.api import entry_amend, entry_record, entry_void, ledger_of

USES = """
0-01-12|关于印发年度工作要点的通知|石工〔{year}〕1号|80|陈秀兰|周立新|
0-01-22|关于成立万和电子工会委员会的批复|石工复〔{year}〕1号|3|陈秀兰|周立新|万和电子
0-02-06|春节慰问金发放表||2|沈燕|周立新|
0-03-05|“三八”先进女职工推荐表||4|沈燕|周立新|
0-03-12|关于成立华丰食品工会委员会的批复|石工复〔{year}〕3号|3|陈秀兰|周立新|华丰食品
0-04-10|法人资格证书变更申请表||2|陈秀兰|周立新|德源五金
0-05-13|宏达机械集体合同送审函|石工函〔{year}〕6号|2|吴国平|周立新|宏达机械
0-06-09|六月职工培训班通知|石工〔{year}〕9号|78|陈秀兰|周立新|
0-06-24|上半年工作总结|石工〔{year}〕11号|6|陈秀兰|周立新|
0-07-15|高温慰问物资采购合同||3|马晓东|周立新|
0-08-20|金秋助学申请汇总表||2|沈燕|周立新|
0-09-22|职工代表大会筹备方案|石工〔{year}〕15号|12|吴国平|周立新|
0-11-18|年终考核自查报告|石工〔{year}〕19号|4|陈秀兰|周立新|
"""
MENDED = ("春节慰问金发放表", "0-02-09", {"copies": 3})
TWICE = ("“三八”先进女职工推荐表", "0-03-06", "和妇联的表重复登记")
BY = "chenxiulan"


class Seals:
    """Enters the uses of the seal into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town, self.ledger = town, ledger_of("seal-uses")
        self.rows: dict[str, Any] = {}

    def enter(self) -> None:
        for line in USES.strip().splitlines():
            day, matter, number, copies, applicant, approver, union = line.split("|")
            values: dict[str, Any] = {"on": self.town.day(day), "matter": matter, "number": number.format(year=self.town.year),
                      "copies": int(copies), "applicant": applicant, "approver": approver}  # fmt: skip
            self.town.enter(values["on"], self._used(values, union))
        matter, day, change = MENDED
        self.town.enter(self.town.day(day), self._mended(matter, change))
        matter, day, reason = TWICE
        self.town.enter(self.town.day(day), self._voided(matter, reason))

    def _used(self, values: dict[str, Any], union: str) -> Deed:
        def write(at: datetime) -> None:
            given = values | {"union": self.town.unions[union] if union else None}
            self.rows[values["matter"]] = entry_record(ledger=self.ledger, values=given, by=self.town.hands[BY], at=at)

        return write

    def _mended(self, matter: str, change: dict[str, Any]) -> Deed:
        return lambda at: entry_amend(
            ledger=self.ledger, row=self.rows[matter], values=change, by=self.town.hands[BY], at=at
        )

    def _voided(self, matter: str, reason: str) -> Deed:
        return lambda at: entry_void(
            ledger=self.ledger, row=self.rows[matter], reason=reason, by=self.town.hands[BY], at=at
        )
