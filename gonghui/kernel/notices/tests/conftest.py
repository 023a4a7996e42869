"""Two ways out of the house, a carrier that keeps what it was given, and a few matters that fall due."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest

from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.clock import OFFICE_TIME
from gonghui.kernel.notices import digest, sending
from gonghui.kernel.notices.actions import channel_put
from gonghui.kernel.notices.models import Channel
from gonghui.kernel.workflow.models import Deadline

TODAY = date(2026, 7, 2)
LIN = Hand(1, "林晓")
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c"


def at(hour: int = 9, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), OFFICE_TIME)


def owes(title: str, due_on: date, union: int | None = 7, **more: object) -> Deadline:
    """A matter that a union owes by a day."""
    number = Deadline.objects.count() + 1
    return Deadline.objects.create(clock="c", entity="x.y", object_id=number, union_id=union, title=title,
                                   starts_on=date(2026, 6, 1), due_on=due_on, **more)  # fmt: skip


class Post:
    """A carrier of the tests: what it carried, and what it answers next."""

    def __init__(self) -> None:
        self.carried: list[tuple[str, str, str]] = []
        self.meets: Callable[[], None] = lambda: None

    def __call__(self, address: str, subject: str, text: str) -> None:
        self.meets()
        self.carried.append((address, subject, text))


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setattr(sending, "CARRIERS", {"mail": made, "wecom": made})
    return made


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    called = {7: "恒泰包装工会", 8: "顺捷物流工会"}
    monkeypatch.setattr(digest, "_names", [lambda keys: {key: called[key] for key in keys}])
    yield


@pytest.fixture
def group(db: None) -> Channel:
    return channel_put(kind="wecom", name="工会干部群", address=ROBOT, by=LIN, at=at(8))
