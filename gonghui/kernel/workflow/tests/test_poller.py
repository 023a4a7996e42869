"""What the clock brings: each person is told once, whatever happens to the process in between."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gonghui.kernel.notices.models import Notice
from gonghui.kernel.rules import calendar as calendars
from gonghui.kernel.rules import counting
from gonghui.kernel.rules.calendar import Calendar
from gonghui.kernel.workflow import clocks as registry
from gonghui.kernel.workflow import poller
from gonghui.kernel.workflow.models import ClockMark, Deadline, Step
from gonghui.kernel.workflow.moving import correct, perform
from gonghui.kernel.workflow.poller import Ticked, register_recipients, tick
from gonghui.kernel.workflow.settling import settle
from gonghui.kernel.workflow.steps import steps_of
from gonghui.kernel.workflow.tests.matter import ENDS, FLOW, LIN, REPLY, WU, Matter, at, new, offered

pytestmark = [pytest.mark.usefixtures("matters"), pytest.mark.postgres]
OFFER, DUE = date(2026, 6, 10), date(2026, 6, 30)
CHAIR, OFFICER, BOSS = 11, 21, 31


@pytest.fixture(autouse=True)
def recipients(matters: None) -> None:
    """The chair of union 7 and the town's officer are told; what is escalated goes to the town's chair."""

    def told(who: str, line: str, unions: Collection[int | None], day: date) -> Mapping[int | None, Iterable[int]]:
        assert line in ("权益", "")
        return {union: [BOSS] if who == "town" else [OFFICER, OFFICER, *([CHAIR] if union == 7 else [])]
                for union in unions}  # fmt: skip

    register_recipients(told)


def said() -> list[tuple[int, str]]:
    return list(Notice.objects.order_by("pk").values_list("account_id", "stage"))


def days(before: int) -> date:
    return DUE - timedelta(days=before)


def test_everybody_is_told_once_and_a_second_tick_writes_nothing():
    offered(OFFER)
    assert tick(at(days(3))).told == 2
    assert said() == [(CHAIR, "in3"), (OFFICER, "in3")]
    notice = Notice.objects.order_by("pk")[0]
    assert (notice.title, notice.due_on, notice.union_id, notice.entity) == ("答复要约", DUE, 7, "workflow.matter")
    assert tick(at(days(3))) == tick(at(days(2))) == Ticked(0, 0)


def test_each_reminder_comes_on_its_day_and_not_before():
    offered(OFFER)
    told = [tick(at(days(before))).told for before in (11, 10, 9, 4, 3, 1, 0, -1, -2)]
    assert told == [0, 2, 0, 0, 2, 0, 0, 2, 0]
    assert [stage for _, stage in said()] == ["in10", "in10", "in3", "in3", "over", "over"]


def test_after_a_week_without_a_computer_only_the_latest_reminder_is_told():
    offered(OFFER)
    tick(at(days(11)))
    assert tick(at(days(-2))).told == 2
    assert {stage for _, stage in said()} == {"over"}


def test_what_stays_late_goes_up_to_the_town_once():
    offered(OFFER)
    told = [tick(at(days(-late))).told for late in (1, 5, 6, 7, 30)]
    assert told == [2, 0, 1, 0, 0]
    assert said()[-1] == (BOSS, "up")


def test_what_rests_on_an_unverified_text_never_goes_up():
    offered(OFFER)
    tick(at(days(5)))
    Deadline.objects.update(confidence="unverified")
    assert [tick(at(days(-late))).told for late in (1, 6, 60)] == [2, 0, 0]
    assert BOSS not in dict(said())


def test_nobody_is_told_of_what_is_done_void_or_not_yet_begun():
    matter = offered(OFFER)
    perform(FLOW, matter, "reply", on=date(2026, 6, 20), document="复函", by=LIN, at=at())
    later = new(ends_on=date(2026, 7, 10))
    settle([later], LIN)
    Deadline.objects.filter(clock="matter.ends").update(starts_on=date(2026, 7, 5))
    gone = offered(OFFER)
    Deadline.objects.filter(object_id=gone.pk).update(void=True)
    ClockMark.objects.bulk_create(
        ClockMark(clock=clock.key, fingerprint=poller.fingerprint(clock), at=at()) for clock in (REPLY, ENDS)
    )
    assert tick(at(date(2026, 7, 4))).told == 0
    assert tick(at(date(2026, 7, 5))).told == 2


def test_a_last_day_that_moved_is_told_anew_and_the_same_day_is_not():
    matter = offered(OFFER)
    tick(at(days(3)))
    offer = steps_of(matter).last("offer")
    correct(FLOW, matter, offer, on=date(2026, 6, 17), reason="送达晚了", by=WU, at=at())
    assert tick(at(days(3))).told == 2  # 7 July is ten days ahead
    correct(FLOW, matter, offer, on=OFFER, reason="原来没错", by=WU, at=at())
    assert tick(at(days(3))).told == 0
    correct(FLOW, matter, offer, on=date(2026, 6, 17), reason="还是晚了", by=WU, at=at())
    assert tick(at(date(2026, 7, 4))).told == 2
    moved = date(2026, 7, 7)
    told = Notice.objects.order_by("pk").values_list("stage", "due_on")
    assert list(told)[::2] == [("in3", DUE), ("in10", moved), ("in3", moved)]


def test_somebody_who_was_told_is_not_told_again_when_the_mark_on_the_deadline_was_lost():
    offered(OFFER)
    tick(at(days(3)))
    Deadline.objects.update(told="")
    assert tick(at(days(2))).told == 0


def test_who_takes_office_later_is_told_from_the_next_reminder_on():
    offered(OFFER)
    tick(at(days(3)))
    register_recipients(lambda who, line, unions, day: {7: [CHAIR, 12]})
    assert tick(at(days(2))).told == 0
    assert tick(at(days(-1))).told == 2
    assert (12, "over") in said() and (12, "in3") not in said()


def test_many_deadlines_are_told_part_by_part(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(poller, "PART", 4)
    Matter.objects.bulk_create([Matter(union_id=8, ends_on=date(2026, 7, 1 + n % 3)) for n in range(10)])
    assert tick(at(date(2026, 6, 20))) == Ticked(20, 10)
    assert Notice.objects.count() == Deadline.objects.filter(told="in30").count() == 10


def test_a_part_that_could_not_be_written_is_told_by_the_next_tick(monkeypatch: pytest.MonkeyPatch):
    offered(OFFER)
    plain = poller.insert_plain

    def breaks(*given):
        plain(*given)
        raise OSError("disk full")

    monkeypatch.setattr(poller, "insert_plain", breaks)
    with pytest.raises(OSError, match="disk full"):
        tick(at(days(3)))
    assert not said()
    monkeypatch.setattr(poller, "insert_plain", plain)
    assert tick(at(days(3))).told == 2


def test_records_that_no_verb_settled_get_their_deadlines_at_the_first_tick():
    Matter.objects.create(union_id=7, ends_on=date(2026, 8, 15))
    assert tick(at()).settled == 2  # one record under each of two clocks
    assert Deadline.objects.get().due_on == date(2026, 8, 15)
    assert tick(at()).settled == 0


def test_a_new_edition_of_a_clock_counts_its_records_anew(monkeypatch: pytest.MonkeyPatch):
    offered(OFFER)
    tick(at(days(20)))
    newer = replace(REPLY, edition=2, subject=lambda matter: "工资协商")
    monkeypatch.setattr(registry.CLOCKS, "known", {REPLY.key: newer, ENDS.key: ENDS})
    assert tick(at(days(20))).settled == 1
    assert Deadline.objects.get().subject == "工资协商"


def test_a_year_whose_holidays_come_out_late_moves_the_last_days(monkeypatch: pytest.MonkeyPatch):
    offered(OFFER)
    tick(at(days(20)))
    known = calendars()
    year = replace(known.years[2026], free=(("停工", DUE, DUE + timedelta(days=2)),), made_up=())
    later = Calendar({**known.years, 2026: year})
    for module in (counting, poller):
        monkeypatch.setattr(module, "calendar", lambda: later)
    assert tick(at(days(19))).settled == 1  # only what is counted by a length
    assert Deadline.objects.get().due_on == DUE + timedelta(days=3)


def test_a_value_that_the_office_enters_counts_anew_and_the_poller_sees_it(monkeypatch: pytest.MonkeyPatch):
    from gonghui.kernel.rules.edition import Edition, Own

    offered(OFFER)
    tick(at(days(20)))
    own = Own(1, "bargaining.reply", "", "days", 15, date(2020, 1, 1), None, "石工〔2026〕9号", "答复办法")
    monkeypatch.setattr(
        "gonghui.kernel.rules.edition._stored", [lambda: Edition("1", {("bargaining.reply", ""): (own,)})]
    )
    assert tick(at(days(20))).settled == 1
    assert Deadline.objects.get().due_on == date(2026, 6, 25)


def test_a_clock_that_a_new_version_dropped_demands_nothing_any_more(monkeypatch: pytest.MonkeyPatch):
    offered(OFFER)
    tick(at(days(20)))
    monkeypatch.setattr(registry.CLOCKS, "known", {ENDS.key: ENDS})
    tick(at(days(19)))
    assert Deadline.objects.get().void
    assert list(ClockMark.objects.values_list("clock", flat=True)) == [ENDS.key]


def test_a_record_that_cannot_be_counted_does_not_stop_the_others(caplog: pytest.LogCaptureFixture):
    for day in (OFFER, date(9999, 12, 30), OFFER):
        matter = new()
        perform(FLOW, matter, "offer", on=OFFER, by=LIN, at=at())
        Deadline.objects.filter(object_id=matter.pk).delete()
        Step.objects.filter(object_id=matter.pk).update(on=day)
    assert tick(at(days(20))).settled == 6  # three records under each of two clocks
    assert Deadline.objects.count() == 2
    assert "cannot be counted" in caplog.text


def test_a_union_without_anybody_to_tell_holds_nothing_up():
    register_recipients(lambda who, line, unions, day: {})
    offered(OFFER)
    assert tick(at(days(3))).told == 0 and not said()


def test_without_reminders_declared_a_deadline_is_told_when_it_is_late(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry.CLOCKS, "known", {REPLY.key: replace(REPLY, remind=(), escalate=None)})
    offered(OFFER)
    assert [tick(at(days(before))).told for before in (3, 0, -1, -99)] == [0, 0, 2, 0]
