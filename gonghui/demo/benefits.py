"""实惠发放 of the sample town: what its people were given, signed late or by others, one entered by mistake, one mended."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from gonghui.activities.public import Activity
from gonghui.benefits.public import Benefit, Given, benefit_sign, benefits_give
from gonghui.demo.deeds import Town
from gonghui.kernel.ledger.api import entry_amend, entry_void, ledger_of
from gonghui.people.public import Membership, Person, members_on, person_of

LISTS = """
-1-01-22|comfort|春节慰问||500|dues|10|4|0
-1-06-20|goods|端午慰问|粽子和咸鸭蛋|60|dues|18|3|0
-1-07-28|goods|送清凉|毛巾、凉茶|45|upper|24|5|0
0-02-06|comfort|春节慰问||500|dues|12|3|2
0-03-07|keepsake|“三八”女职工趣味运动会|保温杯|38|dues|14|1|0
0-06-18|goods|端午慰问|粽子和咸鸭蛋|60|dues|20|5|4
0-07-16|goods|送清凉|毛巾、凉茶|45|upper|26|6|0
0-08-26|schooling|金秋助学||2000|charity|6|9|0
"""
"""day|kind|occasion|what|yuan each|source|how many people|signed so many days later|the last so many sign ten days late."""

PRIZES = (
    "0-05-04",
    "职工乒乓球赛",
    ((300, "球拍", 1), (200, "球拍套装", 1), (100, "运动毛巾", 2), (100, "运动毛巾", 2)),
    "employer",
)
REWARDS_FETCHED = ("-1-12-31", "0-03-31", "0-06-30", "0-09-30", "0-12-28")
"""The days on which those whose suggestions were rewarded come by and sign; whoever is new waits for the next one."""
NEW = timedelta(days=5)
BY = "shenyan"
LATE = 20
STANDS_IN = "王桂芳"


class Benefits:
    """Enters what people were given into the town's diary; the prizes hang on their match."""

    def __init__(self, town: Town) -> None:
        self.town, self.ledger = town, ledger_of("benefits")

    def enter(self) -> None:
        for number, line in enumerate(LISTS.strip().splitlines()):
            day, kind, occasion, what, yuan, source, people, after, late = line.split("|")
            on = self.town.day(day)
            values = {"kind": kind, "occasion": occasion, "source": source, "on": on, "given_by": "沈燕"}
            self.town.enter(on, self._given(values, what, Decimal(yuan), int(people), number))
            self.town.enter(on + timedelta(days=int(after)), self._signed(occasion, on, int(late)))
            if late != "0":
                self.town.enter(on + timedelta(days=LATE + number), self._signed(occasion, on, 0))
        for text in REWARDS_FETCHED:
            self.town.enter(self.town.day(text), self._fetched)
        self._spring()
        day, name, prizes, source = PRIZES
        on = self.town.day(day)
        self.town.enter(on + timedelta(days=2), self._prizes(on, name, prizes, source))
        self.town.enter(on + timedelta(days=3), self._signed(name, on, 1))

    def _spring(self) -> None:
        """One was entered who had moved away: void; one got less than was written: mended before he signed."""
        on = self.town.day("0-02-06")
        self.town.enter(on + timedelta(days=1), self._mended("春节慰问", on, {"amount": Decimal(300)}))
        self.town.enter(on + timedelta(days=10), self._voided("春节慰问", on, "人已经搬走，慰问金退回"))

    def _given(self, values: dict[str, Any], what: str, yuan: Decimal, people: int, turn: int) -> Any:
        def write(at: datetime) -> None:
            rows = self._some(values["on"], people, turn)
            items = [Given(person_of(row.worker, row.union_id), yuan, what, 1 if what else None) for row in rows]
            benefits_give(items=items, by=self._by, at=at, **values)

        return write

    def _some(self, on: date, people: int, turn: int) -> list[Membership]:
        """One of each of so many unions, another one each time."""
        found: dict[int, list[int]] = {}
        for union, key in members_on(on).order_by("pk").values_list("union_id", "pk"):
            found.setdefault(union, []).append(key)
        rolls = sorted(found.items(), key=lambda roll: (-len(roll[1]), roll[0]))[:people]
        chosen = [keys[(turn * 3 + 1) % len(keys)] for _, keys in rolls]
        rows = Membership.objects.select_related("worker").in_bulk(chosen)
        return [rows[key] for key in chosen]

    def _signed(self, occasion: str, on: date, open_still: int) -> Any:
        def write(at: datetime) -> None:
            rows = list(self._of(occasion, on).filter(signed_on=None))
            for place, row in enumerate(rows[: len(rows) - open_still]):
                benefit_sign(row=row, on=at.date(), signed_by=STANDS_IN if place == 4 else "", by=self._by, at=at)

        return write

    def _fetched(self, at: datetime) -> None:
        rows = Benefit.objects.valid().filter(kind="bonus", signed_on=None, on__lt=at.date() - NEW).order_by("pk")
        for row in rows:
            benefit_sign(row=row, on=at.date(), by=self._by, at=at)

    def _of(self, occasion: str, on: date) -> Any:
        return Benefit.objects.valid().filter(occasion=occasion, on=on).order_by("pk")

    def _mended(self, occasion: str, on: date, values: dict[str, Any]) -> Any:
        return lambda at: entry_amend(
            ledger=self.ledger, row=self._of(occasion, on)[0], values=values, by=self._by, at=at
        )

    def _voided(self, occasion: str, on: date, reason: str) -> Any:
        def write(at: datetime) -> None:
            row = self._of(occasion, on).filter(signed_on=None).last()
            if row is not None:
                entry_void(ledger=self.ledger, row=row, reason=reason, by=self._by, at=at)

        return write

    def _prizes(self, on: date, name: str, prizes: Any, source: str) -> Any:
        def write(at: datetime) -> None:
            match = Activity.objects.valid().get(name=name, on=on)
            winners = match.attendances.filter(worker__isnull=False).select_related("worker").order_by("pk")
            items = [Given(Person(row.name, row.union_id, row.worker_id), Decimal(yuan), what, count)
                     for row, (yuan, what, count) in zip(winners, prizes, strict=False)]  # fmt: skip
            benefits_give(items=items, kind="prize", occasion=name, on=on, source=source, cause=match, given_by="沈燕",
                          by=self._by, at=at)  # fmt: skip

        return write

    @property
    def _by(self) -> Any:
        return self.town.hands[BY]
