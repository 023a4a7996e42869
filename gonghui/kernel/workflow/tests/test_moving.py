"""Somebody takes a step, corrects one, takes one back: what is let through, what is refused, what is written."""

from datetime import date
from typing import Any

import pytest

from gonghui.kernel.audit.models import Event
from gonghui.kernel.refusal import Refused, Stale
from gonghui.kernel.workflow.models import Deadline, Step
from gonghui.kernel.workflow.moving import correct, perform, take_back
from gonghui.kernel.workflow.steps import steps_of
from gonghui.kernel.workflow.tests.matter import FLOW, LIN, TODAY, WU, Matter, at, checked, new, offered, talking

pytestmark = [pytest.mark.usefixtures("matters"), pytest.mark.postgres]
JULY = date(2026, 7, 10)


def step(matter: Matter, name: str, on: date = JULY, by: Any = LIN, **more: Any) -> Step:
    return perform(FLOW, matter, name, on=on, by=by, at=at(), **more)


def refusal(matter: Matter, name: str, on: date = JULY, by: Any = LIN, **more: Any) -> Refused:
    """The refusal of a step, which must have written nothing."""
    before = counts(matter)
    with pytest.raises(Refused) as no:
        step(matter, name, on, by, **more)
    assert counts(matter) == before
    return no.value


def counts(matter: Matter) -> tuple[Any, ...]:
    kept = Matter.objects.values_list("state", "version", "counted").get(pk=matter.pk)
    return *kept, Step.objects.count(), Event.objects.count(), list(Deadline.objects.order_by("pk").values_list())


def test_lin_offers_and_the_record_the_step_and_the_history_say_so():
    matter = new()
    made = step(matter, "offer", document="要约书", reason="")
    matter.refresh_from_db()
    assert (matter.state, matter.version) == ("offered", 2)
    assert (made.on, made.source, made.target, made.by_name, made.union_id) == (JULY, "drafted", "offered", "林晓", 7)
    entry = Event.objects.get(entity="workflow.matter")
    assert (entry.summary, entry.changes) == ("登记要约（2026年7月10日）", {"状态": ["起草", "待答复"]})
    assert (entry.by_id, entry.union_id, entry.verb) == (1, 7, "offer")


def test_a_step_from_the_wrong_state_is_refused_with_the_state_that_is_wanted_first():
    no = refusal(new(), "reply", document="复函")
    assert (no.what, no.todo) == ("现在是“起草”，还不能“登记答复”。", "要先到“待答复”。")


def test_after_the_end_nothing_more_is_asked_for():
    matter = checked()
    step(matter, "close")
    no = refusal(matter, "offer")
    assert no.what == "已经办结，不能再“登记要约”。"


def test_a_step_that_the_flow_does_not_have_is_refused():
    assert "没有“explode”这一步" in refusal(new(), "explode").what


def test_the_wrong_state_is_said_before_missing_facts():
    assert "还不能" in refusal(new(), "meet").what


def test_a_step_cannot_be_taken_tomorrow():
    no = refusal(new(), "offer", on=date(2026, 8, 1))
    assert (no.what, no.field) == ("2026年8月1日还没有到。", "on")


def test_a_step_cannot_lie_before_the_step_before_it_but_may_lie_on_the_same_day():
    matter = offered(JULY)
    no = refusal(matter, "reply", on=date(2026, 7, 9), document="复函")
    assert no.what == "2026年7月9日早于上一步“登记要约”的2026年7月10日。"
    assert step(matter, "reply", on=JULY, document="复函").pk


def test_a_step_that_needs_its_paper_is_refused_without_it():
    matter = offered(JULY)
    for paper in ("", "   "):
        assert refusal(matter, "reply", document=paper).field == "document"


def test_a_return_needs_its_reason():
    assert refusal(checked(), "return", reason="  ").field == "reason"


def test_whoever_held_the_meeting_cannot_check_it_and_another_can():
    matter = talking()
    step(matter, "meet", facts={"present": 4})
    no = refusal(matter, "check")
    assert (no.what, no.todo) == (
        "“登记会议”是您自己登记的，“登记审核”要由另一个人办。", "请换一位同事登记。"
    )  # fmt: skip
    assert not FLOW.may(matter, "check", by=LIN)
    assert FLOW.may(matter, "check", by=WU)
    step(matter, "check", by=WU)


def test_the_last_meeting_counts_for_four_eyes_and_one_taken_back_does_not():
    matter = talking()
    step(matter, "meet", facts={"present": 4}, by=WU)
    second = step(matter, "meet", facts={"present": 4}, by=LIN)
    assert not FLOW.may(matter, "check", by=LIN)
    take_back(FLOW, matter, second, reason="登记错了", by=LIN, at=at())
    assert FLOW.may(matter, "check", by=LIN)
    assert not FLOW.may(matter, "check", by=WU)


def test_whoever_held_the_meeting_cannot_rewrite_its_check():
    matter = checked()
    check = steps_of(matter).last("check")
    with pytest.raises(Refused, match="要由另一个人办"):
        correct(FLOW, matter, check, on=date(2026, 7, 4), reason="日期错", by=LIN, at=at())


