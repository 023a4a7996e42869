"""The half-year report and all figures of the sample town, in fresh processes."""

import json
from time import perf_counter

from tests.bench.homes import Homes, child, django_up
from tests.bench.measuring import Measure, at_most, say

PERIOD = "2026H1"
LIMIT = 1.5


def measure(homes: Homes, small: bool) -> list[Measure]:
    """The first report of a process counts: it loads the Word library and the outline too."""
    say("report: the sample town …")
    runs = [child("tests.bench.half_year", homes.sample()) for _ in range(1 if small else 3)]
    again = min(run["again"] for run in runs)
    return [
        at_most("half_year_report", [run["first"] for run in runs], "s", LIMIT, again=again, bytes=runs[0]["bytes"]),
        at_most("sample_town_figures", [run["figures"] for run in runs], "s", LIMIT),
    ]


def main() -> None:
    """Write the report twice and all figures once; prints JSON."""
    django_up()
    from gonghui.kernel.clock import now

    today = now().today
    begun = perf_counter()
    from gonghui.reporting.public import half_year_report

    document = half_year_report(PERIOD, today=today)
    first = perf_counter() - begun
    begun = perf_counter()
    half_year_report(PERIOD, today=today)
    again = perf_counter() - begun
    from gonghui.kernel.dates import parse_period
    from gonghui.kernel.indicators import all_indicators, figures
    from gonghui.orgs.public import tree_on

    begun = perf_counter()
    tree = tree_on(today)
    figures(all_indicators(), tree, ("union", tree.root), parse_period(PERIOD).span)
    seconds = perf_counter() - begun
    print(json.dumps({"first": first, "again": again, "figures": seconds, "bytes": len(document)}))


if __name__ == "__main__":
    main()
