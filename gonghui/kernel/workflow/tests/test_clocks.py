"""What a record owes by when: counted from the recorded days, stopped, moved, counted anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.scope import NOTHING, Scope
from gonghui.kernel.workflow import clocks as registry
from gonghui.kernel.workflow.asking import deadlines, deadlines_of, running
from gonghui.kernel.workflow.clocks import Clock, Start, register_clock
from gonghui.kernel.workflow.models import LATE, Deadline
from gonghui.kernel.workflow.moving import correct, perform, take_back
from gonghui.kernel.workflow.settling import Moved, settle, settle_quietly
from gonghui.kernel.workflow.steps import steps_of
from gonghui.kernel.workflow.tests.matter import ENDS, FLOW, LIN, REPLY, WU, Matter, at, new, offered

pytestmark = [pytest.mark.usefixtures("matters"), pytest.mark.postgres]


def reply_of(matter: Matter) -> Deadline:
    """The reply that is owed now."""
    return deadlines_of(matter).filter(clock="matter.reply").order_by("-pk")[0]


@pytest.mark.parametrize(
    ("offer", "last", "shifted_from"),
    [
        (date(2026, 6, 10), date(2026, 6, 30), None),
        (date(2026, 6, 14), date(2026, 7, 6), date(2026, 7, 4)),  # a Saturday
        (date(2025, 9, 15), date(2025, 10, 9), date(2025, 10, 5)),  # National Day week
        (date(2026, 1, 27), date(2026, 2, 24), date(2026, 2, 16)),  # Spring Festival
        (date(2026, 1, 25), date(2026, 2, 14), None),  # a Saturday on which people work
        (date(2024, 2, 9), date(2024, 2, 29), None),  # 29 February
        (date(2024, 2, 29), date(2024, 3, 20), None),
    ],
)
def test_the_last_day_of_a_reply_is_counted_by_the_rule_and_the_calendar(
    offer: date, last: date, shifted_from: date | None
):
    due = reply_of(offered(offer))
    assert (due.starts_on, due.due_on, due.shifted_from) == (offer, last, shifted_from)
    assert (due.rule, due.citation, due.confidence) == ("bargaining.reply", "集体合同规定 第32条", "verified")
    assert due.closed_on is None and due.union_id == 7


def test_a_length_in_years_from_29_february_ends_on_28_february(monkeypatch: pytest.MonkeyPatch):
    from gonghui.kernel.rules import rules

    years = next(rule for rule in rules().values()
                 if rule.kind == "years" and rule.direction != "before" and not rule.local_only and not rule.place
                 and rule.values[0].start < date(2024, 2, 29) and isinstance(rule.values[-1].value, int)
                 and rule.values[-1].value % 4)  # fmt: skip
    monkeypatch.setattr(registry.CLOCKS, "known", {"y": replace(REPLY, key="y", length=years.key)})
    offered(date(2024, 2, 29))
    due = Deadline.objects.get()
    bare = due.shifted_from or due.due_on
    assert (bare.month, bare.day) == (2, 28)


def test_an_offer_made_before_the_rule_was_in_force_starts_no_clock():
    matter = offered(date(1996, 3, 1))
    assert not deadlines_of(matter).exists()


def test_a_clock_without_a_length_is_due_on_its_start_and_names_what_it_is_about():
    matter = new(ends_on=date(2026, 8, 15))  # a Saturday: an agreement ends when it ends
    settle([matter], LIN)
    due = deadlines_of(matter).get()
    assert (due.due_on, due.shifted_from, due.subject, due.rule) == (date(2026, 8, 15), None, f"第{matter.pk}号", "")


def test_a_cited_rule_that_was_not_in_force_leaves_the_clock_without_a_citation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry.CLOCKS, "known", {"e": replace(ENDS, key="e", cites="bargaining.reply")})
    old, young = new(ends_on=date(1996, 1, 1)), new(ends_on=date(2026, 1, 5))
    settle([old, young], LIN)
    assert deadlines_of(old).get().citation == ""
    assert deadlines_of(young).get().citation


def test_the_answer_stops_the_clock_and_taking_it_back_starts_it_again():
    matter = offered(date(2026, 6, 10))
    step = perform(FLOW, matter, "reply", on=date(2026, 7, 2), document="复函", by=LIN, at=at())
    assert reply_of(matter).closed_on == date(2026, 7, 2)
    assert Deadline.objects.filter(LATE).count() == 1
    take_back(FLOW, matter, step, reason="登记错了", by=LIN, at=at())
    assert reply_of(matter).closed_on is None
    assert Deadline.objects.count() == 1


def test_taking_the_offer_back_voids_its_clock_and_the_row_is_kept():
    matter = offered(date(2026, 6, 10))
    take_back(FLOW, matter, steps_of(matter).last("offer"), reason="登记错了", by=LIN, at=at())
    assert not deadlines_of(matter).exists()
    assert Deadline.objects.get().void


def test_a_void_clock_runs_again_when_its_ground_is_back():
    matter = new(ends_on=date(2026, 8, 15))
    settle([matter], LIN)
    for day in (None, date(2026, 8, 15)):
        Matter.objects.filter(pk=matter.pk).update(ends_on=day)
        settle([matter], LIN)
        assert Deadline.objects.get().void is (day is None)


def test_a_corrected_day_moves_the_clock_and_says_from_when_to_when():
    matter = offered(date(2026, 6, 10))
    moved = correct(
        FLOW, matter, steps_of(matter).last("offer"), on=date(2026, 6, 14), reason="送达晚了", by=WU, at=at()
    )
    assert moved == [Moved("答复要约", date(2026, 6, 30), date(2026, 7, 6), 7, matter.pk)]
    entry = Event.objects.order_by("-pk")[0]
    assert entry.summary.endswith("；“答复要约”的最后一天由2026年6月30日改为2026年7月6日")
    assert reply_of(matter).due_on == date(2026, 7, 6) and Deadline.objects.count() == 1


def test_a_quiet_settle_writes_what_moved_into_the_history():
    matter = new(ends_on=date(2026, 8, 15))
    settle([matter], LIN)
    Matter.objects.filter(pk=matter.pk).update(ends_on=date(2026, 9, 15))
    settle_quietly([matter], LIN, at())
    entry = Event.objects.get(verb="clock_moved")
    assert entry.summary == "“协议到期”的最后一天由2026年8月15日改为2026年9月15日。"


def test_an_offer_made_twice_runs_the_clock_twice_and_the_second_stops_the_first():
    matter = offered(date(2026, 6, 10))
    perform(FLOW, matter, "offer", on=date(2026, 6, 17), by=LIN, at=at())
    perform(FLOW, matter, "reply", on=date(2026, 6, 20), document="复函", by=LIN, at=at())
    runs = deadlines_of(matter).values_list("starts_on", "closed_on")
    assert list(runs) == [(date(2026, 6, 10), date(2026, 6, 17)), (date(2026, 6, 17), date(2026, 6, 20))]


def test_several_starts_of_one_clock_are_told_apart_by_their_cycle(monkeypatch: pytest.MonkeyPatch):
    def yearly(matter: Matter, steps: object) -> list[Start]:
        return [Start(date(year, 5, 6), str(year), date(year, 4, 1)) for year in (2025, 2026)]

    made = replace(ENDS, key="y", starts=yearly, stops=lambda *_: None)
    monkeypatch.setattr(registry.CLOCKS, "known", {"y": made})
    matter = new()
    settle([matter], LIN)
    assert list(deadlines_of(matter).values_list("cycle", "due_on", "starts_on")) == [
        ("2025", date(2025, 5, 6), date(2025, 4, 1)),
        ("2026", date(2026, 5, 6), date(2026, 4, 1)),
    ]


def test_settling_twice_writes_nothing_the_second_time():
    settled = [offered(date(2026, 6, 10)) for _ in range(3)]
    before = list(Deadline.objects.order_by("pk").values_list())
    assert settle(settled, LIN) == []
    assert list(Deadline.objects.order_by("pk").values_list()) == before


def test_settling_a_thousand_records_asks_as_often_as_their_chunks_need(django_assert_max_num_queries):
    many = [Matter(union_id=7, ends_on=date(2026, 8, 15)) for _ in range(600)]
    Matter.objects.bulk_create(many)
    with django_assert_max_num_queries(24):
        settle(list(Matter.objects.all()), LIN)
    assert Deadline.objects.count() == 600


def test_a_clock_counts_by_the_rule_of_its_place_and_says_when_the_place_has_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry.CLOCKS, "known", {"p": replace(REPLY, key="p", place=lambda matter: "jiangsu")})
    offered(date(2026, 6, 10))
    due = Deadline.objects.get()
    assert due.note == "《江苏省集体协商条例》里的天数和人数没有查到，按全国规定计算。"


def test_a_deadline_from_a_text_that_nobody_checked_binds_nobody():
    assert not Deadline(confidence="unverified").binding
    assert Deadline(confidence="verified").binding


def test_running_deadlines_start_by_the_day_and_end_with_the_stop():
    matter = offered(date(2026, 6, 10))
    perform(FLOW, matter, "reply", on=date(2026, 6, 20), document="复函", by=LIN, at=at())

    def on(day: date, **more: int) -> int:
        return running(day, **more).count()

    assert (on(date(2026, 6, 9)), on(date(2026, 6, 10)), on(date(2026, 6, 19)), on(date(2026, 6, 20))) == (0, 1, 1, 0)
    assert (on(date(2026, 6, 19), days=10), on(date(2026, 6, 19), days=11)) == (0, 1)


def test_a_reader_sees_the_deadlines_of_his_unions_only():
    offered(date(2026, 6, 10), union=7)
    offered(date(2026, 6, 10), union=8)
    assert deadlines().count() == 2
    assert deadlines(Scope(frozenset({8}))).get().union_id == 8
    assert not deadlines(NOTHING).exists()


def test_two_clocks_of_one_key_are_a_mistake_of_the_programmer():
    register_clock(REPLY)
    with pytest.raises(ValueError, match="declared twice"):
        register_clock(replace(REPLY, title="又一个"))


def test_a_start_on_a_later_day_is_a_later_last_day():
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(0, 90, 7)]
    dues = [reply_of(offered(day)).due_on for day in days]
    assert dues == sorted(dues)


def test_a_clock_that_loads_its_records_itself_gets_all_keys_at_once(monkeypatch: pytest.MonkeyPatch):
    asked: list[list[int]] = []

    def load(keys):
        asked.append(list(keys))
        return Matter.objects.filter(pk__in=keys)

    made: Clock = replace(ENDS, key="l", load=load)
    monkeypatch.setattr(registry.CLOCKS, "known", {"l": made, REPLY.key: REPLY})
    pair = [new(ends_on=date(2026, 8, 15)), new(ends_on=date(2026, 8, 16))]
    settle(pair, LIN)
    assert asked == [[pair[0].pk, pair[1].pk]] and Deadline.objects.count() == 2


def test_a_last_day_that_is_known_beforehand_shows_from_the_beginning():
    matter = new(ends_on=date(2026, 8, 15))
    settle([matter], LIN)
    assert running(date(2026, 7, 1), days=60).count() == 1
