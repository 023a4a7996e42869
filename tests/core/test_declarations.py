"""Every kind of bad declaration is named at the start, with what to do about it; ours have none."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.checks.registry import registry as django_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.dates import Span, parse_period
from gonghui.kernel.indicators import (
    Cohort,
    Column,
    Count,
    Dimension,
    Distinct,
    Indicator,
    Node,
    Sum,
    all_indicators,
    indicator,
    opened,
    register,
    rest_of,
)
from gonghui.kernel.indicators.checks import faults_of, indicator_checks
from gonghui.kernel.indicators.measure import Counter, total_of
from gonghui.kernel.indicators.slices import dimension_of, sliced, split
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import tree_on
from tests.town import SmallTown

SPAN = parse_period("2026H1").span
COUNT = indicator("orgs.unions")
RATE = indicator("bargaining.contract_signing_rate")
SUM = indicator("bargaining.contract_coverage_rate")
COHORT = indicator("people.retention_rate")


def part(of: Any = COUNT.numerator, **changes: Any) -> Any:
    return replace(of, **changes)


def counted(**changes: Any) -> Indicator:
    return replace(COUNT, numerator=part(**changes))


def explode(span: Span) -> Any:
    return COUNT.numerator.rows(span).filter(nowhere=1)


BAD: dict[str, list[Indicator]] = {
    "I002": [replace(COUNT, code="unions"), replace(COUNT, code="Orgs.Unions")],
    "I003": [replace(COUNT, title=" "), replace(COUNT, why="")],
    "I004": [replace(COUNT, unit=""), replace(COUNT, unit="%"), replace(RATE, unit="家")],
    "I005": [replace(COUNT, exempt=RATE.exempt)],
    "I006": [counted(words=""), counted(label=" "), replace(RATE, denominator=part(RATE.denominator, words=""))],
    "I007": [counted(rows=explode), counted(rows=lambda span: [])],
    "I008": [counted(union="onion_id"), counted(area="onion__area_id")],
    "I009": [counted(subject="onion_id"), counted(subject="name")],
    "I010": [replace(SUM, numerator=part(SUM.numerator, field="employer__name")),
             replace(SUM, numerator=part(SUM.numerator, field="onions"))],
    "I011": [counted(columns=(Column("工会", "union__nom"),))],
    "I012": [counted(dimensions=(Dimension(key="kind", title="类型", value="kinds"),)),
             counted(dimensions=(Dimension(key="union", title="工会", value="union_id"),)),
             counted(dimensions=COUNT.numerator.dimensions * 2),
             replace(RATE, numerator=part(RATE.numerator, dimensions=()))],
    "I013": [replace(COHORT, flowing=False)],
    "I014": [replace(RATE, numerator=part(RATE.numerator, subject="pk")), replace(RATE, denominator=COUNT.numerator)],
}  # fmt: skip


@pytest.mark.parametrize("code", BAD)
def test_a_bad_declaration_is_named_with_what_to_do(code: str) -> None:
    for item in BAD[code]:
        found = faults_of([item])
        assert f"gonghui.{code}" in {each.id for each in found}, item
        assert all(each.hint and item.code in each.msg for each in found)


def test_a_code_that_is_taken_twice_stops_the_start() -> None:
    assert indicator_checks in django_checks.get_checks() and indicator_checks(None) == []
    with pytest.raises(ValueError, match="is declared twice"):
        register(replace(COUNT, title="别的基层工会"))
    assert indicator("orgs.unions") is COUNT


def test_our_own_declarations_have_no_fault() -> None:
    assert faults_of(all_indicators()) == []
    kinds = {type(each) for item in all_indicators() for each in (item.numerator, item.denominator) if each}
    assert kinds == {Count, Sum, Distinct, Cohort}


@pytest.mark.postgres
def test_every_split_of_every_figure_adds_up_to_it_and_every_slice_opens(town: SmallTown) -> None:
    """Of a figure for which nothing is recorded in the whole town, the first split."""
    tree, root = tree_on(SPAN.end), town.nodes()[0]
    counter = Counter(tree, SPAN)
    for node in (root, ("area", town.areas["west"].pk)):
        for item in all_indicators():
            figure, whole = counter.figure(item, node), counter.figure(item, root)
            empty = not (whole.numerator or whole.denominator)
            for dimension in item.dimensions[: int(node == root)] if empty else item.dimensions:
                with CaptureQueriesContext(connection) as asked:
                    found = split(item, dimension.key, tree, node, SPAN)
                assert len(asked) == (2 if item.is_rate else 1)
                assert sum(each.figure.numerator for each in found) == figure.numerator
                assert sum(each.figure.denominator or 0 for each in found) == (figure.denominator or 0)
                own = dimension_of(item.numerator, dimension.key)
                rows = opened(item.numerator, tree, node, SPAN)
                for each in found if node == root else found[:1]:
                    shown = sliced(item.numerator, own, each.value, rows, SPAN)
                    total = shown.order_by().aggregate(total=total_of(item.numerator))["total"]
                    assert total == each.figure.numerator, (item.code, dimension.key, each.label)


@pytest.mark.django_db
def test_exemptions_open_by_their_reason(town: SmallTown) -> None:
    tree, root = tree_on(SPAN.end), town.nodes()[0]
    exempt = RATE.exempt
    assert exempt is not None
    reason = dimension_of(exempt, "reason")
    rows = opened(exempt, tree, root, SPAN)
    found = sliced(exempt, reason, "由联合工会统一签订", rows, SPAN)
    assert sorted(row.employer.name for row in found) == ["五金店", "理发店"]


@pytest.mark.django_db
def test_a_dimension_that_a_figure_does_not_have_is_refused_with_those_it_has(town: SmallTown) -> None:
    with pytest.raises(Refused) as no:
        split(COUNT, "weather", tree_on(SPAN.end), town.nodes()[0], SPAN)
    assert "kind（工会类型）" in no.value.todo


@pytest.mark.postgres
def test_an_employer_under_several_contracts_counts_once_and_its_first_cover_stands_for_it(town: SmallTown) -> None:
    from gonghui.bargaining.public import ContractKind

    item = indicator("bargaining.womens_agreements")
    covers = item.numerator
    assert isinstance(covers, Distinct)
    first = town.sign("甲厂", SPAN.end, SPAN.end.replace(year=2028), ContractKind.WOMEN)
    tree = tree_on(SPAN.end)
    assert covers.every(SPAN).count() == 2
    rows = list(opened(covers, tree, town.nodes()[0], SPAN))
    assert [(row.employer.name, row.contract_id < first.pk) for row in rows] == [("清河甲厂", True)]
    assert Counter(tree, SPAN).figure(item, town.nodes()[0]).numerator == 1


@pytest.mark.django_db
def test_a_union_that_was_closed_in_the_half_year_is_missing_from_the_retention_rate(town: SmallTown) -> None:
    item = indicator("orgs.union_retention_rate")
    tree, root = tree_on(SPAN.end), town.nodes()[0]
    figure = Counter(tree, SPAN).figure(item, root)
    assert (figure.numerator, figure.denominator) == (6, 7)
    missing = rest_of(item)
    assert missing is not None
    assert [row.union.name for row in opened(missing, tree, root, SPAN)] == ["清河丁厂工会"]


@pytest.mark.django_db
def test_what_is_missing_is_the_base_less_the_numerator_for_every_rate_at_every_place(town: SmallTown) -> None:
    tree = tree_on(SPAN.end)
    counter = Counter(tree, SPAN)
    node: Node
    for item in all_indicators():
        missing = rest_of(item)
        for node in town.nodes() if missing else ():
            figure = counter.figure(item, node)
            lacking = counter.total(missing, node) if missing else 0
            assert lacking == (figure.denominator or 0) - figure.numerator, (item.code, node)
