"""A killed import leaves the batch or nothing; others write while a roster comes in."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from gonghui.cli.tests.office import TODAY, Office, person
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import now
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import import_file
from gonghui.orgs.public import Employer, EmployerKind, employer_amend, employer_register
from gonghui.people.public import Membership

UNION = [["工会名称", "成立日期"], ["宏达机械有限公司工会", "2019-01-01"]]


def roster(office: Office, count: int) -> Path:
    lines = [
        [f"王{'芳敏静丽强'[n % 5]}", person(n % 400, date(1960 + n // 400, 1, 1)), "宏达机械有限公司工会"]
        for n in range(count)
    ]
    return office.xlsx("名册.xlsx", [["姓名", "身份证号", "所属工会"], *lines])


def apart(home: Path, *arguments: str, **more: Any) -> "subprocess.Popen[bytes]":
    """The command line in a process of its own, with a data folder of its own."""
    environment = {k: v for k, v in os.environ.items() if k not in ("GONGHUI_TEST", "DATABASE_URL", "GONGHUI_TODAY")}
    return subprocess.Popen(
        [sys.executable, "-m", "gonghui.cli", *arguments, "--today", TODAY], env=environment | {"GONGHUI_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=settings.BASE_DIR, **more,
    )  # fmt: skip


COUNTS = """
import django, sys; django.setup()
from gonghui.people.public import Membership
from gonghui.people.models import Worker
from gonghui.kernel.audit.models import Event
from gonghui.kernel.imports.models import Batch
print(Worker.objects.count(), Membership.objects.count(), Event.objects.filter(verb="member_admit").count(), Batch.objects.filter(ledger="members").count())
"""


def counted(home: Path) -> list[int]:
    environment = {k: v for k, v in os.environ.items() if k not in ("GONGHUI_TEST", "DATABASE_URL")}
    environment |= {"GONGHUI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    out = subprocess.run(
        [sys.executable, "-c", COUNTS], env=environment, cwd=settings.BASE_DIR, check=True, capture_output=True
    )
    return [int(word) for word in out.stdout.split()]


def test_a_killed_import_leaves_the_whole_batch_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, count = tmp_path / "data", 3000
    files = Office(tmp_path, capsys)
    assert apart(home, "init", "--town", "石桥镇").wait() == 0
    assert apart(home, "import", "unions", str(files.xlsx("工会.xlsx", UNION))).wait() == 0
    file = str(roster(files, count))
    begun = time.monotonic()
    assert apart(home, "import", "members", file, "--dry-run").wait() == 0
    length, chance = time.monotonic() - begun, random.Random(7)
    done = 0
    for _ in range(10):
        process = apart(home, "import", "members", file)
        try:
            process.wait(length * chance.uniform(0.4, 1.6))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        found = counted(home)
        assert found[0] == found[1] == found[2] in (0, count), found
        assert bool(found[0]) == bool(found[3])
        if found[0]:
            done += 1
            assert apart(home, "undo", str(done)).wait() in (0, 1)
            break
    assert apart(home, "import", "members", file).wait() == 0
    assert counted(home)[:2] == [count, count]


@pytest.mark.postgres
def test_eight_people_write_while_a_roster_comes_in(lasting: Office) -> None:
    lasting.take("unions", lasting.xlsx("工会.xlsx", UNION))
    load_ledgers()
    data = roster(lasting, 2000).read_bytes()
    at, trouble, written = now(date.fromisoformat(TODAY)).at, [], []
    stop = threading.Event()

    def officer(number: int) -> None:
        by = Hand(None, f"干事{number}")
        try:
            unit = employer_register(name=f"{number}号单位", kind=EmployerKind.ENTERPRISE, by=by, at=at)
            turn = 0
            while turn < 5 or not stop.is_set():
                turn += 1
                employer_amend(employer=unit, remarks=f"第{turn}次", by=by, at=at)
            written.append((unit.pk, f"第{turn}次"))
        except Exception as error:
            trouble.append(error)
        finally:
            connections.close_all()

    people = [threading.Thread(target=officer, args=(number,)) for number in range(8)]
    for someone in people:
        someone.start()
    result = import_file(
        ledger=ledger_named("members"), data=data, filename="名册.xlsx", by=Hand(None, "命令行"), at=at
    )
    stop.set()
    for someone in people:
        someone.join()
    assert trouble == []
    assert result.count("created") == 2000 == Membership.objects.count()
    assert dict(written) == dict(Employer.objects.values_list("pk", "remarks"))