def test_a_guard_looks_at_the_facts_of_the_step():
    assert refusal(talking(), "meet", facts={"present": 2}).what == "到会不足3人。"


def test_a_page_that_offers_steps_says_which_are_open_and_why_the_others_are_not():
    matter = talking()
    step(matter, "meet", facts={"present": 4})
    offered_now = {each.name: access for each, access in FLOW.open_steps(matter, by=LIN)}
    assert set(offered_now) == {"meet", "check"}
    assert offered_now["meet"] and not offered_now["check"]
    assert offered_now["check"].todo == "请换一位同事登记。"


@pytest.mark.parametrize(
    ("key", "raw", "kept"),
    [
        ("present", "12", 12),
        ("present", 12, 12),
        ("next_on", "2026-08-01", "2026-08-01"),
        ("next_on", date(2026, 8, 1), "2026-08-01"),
        ("cost", "12.5", "12.50"),
        ("agreed", "on", True),
        ("agreed", "否", False),
        ("agreed", True, True),
        ("agreed", "", False),
        ("chaired_by", "union", "union"),
        ("note", "  谈了工资。 ", "谈了工资。"),
        ("note", "", None),
    ],
)
def test_a_fact_is_kept_in_its_own_kind(key: str, raw: Any, kept: Any):
    made = step(talking(), "meet", facts={"present": 5, key: raw})
    assert Step.objects.get(pk=made.pk).facts[key] == kept


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("present", "四"),
        ("present", ""),
        ("absent", "-1"),
        ("absent", "3.5"),
        ("absent", 3.5),
        ("absent", True),
        ("absent", float("inf")),
        ("next_on", "8月1日"),
        ("next_on", "2026-02-30"),
        ("cost", "NaN"),
        ("cost", "Infinity"),
        ("cost", "-1"),
        ("cost", "1e40"),
        ("agreed", "大概"),
        ("chaired_by", "nobody"),
    ],
)
def test_a_fact_of_another_kind_is_refused_at_its_field(key: str, raw: Any):
    no = refusal(talking(), "meet", facts={"present": 5, key: raw})
    assert no.field == key and no.todo


def test_a_fact_that_the_step_does_not_ask_for_is_refused_with_the_nearest_name():
    no = refusal(talking(), "meet", facts={"present": 5, "presnt": 4})
    assert no.todo == "是不是present？"


def test_facts_are_said_in_words():
    facts = {fact.key: fact for fact in FLOW.transition("meet").facts}
    assert facts["present"].words(5) == "5人"
    assert (facts["agreed"].words(True), facts["agreed"].words(False)) == ("是", "否")
    assert facts["chaired_by"].words("firm") == "企业方"
    assert facts["note"].words(None) == "—"


def test_two_people_take_the_same_step_and_the_second_is_told_who_was_first():
    matter = offered(JULY)
    wus = Matter.objects.get(pk=matter.pk)
    step(matter, "reply", document="复函")
    no = refusal(wus, "reply", by=WU, document="复函")
    assert isinstance(no, Stale)
    assert no.what == "没有保存：林晓刚登记了“登记答复”。"
    assert Step.objects.filter(name="reply").count() == 1


def test_a_step_on_a_page_that_somebody_else_has_changed_since_is_refused():
    matter = offered(JULY)
    wus = Matter.objects.get(pk=matter.pk)
    step(matter, "offer", on=date(2026, 7, 11))  # the state stays
    no = refusal(wus, "reply", by=WU, document="复函")
    assert isinstance(no, Stale) and no.what == "没有保存：别人刚改过这条记录。"


def test_a_step_on_a_record_that_is_gone_is_refused():
    matter = new()
    Matter.objects.filter(pk=matter.pk).delete()
    with pytest.raises(Stale, match="已经不在了"):
        step(matter, "offer")


def test_somebody_who_writes_between_the_look_and_the_write_does_not_get_overwritten(monkeypatch: pytest.MonkeyPatch):
    from gonghui.kernel.workflow import moving

    matter = new()
    plain = moving.refuse_future

    def meanwhile(on: date, moment: Any) -> None:
        plain(on, moment)
        Matter.objects.filter(pk=matter.pk).update(version=9)

    monkeypatch.setattr(moving, "refuse_future", meanwhile)
    with pytest.raises(Stale):
        step(matter, "offer")
    assert not Step.objects.exists() and not Event.objects.exists()


def test_a_correction_says_what_was_and_what_is_under_the_labels_of_the_step():
    matter = talking()
    meeting = step(matter, "meet", facts={"present": 5})
    correct(FLOW, matter, meeting, facts={"present": 6, "agreed": "是"}, reason="数错了", by=WU, at=at())
    entry = Event.objects.order_by("-pk")[0]
    assert (entry.verb, entry.summary) == ("step_correct", "更正“登记会议”：数错了")
    assert entry.changes == {"到会人数": ["5人", "6人"], "谈成": ["否", "是"]}
    kept = steps_of(matter).last("meet")
    assert (kept.facts["present"], kept.by_name, matter.version) == (6, "林晓", 5)


