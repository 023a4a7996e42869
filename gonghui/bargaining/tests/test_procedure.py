"""One factory's bargaining from the offer to the record with the upper union, and what leads off that way."""

from datetime import date
from decimal import Decimal

import pytest

from gonghui.bargaining.public import BARGAINING_FLOW as FLOW
from gonghui.bargaining.public import (
    ClauseText,
    Contract,
    ContractKind,
    Past,
    bargaining_enter,
    bargaining_open,
    clauses_write,
)
from gonghui.bargaining.tests.parties import (
    SHEN,
    TO_SIGNED,
    WU,
    at,
    deadline,
    opened,
    running,
    running_contract,
    signed,
    take,
    walked,
)
from gonghui.kernel.refusal import Refused, Stale
from gonghui.kernel.rules.actions import override_put
from gonghui.kernel.workflow.models import Deadline
from gonghui.kernel.workflow.moving import correct, take_back
from gonghui.kernel.workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_the_boss_has_twenty_days_to_answer_and_an_answer_stops_the_clock():
    record = opened(date(2026, 5, 8))
    take(record, "offer", date(2026, 5, 11))
    assert running(record) == {"bargaining.reply": date(2026, 6, 1)}  # 31 May is a Sunday
    row = deadline(record, "bargaining.reply")
    assert (row.shifted_from, row.citation) == (date(2026, 5, 31), "集体合同规定 第32条")
    assert "江苏" in row.note  # the province's own number is not known, and the page says so
    take(record, "reply", date(2026, 5, 20))
    assert running(record) == {}
    assert deadline(record, "bargaining.reply").closed_on == date(2026, 5, 20)


def test_the_signature_makes_the_contract_and_starts_the_ten_days_to_file():
    record = signed()
    contract = record.contract
    assert (contract.signed_on, contract.effective_on, contract.expires_on) == (
        date(2026, 6, 24), None, date(2029, 6, 30))  # fmt: skip
    assert running(record) == {"bargaining.filing": date(2026, 7, 6)}  # the tenth day, 4 July, is a Saturday
    assert deadline(record, "bargaining.filing").shifted_from == date(2026, 7, 4)


def test_fifteen_silent_days_after_the_text_came_bring_it_into_effect_on_the_sixteenth():
    record = signed()
    take(record, "file", date(2026, 6, 29), received_on="2026-06-30", recorded=date(2026, 6, 30))
    assert running(record) == {"bargaining.review": date(2026, 7, 15)}
    with pytest.raises(Refused, match="7月15日才满"):
        take(record, "silence", date(2026, 7, 15))
    take(record, "silence", date(2026, 7, 16))
    record.contract.refresh_from_db()
    assert record.contract.effective_on == date(2026, 7, 16)
    assert record.contract.filed_on == date(2026, 6, 29)
    walked(record, ("publish", date(2026, 7, 17)), ("report", date(2026, 7, 20)))
    assert record.state == "closed" and running(record) == {}


def test_silence_recorded_late_still_counts_from_the_day_after_the_review():
    record = walked(signed(), ("file", date(2026, 6, 29)), ("silence", date(2026, 7, 30)))
    record.contract.refresh_from_db()
    assert record.contract.effective_on == date(2026, 7, 15)
    row = deadline(record, "bargaining.review")
    assert row.closed_on == row.due_on == date(2026, 7, 14)  # nobody was late


def test_a_text_that_names_its_own_first_day_does_not_take_effect_before_it():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:-1])
    take(record, "sign", date(2026, 6, 24), starts_on=date(2026, 8, 1))
    walked(record, ("file", date(2026, 6, 25)), ("clear", date(2026, 7, 1)))
    record.contract.refresh_from_db()
    assert record.contract.effective_on == date(2026, 8, 1)


def test_an_objection_is_mended_signed_and_filed_again_and_the_clocks_start_anew():
    record = walked(signed(), ("file", date(2026, 6, 29)), ("object", date(2026, 7, 10)))
    assert running(record) == {}
    take(record, "resign", date(2026, 7, 13))
    assert running(record) == {"bargaining.filing": date(2026, 7, 23)}
    take(record, "file", date(2026, 7, 14))
    assert running(record) == {"bargaining.review": date(2026, 7, 29)}
    take(record, "clear", date(2026, 7, 20))
    record.contract.refresh_from_db()
    assert (record.contract.signed_on, record.contract.effective_on) == (date(2026, 6, 24), date(2026, 7, 20))
    assert Contract.objects.count() == 1


def test_an_objection_that_comes_after_the_fifteen_days_is_turned_down():
    record = walked(signed(), ("file", date(2026, 6, 29)))
    with pytest.raises(Refused, match="7月14日已满，从2026年7月15日起生效"):
        take(record, "object", date(2026, 7, 15))
    take(record, "object", date(2026, 7, 14))


