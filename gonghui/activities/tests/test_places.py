"""Whatever people and office do, in whatever order: places, waiting list and door are what a sheet of paper would say."""

from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gonghui.activities.public import (
    Activity,
    Attendance,
    SignUpState,
    check_in,
    check_in_code,
    heads_of,
    quota_set,
    sign_up,
    sign_up_withdraw,
    walked_in,
)
from gonghui.activities.tests.hall import NOW, activity, worker
from gonghui.kernel.refusal import Refused
from tests.ledger_town import TODAY, LedgerTown, found_ledger_town

PEOPLE = ("张三", "李四", "王五", "赵六", "孙七", "周八")
PERSON, PLACES = st.sampled_from(PEOPLE), st.sampled_from((1, 2, 2, 3, 0, None))


class Places(RuleBasedStateMachine):
    """One course of today. Beside it stands the paper: who has a place, who waits, who came, how many may come."""

    town: ClassVar[LedgerTown]
    number = 0

    def __init__(self) -> None:
        super().__init__()
        Places.number += 1
        self.course: Activity = activity(self.town, name=f"第{Places.number}期", on=TODAY, quota=2)
        self.held: list[str] = []
        self.queue: list[str] = []
        self.came: list[str] = []
        self.quota: int | None = 2

    def said_yes(self, deed: Any, **given: Any) -> bool:
        """Whether the office was let do it."""
        try:
            deed(**given, **NOW)
        except Refused:
            return False
        self.course.refresh_from_db()
        return True

    def move_up(self) -> None:
        while self.queue and (self.quota is None or len(self.held) < self.quota):
            self.held.append(self.queue.pop(0))

    @rule(names=st.permutations(PEOPLE), count=st.integers(1, 4))
    def some_sign_up(self, names: list[str], count: int) -> None:
        for name in names[:count]:
            new = name not in self.held + self.queue
            assert self.said_yes(sign_up, activity=self.course, worker=worker(self.town, name)) is new
            if new:
                self.queue.append(name)
                self.move_up()

    @rule(name=PERSON)
    def withdraws(self, name: str) -> None:
        row = self.course.sign_ups.filter(worker=worker(self.town, name)).order_by("-place").first()
        if row is None:
            return
        there = name in self.held + self.queue
        assert self.said_yes(sign_up_withdraw, sign_up=row) is there
        self.held, self.queue = ([one for one in names if one != name] for names in (self.held, self.queue))
        self.move_up()

    @rule(quota=PLACES)
    def the_office_changes_the_quota(self, quota: int | None) -> None:
        fits = quota is None or quota >= len(self.held)
        assert self.said_yes(quota_set, activity=self.course, quota=quota) is fits
        if fits:
            self.quota = quota
            self.move_up()

    @rule(name=PERSON)
    def comes_to_the_door(self, name: str) -> None:
        walked = [one for one in self.came if one not in self.held]
        room = self.quota is None or name in self.held or len(self.held) + len(walked) < self.quota
        code = check_in_code(self.course, TODAY)
        let_in = self.said_yes(check_in, activity=self.course, worker=worker(self.town, name), code=code)
        assert let_in is (room and name not in self.came)
        if let_in:
            self.came.append(name)

    @invariant()
    def the_book_says_what_the_paper_says(self) -> None:
        rows = self.course.sign_ups.exclude(state=SignUpState.WITHDRAWN).order_by("place").select_related("worker")
        by_state = {state: [row.worker.name for row in rows if row.state == state] for state in SignUpState}
        assert sorted(by_state[SignUpState.IN]) == sorted(self.held)
        assert by_state[SignUpState.WAITING] == self.queue
        assert self.quota is None or len(self.held) <= self.quota
        assert not self.queue or len(self.held) == self.quota
        assert Attendance.objects.filter(activity=self.course).count() == heads_of(self.course).all == len(self.came)
        assert walked_in(self.course) == len([one for one in self.came if one not in self.held])


@pytest.mark.django_db
def test_places_waiting_list_and_door_are_what_the_paper_says() -> None:
    Places.town = found_ledger_town()
    for name in PEOPLE[4:]:
        Places.town.member(name, "华丰食品工会")
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=6, stateful_step_count=36, deadline=None, database=None, phases=[Phase.generate]
        ),
    )
