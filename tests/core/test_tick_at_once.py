"""The server ticks while somebody types `gonghui tick`, and two people take the same step: each thing happens once."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from gonghui.kernel.notices import sending
from gonghui.kernel.notices.actions import channel_put
from gonghui.kernel.notices.models import Dispatch, Notice
from gonghui.kernel.notices.outbox import outbox
from gonghui.kernel.refusal import Stale
from gonghui.kernel.workflow import clocks, flow
from gonghui.kernel.workflow.models import ClockMark, Deadline, Step
from gonghui.kernel.workflow.moving import perform
from gonghui.kernel.workflow.poller import tick
from gonghui.kernel.workflow.tests.matter import FLOW, KEYS, REPLY, TABLE, Matter
from gonghui.orgs.public import UnionKind, committee_record, union_register
from gonghui.people.public import Role, account_open, office_give
from tests.core.test_threads import EIGHT, office, refused, together
from tests.town import NOW, TODAY, SmallTown, at

__all__ = ["office"]
pytestmark = pytest.mark.postgres


@pytest.fixture
def due(office: SmallTown) -> SmallTown:
    """Five unions whose committees' terms end in two days; the town's chair is told of all of them."""
    chair = account_open(username="chair", name="主席", **NOW)
    office_give(account=chair, union=office.root, role=Role.TOWN_CHAIR, on=date(2024, 1, 2), **NOW)
    for number in range(5):
        union = union_register(name=f"第{number}工会", kind=UnionKind.JOINT, **NOW)
        committee_record(union=union, term=1, elected_on=date(2023, 7, 5), expires_on=date(2026, 7, 4), **NOW)
    return office


def test_four_ticks_at_once_tell_everybody_once(due: SmallTown) -> None:
    ClockMark.objects.all().delete()
    Deadline.objects.all().delete()
    ticked = together(lambda n: tick(at()), range(4))
    assert not refused(ticked)
    assert Deadline.objects.filter(clock="orgs.term").count() == 5
    assert Notice.objects.count() == sum(each.told for each in ticked) == 5


def test_eight_processes_send_a_digest_once(due: SmallTown, monkeypatch: pytest.MonkeyPatch) -> None:
    carried: list[str] = []
    monkeypatch.setattr(sending, "CARRIERS", {"mail": lambda address, subject, text: carried.append(text)})
    channel_put(kind="mail", name="邮箱", address="gonghui@example.cn", **NOW)
    together(lambda n: outbox(at()))
    assert len(carried) == 1 and Dispatch.objects.get().sent_at


@pytest.fixture
def matters(office: SmallTown, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Matters with a flow, on the database that several threads can open."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE.format(key=KEYS[connection.vendor]))
    monkeypatch.setitem(apps.all_models["workflow"], "matter", Matter)
    monkeypatch.setattr(flow.FLOWS, "known", {FLOW.key: FLOW})
    monkeypatch.setattr(clocks.CLOCKS, "known", {REPLY.key: REPLY})
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE workflow_matter")


def test_eight_people_who_take_the_same_step_take_it_once(matters: None) -> None:
    key = Matter.objects.create(union_id=7).pk
    read = [Matter.objects.get(pk=key) for _ in EIGHT]
    taken = together(lambda n: perform(FLOW, read[n], "offer", on=TODAY, **NOW))
    assert len(refused(taken)) == 7 and all(isinstance(no, Stale) for no in refused(taken))
    assert (Step.objects.count(), Deadline.objects.filter(clock=REPLY.key).count()) == (1, 1)


def test_a_tick_beside_a_step_leaves_the_deadline_of_the_step(matters: None) -> None:
    read = [Matter.objects.create(union_id=7) for _ in EIGHT]
    for matter in read:
        perform(FLOW, matter, "offer", on=TODAY, **NOW)

    def busy(number: int) -> None:
        if number % 2:
            ClockMark.objects.all().delete()
            tick(at())
        else:
            perform(FLOW, read[number], "reply", on=TODAY, document="复函", **NOW)

    assert not refused(together(busy))
    answered = {read[n].pk for n in EIGHT if n % 2 == 0}
    assert set(Deadline.objects.exclude(closed_on=None).values_list("object_id", flat=True)) == answered