def test_a_correction_that_changes_nothing_writes_nothing():
    matter = talking()
    meeting = step(matter, "meet", facts={"present": 5})
    before = counts(matter)
    assert correct(FLOW, matter, meeting, facts={"present": "5"}, reason="核对", by=LIN, at=at()) == []
    assert counts(matter) == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"reason": " "}, "还没有写更正的原因"),
        ({"on": date(2026, 7, 9)}, "早于上一步"),
        ({"on": date(2026, 7, 12)}, "晚于下一步"),
        ({"facts": {"present": 1}}, "到会不足3人"),
        ({"facts": {"prsent": 4}}, "没有“prsent”这一项"),
        ({"on": date(2026, 8, 1)}, "还没有到"),
    ],
)
def test_a_correction_is_held_to_what_the_step_was_held_to(more: dict[str, Any], says: str):
    matter = talking(JULY)
    meeting = step(matter, "meet", facts={"present": 5})
    step(matter, "check", on=date(2026, 7, 11), by=WU)
    before = counts(matter)
    with pytest.raises(Refused, match=says):
        correct(FLOW, matter, meeting, by=LIN, at=at(), **{"reason": "记错了", **more})
    assert counts(matter) == before


def test_a_correction_cannot_take_away_the_paper_that_the_step_needs():
    matter = talking()
    reply = steps_of(matter).last("reply")
    with pytest.raises(Refused, match="要附文书"):
        correct(FLOW, matter, reply, document="", reason="换一份", by=LIN, at=at())
    correct(FLOW, matter, reply, document="复函（盖章）", reason="换一份", by=LIN, at=at())
    assert steps_of(matter).last("reply").document == "复函（盖章）"


def test_a_step_whose_consequences_cannot_follow_is_not_corrected():
    matter = checked()
    closing = step(matter, "close")
    with pytest.raises(Refused, match="不能更正"):
        correct(FLOW, matter, closing, on=date(2026, 7, 11), reason="记错了", by=LIN, at=at())


def test_only_the_last_step_is_taken_back_and_the_record_returns_to_where_it_was():
    matter = checked()
    meeting, check = steps_of(matter).last("meet"), steps_of(matter).last("check")
    with pytest.raises(Refused, match="后面还有“登记审核”"):
        take_back(FLOW, matter, meeting, reason="登记错了", by=LIN, at=at())
    with pytest.raises(Refused, match="还没有写退回的原因"):
        take_back(FLOW, matter, check, reason="", by=LIN, at=at())
    take_back(FLOW, matter, check, reason="登记错了", by=LIN, at=at())
    matter.refresh_from_db()
    assert matter.state == "talking" and "check" not in steps_of(matter)
    kept = Step.objects.get(pk=check.pk)
    assert (kept.undone_by, kept.undone_reason) == ("林晓", "登记错了")
    entry = Event.objects.order_by("-pk")[0]
    assert entry.changes == {"状态": ["已审核", "协商中"]}


def test_what_a_step_did_is_undone_with_it_and_a_deed_without_a_way_back_stays():
    matter = checked()
    closing = step(matter, "close")
    assert matter.counted == 1
    take_back(FLOW, matter, closing, reason="还没办完", by=LIN, at=at())
    assert Matter.objects.get(pk=matter.pk).counted == 0
    step(matter, "close")
    posting = step(matter, "post")
    with pytest.raises(Refused, match="已经办成，不能退回"):
        take_back(FLOW, matter, posting, reason="登记错了", by=LIN, at=at())


def test_a_step_taken_back_is_not_taken_back_or_corrected_again():
    matter = talking()
    meeting = step(matter, "meet", facts={"present": 5})
    take_back(FLOW, matter, meeting, reason="登记错了", by=LIN, at=at())
    with pytest.raises(Stale, match="已经退回了"):
        take_back(FLOW, matter, meeting, reason="登记错了", by=LIN, at=at())
    with pytest.raises(Stale, match="已经退回了"):
        correct(FLOW, matter, meeting, facts={"present": 6}, reason="数错了", by=LIN, at=at())


@pytest.mark.parametrize("verb", ["correct", "take_back"])
def test_who_corrects_or_takes_back_on_an_old_page_is_refused(verb: str):
    matter = offered(JULY)
    wus = Matter.objects.get(pk=matter.pk)
    offer = steps_of(matter).last("offer")
    step(matter, "reply", document="复函")
    with pytest.raises(Stale, match="林晓刚登记了“登记答复”"):
        if verb == "correct":
            correct(FLOW, wus, offer, on=date(2026, 7, 9), reason="记错了", by=WU, at=at())
        else:
            take_back(FLOW, wus, offer, reason="登记错了", by=WU, at=at())


def test_today_is_the_last_day_a_step_can_have():
    assert step(new(), "offer", on=TODAY).on == TODAY
