"""What is done without anybody asking: every job for itself, and a thread that lives and ends with the server."""

from datetime import datetime
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError

from gonghui.kernel import ticking
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.ticking import Result, Ticker, register_job, run_jobs

NOON = datetime(2026, 7, 2, 12, tzinfo=OFFICE_TIME)
PATIENCE = 20.0
"""Seconds after which a thread that does nothing counts as broken; never waited for when all is well."""


@pytest.fixture(autouse=True)
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    made: dict[str, Any] = {}
    monkeypatch.setattr(ticking, "_jobs", made)
    return made


def locked(at: datetime) -> str:
    raise OperationalError("database is locked: INSERT INTO people_worker VALUES ('王芳')")


def test_jobs_run_in_their_order_and_say_what_they_did():
    register_job("late", lambda at: "后做的。", order=90)
    register_job("early", lambda at: f"{at:%H}点。", order=10)
    register_job("idle", lambda at: "")
    assert run_jobs(NOON) == [Result("early", "12点。"), Result("idle", ""), Result("late", "后做的。")]


def test_a_job_that_fails_does_not_stop_the_others_and_its_words_stay_out_of_the_log(caplog: pytest.LogCaptureFixture):
    register_job("bad", locked, order=1)
    register_job("good", lambda at: "做好了。", order=2)
    bad, good = run_jobs(NOON)
    assert bad.failed and "下次再试" in bad.said and good == Result("good", "做好了。")
    assert "OperationalError" in caplog.text and "王芳" not in caplog.text


def test_two_jobs_of_one_key_are_a_mistake_of_the_programmer():
    register_job("one", locked)
    register_job("one", locked)
    with pytest.raises(ValueError, match="declared twice"):
        register_job("one", lambda at: "")


def test_the_thread_ticks_goes_on_after_a_locked_database_and_ends_when_it_is_asked():
    ticks: list[datetime] = []
    twice = Event()

    def job(at: datetime) -> str:
        ticks.append(at)
        if len(ticks) == 2:
            twice.set()
        return locked(at)

    register_job("job", job)
    ticker = Ticker(lambda: NOON, first=0.0, after=0.0)
    ticker.start()
    assert twice.wait(PATIENCE)
    assert ticker.stop(PATIENCE)
    seen = len(ticks)
    assert ticks[:2] == [NOON, NOON] and len(ticks) == seen


def test_a_clock_that_cannot_be_read_does_not_end_the_thread():
    again = Event()
    readings: list[int] = []

    def now() -> datetime:
        readings.append(1)
        if len(readings) > 1:
            again.set()
        raise ValueError("no clock")

    ticker = Ticker(now, first=0.0, after=0.0)
    ticker.start()
    assert again.wait(PATIENCE) and ticker.stop(PATIENCE)


def test_stopping_waits_for_the_job_that_runs():
    begun, go, ended = Event(), Event(), Event()

    def job(at: datetime) -> str:
        begun.set()
        go.wait(PATIENCE)
        ended.set()
        return ""

    register_job("slow", job)
    ticker = Ticker(lambda: NOON, first=0.0)
    ticker.start()
    assert begun.wait(PATIENCE)
    assert not ticker.stop(0.0)
    go.set()
    assert ticker.stop(PATIENCE) and ended.is_set()


def test_told_to_stop_it_begins_no_further_job_and_keeps_nothing_of_half_a_tick(monkeypatch: pytest.MonkeyPatch):
    begun, go, noted = Event(), Event(), Event()

    def first(at: datetime) -> str:
        begun.set()
        go.wait(PATIENCE)
        return ""

    register_job("first", first, order=1)
    register_job("second", lambda at: noted.set() or "", order=2)
    monkeypatch.setattr(ticking, "note_tick", lambda at, results: noted.set())
    ticker = Ticker(lambda: NOON, first=0.0)
    ticker.start()
    assert begun.wait(PATIENCE) and not ticker.stop(0.0)
    go.set()
    assert ticker.stop(PATIENCE) and not noted.is_set()


def test_the_thread_lets_go_of_the_database_between_ticks(monkeypatch: pytest.MonkeyPatch):
    closed = Event()
    monkeypatch.setattr(ticking.connections, "close_all", closed.set)
    ticker = Ticker(lambda: NOON, first=0.0)
    ticker.start()
    assert closed.wait(PATIENCE) and ticker.stop(PATIENCE)


def test_a_ticker_that_never_started_is_stopped_too():
    assert Ticker(lambda: NOON).stop()
