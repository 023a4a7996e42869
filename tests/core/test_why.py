"""Why a figure changed: the steps add up to the difference exactly, and each opens the records it counts."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from gonghui.bargaining.public import ContractKind
from gonghui.kernel.dates import Span, parse_period
from gonghui.kernel.indicators import Count, Distinct, Figure, Indicator, Node, all_indicators, indicator
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.why import Explained, Moment, effect_of, explain, rounded
from gonghui.orgs.public import UnionKind, employer_attach, head_count_record, tree_on, union_place
from gonghui.people.public import member_transfer
from tests.core.test_time import DAY, TODAY, merge_and_dissolve, move_everything
from tests.town import SmallTown, at

AFTER = Span(DAY, DAY)


def moment(code: str, node: Node, span: Span) -> Moment:
    return Moment(indicator(code), tree_on(span.end), node, span)


def between(code: str, node: Node, first: Span, last: Span) -> Explained:
    return explain(moment(code, node, first), moment(code, node, last))


def adds_up(found: Explained) -> None:
    """Numerator, base and effect of the steps are the differences, and each step has what it says."""
    before, after = found.before, found.after
    assert sum(step.numerator for step in found.steps) == after.numerator - before.numerator
    if before.denominator is not None and after.denominator is not None:
        assert sum(step.denominator or 0 for step in found.steps) == after.denominator - before.denominator
    if found.difference is not None:
        assert sum((step.effect or Fraction(0) for step in found.steps), Fraction(0)) == found.difference
    for step in found.steps:
        assert len(list(step.opens)) == step.records


@pytest.mark.postgres
def test_a_busy_day_is_explained_in_full_for_every_figure_that_holds_something(
    town: SmallTown, on_postgres: bool
) -> None:
    """Each in the whole town and in one part of it after the other; on PostgreSQL in one of the two."""
    move_everything(town)
    merge_and_dissolve(town)
    told, past = 0, parse_period("2026H1").span
    root, *parts = [
        town.nodes()[0],
        ("union", town.unions["甲厂"].pk),
        ("union", town.unions["联合"].pk),
        town.nodes()[-1],
    ]
    then, now = Counter(tree_on(past.end), past), Counter(tree_on(DAY), AFTER)
    pairs = [(item, then.figure(item, root), now.figure(item, root)) for item in all_indicators()]
    filled = [item for item, *pair in pairs if any(each.numerator or each.denominator for each in pair)]
    assert len(filled) > 20
    for number, item in enumerate(filled):
        both = (root, parts[number % len(parts)])
        for node in both[number % 2 :][:1] if on_postgres else both:
            found = between(item.code, node, past, AFTER)
            adds_up(found)
            told += len(found.steps)
    assert told > (25 if on_postgres else 50), "the busy day was not busy"


@pytest.mark.django_db
def test_a_member_who_moves_to_another_union_moved_and_did_not_leave(town: SmallTown) -> None:
    row = town.rolls["甲厂"][3]
    member_transfer(row=row, to=town.unions["丙厂"], on=DAY, **TODAY)
    day_before = Span(date(2026, 7, 9), date(2026, 7, 9))
    out = between("people.members", ("union", town.unions["甲厂"].pk), day_before, AFTER)
    into = between("people.members", ("union", town.unions["丙厂"].pk), day_before, AFTER)
    whole = between("people.members", ("union", town.root.pk), day_before, AFTER)
    assert [(step.key, step.numerator, [each.worker_id for each in step.opens]) for step in out.steps] == [
        ("moved_out", -1, [row.worker_id])
    ]
    assert [(step.key, step.numerator) for step in into.steps] == [("moved_in", 1)]
    assert whole.steps == () and whole.difference == 0


@pytest.mark.django_db
def test_an_employer_that_signs_is_gained_and_a_bigger_work_force_is_a_changed_amount(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    before = Span(date(2026, 7, 1), date(2026, 7, 1))
    town.sign("丙厂", date(2026, 7, 2), date(2029, 7, 1))
    found = between("bargaining.contract_signing_rate", root, before, AFTER)
    assert [(step.key, step.numerator, step.denominator) for step in found.steps] == [("gained", 1, 0)]
    assert [row.employer.name for row in found.steps[0].opens] == ["清河丙厂"]
    head_count_record(employer=town.employers["甲厂"], on=DAY, staff=150, by=TODAY["by"], at=at(DAY))
    staff = between("bargaining.contract_coverage_rate", root, before, AFTER)
    assert {step.key: (step.numerator, step.denominator) for step in staff.steps} == {
        "gained": (50, 0), "changed": (20, 20),
    }  # fmt: skip
    changed = next(step for step in staff.steps if step.key == "changed")
    assert [row.employer.name for row in changed.opens] == ["清河甲厂"]


@pytest.mark.django_db
def test_a_union_that_changes_its_village_moved_between_the_villages(town: SmallTown) -> None:
    union_place(union=town.unions["丙厂"], area=town.areas["east"], on=DAY, **TODAY)
    before = Span(date(2026, 7, 9), date(2026, 7, 9))
    for village, key in (("west", "moved_out"), ("east", "moved_in")):
        found = between("orgs.unions", ("area", town.areas[village].pk), before, AFTER)
        assert [(step.key, abs(step.numerator)) for step in found.steps] == [(key, 1)]


@pytest.mark.django_db
def test_explaining_asks_as_often_in_a_large_town_as_in_a_small_one(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    asked = []
    for wanted in (0, 30):
        for number in range(wanted):
            town.firm(f"第{number}厂", approved=date(2026, 3, 1))
        trees = [tree_on(date(2025, 12, 31)), tree_on(DAY)]
        days = [Span(date(2025, 12, 31), date(2025, 12, 31)), AFTER]
        with CaptureQueriesContext(connection) as queries:
            item = indicator("bargaining.contract_signing_rate")
            explain(*(Moment(item, tree, root, span) for tree, span in zip(trees, days, strict=True)))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_rows_that_stand_for_one_subject_several_times_still_add_up(town: SmallTown) -> None:
    """A numerator that is no part of its base, with subjects named twice: declared badly, added up all the same."""
    covers = indicator("bargaining.wage_agreements").numerator
    base = indicator("orgs.formation_rate").denominator
    assert base is not None and isinstance(covers, Distinct)
    odd = Indicator(
        code="test.odd", title="试", why="试", unit="%", denominator=base,
        numerator=Count(label="试", words="试", rows=covers.every, subject="employer_id", key=covers.key),
    )  # fmt: skip
    town.sign("甲厂", date(2026, 7, 1), date(2027, 7, 1), ContractKind.WAGE)
    union_place(union=town.unions["甲厂"], kind=UnionKind.JOINT, on=DAY, **TODAY)
    employer_attach(employer=town.employers["五金店"], union=town.unions["甲厂"], on=DAY, **TODAY)
    days = (Span(date(2025, 12, 31), date(2025, 12, 31)), Span(date(2026, 7, 5), date(2026, 7, 5)))
    for number, node in enumerate(town.nodes()):
        for first in days if number == 0 else days[number % 2 :][:1]:
            adds_up(explain(Moment(odd, tree_on(first.end), node, first), Moment(odd, tree_on(DAY), node, AFTER)))


NUMBERS = st.integers(0, 40)
STEPS = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=7)


@given(NUMBERS, st.integers(1, 60), STEPS)
def test_the_effects_of_any_steps_add_up_and_turn_their_sign_with_time(
    top: int, base: int, steps: list[tuple[int, int]]
) -> None:
    last_top, last_base = top + sum(n for n, _ in steps), base + sum(d for _, d in steps)
    if last_base <= 0:
        return
    rate = indicator("people.retention_rate")
    first, last = Figure(rate, top, base), Figure(rate, last_top, last_base)
    effects = [effect_of(first, last, n, d) or Fraction(0) for n, d in steps]
    assert sum(effects, Fraction(0)) == Fraction(last_top * 100, last_base) - Fraction(top * 100, base)
    assert [effect_of(last, first, -n, -d) for n, d in steps] == [-each for each in effects]


@given(st.lists(st.fractions(-50, 50, max_denominator=997), max_size=8), st.integers(0, 4))
def test_rounded_parts_add_up_to_the_rounded_whole(values: list[Fraction], digits: int) -> None:
    found = rounded(values, digits)
    unit = Fraction(1, 10**digits)
    assert sum(found, Fraction(0)) == round(sum(values, Fraction(0)) / unit) * unit
    assert all(abs(one - exact) < unit for one, exact in zip(found, values, strict=True))
