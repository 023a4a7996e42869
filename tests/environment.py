"""Loaded by pytest before the settings are read: a data folder of its own, never the office's.

Every worker process gets a folder below the first one; the first process removes all of them.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
    for name in ("GONGHUI_DEBUG", "GONGHUI_HOSTS", "GONGHUI_HTTPS", "GONGHUI_KEYS", "GONGHUI_STATIC"):
        os.environ.pop(name, None)


prepare()


@pytest.fixture(autouse=True)
def statutes_before_any_door() -> Iterator[None]:
    """Each test starts as a process does: the office's own values are unknown until a request or a command asks."""
    yield
    from gonghui.kernel.rules.edition import statutes_alone

    statutes_alone()
