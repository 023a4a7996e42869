"""Long work beside the pages: in another process, which ends with the server."""

import os
import pickle
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import active_children
from threading import Thread
from typing import Any

import pytest

from gonghui.kernel import beside as beside_module
from gonghui.kernel.beside import Ended, beside
from gonghui.kernel.refusal import Refused
from gonghui.kernel.storage import FULL
from gonghui.kernel.ticking import Ticker

PATIENCE = 20.0
"""Seconds after which a thread that does nothing counts as broken; never waited for when all is well."""


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(beside_module.SERVING, "1")
    yield
    beside_module.end_beside()


def test_a_command_does_it_itself() -> None:
    assert beside(os.getpid) == os.getpid()


def test_while_pages_are_served_another_process_does_it(serving: None) -> None:
    assert beside(os.getpid) != os.getpid()
    assert not active_children()


def test_a_server_that_stops_does_not_wait_for_what_is_done_beside_it(serving: None) -> None:
    heard: list[Exception] = []

    def wait() -> None:
        try:
            beside(time.sleep, 3600)
        except Ended as ended:
            heard.append(ended)

    at_work = Thread(target=wait, daemon=True)
    at_work.start()
    while not active_children():
        pass
    Ticker(lambda: datetime.now(UTC)).stop()
    at_work.join(PATIENCE)
    assert not at_work.is_alive() and len(heard) == 1


def refuse(what: str, todo: str) -> None:
    raise Refused(what, todo)


def fail(problem: Exception) -> None:
    raise problem


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the other process answers, as it arrives here."""
    from django.db import connections

    monkeypatch.setattr(connections, "close_all", lambda: None)
    return lambda work, *given: pickle.loads(pickle.dumps(beside_module._answer(work, given)))


def test_a_refusal_arrives_with_what_to_do_next(answered: Any) -> None:
    assert answered(max, 3, 4) == (4, None)
    _, no = answered(refuse, "表头不对。", "请换一个文件。")
    assert type(no) is Refused and (no.what, no.todo) == ("表头不对。", "请换一个文件。")


def test_a_failure_arrives_as_kind_and_place_and_a_full_disk_in_words(answered: Any) -> None:
    _, ended = answered(fail, ValueError("王芳"))
    assert type(ended) is Ended and "ValueError test_beside.py" in str(ended) and "王芳" not in str(ended)
    _, full = answered(fail, OSError(28, "No space left on device"))
    assert (full.what, full.todo) == (FULL.what, FULL.todo)
