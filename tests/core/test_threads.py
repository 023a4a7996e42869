"""Eight people write at the same moment: nobody is told "locked", nothing is lost, nothing is double."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from config.settings import sqlite
from gonghui.kernel.audit.models import Event
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    HeadCount,
    Union,
    UnionKind,
    area_register,
    head_count_record,
    union_amend,
    union_register,
)
from gonghui.people.public import Admission, Membership, Worker, member_transfer, members_admit
from tests.numbers import id_number
from tests.town import NOW, TODAY, SmallTown, empty_town

EIGHT = range(8)


@pytest.fixture
def office(tmp_path: Path, transactional_db: None) -> Iterator[SmallTown]:
    """A town on a database that several threads can open: a file of the product's own settings, or PostgreSQL."""
    if connection.vendor == "postgresql":
        yield empty_town()
        return
    kept, held = connections.settings["default"], connections["default"]
    file = tmp_path / "office.sqlite3"
    with closing(sqlite3.connect(file)) as copy:  # the empty tables of the tests: quicker than making them anew
        held.connection.backup(copy)
    connections.settings["default"] = {**kept, **sqlite(file)}
    del connections["default"]
    try:
        yield empty_town()
    finally:
        connections["default"].close()
        connections.settings["default"] = kept
        connections["default"] = held


def together(act: Callable[[int], Any], people: range = EIGHT) -> list[Any]:
    """What `act(0)` … `act(7)` give when they start at the same moment; a refusal counts as a result."""
    start = Barrier(len(people))

    def one(number: int) -> Any:
        start.wait(10)
        try:
            return act(number)
        except Refused as no:
            return no
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def refused(results: list[Any]) -> list[Refused]:
    return [each for each in results if isinstance(each, Refused)]


@pytest.mark.postgres
def test_eight_people_who_write_at_once_lose_no_record_and_no_event(office: SmallTown) -> None:
    union = union_register(name="第一家工会", kind=UnionKind.JOINT, **NOW)
    before = Event.objects.count()

    def busy(number: int) -> None:
        for turn in range(4):
            item = Admission(name="工友", id_number=id_number(number * 10 + turn), union_id=union.pk, since=TODAY)
            members_admit(items=[item], **NOW)
        union_register(name=f"工会{number}", kind=UnionKind.JOINT, **NOW)
        area_register(name=f"村{number}", **NOW)

    assert together(busy) == [None] * 8
    assert Membership.objects.count() == Worker.objects.count() == 32
    assert Event.objects.count() == before + 8 * 6
    assert len(set(Union.objects.values_list("code", flat=True))) == 10


@pytest.mark.postgres
def test_eight_people_who_enter_the_same_thing_enter_it_once(office: SmallTown) -> None:
    a, b = (union_register(name=f"{n}工会", kind=UnionKind.JOINT, **NOW) for n in "甲乙")
    item = Admission(name="工友", id_number=id_number(1), union_id=a.pk, since=date(2026, 1, 1))
    admitted = together(lambda n: members_admit(items=[Admission(**_fields(item))], **NOW))
    assert len(refused(admitted)) == 7
    key = Membership.objects.get().pk
    read = [Membership.objects.select_related("worker", "union").get(pk=key) for _ in EIGHT]
    moved = together(lambda n: member_transfer(row=read[n], to=b, on=TODAY, **NOW))
    assert len(refused(moved)) == 7
    assert Membership.objects.count() == 2 and Membership.objects.on(TODAY).get().union_id == b.pk
    named = together(lambda n: union_register(name="同名工会", kind=UnionKind.JOINT, **NOW))
    assert len(refused(named)) == 7
    cards = [Union.objects.get(pk=a.pk) for _ in EIGHT]
    phones = together(lambda n: union_amend(union=cards[n], phone=f"0512-{n}", **NOW))
    assert len(refused(phones)) == 7
    assert all(no.todo.endswith("。") for no in refused(admitted + moved + named + phones))


@pytest.mark.postgres
def test_eight_counts_of_one_union_leave_one_count_per_day(office: SmallTown) -> None:
    days = [date(2026, 1 + n % 4, 1) for n in EIGHT]
    results = together(lambda n: head_count_record(union=office.root, on=days[n], staff=100 + n, **NOW))
    assert refused(results) == []
    for day in days:
        assert HeadCount.objects.on(day).count() == 1
    assert HeadCount.objects.open().count() == 1


def _fields(item: Admission) -> dict[str, Any]:
    return {key: getattr(item, key) for key in ("name", "id_number", "union_id", "since")}


def test_the_products_own_sqlite_settings_are_the_ones_tried_here() -> None:
    assert sqlite(Path("x"))["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings.DATABASES["default"]["ENGINE"].startswith("django.db.backends.")
