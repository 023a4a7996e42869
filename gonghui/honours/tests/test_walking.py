"""From the review to the register, and what comes after: notice, objections, recheck, revoking."""

from datetime import date

import pytest

from gonghui.honours.models import Honour, Nomination, Objection
from gonghui.honours.public import (
    HONOUR_FLOW,
    Outcome,
    Vote,
    nomination_step,
    objection_handle,
    objection_record,
    round_award,
    round_publicise,
    round_recommend,
    round_review,
)
from gonghui.honours.tests.hall import (
    AFTER,
    NOW,
    OVER,
    POSTED,
    REVIEWED,
    nominate,
    on,
    opened,
    posted,
    programme,
    review,
)
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import Span
from gonghui.kernel.indicators import indicator
from gonghui.kernel.ledger.api import entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.moving import correct, take_back
from gonghui.kernel.workflow.steps import steps_of
from gonghui.people.public import LeaveReason, member_leave
from tests.ledger_town import LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LedgerTown:
    return found_ledger_town()


def object_to(row: Nomination, day: date = AFTER) -> Objection:
    return objection_record(
        values={
            "nomination": row,
            "received_on": day,
            "source": "letter",
            "objector": "王先生",
            "matter": "上班时间不在岗",
        },
        **on(max(day, AFTER)),
    )


def counted(code: str, start: date, end: date) -> int:
    return indicator(code).numerator.rows(Span(start, end)).count()


def test_from_the_review_to_the_register(town: LedgerTown) -> None:
    round = opened(programme(valid_years=3))
    [row] = posted(round, town, "张三")
    assert (row.state, row.notice_from, row.notice_until) == ("noticed", POSTED, OVER)
    with pytest.raises(Refused, match="张三：公示到2026年6月30日才满"):
        round_award(round=round, on=OVER, **NOW)
    assert round_award(round=round, on=AFTER, number="石工〔2026〕12号", **NOW) == 1
    made = Honour.objects.get(nomination=row)
    assert (made.name, made.awarded_on, made.number, made.valid_until) == (
        "张三",
        AFTER,
        "石工〔2026〕12号",
        date(2029, 6, 30),
    )
    assert made.worker == town.members["张三"].worker and made.basis == "round"


def test_the_votes_say_who_passes(town: LedgerTown) -> None:
    round = opened()
    first, second = nominate(round, town, "张三"), nominate(round, town, "李四")
    votes = {first.pk: Vote(4, 3), second.pk: Vote(3, 4, "事迹不够具体")}
    assert round_review(round=round, on=REVIEWED, body="常委会", present=7, votes=votes, **NOW) == (1, 1)
    assert [Nomination.objects.get(pk=each.pk).state for each in (first, second)] == ["reviewed", "declined"]
    third = nominate(round, town, "王五")
    for name, facts, words in (
        ("approve", {"body": "会", "present": 6, "in_favour": 3}, "没有过半数"),
        ("reject", {"body": "会", "present": 6, "in_favour": 4}, "已经过半数"),
        ("approve", {"body": "会", "present": 6, "in_favour": 5, "against": 2}, "票数加起来7，比到会的6人多"),
    ):
        with pytest.raises(Refused, match=words):
            nomination_step(nomination=third, name=name, on=REVIEWED, facts=facts, **NOW)


def test_a_chair_withdraws_and_the_town_decides(town: LedgerTown) -> None:
    chair = Hand(None, "何东", scope=Scope(frozenset({town.unions["宏达机械工会"].pk})))
    row = nominate(opened(), town)
    facts = {"body": "会", "present": 5, "in_favour": 5}
    with pytest.raises(Refused, match="“登记评审通过”由镇总工会办"):
        nomination_step(nomination=row, name="approve", on=REVIEWED, facts=facts, **on(AFTER, chair))
    step = nomination_step(nomination=row, name="approve", on=REVIEWED, facts=facts, **NOW)
    with pytest.raises(Refused, match="由镇总工会办"):
        take_back(HONOUR_FLOW, row, step, reason="登记错了", **on(AFTER, chair))
    nomination_step(nomination=row, name="withdraw", on=REVIEWED, reason="本人不愿意", **on(AFTER, chair))
    assert row.state == "withdrawn"


def test_a_longer_notice_of_the_office_is_counted_and_a_shorter_one_refused(town: LedgerTown) -> None:
    with pytest.raises(Refused, match="公示3个工作日，少于通行的5个工作日"):
        programme(notice_days=3)
    [row] = posted(opened(programme(notice_days=7)), town, "张三")
    assert row.notice_until == date(2026, 7, 2)


