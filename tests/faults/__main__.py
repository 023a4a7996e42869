"""`python -m tests.faults [--runs 30] [--only KIND] [--seed N]`: exit 1 at the first thing that is neither before nor after."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.homes import django_up

KINDS = ("backup", "restore", "seal", "import", "transition", "close", "move")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Pulls the plug at random moments.")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--only", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gonghui-faults-") as base:
        os.environ |= {"GONGHUI_HOME": f"{base}/watcher", "GONGHUI_TEST": "", "DATABASE_URL": ""}
        django_up()
        from tests.faults.plug import Office, moments

        office = Office(Path(base))
        for kind in options.only or KINDS:
            cut = 0
            for number, seconds in enumerate(moments(kind, office, options.runs, options.seed), 1):
                cut += office.pull_after(kind, seconds)
                try:
                    office.check(kind)
                except AssertionError as between:
                    sys.exit(f"{kind}, run {number}, killed after {seconds:.3f} s: {between}")
            print(f"{kind}: {options.runs} runs, {cut} killed at work, all before or after.", flush=True)
        office.close()


if __name__ == "__main__":
    main()
