"""An office of any size, written behind the product's back: `python -m tests.bench.office UNIONS MEMBERS`.

Everything is synthetic and the same at every run. Shares of dated rows, exemptions, renewals and people who left are
those of an ordinary town, so that every figure has something to count and something to leave out.
"""

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from tests.bench.homes import django_up

ROOT, TOWN_AREA = 1, 1
AREAS = 60
BODIES = (("audit", 95), ("women", 90), ("mediation", 85), ("supervision", 80))
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
EVER = "1900-01-01"
REFERENCE = date(2026, 7, 6)

Row = tuple[Any, ...]


def spread(number: int, of: int) -> int:
    """A number below `of` that looks random but is the same every time."""
    return (number * 2_654_435_761 + 40_503) % 4_294_967_296 % of


def day(back: int) -> str:
    """The day `back` days before the day of measuring."""
    return (REFERENCE - timedelta(days=back)).isoformat()


class Office:
    """The rows of an office with `unions` grassroots unions; middle levels are one in 150."""

    def __init__(self, unions: int, members: int) -> None:
        self.members = members
        self.middle = max(unions // 150, 2)
        first = 2 + self.middle
        self.grassroots = range(first, first + unions)
        self.kinds = {u: self._kind(u) for u in self.grassroots}
        self.covers: list[tuple[int, int]] = []  # (union, employer)
        for union in self.grassroots:
            for _ in range(4 if self.kinds[union] == "village_joint" else 1):
                self.covers.append((union, len(self.covers) + 1))
        self.loose = range(len(self.covers) + 1, len(self.covers) + 1 + max(unions // 30, 1))
        self.employers = range(1, self.loose.stop)

    @staticmethod
    def _kind(union: int) -> str:
        place = spread(union, 100)
        return (
            "enterprise" if place < 85 else "institution" if place < 93 else "agency" if place < 96 else "village_joint"
        )

    def areas(self) -> Iterator[Row]:
        yield TOWN_AREA, "A0", "石桥县", "town", "jiangsu", None, "SQX"
        for n in range(2, AREAS + 2):
            yield n, f"A{n}", f"第{n}村", "village", "", TOWN_AREA, f"D{n}C"

    def unions(self) -> Iterator[Row]:
        yield ROOT, "T", "石桥县总工会", "SQXZGH", None, None
        for n in range(2, 2 + self.middle):
            yield n, f"M{n:05d}", f"第{n}片工会联合会", "PGHLHH", None, None
        for u in self.grassroots:
            approved = None if spread(u, 5) == 0 else day(spread(u, 4000))
            closed = day(spread(u + 3, 100)) if spread(u, 97) == 0 and approved is None else None
            yield u, f"U{u:06d}", f"第{u}号单位工会", f"D{u}", approved, closed

    def union_placements(self) -> Iterator[Row]:
        yield ROOT, EVER, None, "town", TOWN_AREA, None
        for n in range(2, 2 + self.middle):
            yield n, EVER, None, "area_federation", TOWN_AREA, ROOT
        for u in self.grassroots:
            place, kind = 2 + spread(u, AREAS), self.kinds[u]
            now, before = 2 + spread(u, self.middle), 2 + spread(u + 7, self.middle)
            if u % 20 == 0:
                yield u, EVER, day(300), kind, place, before
            yield u, day(300) if u % 20 == 0 else EVER, None, kind, place, now

    def employer_rows(self) -> Iterator[Row]:
        for e in self.employers:
            yield e, f"第{e}号单位", f"D{e}", day(spread(e, 200)) if spread(e, 211) == 0 else None

    def employer_placements(self) -> Iterator[Row]:
        kinds = {e: "individual" if self.kinds[u] == "village_joint" else self.kinds[u] for u, e in self.covers}
        owners = ("private", "limited", "shares", "foreign", "hmt", "state", "")
        for e in self.employers:
            kind, place = kinds.get(e, "enterprise"), 2 + spread(e, AREAS)
            if e % 25 == 0:
                yield e, EVER, day(200), kind, "private", place
            yield e, day(200) if e % 25 == 0 else EVER, None, kind, owners[spread(e, len(owners))], place

    def duties(self) -> Iterator[Row]:
        for e in self.employers:
            exempt = e in self.loose and e % 2 == 0
            yield e, "union", not exempt, "正在停产" if exempt else "", EVER, None
            free = spread(e, 6) == 0
            if e % 30 == 0:
                yield e, "contract", True, "", EVER, day(120)
            yield e, "contract", not free, "没有用工" if free else "", day(120) if e % 30 == 0 else EVER, None

    def head_counts(self) -> Iterator[Row]:
        for e in self.employers:
            if spread(e, 40) == 0:
                continue
            staff = 5 + spread(e, 60)
            if e % 2:
                yield e, EVER, day(400), staff + 1
            yield e, day(400) if e % 2 else EVER, None, None if spread(e, 50) == 0 else staff

    def bodies(self) -> Iterator[Row]:
        for place, (kind, share) in enumerate(BODIES):
            for u in self.grassroots:
                if spread(u + place, 100) < share:
                    yield u, kind, EVER, day(90) if spread(u, 60) == 0 else None

    def contracts(self) -> Iterator[Row]:
        """Collective, wage, women's and safety contracts: an expired one and mostly the one that renews it."""
        key = 0
        shares = (("collective", 90), ("wage", 80), ("women", 60), ("safety", 20))
        for u in self.grassroots:
            for place, (kind, share) in enumerate(shares):
                if spread(u * 5 + place, 100) >= share:
                    continue
                key += 1
                age = 1095 + spread(u + place, 1090)
                until = age - 1095
                yield key, kind, u, "first", None, day(age), day(age), day(until), None
                if spread(u + place, 10) < 8:
                    ended = day(30) if spread(key, 80) == 0 else None
                    key += 1
                    yield key, kind, u, "renewal", key - 1, day(until), day(until), day(until - 1095), ended

    def contract_covers(self, contracts: Sequence[Row]) -> Iterator[Row]:
        of_union: dict[int, list[int]] = {}
        for union, employer in self.covers:
            of_union.setdefault(union, []).append(employer)
        for key, _, union, *_ in contracts:
            for employer in of_union[union]:
                yield key, employer, None

    def workers(self) -> Iterator[Row]:
        for n in range(1, self.members + 1):
            name = FAMILY[n % 20] + GIVEN[n // 20 % 20] + GIVEN[n // 400 % 20]
            index = f"{n * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128):032x}"
            yield n, name, "WXM", f"sealed-{n}", index, "f" if spread(n, 10) < 4 else "m", spread(n, 3) == 0

    def memberships(self) -> Iterator[Row]:
        """One open membership each, save those who left; one in 25 came from another union."""
        first, count = self.grassroots.start, len(self.grassroots)
        one_employer = {u: e for u, e in self.covers}
        for n in range(1, self.members + 1):
            union = first + spread(n, count)
            since = day(spread(n + 11, 3000)) if n % 3 else EVER
            if n % 25 == 0:
                other = first + spread(n + 1, count)
                yield n, other, one_employer[other], "full", EVER, day(150), "transfer"
                since = day(150)
            state = "retained" if spread(n, 50) == 0 else "full"
            gone = n % 40 == 1 and since == EVER
            yield (n, union, one_employer[union], state, since, day(spread(n, 500)) if gone else None,
                   "resigned" if gone else "")  # fmt: skip


def fill(file: str, office: Office) -> None:
    """Write the office in one transaction; indexes are made after the rows."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA cache_size=-200000")
        db.execute("BEGIN IMMEDIATE")
        indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        for name, _ in indexes:
            db.execute(f'DROP INDEX "{name}"')
        _fill(db, office)
        for _, sql in indexes:
            db.execute(sql)
        db.execute("COMMIT")


def _fill(db: sqlite3.Connection, office: Office) -> None:
    put(db, "orgs_area", "id code name kind province parent_id initials", office.areas())
    put(db, "orgs_union", "id code name initials approved_on closed_on", office.unions(),
        "short_name approval_number closed_reason phone remarks", {"party_led": 0, "version": 1})  # fmt: skip
    put(db, "orgs_unionplacement", "union_id start_on end_on kind area_id parent_id", office.union_placements())
    put(db, "orgs_employer", "id name initials closed_on", office.employer_rows(),
        "short_name industry legal_rep address phone remarks", {"version": 1})  # fmt: skip
    put(
        db, "orgs_employerplacement", "employer_id start_on end_on kind ownership area_id", office.employer_placements()
    )
    put(db, "orgs_unionemployer", "union_id employer_id", office.covers, "", {"start_on": EVER})
    put(db, "orgs_duty", "employer_id duty required reason start_on end_on", office.duties(), "", {"basis": "declared"})
    put(db, "orgs_headcount", "employer_id start_on end_on staff", office.head_counts(), "proof")
    put(db, "orgs_sisterbody", "union_id kind start_on end_on", office.bodies(), "head proof")
    contracts = list(office.contracts())
    put(db, "bargaining_contract", "id kind union_id signing renews_id signed_on effective_on expires_on ended_on",
        contracts, "handler remarks",
        {"level": "single", "effect_basis": "recorded", "version": 1, "end_reason": "单位关闭"})  # fmt: skip
    put(db, "bargaining_contractcover", "contract_id employer_id workers", office.contract_covers(contracts),
        "end_reason", {"start_on": "1900-01-01"})  # fmt: skip
    put(db, "people_worker", "id name initials id_sealed id_index sex migrant", office.workers(),
        "phone_sealed nation politics education household job new_form skill title employment contract_form remarks",
        {"id_kind": "resident", "version": 1})  # fmt: skip
    put(db, "people_membership", "worker_id union_id employer_id state start_on end_on end_reason",
        office.memberships(), "card_number went_to", {"version": 1})  # fmt: skip


def put(
    db: sqlite3.Connection, table: str, columns: str, rows: Iterable[Row], blank: str = "",
    same: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Insert rows; the columns of `blank` get an empty text, those of `same` their value."""
    constant = {**dict.fromkeys(blank.split(), ""), **(same or {})}
    names = [*columns.split(), *constant]
    marks = ["?"] * len(columns.split()) + [repr(value) for value in constant.values()]
    db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(marks)})", rows)


def chair() -> None:
    """An account whose office opens the whole tree, for the pages."""
    from gonghui.people.public import Account, OfficeHeld, Role

    account = Account.objects.create(username="zhuxi", name="主席", password="!")
    OfficeHeld.objects.create(account=account, union_id=ROOT, role=Role.TOWN_CHAIR)


def main(unions: str, members: str) -> None:
    """Fill the data folder of this process."""
    django_up()
    from django.conf import settings

    fill(str(settings.DATABASES["default"]["NAME"]), Office(int(unions), int(members)))
    chair()
    print("{}")


if __name__ == "__main__":
    main(*sys.argv[1:])
