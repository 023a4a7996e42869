"""Loaded by pytest before the settings are read: a data folder of its own, never the office's.

Every worker process gets a folder below the first one; the first process removes all of them.
"""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

BASE = "GONGHUI_TEST_BASE"


def prepare() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and BASE in os.environ:
        home = Path(os.environ[BASE]) / worker
    else:
        base = tempfile.mkdtemp(prefix="gonghui-test-")
        os.environ[BASE] = base
        atexit.register(shutil.rmtree, base, ignore_errors=True)
        home = Path(base) / "main"
    os.environ["GONGHUI_HOME"] = str(home)
    os.environ["GONGHUI_TEST"] = "1"
    for name in (
        "BACKUP_DIR",
        "DEBUG",
        "HOSTS",
        "HTTPS",
        "KEYS",
        "LISTEN",
        "MAIL",
        "MAIL_FROM",
        "PROXY",
        "SERVING",
        "STATIC",
        "WECOM",
    ):
        os.environ.pop(f"GONGHUI_{name}", None)

    gc.set_threshold(50_000, 50, 100)  # models refer to each other all over; looking for garbage often costs a tenth


prepare()
# How fast a machine is while others work on it says nothing about the product.
hypothesis.settings.register_profile("gonghui", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("gonghui")


@pytest.fixture(autouse=True)
def as_a_process_starts() -> Iterator[None]:
    """Nothing is left of the test before: neither the office's own values of rules nor the anchor beside the keys."""
    from gonghui.kernel.audit.proof.chain import forget_anchor

    forget_anchor()
    yield
    from gonghui.kernel.rules.edition import statutes_alone

    statutes_alone()


@pytest.fixture(autouse=True, scope="module")
def questions_are_worded_anew() -> None:
    """For each file of tests; within it a test finds the words of the one before, as a page does."""
    from gonghui.kernel.again import forget

    forget()


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied() -> Iterator[None]:
    """Between tests with real transactions all tables are emptied, which the events' own triggers would refuse."""
    from django.test import TransactionTestCase

    from gonghui.kernel.audit.proof.guards import release_events

    emptying = TransactionTestCase._fixture_teardown

    def released(case: TransactionTestCase) -> None:
        release_events()
        emptying(case)

    TransactionTestCase._fixture_teardown = released
    yield
    TransactionTestCase._fixture_teardown = emptying


@pytest.fixture(autouse=True, scope="session")
def codes_are_guessed_cheaply() -> Iterator[None]:
    """As with passwords: a key from a recovery code costs a tenth of a second on purpose, which no test waits for."""
    from gonghui.kernel.backup import code

    slow = code.Scrypt
    with pytest.MonkeyPatch.context() as way:
        way.setattr(code, "Scrypt", lambda *, n, **rest: slow(n=2**4, **rest))
        yield
