"""阵地: rooms, their books, what is lent and how they are used."""

from datetime import date
from typing import Any

import pytest

from gonghui.kernel.ledger.api import entry_amend, entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.learning.actions.venues import loan_return
from gonghui.learning.models import Loan, Stock, Venue
from gonghui.learning.tests.hall import NOW
from tests.ledger_town import LedgerTown, found_ledger_town
from tests.suite import LedgerSuite, TownPlace

OPENED = date(2025, 3, 1)


def venue(town: LedgerTown, union: str = "宏达机械工会", **more: Any) -> Venue:
    values = {"union": town.unions[union], "name": f"{union[:2]}书屋", "kind": "books", "opened_on": OPENED,
              "days": ["1", "4"], "hours": "17:00到20:00"}  # fmt: skip
    made: Venue = entry_record(ledger=ledger_of("venues"), values=values | more, **NOW)
    return made


def stock(room: Venue, name: str = "《工会法》读本", **more: Any) -> Stock:
    values = {"venue": room, "name": name, "kind": "book", "copies": 1, "on": date(2025, 4, 1), "source": "bought"}
    made: Stock = entry_record(ledger=ledger_of("venue-stock"), values=values | more, **NOW)
    return made


def lent(item: Stock, name: str = "张三", on: date = date(2026, 5, 1), **more: Any) -> Loan:
    values = {"name": name, "union": item.venue.union, "stock": item, "on": on}
    made: Loan = entry_record(ledger=ledger_of("loans"), values=values | more, **NOW)
    return made


class Rooms(LedgerSuite):
    """The small town with a room and a book on either side."""

    books = True

    @classmethod
    def found(cls) -> TownPlace:
        place = super().found()
        for union, title in (("宏达机械工会", "电工手册"), ("瑞丰印染工会", "印染工艺")):
            room = venue(place.town, union)
            if cls.books:
                stock(room, title)
        return place


class TestVenues(LedgerSuite):
    key = "venues"
    first = {
        "name": "宏达书屋",
        "kind": "books",
        "union": "{east}",
        "opened_on": "20250301",
        "days": ["1", "4"],
        "hours": "17点到20点",
    }
    second = {"name": "瑞丰阅览室", "kind": "reading", "union": "{west}", "opened_on": "20240301"}
    change = {"keeper": "张三"}
    refused = (
        ({"name": "又一处", "closed_on": "20250201"}, "撤销不晚于建成。"),
        ({"name": "又一处", "days": []}, "写了开放时间，没有勾开放日。"),
        ({"kind": "reading"}, "已经登记过了。"),
    )


class TestStock(Rooms):
    key = "venue-stock"
    books = False
    first = {
        "name": "班组安全",
        "kind": "book",
        "venue": "宏达书屋",
        "copies": "3",
        "on": "20250401",
        "source": "bought",
    }
    second = {"name": "乒乓球桌", "kind": "equipment", "venue": "瑞丰书屋", "copies": "1", "on": "20250402", "source": "gift",
              "giver": "县总工会"}  # fmt: skip
    change = {"copies": "5"}
    refused = (
        ({"copies": "0"}, "册数或件数是0。"),
        ({"source": "gift"}, "赠送的没有写赠送单位。"),
        ({"on": "20240101"}, "入藏早于阵地建成"),
    )


class TestLoans(Rooms):
    key = "loans"
    first = {"name": "张三", "union": "{east}", "stock": "电工手册", "on": "20260601"}
    second = {"name": "赵六", "union": "{west}", "stock": "印染工艺", "on": "20260610", "due_on": "20260720"}
    change = {"due_on": "20260715"}
    refused = (
        ({"name": "李四"}, "电工手册共1件，都借出去了。最早的2026年7月1日应还。"),
        ({}, "张三手里还有借着的电工手册。"),
        ({"name": "李四", "due_on": "20260501"}, "应还日期早于借出日期。"),
        ({"name": "李四", "on": "20250302"}, "借出早于入藏"),
    )


class TestUses(Rooms):
    key = "venue-uses"
    first = {"venue": "宏达书屋", "on": "20260601", "what": "阅览", "heads": "12"}
    second = {"venue": "瑞丰书屋", "on": "20260604", "what": "读书会", "heads": "20"}
    change = {"heads": "15"}
    refused = (
        ({"on": "20260608", "heads": "0"}, "人次是0。"),
        ({"on": "20260609"}, "宏达书屋周二不开放。"),
        ({"on": "20250224"}, "宏达书屋那天不在用。"),
        ({"heads": "9"}, "已经登记过了。"),
    )


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


@pytest.mark.django_db
@pytest.mark.postgres
def test_what_is_lent_is_owed_to_the_library_until_it_is_back(town: LedgerTown) -> None:
    book = stock(venue(town))
    loan = lent(book)
    [owed] = deadlines_of(loan)
    assert (owed.due_on, owed.union_id, owed.closed_on) == (date(2026, 5, 31), book.venue.union_id, None)
    with pytest.raises(Refused, match="归还早于借出"):
        loan_return(loan=loan, on=date(2026, 4, 30), **NOW)
    loan_return(loan=loan, on=date(2026, 6, 3), **NOW)
    assert [one.closed_on for one in deadlines_of(loan)] == [date(2026, 6, 3)]
    with pytest.raises(Refused, match="已经还了"):
        loan_return(loan=loan, on=date(2026, 6, 4), **NOW)
    assert lent(book, "李四", date(2026, 6, 4))


@pytest.mark.django_db
def test_nobody_takes_away_what_is_lent(town: LedgerTown) -> None:
    room = venue(town)
    book = stock(room, copies=2)
    lent(book)
    lent(book, "李四")
    with pytest.raises(Refused, match="有2件借在外面"):
        entry_amend(ledger=ledger_of("venue-stock"), row=book, values={"copies": 1}, **NOW)
    with pytest.raises(Refused, match="还有2件借出去没还"):
        entry_amend(ledger=ledger_of("venues"), row=room, values={"closed_on": date(2026, 7, 1)}, **NOW)


@pytest.mark.django_db
def test_two_titles_of_one_name_are_told_apart_by_their_numbers(town: LedgerTown) -> None:
    first, second = stock(venue(town)), stock(venue(town, "瑞丰印染工会"))
    assert first.code != second.code
    again = stock(first.venue, "《民法典》")
    assert again.code[:2] == first.code[:2] and again.code != first.code


def test_the_card_of_a_room_shows_its_books_and_what_is_lent_from_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    town = found_ledger_town()
    mine, other = venue(town), venue(town, "瑞丰印染工会")
    lent(stock(mine, "电工手册"))
    stock(other, "印染工艺")
    page = town.sign_in("wuguoping").get(f"/venues/{mine.pk}").content.decode()
    assert "电工手册" in page and "张三" in page and "印染工艺" not in page
    assert f"/venue-stock?venue={mine.pk}" in page and f"/venue-stock/new?venue={mine.pk}" in page
