"""A month calendar that has lost its headings: what the neighbours leave no choice about is filled in, nothing else."""

from collections.abc import Sequence
from itertools import pairwise

from gonghui.planning.reading.shapes import Section

ENOUGH = 3
"""So many lists must name a month, in the order of the year, before the run counts as a calendar."""


def fill_lost_months(sections: Sequence[Section]) -> None:
    """Give months to the tasks of lists without headings that stand in a calendar.

    Between a list of March and one of May a single list can only be April's; a list that names one month is that
    month's; before a task of June, in the list behind May's, it can only be June.
    """
    run: list[Section] = []
    for section in sections:
        if section.missing and section.tasks:
            run.append(section)
            continue
        _fill(run)
        run = [section] if len(set(_named(section))) == 1 else []  # a list of one month before the run counts with it
    _fill(run)


def _named(section: Section) -> list[int]:
    return [month for task in section.tasks for month in task.months]


def _fill(run: Sequence[Section]) -> None:
    named = [_named(section) for section in run]
    told = [(min(months), max(months)) for months in named if months]
    if len(told) < ENOUGH or any(one[0] > other[0] for one, other in pairwise(told)):
        return
    spans: list[tuple[int, int] | None] = [(min(months), max(months)) if months else None for months in named]
    _between(spans)
    for index, (section, span) in enumerate(zip(run, spans, strict=True)):
        if span is None:
            continue
        before = spans[index - 1] if index else None
        if span[0] == span[1]:
            _give(section, span[0])
        elif before is not None:
            _inside(section, before[1] + 1)


def _between(spans: list[tuple[int, int] | None]) -> None:
    """Lists without a month between two that have one, when exactly as many months lie between."""
    known = [index for index, span in enumerate(spans) if span is not None]
    for left, right in pairwise(known):
        first, last = spans[left], spans[right]
        if first and last and last[0] - first[1] == right - left:
            for step in range(1, right - left):
                spans[left + step] = (first[1] + step, first[1] + step)


def _give(section: Section, month: int) -> None:
    for task in section.tasks:
        task.months = task.months or [month]


def _inside(section: Section, earliest: int) -> None:
    """A list over several months: a task between two neighbours of the same month is of that month."""
    lower = earliest
    for index, task in enumerate(section.tasks):
        if task.months:
            lower = max(lower, task.months[0])
            continue
        upper = next((other.months[0] for other in section.tasks[index + 1 :] if other.months), None)
        if upper == lower:
            task.months = [lower]
