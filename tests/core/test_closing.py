"""A closed period keeps its figures and their records; what is corrected later stands beside them."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.audit.models import Event
from gonghui.kernel.dates import Span, parse_period
from gonghui.kernel.indicators import Node, all_indicators, figures, indicator, opened, rest_of
from gonghui.kernel.indicators.closing import period_close, period_reopen
from gonghui.kernel.indicators.digest import definition
from gonghui.kernel.indicators.frozen import closing_of
from gonghui.kernel.indicators.measure import Counter
from gonghui.kernel.indicators.models import Closing
from gonghui.kernel.indicators.slices import dimension_of, sliced, split
from gonghui.kernel.indicators.why import Moment, explain
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import DutyKind, duty_set, head_count_record, tree_on, union_amend, union_place
from gonghui.people.public import LeaveReason, member_leave
from tests.core.test_time import DAY, TODAY
from tests.town import OFFICER, SmallTown, all_figures, at

SPAN = parse_period("2026H1").span
JULY = {"by": OFFICER, "at": at(date(2026, 7, 3))}


def close(node: Node, period: str = "2026H1", when: datetime = JULY["at"]) -> Closing:  # type: ignore[assignment]
    span = parse_period(period).span
    return period_close(period=period, tree=tree_on(span.end), node=node, by=OFFICER, at=when)


Shown = dict[str, tuple[int, int | None]]


def shown_at(nodes: list[Node], *, live: bool = False) -> dict[Node, Shown]:
    """Every figure at each of some nodes."""
    counter = Counter(tree_on(SPAN.end), SPAN, live=live)
    found = {node: [counter.figure(item, node) for item in all_indicators()] for node in nodes}
    return {node: {each.indicator.code: (each.numerator, each.denominator) for each in found[node]} for node in nodes}


def shown(node: Node, *, live: bool = False) -> Shown:
    return shown_at([node], live=live)[node]


def correct_the_past(town: SmallTown) -> None:
    """In July somebody finds out what had really been so in June."""
    member_leave(row=town.rolls["乙厂"][0], on=date(2026, 6, 20), reason=LeaveReason.RESIGNED, **TODAY)
    town.admit("小学", 2, date(2026, 6, 1))
    duty_set(employer=town.employers["五金店"], duty=DutyKind.CONTRACT, required=True, on=date(2026, 6, 1), **TODAY)
    head_count_record(employer=town.employers["甲厂"], on=date(2026, 6, 1), staff=200, **TODAY)
    union_place(union=town.unions["丙厂"], area=town.areas["east"], on=date(2026, 6, 1), **TODAY)
    union_amend(union=town.unions["小学"], approved_on=date(2026, 6, 15), **TODAY)


@pytest.mark.postgres
def test_a_closed_half_year_keeps_every_figure_and_every_record_at_every_place(town: SmallTown) -> None:
    nodes = town.nodes()
    before = shown_at(nodes)
    close(nodes[0])
    correct_the_past(town)
    assert shown_at(nodes) == before
    assert shown_at(nodes, live=True) != before
    tree = tree_on(SPAN.end)
    counter = Counter(tree, SPAN)
    for item in all_indicators():
        double = counter.settled(item, nodes[0])
        whole = counter.figure(item, nodes[0])
        for node in nodes if whole.numerator or whole.denominator else nodes[:1]:
            rows = opened(double.numerator, tree, node, SPAN)
            total = counter.total(double.numerator, node)
            assert sum(row.amount for row in rows) == total, item.code
            missing = rest_of(double)
            if missing is not None:
                base = counter.figure(item, node)
                lacking = sum(row.amount for row in opened(missing, tree, node, SPAN))
                assert lacking == (base.denominator or 0) - base.numerator, item.code


@pytest.mark.postgres
def test_then_and_now_names_what_came_in_and_what_went_out(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    close(root)
    correct_the_past(town)
    tree = tree_on(SPAN.end)
    kept, live = Counter(tree, SPAN), shown(root, live=True)
    filled = [item for item in all_indicators() if any(live[item.code]) or kept.figure(item, root).numerator]
    assert len(filled) > 20
    for item in filled:
        double = kept.settled(item, root)
        found = explain(Moment(double, tree, root, SPAN), Moment(item, tree, root, SPAN))
        assert sum(step.numerator for step in found.steps) == found.after.numerator - found.before.numerator
    item = indicator("people.members")
    double = Counter(tree, SPAN).settled(item, root)
    found = explain(Moment(double, tree, root, SPAN), Moment(item, tree, root, SPAN))
    assert {step.key: step.numerator for step in found.steps} == {"entered": 2, "left": -1}
    gone = next(step for step in found.steps if step.key == "left").opens.get()
    leaver = town.rolls["乙厂"][0]
    assert (gone.kind, gone.key, gone.cells[0]) == ("member", leaver.pk, leaver.worker.name)
    assert ["people.membership", leaver.pk] in gone.refs


@pytest.mark.postgres
def test_a_figure_split_in_a_closed_period_adds_up_to_what_was_kept(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    tree = tree_on(SPAN.end)
    item = indicator("people.members")
    then = {each.label: each.figure.numerator for each in split(item, "kind", tree, root, SPAN)}
    close(root)
    correct_the_past(town)
    double = Counter(tree, SPAN).settled(item, root)
    now = split(double, "kind", tree, root, SPAN)
    assert {each.label: each.figure.numerator for each in now} == then
    kind = dimension_of(double.numerator, "kind")
    for each in now:
        rows = sliced(double.numerator, kind, each.value, opened(double.numerator, tree, root, SPAN), SPAN)
        assert rows.count() == each.figure.numerator


@pytest.mark.django_db
def test_a_period_is_closed_once_and_only_after_it_has_ended(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    with pytest.raises(Refused, match="才结束"):
        close(root, when=at(date(2026, 6, 30)))
    closing = close(root, when=at(date(2026, 7, 1)))
    with pytest.raises(Refused, match="已经由沈燕封存"):
        close(root)
    with pytest.raises(Refused, match="已经由沈燕封存"):
        close(("union", town.unions["甲厂"].pk))
    period_reopen(closing=closing, reason="漏报一家", **JULY)
    with pytest.raises(Refused, match="已经启封"):
        period_reopen(closing=closing, reason="再来一次", **JULY)
    close(root)
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))[-3:]
    assert verbs == ["period_close", "period_reopen", "period_close"]


@pytest.mark.django_db
def test_opening_a_period_again_needs_a_reason_and_the_figures_follow_the_records(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    closing = close(root)
    correct_the_past(town)
    with pytest.raises(Refused, match="原因"):
        period_reopen(closing=closing, reason=" ", **JULY)
    kept = shown(root)["people.members"]
    period_reopen(closing=closing, reason="六月漏登两名会员", **JULY)
    assert shown(root)["people.members"] == (kept[0] + 1, None)
    assert shown(root) == shown(root, live=True)


@pytest.mark.django_db
def test_one_unions_closing_settles_its_own_figures_and_nobody_elses(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    school: Node = ("union", town.unions["education"].pk)
    pupils: Node = ("union", town.unions["小学"].pk)
    before = {node: found["people.members"] for node, found in shown_at([root, school, pupils]).items()}
    close(school)
    correct_the_past(town)
    after = {node: found["people.members"] for node, found in shown_at([root, school, pupils]).items()}
    assert after[school] == before[school] and after[pupils] == before[pupils]
    assert after[root] != before[root]
    assert closing_of(SPAN, root) is None and closing_of(SPAN, school) is not None


@pytest.mark.django_db
def test_a_standing_figure_of_the_last_day_is_the_kept_one_and_a_flowing_one_needs_the_same_days(
    town: SmallTown,
) -> None:
    root: Node = ("union", town.root.pk)
    close(root)
    correct_the_past(town)
    tree, day = tree_on(SPAN.end), Span(SPAN.end, SPAN.end)
    members, joined = figures([indicator("people.members"), indicator("people.members_joined")], tree, root, day)
    assert members.indicator.kept is not None and joined.indicator.kept is None
    assert members.numerator == shown(root)["people.members"][0]


@pytest.mark.django_db
def test_a_figure_says_when_it_is_declared_differently_than_at_the_closing(
    town: SmallTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    root: Node = ("union", town.root.pk)
    closing = close(root)
    item = indicator("people.members")
    kept = Counter(tree_on(SPAN.end), SPAN).settled(item, root).kept
    assert kept is not None and not kept.changed
    assert (kept.period, kept.closed_at) == (closing.period, closing.closed_at)
    women = indicator("people.members_women")
    assert definition(item) != definition(women)
    closing.figures.filter(code=item.code).update(definition=definition(women))
    kept = Counter(tree_on(SPAN.end), SPAN).settled(item, root).kept
    assert kept is not None and kept.changed


@pytest.mark.django_db
def test_kept_figures_are_asked_as_often_for_a_large_town_as_for_a_small_one(town: SmallTown) -> None:
    root: Node = ("union", town.root.pk)
    asked = []
    for period, wanted in (("2026H1", 0), ("2026Q2", 8)):
        for number in range(wanted):
            town.firm(f"第{number}厂", approved=date(2026, 3, 1))
        close(root, period)
        span = parse_period(period).span
        tree = tree_on(span.end)
        with CaptureQueriesContext(connection) as queries:
            figures(all_indicators(), tree, root, span)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert SPAN.end < DAY and all_figures([root], ["2026H1"])
