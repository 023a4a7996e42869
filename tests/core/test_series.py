"""Many days counted in one walk give what each day gives alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gonghui.kernel.dates import Span, month_ends
from gonghui.kernel.indicators import SIDES, OnDay, Part, all_indicators, indicator
from gonghui.kernel.indicators.measure import Counter, counters, counts, counts_on
from gonghui.orgs.public import tree_on
from tests.core.test_time import DAY, merge_and_dissolve, move_everything
from tests.town import SmallTown

FIRST, LAST = date(2018, 1, 1), date(2026, 8, 31)
DAYS = st.lists(
    st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days=days)), min_size=2, max_size=9
)


def standing_parts() -> list[Part]:
    found = (item.part(side) for item in all_indicators() for side in SIDES)
    return list(dict.fromkeys(part for part in found if part and isinstance(part.rows, OnDay)))


@pytest.fixture
def busy(town: SmallTown) -> SmallTown:
    """The town after a day on which everything moved."""
    move_everything(town)
    merge_and_dissolve(town)
    return town


@pytest.mark.postgres
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS)
def test_any_days_counted_together_are_what_they_are_alone(busy: SmallTown, days: list[date]) -> None:
    for part in standing_parts():
        assert counts_on(part, days) == [counts(part, Span(day, day)) for day in days], part.label


@pytest.mark.django_db
def test_twelve_months_of_the_headline_figures_take_one_query_for_each_standing_part(busy: SmallTown) -> None:
    node = busy.nodes()[0]
    spans = [Span(day, day) for day in month_ends(DAY, 12)]
    trees = [tree_on(span.end) for span in spans]
    items = [indicator("people.members"), indicator("bargaining.contract_coverage_rate")]
    with CaptureQueriesContext(connection) as asked:
        series = counters(list(zip(trees, spans, strict=True)))
        together = [[counter.figure(item, node) for item in items] for counter in series]
    assert len(asked) == 4  # three parts, and what is closed
    alone = [
        [Counter(tree, span).figure(item, node) for item in items] for tree, span in zip(trees, spans, strict=True)
    ]
    assert together == alone


def test_the_parts_that_the_home_page_draws_are_counted_so() -> None:
    assert len(standing_parts()) > 8