def test_the_wage_agreement_keeps_its_own_clocks():
    record = opened(date(2026, 4, 1), ContractKind.WAGE)
    walked(record, ("offer", date(2026, 4, 2)))
    take(record, "reply", date(2026, 4, 8), talks_on=date(2026, 4, 20))
    assert running(record) == {"wage.materials": date(2026, 4, 15)}
    take(record, "materials", date(2026, 4, 14))
    assert running(record) == {}
    walked(record, ("meet", date(2026, 4, 20)), ("draft", date(2026, 4, 21)), ("adopt", date(2026, 4, 22)))
    take(record, "sign", date(2026, 4, 23), expires_on=date(2027, 4, 30))
    assert running(record) == {"wage.filing": date(2026, 4, 30)}
    walked(record, ("file", date(2026, 4, 24)), ("clear", date(2026, 4, 29)))
    assert running(record) == {"wage.publication": date(2026, 5, 6)}  # 4 May is a holiday, 5 May too


def test_nobody_answers_and_an_order_to_mend_can_be_asked_for_once_the_time_is_over():
    record = walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)))
    with pytest.raises(Refused, match="6月1日才满"):
        take(record, "letter", date(2026, 6, 1))
    take(record, "letter", date(2026, 6, 2), answer_by=date(2026, 6, 16))
    assert running(record)["bargaining.urged"] == date(2026, 6, 16)
    take(record, "reply", date(2026, 6, 10))
    assert running(record) == {}
    assert deadline(record, "bargaining.urged").closed_on == date(2026, 6, 10)


def test_a_refusal_with_good_reason_is_not_reported():
    record = walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)))
    take(record, "refuse", date(2026, 5, 12), justified=True)
    access = FLOW.may(record, "letter", on=date(2026, 5, 13))
    assert not access and "正当理由" in access.reason


def test_a_dispute_has_thirty_days_and_fifteen_more():
    record = walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)), ("reply", date(2026, 5, 20)),
                    ("dispute", date(2026, 6, 1)))  # fmt: skip
    assert running(record) == {"bargaining.dispute": date(2026, 7, 1)}
    take(record, "extend", date(2026, 6, 30), reason="双方还在算账")
    assert running(record) == {"bargaining.dispute_extended": date(2026, 7, 16)}
    with pytest.raises(Refused, match="延长过一次"):
        take(record, "extend", date(2026, 7, 1), reason="再延长")
    take(record, "coordinate", date(2026, 7, 10))
    assert running(record) == {} and record.state == "meeting"


def test_half_of_all_is_enough_and_one_less_sends_the_draft_back():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:4])
    take(record, "vote", date(2026, 6, 22), due=180, present=120, in_favour=89)
    assert record.state == "meeting"
    with pytest.raises(Refused, match="重新协商"):
        take(record, "draft", date(2026, 6, 23))
    walked(record, ("meet", date(2026, 6, 24)), ("draft", date(2026, 6, 25)))
    take(record, "vote", date(2026, 6, 29), due=180, present=120, in_favour=90)
    assert record.state == "adopted"


def test_without_two_thirds_there_is_no_vote():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:4])
    with pytest.raises(Refused, match="实到至少32人才能表决"):
        take(record, "adopt", date(2026, 6, 22), due=48, present=31, in_favour=31)
    take(record, "adopt", date(2026, 6, 22), due=48, present=32, in_favour=24)


def test_more_votes_than_people_are_refused():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:4])
    with pytest.raises(Refused, match="比实到的45人多"):
        take(record, "adopt", date(2026, 6, 22), due=48, present=45, in_favour=43, against=3)


def test_a_draft_follows_a_meeting_that_agreed():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:2])
    take(record, "meet", date(2026, 6, 9), chaired_by="staff", minutes="没有谈成", result="failed")
    with pytest.raises(Refused, match="没有达成一致"):
        take(record, "draft", date(2026, 6, 12))


def test_no_step_is_skipped():
    record = opened(date(2026, 5, 8))
    for name in ("reply", "meet", "draft", "adopt", "sign", "file", "silence", "publish", "report"):
        assert not FLOW.may(record, name), name
        with pytest.raises(Refused):
            take(record, name, date(2026, 5, 9))
    assert FLOW.may(record, "offer")


def test_a_meeting_without_a_third_delegate_does_not_count():
    record = walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)), ("reply", date(2026, 5, 20)))
    record.delegates.filter(name="高志远").delete()
    access = FLOW.may(record, "meet", on=date(2026, 6, 9))
    assert not access and "单位方代表2人" in access.reason