def test_a_corrected_day_of_the_notice_moves_its_end_and_says_so(town: LedgerTown) -> None:
    [row] = posted(opened(), town, "张三")
    step = steps_of(row).last("notice")
    assert step is not None
    moved = correct(HONOUR_FLOW, row, step, on=date(2026, 6, 24), reason="贴晚了一天", **NOW)
    row.refresh_from_db()
    assert row.notice_until == date(2026, 7, 1)
    assert not moved or all("公示" in str(each) for each in moved)


def test_the_list_must_have_its_make_up_or_a_reason(town: LedgerTown) -> None:
    round = opened(programme(women_min=50, frontline_min=60))
    rows = [nominate(round, town, "张三", position="frontline"), nominate(round, town, "李四", position="leader")]
    review(round, *rows)
    with pytest.raises(Refused, match="一线职工1/2，要求不少于60%；女职工0/2，要求不少于50%"):
        round_publicise(round=round, on=POSTED, place="公告栏", **NOW)
    assert set(round.nominations.values_list("state", flat=True)) == {"reviewed"}
    assert round_publicise(round=round, on=POSTED, place="公告栏", share_reason="县总工会同意", **NOW) == 2


@pytest.mark.postgres
def test_an_open_objection_holds_the_award_and_an_upheld_one_ends_it(town: LedgerTown) -> None:
    round = opened()
    first, second = posted(round, town, "张三", "李四")
    for row in (first, second):
        object_to(row, date(2026, 6, 25))
    with pytest.raises(Refused, match="张三：2026年6月25日收到的异议还没有核查"):
        round_award(round=round, on=AFTER, **NOW)
    one, two = Objection.objects.order_by("pk")
    objection_handle(objection=one, on=AFTER, outcome=Outcome.UNFOUNDED, findings="查了考勤，在岗", **NOW)
    objection_handle(objection=two, on=AFTER, outcome=Outcome.UPHELD, findings="查了考勤，多次脱岗", **NOW)
    with pytest.raises(Refused, match="李四：公示期间的异议成立"):
        round_award(round=round, on=AFTER, **NOW)
    assert set(round.nominations.values_list("state", flat=True)) == {"noticed"}
    nomination_step(nomination=second, name="decline", on=AFTER, reason="异议成立", **NOW)
    assert round_award(round=round, on=AFTER, **NOW) == 1


def test_an_objection_has_its_clock_and_is_handled_once(town: LedgerTown) -> None:
    [row] = posted(opened(), town, "张三")
    made = object_to(row)
    [clock] = deadlines_of(made)
    assert (clock.clock, clock.due_on, clock.closed_on) == ("honours.objection", date(2026, 7, 11), None)
    with pytest.raises(Refused, match="核查日期早于收到的"):
        objection_handle(objection=made, on=POSTED, outcome=Outcome.UNFOUNDED, findings="没有此事", **NOW)
    objection_handle(objection=made, on=date(2026, 7, 2), outcome=Outcome.UNFOUNDED, findings="没有此事", **NOW)
    assert deadlines_of(made).get().closed_on == date(2026, 7, 2)
    with pytest.raises(Refused, match="已经核查过了"):
        objection_handle(objection=made, on=date(2026, 7, 2), outcome=Outcome.UPHELD, findings="确有此事", **NOW)


def test_nobody_objects_before_the_notice(town: LedgerTown) -> None:
    row = nominate(opened(), town)
    with pytest.raises(Refused, match="张三还没有公示"):
        object_to(row)


@pytest.mark.postgres
def test_after_the_award_an_objection_begins_a_recheck_and_past_figures_keep_the_honour(town: LedgerTown) -> None:
    round = opened()
    [row] = posted(round, town, "张三")
    round_award(round=round, on=AFTER, **NOW)
    made = object_to(Nomination.objects.get(), date(2026, 8, 3))
    row = Nomination.objects.get()
    assert row.state == "rechecking"
    later = on(date(2026, 8, 20))
    with pytest.raises(Refused, match="异议还没有核查"):
        nomination_step(nomination=row, name="revoke", on=date(2026, 8, 20), reason="材料不实", **later)
    objection_handle(objection=made, on=date(2026, 8, 18), outcome=Outcome.UPHELD, findings="材料不实", **later)
    nomination_step(nomination=row, name="revoke", on=date(2026, 8, 20), reason="材料不实", **later)
    year = date(2026, 1, 1)
    assert counted("emulation.civilised_workers", year, date(2026, 8, 19)) == 1
    assert counted("emulation.civilised_workers", year, date(2026, 8, 20)) == 0
    assert counted("emulation.honours_in_force", year, date(2026, 8, 19)) == 1
    assert counted("emulation.honours_in_force", year, date(2026, 8, 20)) == 0


