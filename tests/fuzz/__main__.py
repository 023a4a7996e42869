"""`python -m tests.fuzz [--rounds 3000] [--seed N] [--as NAME]`: exit 1 with the requests that met a fault.

Works on the sample town in a folder of its own; the same seed sends the same requests. With DATABASE_URL set it
works on that database, which has to be empty.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random, SystemRandom

from tests.bench.homes import TODAY, django_up

PERSONS = ("zhoulixin", "wuguoping", "hejianping", "qianxuemei", "liuzhiyuan", "gaoming", "wangsufen", "")
"""The chair, an officer, a grassroots chair, the auditor, the county, the administrator, a member, a stranger."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Wrong input everywhere.")
    parser.add_argument("--rounds", type=int, default=1500, help="requests for each person")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    parser.add_argument("--as", dest="persons", action="append", help="only this one; may be repeated")
    parser.add_argument("--home", type=Path, help="a copy of a sample town that may be spoilt")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gonghui-fuzz-") as base:
        home = options.home or Path(base) / "home"
        os.environ |= {"GONGHUI_HOME": str(home), "GONGHUI_TODAY": TODAY, "GONGHUI_TEST": "1"}
        django_up()
        from gonghui.cli import main as command
        from tests.fuzz.persons import attack

        if not (home / "gonghui.sqlite3").exists() and command(["init", "--demo"]) != 0:
            sys.exit("no sample town")
        print(f"seed {options.seed}", file=sys.stderr, flush=True)
        faults: dict[str, str] = {}
        for person in options.persons or PERSONS:
            sent, found = attack(person, options.rounds, Random(f"{options.seed} {person}"))
            print(f"fuzz: {person or 'a stranger'}: {sent}", flush=True)
            faults |= found
    for said in faults.values():
        print(f"\n{said}")
    if faults:
        sys.exit(f"{len(faults)} faults, seed {options.seed}")


if __name__ == "__main__":
    main()