def test_a_corrected_signature_moves_the_filing_day_and_says_so():
    record = signed()
    moved = correct(FLOW, record, steps_of(record).last("sign"), on=date(2026, 6, 25), reason="看错了", by=WU,
                    at=at(date(2026, 6, 30)))  # fmt: skip
    assert [str(each) for each in moved] == [
        "“报送人社部门审查”的最后一天由2026年7月6日改为2026年7月6日"
    ] or moved == []
    moved = correct(FLOW, record, steps_of(record).last("sign"), on=date(2026, 6, 22), reason="又看错了", by=WU,
                    at=at(date(2026, 6, 30)))  # fmt: skip
    assert [str(each) for each in moved] == ["“报送人社部门审查”的最后一天由2026年7月6日改为2026年7月2日"]
    record.contract.refresh_from_db()
    assert record.contract.signed_on == date(2026, 6, 22)


def test_a_corrected_day_of_receipt_moves_the_day_of_effect():
    record = walked(signed(), ("file", date(2026, 6, 25)), ("silence", date(2026, 7, 30)))
    correct(FLOW, record, steps_of(record).last("file"), facts={"received_on": "2026-07-01"}, reason="回执上是7月1日",
            by=WU, at=at(date(2026, 7, 31)))  # fmt: skip
    record.contract.refresh_from_db()
    assert record.contract.effective_on == date(2026, 7, 17)


def test_a_signature_taken_back_takes_the_contract_with_it():
    record = signed()
    key = record.contract_id
    take_back(FLOW, record, steps_of(record).last("sign"), reason="还没有签", by=WU, at=at(date(2026, 6, 25)))
    assert record.state == "adopted" and record.contract is None
    assert not Contract.objects.filter(pk=key).exists()
    assert not Deadline.objects.filter(entity="bargaining.contract", object_id=key, void=False).exists()
    take(record, "sign", date(2026, 6, 26))
    assert record.contract.signed_on == date(2026, 6, 26)


def test_effect_taken_back_leaves_the_contract_signed_and_the_review_running():
    record = walked(signed(), ("file", date(2026, 6, 29)), ("clear", date(2026, 7, 3)))
    take_back(FLOW, record, steps_of(record).last("clear"), reason="看错了意见书", by=WU, at=at(date(2026, 7, 4)))
    record.contract.refresh_from_db()
    assert record.contract.effective_on is None
    assert running(record) == {"bargaining.review": date(2026, 7, 14)}


def test_the_second_of_two_people_is_told_who_was_first():
    record = walked(opened(date(2026, 5, 8)), ("offer", date(2026, 5, 11)))
    same = type(record).objects.get(pk=record.pk)
    take(record, "reply", date(2026, 5, 20))
    with pytest.raises(Stale, match="吴国平刚登记了“登记同意协商的答复”"):
        take(same, "refuse", date(2026, 5, 20), by=SHEN)
    assert [step.name for step in steps_of(record).steps] == ["offer", "reply"]


def test_a_procedure_under_way_is_entered_with_its_past_days_and_only_the_running_clock_is_open():
    record = opened(date(2026, 5, 8))
    past = [Past("offer", date(2026, 5, 11), {"matters": "工资"}), Past("reply", date(2026, 6, 10)),
            Past("meet", date(2026, 6, 12), {"chaired_by": "staff", "minutes": "谈成", "result": "agreed"}),
            Past("draft", date(2026, 6, 15)),
            Past("adopt", date(2026, 6, 22), {"body": "congress", "due": 30, "present": 28, "in_favour": 20}),
            Past("sign", date(2026, 6, 24), {"expires_on": "2029-06-30"})]  # fmt: skip
    bargaining_enter(bargaining=record, steps=past, by=WU, at=at(date(2026, 7, 1)))
    assert record.state == "signed"
    assert running(record) == {"bargaining.filing": date(2026, 7, 6)}
    late = deadline(record, "bargaining.reply")
    assert late.closed_on == date(2026, 6, 10) > late.due_on  # late then, and said so; nothing rings now


def test_a_past_step_that_does_not_fit_is_named_and_nothing_is_entered():
    record = opened(date(2026, 5, 8))
    past = [Past("offer", date(2026, 5, 11), {"matters": "工资"}), Past("draft", date(2026, 6, 15))]
    with pytest.raises(Refused, match="第2步“登记草案”没有登记"):
        bargaining_enter(bargaining=record, steps=past, by=WU, at=at(date(2026, 7, 1)))
    assert steps_of(record).steps == ()


