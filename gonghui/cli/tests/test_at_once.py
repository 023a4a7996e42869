"""Others write while a roster comes in. What a killed import leaves: `tests/faults`."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from gonghui.cli.tests.eight import write_together
from gonghui.cli.tests.office import TODAY, Office, person
from gonghui.kernel.clock import now
from tests.ready import ready

UNION = [["工会名称", "成立日期"], ["宏达机械有限公司工会", "2019-01-01"]]


def roster(office: Office, count: int) -> Path:
    lines = [
        [f"王{'芳敏静丽强'[n % 5]}", person(n % 400, date(1960 + n // 400, 1, 1)), "宏达机械有限公司工会"]
        for n in range(count)
    ]
    return office.xlsx("名册.xlsx", [["姓名", "身份证号", "所属工会"], *lines])


class Apart:
    """The product in processes of their own, with a data folder of its own."""

    def __init__(self, home: Path) -> None:
        ours = {k: v for k, v in os.environ.items() if k not in ("GONGHUI_TEST", "DATABASE_URL")}
        self.home, self.environment = home, ours | {"GONGHUI_HOME": str(home), "GONGHUI_TODAY": TODAY}

    def run(self, program: str, *words: str) -> str:
        done = ready().run(program, [*words], self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def gonghui(self, *words: str) -> str:
        return self.run("gonghui.cli", *words)


@pytest.fixture(scope="module")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of 石桥镇 with one union, in a SQLite file."""
    home = tmp_path_factory.mktemp("first") / "data"
    there = Apart(home)
    there.gonghui("init", "--town", "石桥镇")
    sheet = home.with_name("工会.csv")
    sheet.write_text("\n".join(",".join(line) for line in UNION), encoding="utf-8")
    there.gonghui("import", "unions", str(sheet))
    return home


@pytest.fixture
def apart(first_office: Path, tmp_path: Path) -> Apart:
    """A copy of that office, to be harmed."""
    return Apart(Path(shutil.copytree(first_office, tmp_path / "data")))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_people_write_while_a_roster_comes_in(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if connection.vendor == "postgresql":
        lasting: Office = request.getfixturevalue("lasting")
        lasting.take("unions", lasting.xlsx("工会.xlsx", UNION))
        assert write_together(roster(lasting, 400), now(date.fromisoformat(TODAY)).at) == (400, [])
    else:  # the database in memory of a test has one writer: this office keeps a file and runs in processes of its own
        apart: Apart = request.getfixturevalue("apart")
        file = roster(Office(tmp_path, capsys), 400)
        assert apart.run("gonghui.cli.tests.eight", str(file)).split() == ["400", "[]"]
