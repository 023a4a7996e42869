"""The disk is full, the folder read-only, the database locked, the clock wrong: what people see, what stays."""

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from gonghui.cli import main as command
from gonghui.kernel.audit.proof.checking import verify
from gonghui.kernel.audit.proof.sealing import seal
from gonghui.kernel.files.store import keep
from gonghui.kernel.health import clock as clock_light
from gonghui.kernel.notices.models import Notice
from gonghui.kernel.refusal import Refused
from gonghui.kernel.storage import in_words
from gonghui.kernel.ticking import run_jobs
from gonghui.kernel.ticks import last_tick
from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import Union, union_amend
from tests.fuzz.attack import counts
from tests.small_town import HAND, NOW, TODAY, build, client_of


@pytest.fixture
def chen(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The town's officer at her computer; a fault shows as a page, as it would to her."""
    monkeypatch.setenv("GONGHUI_TODAY", TODAY.isoformat())
    build()
    client = client_of("chen")
    assert client.get("/").status_code == 200
    client.raise_request_exception = False
    return client


@contextmanager
def pragma(name: str, then: object, after: object) -> Iterator[None]:
    """A setting of the test's database for a while; put back past Django, which after a fault lets nothing through."""
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA {name}={then}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA {name}={after}")


def pages_used() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        return int(cursor.fetchone()[0])


def verify_records() -> list[str]:
    """What was changed behind the product's back, after a sealing. (A test's database has no triggers.)"""
    seal(NOW)
    return [found.what for found in verify().findings if found.kind != "table"]


def sqlite_only() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("how PostgreSQL says it is tried below")


def factory() -> Union:
    return Union.objects.get(name="东桥纺织厂工会")


def counts_staff(chen: Client, on: date) -> tuple[int, str]:
    """She records how many work in the factory on a day: (status, page)."""
    address = reverse("console:union-count", args=[factory().code])
    form = {"token": secrets.token_hex(16), "on": f"{on:%Y%m%d}", "staff": f"{on:%j}"}
    answer = chen.post(address, form)
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_nothing_is_half_saved_and_the_page_says_what_to_do(chen: Client) -> None:
    sqlite_only()
    connection.connection.execute("VACUUM")  # earlier tests left room inside the file
    with pragma("max_page_count", pages_used(), 1_000_000_000):
        with pytest.raises(OperationalError, match="full"):
            for number in range(200):  # what is free inside the file is used up first
                with transaction.atomic():
                    union_amend(union=factory(), remarks=f"满{number}" * 300, by=HAND, at=NOW)
        for day in range(150):  # and then what is free inside its tables
            before = counts()
            status, text = counts_staff(chen, date(2026, 1, 5) + timedelta(days=day))
            if status != 302:
                break
        assert status == 503 and "磁盘满了" in text and "清出空间" in text
        assert counts() == before
        assert chen.get("/unions").status_code == 200
    assert counts_staff(chen, TODAY)[0] == 302 and verify_records() == []


def test_in_a_folder_that_cannot_be_written_pages_still_open(chen: Client) -> None:
    sqlite_only()
    with pragma("query_only", 1, 0):
        assert chen.get("/unions").status_code == 200
        with pytest.raises(OperationalError) as no, transaction.atomic():
            union_amend(union=factory(), remarks="只读", by=HAND, at=NOW)
    words = in_words(no.value)
    assert words is not None and "只能读" in words.what


TROUBLES = {
    sqlite3.SQLITE_FULL: "磁盘满了", sqlite3.SQLITE_READONLY_DIRECTORY: "只能读", sqlite3.SQLITE_BUSY_SNAPSHOT: "正忙",
    sqlite3.SQLITE_IOERR_WRITE: "读写出错", sqlite3.SQLITE_CORRUPT: "读写出错", sqlite3.SQLITE_CANTOPEN: "连不上",
}  # fmt: skip


def test_every_trouble_of_the_database_is_a_page_with_a_way_out(chen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, said in TROUBLES.items():

        def trouble(*_: object, code: int = code, **__: object) -> None:
            origin = sqlite3.OperationalError("disk I/O error 329999198001010019")
            origin.sqlite_errorcode = code
            raise OperationalError("…") from origin

        monkeypatch.setattr("gonghui.console.views.account.render", trouble)
        answer = chen.get("/settings")
        text = answer.content.decode()
        assert answer.status_code == 503 and said in text and "329999" not in text


def test_the_command_line_says_it_too(chen: Client, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("gonghui.kernel.upgrading.refuse_newer", full)
    assert command(["people"]) == 1
    assert "磁盘满了" in capsys.readouterr().err


def test_a_file_that_finds_no_room_leaves_no_half(tmp_path: Path, settings, monkeypatch) -> None:
    settings.HOME = tmp_path

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="磁盘满了"):
        keep(b"x" * 1000)
    assert [file for file in tmp_path.rglob("*") if file.is_file() and "keys" not in file.parts] == []


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_clock_that_jumps_rings_nothing_twice_and_loses_nothing(tmp_path: Path, settings) -> None:
    """A year ahead, back again, an hour on, ahead again: each reminder once, each seal in order, the light says so."""
    settings.HOME = tmp_path
    build()
    run_jobs(NOW)
    first = set(Notice.objects.values_list("deadline_id", "stage", "due_on", "account_id"))
    deadlines = set(Deadline.objects.filter(closed_on=None).values_list("clock", "object_id", "due_on"))
    assert first and deadlines
    for jump in (timedelta(days=400), timedelta(days=-30), timedelta(hours=1), timedelta(days=400)):
        run_jobs(NOW + jump)
    told = list(Notice.objects.values_list("deadline_id", "stage", "due_on", "account_id"))
    assert len(told) == len(set(told)) and first <= set(told)
    assert set(Deadline.objects.filter(closed_on=None).values_list("clock", "object_id", "due_on")) == deadlines
    assert verify_records() == []
    assert last_tick().jumped_by != 0.0
    assert clock_light(NOW + timedelta(days=400))[0] != "green"