def test_in_zhejiang_the_answer_is_due_in_ten_working_days():
    record = walked(opened(date(2026, 9, 20), province="zhejiang"), ("offer", date(2026, 9, 21)))
    row = deadline(record, "bargaining.reply")
    assert row.due_on == date(
        2026, 10, 12
    )  # 25 to 27 September and 1 to 7 October are holidays, Saturday 10 October is worked
    assert "浙江" in row.citation


def test_a_vote_that_failed_is_not_recorded_as_passed_nor_the_other_way_round():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:4])
    with pytest.raises(Refused, match="要24票以上才通过"):
        take(record, "adopt", date(2026, 6, 22), due=48, present=45, in_favour=23)
    with pytest.raises(Refused, match="已经通过"):
        take(record, "reject", date(2026, 6, 22), due=48, present=45, in_favour=24)


def test_two_copies_are_too_few_and_a_receipt_lies_not_ahead():
    record = signed()
    with pytest.raises(Refused, match="规定一式3份"):
        take(record, "file", date(2026, 6, 29), copies=2)
    with pytest.raises(Refused, match="还没有到"):
        take(record, "file", date(2026, 6, 29), received_on="2026-06-30")
    take(record, "file", date(2026, 6, 29), copies=3)


def test_a_text_is_not_published_before_it_is_in_effect():
    access = FLOW.may(signed(), "publish")
    assert not access and "没有生效" in access.reason


def test_a_wage_under_the_local_minimum_is_not_signed():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:5])
    override_put(rule="wage.minimum_month", place="jiangsu", value=2490, start_on=date(2026, 1, 1), number="某人社发〔2025〕1号",
                 title="关于调整最低工资标准的通知", by=WU, at=at(date(2026, 6, 22)))  # fmt: skip
    text = [ClauseText("劳动报酬", True, "每月10日发放", "month_wage", Decimal("2489.99"))]
    clauses_write(bargaining=record, clauses=text, by=WU, at=at(date(2026, 6, 22)))
    with pytest.raises(Refused, match="低于2026年6月24日当地最低工资2490元"):
        take(record, "sign", date(2026, 6, 24))
    text = [ClauseText("劳动报酬", True, "每月10日发放", "month_wage", Decimal("2490"))]
    clauses_write(bargaining=record, clauses=text, by=WU, at=at(date(2026, 6, 22)))
    take(record, "sign", date(2026, 6, 24))


def test_a_filing_is_not_corrected_past_the_silence_that_followed():
    record = walked(signed(), ("file", date(2026, 6, 25)), ("silence", date(2026, 7, 13)))
    with pytest.raises(Refused, match="请先退回"):
        correct(FLOW, record, steps_of(record).last("file"), facts={"received_on": "2026-07-01"}, reason="回执上是7月1日",
                by=WU, at=at(date(2026, 7, 31)))  # fmt: skip


def test_a_step_is_taken_back_from_the_last_one_on():
    record = running_contract()
    with pytest.raises(Refused, match="从最后一步开始"):
        take_back(FLOW, record, steps_of(record).last("sign"), reason="还没有签", by=WU, at=at(date(2026, 7, 25)))


def test_a_minimum_that_rises_before_the_first_day_counts_for_the_text():
    record = walked(opened(date(2026, 5, 8)), *TO_SIGNED[:5])
    override_put(rule="wage.minimum_month", place="jiangsu", value=2600, start_on=date(2026, 8, 1), number="某人社发〔2026〕9号",
                 title="关于调整最低工资标准的通知", by=WU, at=at(date(2026, 6, 22)))  # fmt: skip
    text = [ClauseText("劳动报酬", True, "每月10日发放", "month_wage", Decimal("2500"))]
    clauses_write(bargaining=record, clauses=text, by=WU, at=at(date(2026, 6, 22)))
    with pytest.raises(Refused, match="低于2026年8月1日当地最低工资2600元"):
        take(record, "sign", date(2026, 6, 24), starts_on=date(2026, 8, 1))
    take(record, "sign", date(2026, 6, 24), starts_on=date(2026, 7, 1))


def test_one_kind_is_bargained_once_at_a_time():
    record = opened(date(2026, 5, 8))
    again = {record.covers.get().employer_id: None}
    with pytest.raises(Refused, match="正在协商"):
        bargaining_open(union=record.union, kind=ContractKind.COLLECTIVE, covers=again, by=WU, at=at(date(2026, 5, 9)))
    bargaining_open(union=record.union, kind=ContractKind.WOMEN, covers=again, by=WU, at=at(date(2026, 5, 9)))
    take(record, "drop", date(2026, 5, 10), reason="不谈了")
    bargaining_open(union=record.union, kind=ContractKind.COLLECTIVE, covers=again, by=WU, at=at(date(2026, 5, 11)))
