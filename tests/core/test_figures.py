"""A figure is exactly what it opens, children add up to their parent, and an empty base gives no number."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Sum as Total
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.dates import Span, parse_period
from gonghui.kernel.indicators import Node, Sum, all_indicators, figures, indicator, opened
from gonghui.kernel.indicators.measure import Counter, Figure
from gonghui.orgs.public import (
    DutyKind,
    EmployerKind,
    UnionKind,
    duty_set,
    employer_place,
    head_count_record,
    tree_on,
    union_amend,
    union_place,
    union_register,
)
from gonghui.people.public import (
    Admission,
    LeaveReason,
    MemberState,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
)
from tests.town import NOW, SmallTown, empty_town, town_figure

SPAN = parse_period("2026H1").span


@pytest.mark.postgres
def test_every_part_opens_exactly_the_rows_that_make_its_number(town: SmallTown) -> None:
    tree = tree_on(SPAN.end)
    counter = Counter(tree, SPAN)
    parts = {p for i in all_indicators() for p in (i.numerator, i.denominator, i.exempt) if p}
    empty = {part for part in parts if not opened(part, tree, ("union", tree.root), SPAN).exists()}
    for node in town.nodes():
        assert not any(counter.total(part, node) for part in empty)
        for part in parts - empty:
            rows = opened(part, tree, node, SPAN)
            keys = list(rows.values_list("pk", flat=True))
            assert len(keys) == len(set(keys)), f"{part.label} opens a record twice"
            shown = rows.order_by().aggregate(n=Total(part.field))["n"] or 0 if isinstance(part, Sum) else len(keys)
            assert counter.total(part, node) == shown, (part.label, node)


@pytest.mark.postgres
def test_the_unions_directly_below_the_town_add_up_to_the_town(town: SmallTown) -> None:
    tree = tree_on(SPAN.end)
    counter = Counter(tree, SPAN)
    root: Node = ("union", tree.root)
    for item in all_indicators():
        if item.code == "orgs.formation_rate":  # employers of no union count at their area and in the town
            continue
        below = [union for union, parent in tree.parents.items() if parent == tree.root]
        children = [counter.figure(item, ("union", union)).numerator for union in below]
        own = opened(item.numerator, tree, root, SPAN).filter(**{item.numerator.union: tree.root})
        assert sum(children) + own.count() == counter.figure(item, root).numerator, item.code


@pytest.mark.django_db
def test_employers_of_no_union_count_in_their_village_and_in_the_town(town: SmallTown) -> None:
    tree = tree_on(SPAN.end)
    rate = indicator("orgs.formation_rate")
    at_node = {name: figures([rate], tree, ("area", area.pk), SPAN)[0].denominator for name, area in town.areas.items()}
    alone = figures([rate], tree, ("union", town.root.pk), SPAN)[0]
    assert (alone.numerator, alone.denominator) == (9, 10)
    # 丁厂 lies in the east village and stands under the west village's union: it counts where its union does.
    assert at_node == {"east": 3, "west": 7}


@pytest.mark.django_db
def test_an_empty_base_gives_a_dash_and_no_value(db: None) -> None:
    empty_town()
    found = figures(all_indicators(), tree_on(SPAN.end), ("union", tree_on(SPAN.end).root), SPAN)
    rates = [figure for figure in found if figure.indicator.is_rate]
    assert rates and all(figure.value is None and figure.display == "—" for figure in rates)
    assert all(figure.display == "0" for figure in found if not figure.indicator.is_rate)


def test_a_hundred_percent_is_said_only_when_nobody_is_missing() -> None:
    rate = indicator("people.retention_rate")
    shown = [Figure(rate, part, base).display for part, base in ((45, 50), (5871, 6180), (2999, 3000), (3000, 3000))]
    assert shown == ["90%", "95%", "99.9%", "100%"]
    assert Figure(indicator("people.members"), 7520, None).display == "7,520"


@pytest.mark.django_db
def test_several_counts_and_duties_of_an_employer_count_it_once_on_every_boundary_day(town: SmallTown) -> None:
    firm = town.employers["甲厂"]
    for month, staff in ((4, 140), (5, 150), (6, 160)):
        head_count_record(employer=firm, on=date(2026, month, 1), staff=staff, **NOW)
        for required in (True, False):
            day = date(2026, month, 1 if required else 15)
            duty_set(employer=firm, duty=DutyKind.CONTRACT, required=required, reason="停产", on=day, **NOW)
    covered = indicator("bargaining.contract_coverage_rate")
    assert covered.denominator is not None
    on_days: tuple[tuple[date, int | None], ...] = (
        (date(2026, 4, 30), None),
        (date(2026, 5, 1), 150),
        (date(2026, 5, 31), None),
        (date(2026, 6, 1), 160),
    )
    for day, staff in on_days:
        span = Span(day, day)
        rows = opened(covered.denominator, tree_on(day), ("union", town.unions["甲厂"].pk), span)
        assert [row.staff for row in rows] == ([staff] if staff else []), day


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_tree(db: None) -> None:
    town = empty_town()
    seen = []
    for wanted in (5, 60):
        for number in range(len(town.unions), wanted):
            kind = UnionKind.ENTERPRISE if number % 5 else UnionKind.EDUCATION
            parent = town.unions.get(f"第{number - 1}家")
            union = union_register(name=f"第{number}家工会", kind=kind, parent=parent, **NOW)
            town.unions[f"第{number}家"] = union
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tree = tree_on(SPAN.end)
            figures(all_indicators(), tree, ("union", tree.root), SPAN)
        seen.append(len(queries))
    assert seen[0] == seen[1]


@pytest.mark.django_db
def test_a_union_counts_as_founded_once_even_when_it_moved_later_or_its_date_is_mended(town: SmallTown) -> None:
    assert town_figure(town, "orgs.unions_founded", "2025H2") == (1, None)
    firm = town.unions["丙厂"]
    union_place(union=firm, on=date(2025, 10, 1), area=town.areas["east"], **NOW)
    union_place(union=firm, on=date(2026, 1, 1), kind=UnionKind.JOINT, **NOW)
    assert town_figure(town, "orgs.unions_founded", "2025H2") == (1, None)
    union_amend(union=firm, approved_on=date(2025, 7, 1), **NOW)
    assert town_figure(town, "orgs.unions_founded", "2025H2") == (1, None)
    assert town_figure(town, "orgs.unions_founded", "2025-07") == (1, None)
    assert firm.pk in tree_on(date(2025, 7, 1)).parents


@pytest.mark.django_db
def test_a_reclassified_employer_keeps_its_kind_before(town: SmallTown) -> None:
    employer_place(employer=town.employers["甲厂"], kind=EmployerKind.SOCIAL, on=date(2026, 5, 1), **NOW)
    kinds = {day: town.employers["甲厂"].placements.on(day).get().kind for day in (date(2026, 4, 30), date(2026, 5, 1))}
    assert list(kinds.values()) == [EmployerKind.ENTERPRISE, EmployerKind.SOCIAL]


@pytest.mark.django_db
def test_somebody_who_joins_and_moves_in_the_same_half_year_joined_once(town: SmallTown) -> None:
    before = town_figure(town, "people.members_joined", "2026H1")[0]
    [row] = town.admit("甲厂", 1, date(2026, 2, 1))
    row = member_transfer(row=row, to=town.unions["乙厂"], on=date(2026, 4, 1), **NOW)
    row = member_restate(row=row, state=MemberState.RETAINED, on=date(2026, 5, 1), **NOW)
    row = member_restate(row=row, state=MemberState.FULL, on=date(2026, 6, 1), **NOW)
    assert town_figure(town, "people.members_joined", "2026H1")[0] == before + 1
    member_leave(row=row, on=date(2026, 6, 10), reason=LeaveReason.RESIGNED, **NOW)
    item = Admission(
        name="工友", id_number="", union_id=town.unions["甲厂"].pk, since=date(2026, 6, 20), worker=row.worker
    )
    members_admit(items=[item], **NOW)
    assert town_figure(town, "people.members_joined", "2026H1")[0] == before + 2


@pytest.mark.django_db
def test_a_member_who_moved_inside_the_town_is_kept_and_one_who_came_back_too(town: SmallTown) -> None:
    assert town_figure(town, "people.retention_rate", "2026H1") == (23, 25)
    row = town.rolls["联合"][0]
    member_leave(row=row, on=date(2026, 2, 1), reason=LeaveReason.RESIGNED, **NOW)
    assert town_figure(town, "people.retention_rate", "2026H1") == (22, 25)
    item = Admission(name="", id_number="", union_id=town.unions["小学"].pk, since=date(2026, 6, 1), worker=row.worker)
    members_admit(items=[item], **NOW)
    assert town_figure(town, "people.retention_rate", "2026H1") == (23, 25)


@pytest.mark.django_db
def test_a_circle_or_a_missing_parent_never_hides_a_union(town: SmallTown) -> None:
    tree = tree_on(date(2018, 12, 31))
    assert set(tree.parents) - {tree.root} == set(tree.below(("union", tree.root))[0] or tree.parents) - {tree.root}
    assert all(parent in tree.parents for union, parent in tree.parents.items() if union != tree.root)
