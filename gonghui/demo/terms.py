"""Committees with their terms and seats, legal-person certificates: who leads, until when, re-elected when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gonghui.demo.deeds import Town
from gonghui.demo.names import person
from gonghui.kernel.dates import add_months
from gonghui.orgs.public import certificate_record, committee_record

DAY = timedelta(days=1)

KNOWN = {
    ("宏达机械", "主席"): ("何建平", False), ("宏达机械", "女工主任"): ("王素芬", True),
    ("恒泰包装", "主席"): ("孙海峰", False), ("东升建材", "主席"): ("赵桂芳", True),
    ("瑞丰印染", "主席"): ("许明", False), ("西塘村", "主席"): ("郑来顺", False),
    ("东岭村", "主席"): ("周美兰", True),
}  # fmt: skip
"""Seats whose holders the rest of the sample knows; True: a woman."""

TERM_DAYS = {
    "万顺石料": ("-1-11-30", "0-11-18"), "西塘村": ("0-06-20", "0-09-10"), "长青园林": ("0-02-24", "0-05-19"),
    "瑞丰印染": ("0-07-24", "0-07-21"), "东升建材": ("0-08-12", "0-08-06"), "桃园村": ("0-09-18", "0-12-03"),
    "百佳超市": ("0-04-27", "0-06-16"), "顺达汽修": ("0-11-08", "1-01-12"), "双庙村": ("1-01-20", "1-01-15"),
}  # fmt: skip
"""Terms that the sample tells about: last day of the term, day of the re-election."""

CERTIFICATE_DAYS = {
    "飞跃轴承": ("0-06-12", "0-08-20"), "德源五金": ("-1-12-15", "0-03-05"), "中源管业": ("0-08-25", "0-08-11"),
    "新庄村": ("0-09-30", "0-09-22"), "富民农机": ("0-10-31", "0-12-29"), "高庄村": ("0-04-18", "0-07-15"),
    "博远汽配": ("1-01-31", "1-01-25"), "石桥镇卫生院": ("1-03-10", "1-03-02"), "大明砖瓦": ("0-11-20", "0-11-05"),
}  # fmt: skip
"""Certificates that the sample tells about: last valid day, day of the renewal."""


@dataclass(frozen=True)
class Leaders:
    """Who sits in a union's committee: (seat, name, whether a woman)."""

    seats: tuple[tuple[str, str, bool], ...]

    def holder(self, seat: str) -> str:
        """The name in a seat; the chair's for a seat that nobody holds."""
        return next((name for title, name, _ in self.seats if title == seat), self.seats[0][1])


class Terms:
    """Enters committees and certificates into the town's diary."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rng = Random("terms")
        self.of: dict[str, Leaders] = {}

    def leaders(self, key: str, staff: int, women: int) -> Leaders:
        """Draw a committee: three seats for small unions, up to six for large ones."""
        rng = self.rng
        seats = [self._seat(key, "主席", rng.random() < women / 250)]
        if staff > 120:
            seats.append(self._seat(key, "副主席", False))
        seats.append(self._seat(key, "经审主任", False))
        seats.append(self._seat(key, "女工主任", True))
        if staff > 60:
            seats.append(self._seat(key, "委员", staff % 2 == 0))
        self.of[key] = Leaders(tuple(seats))
        return self.of[key]

    def _seat(self, key: str, title: str, woman: bool) -> tuple[str, str, bool]:
        name, known_woman = KNOWN.get((key, title), ("", woman))
        return title, name or person(self.rng, known_woman), known_woman

    def enter_committees(self, key: str, approved: date, leaders: Leaders, number: int) -> None:
        """The present committee, and the next one when the term ends in the town's year."""
        years = 5 if number % 3 == 0 else 3
        ends = self._end(approved, years, number)
        known = TERM_DAYS.get(key)
        if known:
            ends = self.town.day(known[0])
        elected = max(add_months(ends + DAY, -12 * years), approved)
        term = max(1, (elected.year - approved.year) // years + 1)
        self._committee(key, term, elected, ends, leaders)
        if known:
            self._committee(key, term + 1, self.town.day(known[1]), None, leaders, years)
        elif ends.year == self.town.year:
            self._committee(key, term + 1, ends - timedelta(days=number % 12), None, leaders, years)

    def _end(self, approved: date, years: int, number: int) -> date:
        first = add_months(approved, 12 * years) - DAY
        if approved > self.town.opening:
            return first
        return self.town.day(f"{number % years}-{number * 5 % 12 + 1:02d}-{number * 7 % 27 + 1:02d}")

    def _committee(
        self, key: str, term: int, elected: date, ends: date | None, leaders: Leaders, years: int = 0
    ) -> None:
        last_day = ends or add_months(elected, 12 * years) - DAY

        def write(at: datetime) -> None:
            committee_record(
                union=self.town.unions[key], term=term, elected_on=elected, expires_on=last_day,
                seats={title: name for title, name, _ in leaders.seats}, by=self.town.hands["chenxiulan"], at=at,
            )  # fmt: skip

        self.town.enter(elected, write)

    def enter_certificate(self, key: str, approved: date, number: int) -> None:
        """A five-year certificate for three unions in four; renewing keeps its number."""
        known = CERTIFICATE_DAYS.get(key)
        if number % 4 == 0 and not known:
            return
        issued = approved + timedelta(days=33)
        ends = add_months(issued, 60) - DAY
        if known:
            ends = self.town.day(known[0])
        elif approved < self.town.opening:
            ends = self.town.day(f"{number % 5}-{number * 7 % 12 + 1:02d}-{number * 11 % 27 + 1:02d}")
        issued = add_months(ends + DAY, -60)
        self._certificate(key, number, issued, ends)
        if ends.year <= self.town.year:
            again = self.town.day(known[1]) if known else ends - timedelta(days=9 + number % 7)
            self._certificate(key, number, again, add_months(again, 60) - DAY)

    def _certificate(self, key: str, number: int, issued: date, ends: date) -> None:
        self.town.enter(issued, lambda at: certificate_record(
            union=self.town.unions[key], number=f"苏工法证石字第{number:04d}号", issued_on=issued, valid_until=ends,
            by=self.town.hands["chenxiulan"], at=at,
        ))  # fmt: skip