def test_a_recheck_may_uphold_what_was_awarded(town: LedgerTown) -> None:
    round = opened()
    posted(round, town, "张三")
    round_award(round=round, on=AFTER, **NOW)
    made = object_to(Nomination.objects.get(), AFTER)
    objection_handle(objection=made, on=date(2026, 7, 2), outcome=Outcome.UNFOUNDED, findings="没有此事", **NOW)
    row = Nomination.objects.get()
    nomination_step(nomination=row, name="uphold", on=date(2026, 7, 2), facts={"findings": "维持"}, **NOW)
    assert row.state == "awarded" and Honour.objects.get().revoked_on is None


def test_what_the_city_gives_is_recommended_first_and_then_awarded(town: LedgerTown) -> None:
    city = programme(name="市五一劳动奖章", category="medal", level="city")
    round = opened(city)
    posted(round, town, "张三")
    with pytest.raises(Refused, match="没有“已报上级”的推荐"):
        round_award(round=round, on=AFTER, **NOW)
    assert round_recommend(round=round, on=AFTER, to="县总工会", **NOW) == 1
    assert [each.clock for each in deadlines_of(round) if each.closed_on is None] == ["honours.answer"]
    assert round_award(round=round, on=date(2026, 7, 2), number="云工〔2026〕30号", **NOW) == 1
    assert Honour.objects.get().basis == "received"
    assert counted("emulation.city_honours", date(2026, 7, 1), date(2026, 12, 31)) == 1


def test_what_the_town_gives_is_not_recommended(town: LedgerTown) -> None:
    round = opened()
    posted(round, town, "张三")
    with pytest.raises(Refused, match="由本会决定，不用推荐上报"):
        round_recommend(round=round, on=AFTER, to="县总工会", **NOW)


def test_no_more_are_awarded_than_the_quota(town: LedgerTown) -> None:
    round = opened(quota=1, candidates=2)
    posted(round, town, "张三", "李四")
    with pytest.raises(Refused, match="李四：1个名额已经表彰满了"):
        round_award(round=round, on=AFTER, **NOW)
    assert not Honour.objects.exists()


def test_who_leaves_during_the_notice_is_not_awarded(town: LedgerTown) -> None:
    round = opened()
    posted(round, town, "张三")
    member_leave(row=town.members["张三"], on=AFTER, reason=LeaveReason.RESIGNED, **NOW)
    with pytest.raises(Refused, match="离开了宏达机械工会的名册"):
        round_award(round=round, on=AFTER, **NOW)


def test_an_award_entered_by_mistake_is_taken_back_and_made_anew(town: LedgerTown) -> None:
    round = opened()
    posted(round, town, "张三")
    round_award(round=round, on=AFTER, **NOW)
    row = Nomination.objects.get()
    step = steps_of(row).last("award")
    assert step is not None
    take_back(HONOUR_FLOW, row, step, reason="登记错了", **NOW)
    assert Honour.objects.valid().count() == 0 and row.state == "noticed"
    assert round_award(round=round, on=date(2026, 7, 2), **NOW) == 1
    assert Honour.objects.valid().get().awarded_on == date(2026, 7, 2)


def test_the_clocks_of_a_round_follow_its_list(town: LedgerTown) -> None:
    round = opened()

    def now() -> dict[str, tuple[date, date | None]]:
        return {row.clock: (row.due_on, row.closed_on) for row in deadlines_of(round)}

    assert now() == {"honours.nominate": (date(2026, 6, 20), None)}
    posted(round, town, "张三")
    assert now() == {
        "honours.nominate": (date(2026, 6, 20), date(2026, 6, 20)), "honours.review": (date(2026, 6, 30), REVIEWED),
        "honours.notice": (OVER, OVER), "honours.award": (date(2026, 7, 15), None),
    }  # fmt: skip
    round_award(round=round, on=AFTER, **NOW)
    assert now()["honours.award"] == (date(2026, 7, 15), AFTER)


def test_a_nomination_is_void_only_before_its_review(town: LedgerTown) -> None:
    round = opened()
    row = nominate(round, town)
    entry_void(ledger=ledger_of("nominations"), row=row, reason="登记了两次", **NOW)
    again = nominate(round, town)
    with pytest.raises(Refused, match="已作废，不能再办"):
        nomination_step(nomination=row, name="withdraw", on=REVIEWED, reason="不评", **NOW)
    review(round, again)
    again.refresh_from_db()
    act = ledger_of("nominations").act("void")
    assert act is not None and act.do is not None
    with pytest.raises(Refused, match="已经“评审通过”"):
        act.do(again, {"reason": "登记错了"}, NOW["by"], NOW["at"])
