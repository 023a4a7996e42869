"""Who may be put forward: places, days, the roll, earlier honours, what a union owes."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gonghui.honours.models import Nomination, Round
from gonghui.honours.public import Veto, allot, candidate_for, facts_against, nomination_step, places, places_of
from gonghui.honours.tests.hall import AFTER, NOW, PAPER, honour, nominate, on, opened, programme
from gonghui.kernel.ledger.api import entry_amend, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import committee_record, union_close
from gonghui.people.public import LeaveReason, member_leave
from tests.ledger_town import LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


@pytest.mark.postgres
def test_the_third_for_two_places_is_refused_until_one_is_withdrawn(town: LedgerTown) -> None:
    round = opened()
    first, _ = nominate(round, town, "张三"), nominate(round, town, "李四")
    with pytest.raises(Refused, match=r"可推荐2个，已经推荐了2个。.*先撤回一个"):
        nominate(round, town, "王五")
    nomination_step(nomination=first, name="withdraw", on=PAPER, reason="本人不愿意", **NOW)
    assert nominate(round, town, "王五").state == "nominated"


def test_a_union_has_its_own_places_and_the_office_may_give_it_more(town: LedgerTown) -> None:
    round = opened(quota=10, each_union=1)
    nominate(round, town, "张三")
    with pytest.raises(Refused, match="宏达机械工会有1个名额，已经推荐了1个"):
        nominate(round, town, "李四")
    assert nominate(round, town, "赵六", "瑞丰印染工会").pk
    allot(round=round, union=town.unions["宏达机械工会"], places=2, **NOW)
    nominate(round, town, "李四")
    with pytest.raises(Refused, match="已经推荐了2个"):
        allot(round=round, union=town.unions["宏达机械工会"], places=1, **NOW)


def test_more_may_be_nominated_than_awarded_when_the_office_says_so(town: LedgerTown) -> None:
    round = opened(quota=1, candidates=2)
    nominate(round, town, "张三")
    assert nominate(round, town, "李四").pk and places(round).full
    with pytest.raises(Refused, match="已经推荐了2个，多于1个"):
        entry_amend(ledger=ledger_of("honour-rounds"), row=round, values={"candidates": None}, **NOW)


def test_nobody_is_put_forward_twice_or_outside_the_days(town: LedgerTown) -> None:
    round = opened()
    nominate(round, town)
    with pytest.raises(Refused, match="张三2026年6月10日已经由宏达机械工会推荐了"):
        nominate(round, town)
    with pytest.raises(Refused, match=r"推荐2026年6月20日截止了。.*先更正推荐截止日期"):
        nominate(round, town, "李四", on=date(2026, 6, 21))
    with pytest.raises(Refused, match="2026年6月1日才通知"):
        nominate(round, town, "李四", on=date(2026, 5, 31))
    assert nominate(round, town, "李四", on=date(2026, 6, 20)).on.day == 20


def test_who_left_or_died_or_is_unknown_is_not_put_forward(town: LedgerTown) -> None:
    round = opened()
    member_leave(row=town.members["张三"], on=date(2026, 6, 5), reason=LeaveReason.DIED, **NOW)
    member_leave(row=town.members["李四"], on=date(2026, 6, 5), reason=LeaveReason.RESIGNED, **NOW)
    for name, words in (
        ("张三", "2026年6月5日去世"),
        ("李四", "离开了宏达机械工会的名册"),
        ("钱多多", "不在宏达机械工会的名册上"),
        ("", "没有写推荐谁"),
    ):
        with pytest.raises(Refused, match=words):
            nominate(round, town, name)


def test_two_of_one_name_are_told_apart_by_the_end_of_their_number(town: LedgerTown) -> None:
    other = town.member("张三", "宏达机械工会", "宏达机械", sex="f", job="质检")
    round = opened()
    with pytest.raises(Refused, match="张三"):
        nominate(round, town)
    assert nominate(round, town, f"张三{other.worker.id_number()[-4:]}").worker == other.worker


def test_an_honour_of_three_years_ago_bars_and_one_of_four_does_not(town: LedgerTown) -> None:
    of = programme(repeat_years=3)
    honour(town, of, date(2023, 6, 11))
    honour(town, of, date(2023, 6, 10), "李四")
    round = opened(of)
    with pytest.raises(Refused, match="2023年6月11日已经得过镇文明职工，3年内不重复评。2026年6月11日起可以再推荐"):
        nominate(round, town)
    assert nominate(round, town, "李四").pk


def test_a_revoked_honour_bars_nobody(town: LedgerTown) -> None:
    from gonghui.honours.public import honour_revoke

    of = programme(repeat_years=3)
    honour_revoke(honour=honour(town, of, date(2025, 6, 11)), on=date(2025, 9, 1), reason="材料不实", **NOW)
    assert nominate(opened(of), town).pk


def test_an_overdue_term_bars_where_the_programme_says_so_and_names_its_record(town: LedgerTown) -> None:
    of = programme(name="模范企业工会", category="model_union", given_to="union", hard=["term"], soft=["certificate"])
    union = town.unions["宏达机械工会"]
    committee_record(union=union, term=2, elected_on=date(2021, 5, 10), expires_on=date(2026, 5, 9), **NOW)
    found = facts_against(of, candidate_for(of, union, PAPER), PAPER)
    assert [(one.veto, one.hard, one.entity, one.object_id, one.clock) for one in found] == [
        (Veto.TERM, True, "orgs.union", union.pk, "orgs.term")
    ]
    with pytest.raises(Refused, match="“委员会换届”2026年5月9日到期，已经超32天"):
        nominate(opened(of), town, "")
    assert nominate(Round.objects.get(), town, "", "瑞丰印染工会").name == "瑞丰印染工会"


def test_what_only_wants_a_reason_passes_with_one(town: LedgerTown) -> None:
    of = programme(repeat_years=3, soft=["repeat"])
    honour(town, of, date(2025, 6, 11))
    round = opened(of)
    with pytest.raises(Refused, match="仍要推荐的，请写明原因") as no:
        nominate(round, town)
    assert no.value.field == "despite"
    assert nominate(round, town, despite="抗洪抢险表现突出").despite == "抗洪抢险表现突出"


def test_groups_and_employers_are_put_forward_by_their_union(town: LedgerTown) -> None:
    groups = opened(programme(name="工人先锋号", category="pioneer", given_to="group"))
    assert nominate(groups, town, "二车间甲班").mark.endswith(":二车间甲班")
    with pytest.raises(Refused, match="没有写推荐哪个班组"):
        nominate(groups, town, " ")
    firms = opened(programme(name="先进单位", category="advanced", given_to="employer"))
    assert nominate(firms, town, "").employer == town.employers["宏达机械"]
    with pytest.raises(Refused, match="东片工会联合会还没有登记单位"):
        nominate(firms, town, "", "东片工会联合会")


def test_a_closed_union_and_a_void_round_take_no_nominations(town: LedgerTown) -> None:
    round = opened()
    closed = town.union("旧址工会", "enterprise", town.root, "西片")
    union_close(union=closed, on=date(2026, 6, 9), reason="企业停产", **NOW)
    with pytest.raises(Refused, match="旧址工会已于2026年6月9日撤销"):
        nominate(round, town, "赵六", "旧址工会")
    entry_void(ledger=ledger_of("honour-rounds"), row=round, reason="重复发起", **NOW)
    with pytest.raises(Refused, match="已作废"):
        nominate(round, town)


def test_numbers_of_the_assembly_fit_together(town: LedgerTown) -> None:
    round = opened()
    with pytest.raises(Refused, match="实到31人，比应到的30人多"):
        nominate(round, town, due=30, present=31)
    with pytest.raises(Refused, match="同意30人，比实到的28人多"):
        nominate(round, town, due=30, present=28, in_favour=30)
    assert nominate(round, town, due=30, present=28, in_favour=27).in_favour == 27


def test_a_day_ahead_is_refused(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="还没有到"):
        nominate(opened(nominate_until=date(2026, 7, 20)), town, on=date(2026, 7, 3), **on(AFTER))


NAMES = (("张三", "宏达机械工会"), ("李四", "宏达机械工会"), ("王五", "宏达机械工会"), ("赵六", "瑞丰印染工会"))
STEPS = st.lists(st.tuples(st.sampled_from(("nominate", "withdraw", "allot", "quota")), st.integers(0, 3)), max_size=12)


class TestWhateverUnionsDo(TestCase):
    """The places of the round and of each union hold, and nobody stands on the list twice."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def test_the_places_hold(self, steps: list[tuple[str, int]]) -> None:
        town = found_ledger_town()
        round = opened(quota=2, each_union=2)
        for what, number in steps:
            with suppress(Refused):
                self.step(round, town, what, number)
            round.refresh_from_db()
            self.look(round, town)

    def step(self, round: Round, town: LedgerTown, what: str, number: int) -> None:
        name, union = NAMES[number]
        if what == "nominate":
            nominate(round, town, name, union)
        elif what == "allot":
            allot(round=round, union=town.unions[union], places=number, **NOW)
        elif what == "quota":
            entry_amend(ledger=ledger_of("honour-rounds"), row=round, values={"quota": number}, **NOW)
        else:
            for row in Nomination.objects.filter(round=round, name=name, state="nominated"):
                nomination_step(nomination=row, name="withdraw", on=PAPER, reason="不参评", **NOW)

    def look(self, round: Round, town: LedgerTown) -> None:
        whole = places(round)
        assert whole.total is not None and whole.taken <= whole.total
        for union in town.unions.values():
            mine = places_of(round, union)
            assert mine.total is not None and mine.taken <= mine.total
        marks = [row.mark for row in Nomination.objects.filter(round=round).exclude(state="withdrawn")]
        assert len(marks) == len(set(marks))
