"""`python -m tests.bench [--only NAME] [--small]`: one JSON document on stdout, progress on stderr."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence

from tests.bench import attending, figures, half_year, load, pages, plans, roster, serving, ticks
from tests.bench.homes import Homes
from tests.bench.measuring import Measure, machine, say

MEASURES = {
    "roster": roster.measure,
    "figures": figures.measure,
    "attending": attending.measure,
    "pages": pages.measure,
    "report": half_year.measure,
    "serving": serving.measure,
    "tick": ticks.measure,
    "plans": plans.measure,
    "load": load.measure,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print. The limits are told, not enforced: the exit code is 0 unless something breaks."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed and memory.")
    parser.add_argument("--only", choices=MEASURES, action="append", help="only this one; may be repeated")
    parser.add_argument("--small", action="store_true", help="tiny sizes: shows that the bench works, no more")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ended from outside: the temporary folders still go
    found: list[Measure] = []
    with Homes() as homes:
        for name in options.only or MEASURES:
            found += MEASURES[name](homes, options.small)
    for one in found:
        of = f"{one.value:.4g} {one.unit}" if one.ratio is None else f"{one.ratio:.2f} × floor"
        say(f"{'ok  ' if one.ok else 'OVER'} {one.name}: {of} (limit {one.limit:g})")
    print(
        json.dumps({"machine": machine(), "measures": [one.as_json() for one in found]}, ensure_ascii=False, indent=1)
    )


if __name__ == "__main__":
    main()
