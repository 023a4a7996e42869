"""All figures of a tree of 30,000 unions and a million members, against the same measures in SQL by hand."""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

from tests.bench.figures_sql import BASES, PARTS, SAME
from tests.bench.figures_sql_learning import LEARNING
from tests.bench.homes import Homes, child, django_up
from tests.bench.measuring import Measure, against_floor, at_most, same_queries, say

PERIOD = "2026H1"
LIMIT = 2.0
SAMPLE_LIMIT = 0.3
"""Seconds for all figures of the sample town."""


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Time and queries of all figures."""
    large_size, small_size = ((600, 6_000), (100, 1_000)) if small else ((30_000, 1_000_000), (100, 3_000))
    say(f"figures: an office of {large_size[0]:,} unions and {large_size[1]:,} members …")
    large = child("tests.bench.figures", homes.office(*large_size), "3")
    few = child("tests.bench.figures", homes.office(*small_size), "1")
    sample = child("tests.bench.figures", homes.sample(), "5")
    floor = median(by_hand for _, by_hand in sample["runs"])
    return [
        at_most(
            "all_figures_of_the_sample_town",
            [product for product, _ in sample["runs"]],
            "s",
            SAMPLE_LIMIT,
            floor=floor,
            figures=sample["figures"],
        ),
        against_floor("all_figures", large["runs"], LIMIT, slowest_by_hand=large["slowest"], unions=large["unions"]),
        same_queries("all_figures_queries", few["queries"], large["queries"]),
    ]


def by_hand(file: str, days: dict[str, str]) -> tuple[dict[str, int], dict[str, float]]:
    """Every part's total by the hand-written statements, and how long each took."""
    totals, seconds = {}, {}
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA cache_size=-16000")
        db.execute("PRAGMA temp_store=MEMORY")
        for code, statement in (PARTS | LEARNING).items():
            begun = perf_counter()
            totals[code] = sum(row[-1] for row in db.execute(statement, days).fetchall())
            seconds[code] = perf_counter() - begun
    return totals, seconds


def product(span: Any) -> dict[str, Any]:
    """Every part's total at the town as the product computes it, tree included."""
    from gonghui.kernel.indicators import all_indicators, figures
    from gonghui.orgs.public import tree_on

    tree = tree_on(span.end)
    found = figures(all_indicators(), tree, ("union", tree.root), span)
    totals: dict[str, Any] = {figure.indicator.code: figure.numerator for figure in found}
    totals |= {f"{f.indicator.code}/base": f.denominator for f in found if f.denominator is not None}
    return totals


def same(ours: dict[str, Any], theirs: dict[str, int]) -> None:
    """The two must agree on every part, or the comparison says nothing."""
    expected = theirs | {code: theirs[part] for code, part in SAME.items()}
    expected |= {f"{code}/base": theirs[part] for code, part in BASES.items()}
    wrong = {code: (ours.get(code), expected.get(code)) for code in ours.keys() | expected.keys()
             if ours.get(code) != expected.get(code)}  # fmt: skip
    if wrong:
        raise AssertionError(f"product and hand-written SQL differ (product, SQL): {wrong}")


def main(repeats: str) -> None:
    """Measure on this process's data folder; prints JSON."""
    django_up()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from gonghui.kernel.dates import add_months, parse_period
    from gonghui.kernel.indicators import all_indicators
    from gonghui.orgs.public import Union

    span = parse_period(PERIOD).span
    days = {"start": span.start, "end": span.end, "before": span.start - timedelta(days=1),
            "later": add_months(span.end, 6)}  # fmt: skip
    texts = {key: value.isoformat() for key, value in days.items()}
    file = str(connection.settings_dict["NAME"])
    queries, runs = 0, []
    seconds: dict[str, float] = {}
    for turn in range(int(repeats)):
        begun = perf_counter()
        if turn == 0:
            with CaptureQueriesContext(connection) as asked:
                ours = product(span)
            queries = len(asked)
        else:
            ours = product(span)
        half = perf_counter()
        theirs, seconds = by_hand(file, texts)
        runs.append((half - begun, perf_counter() - half))
        same(ours, theirs)
    slowest = sorted(seconds.items(), key=lambda one: -one[1])[:5]
    result = {
        "runs": runs,
        "queries": queries,
        "unions": Union.objects.count(),
        "slowest": slowest,
        "figures": len(all_indicators()),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
