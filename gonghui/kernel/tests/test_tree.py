"""The tree in memory: who stands below whom, circles and strays included."""

from gonghui.kernel.indicators import Node, Tree
from gonghui.kernel.indicators.measure import fold

PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 4}
AREAS = {1: 10, 2: 11, 3: 12, 4: 12, 5: None}


def tree(parents: dict[int, int | None] | None = None) -> Tree:
    return Tree(1, parents or PARENTS, AREAS, {10: None, 11: 10, 12: 10})


def test_a_union_is_counted_with_all_below_it_and_the_town_with_everything() -> None:
    assert tree().below(("union", 2)) == (frozenset({2, 4, 5}), frozenset())
    assert tree().below(("union", 1)) == (None, None)
    assert tree().below(("union", 99))[0] == frozenset({99})
    assert tree().ancestors(5) == [4, 2, 1]


def test_an_area_is_counted_with_the_unions_placed_in_it() -> None:
    assert tree().below(("area", 12)) == (frozenset({3, 4}), frozenset({12}))
    assert tree().below(("area", 10)) == (frozenset({1, 2, 3, 4}), frozenset({10, 11, 12}))


def test_a_circle_is_walked_once() -> None:
    circle = tree({1: None, 2: 3, 3: 2, 4: 2, 5: 5})
    assert circle.below(("union", 2))[0] == frozenset({2, 3, 4})
    assert circle.ancestors(2) == [3]
    assert circle.ancestors(5) == []


def test_rows_of_no_union_count_at_their_area_and_in_the_town() -> None:
    numbers = {(2, None): 5, (4, None): 7, (99, None): 1, (None, 12): 3, (None, None): 2}
    nodes: list[Node] = [("union", 1), ("union", 2), ("union", 3), ("area", 12), ("area", 11)]
    assert [fold(numbers, tree(), node) for node in nodes] == [18, 12, 0, 10, 5]
    many = {(union, None): 1 for union in range(1, 50)}
    assert fold(many, tree(), ("union", 2)) == 3
