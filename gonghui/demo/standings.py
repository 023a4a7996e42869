"""规范化建设 of the sample town: seven 三位一体 offices and two model unions by the middle of the year, and older homes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from gonghui.demo.deeds import Deed, Town
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.orgs.public import CheckItem, Programme, Standing, standing_withdraw

BASIC = (CheckItem.STAFF, CheckItem.OPEN, CheckItem.SERVICE, CheckItem.EVENTS)
"""有人、开门、办事、活动: no office is accepted without these four."""

OFFICES = """
宏达机械 0-01-20 · 锦绣服饰 0-02-26 · 永安纺织 0-03-18 · 日新精密 0-03-18 · 联兴机械 0-04-28 · 西塘村 0-05-21 · 凯盛模具 0-06-16
瑞丰印染 0-08-20 · 海润水产 0-09-15 · 东岭村 0-09-15 · 星辉铝业 0-10-22 · 飞跃轴承 0-10-22 · 港联玩具 0-11-18 · 石桥镇卫生院 0-12-10
"""
MODELS = "宏达机械 0-03-26 · 锦绣服饰 0-06-18 · 西塘村 0-09-28 · 永安纺织 0-11-12"
HOMES = """
宏达机械 -2-06-20 · 锦绣服饰 -2-06-20 · 永安纺织 -2-11-12 · 瑞丰印染 -2-11-12 · 日新精密 -1-05-28 · 凯盛模具 -1-05-28
东岭村 -1-10-30 · 西塘村 -1-10-30 · 联兴机械 -1-10-30 · 飞跃轴承 0-05-12
"""
SOUND = "星辉铝业 -1-07-16 · 博远汽配 -1-07-16 · 中源管业 -1-12-03 · 康宁药业 0-04-09 · 佳美家纺 0-09-24"
LOST = ("中源管业", "0-05-26", "办公室改作仓库，没有专人")
BY = "chenxiulan"
NUMBERS = {
    Programme.THREE_IN_ONE: "石工验",
    Programme.MODEL: "云工命",
    Programme.HOME: "云工家",
    Programme.STANDARD: "石工规",
}


class Standings:
    """Enters what unions reached into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rows: dict[str, Standing] = {}

    def enter(self) -> None:
        everything = [*CheckItem]
        for programme, table, items in (
            (Programme.HOME, HOMES, everything), (Programme.STANDARD, SOUND, [*BASIC, CheckItem.RULES]),
            (Programme.THREE_IN_ONE, OFFICES, [*BASIC, CheckItem.ROOM, CheckItem.PAPERS]),
            (Programme.MODEL, MODELS, everything),
        ):  # fmt: skip
            for serial, (key, day) in enumerate(pairs(table), 1):
                on = self.town.day(day)
                number = f"{NUMBERS[programme]}〔{on.year}〕{serial}号"
                self.town.enter(on + timedelta(days=3), self._reached(key, programme, on, number, items))
        key, day, reason = LOST
        self.town.enter(self.town.day(day), self._lost(key, self.town.day(day), reason))

    def _reached(self, key: str, programme: Programme, on: date, number: str, items: Sequence[CheckItem]) -> Deed:
        def write(at: datetime) -> None:
            values = {"union": self.town.unions[key], "programme": programme.value, "achieved_on": on, "number": number,
                      "checklist": [item.value for item in items]}  # fmt: skip
            row = entry_record(ledger=ledger_of("standings"), values=values, by=self.town.hands[BY], at=at)
            if programme == Programme.STANDARD:
                self.rows[key] = row

        return write

    def _lost(self, key: str, on: date, reason: str) -> Deed:
        return lambda at: standing_withdraw(
            standing=self.rows[key], on=on, reason=reason, by=self.town.hands[BY], at=at
        )


def pairs(table: str) -> list[tuple[str, str]]:
    """(union, day) of a table whose entries are divided by dots or lines."""
    words = table.replace("·", " ").split()
    return list(zip(words[::2], words[1::2], strict=True))
