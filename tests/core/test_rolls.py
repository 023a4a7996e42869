"""Rolls and dated facts under random histories."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gonghui.kernel.dated import record_from
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import HeadCount, UnionKind, union_register
from gonghui.people.public import (
    Admission,
    LeaveReason,
    Membership,
    MemberState,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    movement,
    union_merge,
)
from tests.numbers import id_number
from tests.town import OFFICER, SmallTown, at, empty_town

FIRST = date(2026, 1, 1)
Roll = tuple[int, int, str]
NO_CHECKS = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)


def rolls_on(day: date) -> list[Roll]:
    """(worker, union, state) of everybody on a roll on a day."""
    return sorted(Membership.objects.on(day).values_list("worker_id", "union_id", "state"))


class Rolls(RuleBasedStateMachine):
    """People join, move, change state and leave while the days go by; unions are merged."""

    def __init__(self) -> None:
        super().__init__()
        self.piece = transaction.atomic()
        self.piece.__enter__()
        self.town: SmallTown = empty_town()
        self.today = FIRST
        self.open_unions = [
            union_register(name=f"第{n}家工会", kind=UnionKind.JOINT, by=OFFICER, at=at()) for n in range(4)
        ]
        self.town.unions = {union.name: union for union in self.open_unions}
        self.people: dict[int, Any] = {}
        self.past: dict[date, list[Roll]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.piece.__exit__(None, None, None)

    def pick(self, number: int) -> Membership | None:
        rows = list(Membership.objects.open().select_related("worker", "union").order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def now(self) -> dict[str, Any]:
        return {"by": OFFICER, "at": at(self.today)}

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.past[self.today] = rolls_on(self.today)
        self.today += timedelta(days=days)

    @rule(union=st.integers(0, 9))
    def somebody_joins(self, union: int) -> None:
        target = self.open_unions[union % len(self.open_unions)]
        item = Admission(name="工友", id_number=id_number(len(self.people)), union_id=target.pk, since=self.today)
        [row] = members_admit(items=[item], **self.now())
        self.people[row.worker_id] = row.worker

    @precondition(lambda self: self.people)
    @rule(number=st.integers(0, 99), union=st.integers(0, 9), back=st.integers(0, 60))
    def somebody_comes_back_or_tries_to_join_twice(self, number: int, union: int, back: int) -> None:
        worker = list(self.people.values())[number % len(self.people)]
        target = self.open_unions[union % len(self.open_unions)]
        since = max(self.today - timedelta(days=back), FIRST)
        item = Admission(name=worker.name, id_number="", union_id=target.pk, since=since, worker=worker)
        on_roll = any(row.end_on is None or row.end_on > since for row in worker.memberships.all())
        if on_roll:
            with pytest.raises(Refused):
                members_admit(items=[item], **self.now())
        else:
            members_admit(items=[item], **self.now())
            for day in list(self.past):  # entered late: the days since then hold one person more
                if day >= since:
                    self.past[day] = sorted([*self.past[day], (worker.pk, target.pk, MemberState.FULL)])

    @rule(number=st.integers(0, 99), union=st.integers(0, 9))
    def somebody_moves(self, number: int, union: int) -> None:
        row, to = self.pick(number), self.open_unions[union % len(self.open_unions)]
        if row is None:
            return
        if to.pk == row.union_id or row.start_on >= self.today:
            with pytest.raises(Refused):
                member_transfer(row=row, to=to, on=self.today, **self.now())
        else:
            member_transfer(row=row, to=to, on=self.today, **self.now())

    @rule(number=st.integers(0, 99))
    def somebody_changes_state(self, number: int) -> None:
        row = self.pick(number)
        if row is not None and row.start_on < self.today:
            other = MemberState.RETAINED if row.state == MemberState.FULL else MemberState.FULL
            member_restate(row=row, state=other, on=self.today, **self.now())

    @rule(number=st.integers(0, 99), reason=st.sampled_from([LeaveReason.RESIGNED, LeaveReason.DIED]))
    def somebody_leaves(self, number: int, reason: LeaveReason) -> None:
        row = self.pick(number)
        if row is not None and row.start_on < self.today:
            member_leave(row=row, on=self.today, reason=reason, **self.now())

    @precondition(lambda self: len(self.open_unions) > 2 and self.today > FIRST)
    @rule(number=st.integers(0, 9))
    def a_union_is_merged(self, number: int) -> None:
        union = self.open_unions.pop(number % len(self.open_unions))
        union_merge(union=union, into=self.open_unions[0], on=self.today, reason="合并", **self.now())

    @invariant()
    def nobody_stands_on_two_rolls_on_any_day(self) -> None:
        spans: dict[int, list[tuple[date, date]]] = {}
        for worker, start, end in Membership.objects.values_list("worker_id", "start_on", "end_on"):
            if end is None or end > start:
                spans.setdefault(worker, []).append((start, end or date.max))
        for own in spans.values():
            own.sort()
            assert all(first[1] <= second[0] for first, second in pairwise(own))

    @invariant()
    def past_days_stay_as_they_were(self) -> None:
        for day in list(self.past)[-3:]:
            assert rolls_on(day) == self.past[day]

    @invariant()
    def every_roll_adds_up(self) -> None:
        for union in self.town.unions.values():
            m = movement(union.pk, FIRST, self.today)
            assert m["opening"] + m["joined"] - m["left"] == m["closing"]


@pytest.mark.django_db
def test_rolls_stay_whole_whatever_order_people_join_move_and_leave_in() -> None:
    plan = settings(
        max_examples=4, stateful_step_count=40, deadline=None, suppress_health_check=NO_CHECKS, derandomize=True
    )
    run_state_machine_as_test(Rolls, settings=plan)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=NO_CHECKS, derandomize=True)
@given(said=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 4)), min_size=1, max_size=12))
def test_a_fact_recorded_on_random_days_holds_as_a_plain_list_would_say(said: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        owner = {"union": empty_town().root, "employer": None}
        model: dict[int, int] = {}
        for day, value in said:
            held = _in_force(model, day)
            _, changed = record_from(HeadCount, owner, FIRST + timedelta(days=day), {"staff": value}, OFFICER)
            assert changed == (held != value)
            if changed:
                model[day] = value
        for day in range(-1, 43):
            rows = [row.staff for row in HeadCount.objects.on(FIRST + timedelta(days=day))]
            expected = _in_force(model, day)
            assert rows == ([] if expected is None else [expected])
        transaction.set_rollback(True)


def _in_force(model: dict[int, int], day: int) -> int | None:
    return next((model[known] for known in sorted(model, reverse=True) if known <= day), None)
