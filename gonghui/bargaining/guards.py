"""What stands against a step: delegates, majorities, wages, days. Each says what to do next."""

from datetime import date
from fractions import Fraction
from typing import Any

from gonghui.bargaining.choices import Purpose
from gonghui.bargaining.clauses import wage_findings
from gonghui.bargaining.delegates import delegate_findings
from gonghui.bargaining.findings import Finding, stops
from gonghui.bargaining.models import Bargaining
from gonghui.bargaining.place import province
from gonghui.bargaining.terms import DAY, reply_due, review_due, value_of
from gonghui.bargaining.votes import Outcome, outcome
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import due, rule
from gonghui.kernel.workflow.flow import Asked


def has_covers(record: Bargaining, asked: Asked) -> None:
    """Somebody must be bargained for."""
    if not record.covers.exists():
        raise Refused("还没有写为哪家单位协商。", "请先登记协商单位。", "covers")


def talks_later(record: Bargaining, asked: Asked) -> None:
    """Talks are agreed for the day of the reply or later."""
    talks = _day(asked, "talks_on")
    if talks and asked.on and talks < asked.on:
        raise Refused(f"约定的{cn_date(talks)}早于答复日期。", "请核对约定的协商日期。", "talks_on")


def may_urge(record: Bargaining, asked: Asked) -> None:
    """An order to mend is asked for after a refusal without good reason, or when the reply did not come in time."""
    refusal = asked.steps.last("refuse")
    if record.state == "refused":
        if refusal is not None and refusal.facts.get("justified"):
            raise Refused("对方说了正当理由。", "理由不成立的，请先更正“登记拒绝协商”里的“理由正当”。")
        return
    last = reply_due(record, asked.steps)
    if last and asked.on and asked.on <= last:
        raise Refused(f"答复期限到{cn_date(last)}才满。", "请等期限过了再提请，或者登记对方拒绝协商。", "on")


def delegates_in_order(record: Bargaining, asked: Asked) -> None:
    """Both sides are made up as the rules want it on the day of the meeting."""
    delegates = list(record.delegates.all())
    day = asked.on or max((each.since for each in delegates), default=None)
    if day is None:
        raise Refused("还没有登记协商代表。", "请先登记双方的代表。", "delegates")
    _stop_at(delegate_findings(record, delegates, day, province(record)))


def _stop_at(findings: list[Finding]) -> None:
    bad = next(iter(stops(findings)), None)
    if bad is not None:
        raise Refused(bad.words, bad.todo, bad.key)


def meeting_sound(record: Bargaining, asked: Asked) -> None:
    """A paused meeting says when it goes on; the next one lies later."""
    following = _day(asked, "next_on")
    if asked.facts.get("result") == "paused" and following is None:
        raise Refused("会议中止，没有写下次协商的日期。", "请写上双方商定的日期。", "next_on")
    if following and asked.on and following <= asked.on:
        raise Refused(f"下次协商的{cn_date(following)}不晚于这次会议。", "请核对日期。", "next_on")


def met_once(record: Bargaining, asked: Asked) -> None:
    """A draft follows a meeting that agreed, held after the last vote against it."""
    meeting = asked.steps.last("meet", "coordinate")
    if meeting is None or (meeting.name == "meet" and meeting.facts.get("result") != "agreed"):
        raise Refused("最近一次协商会议没有达成一致。", "达成一致后，请登记那一次会议，再登记草案。")
    rejected = asked.steps.last("reject")
    if rejected is not None and rejected.pk > meeting.pk:
        raise Refused("草案没有通过审议。", "请双方重新协商，登记新的会议。")


def the_vote(facts: Any, day: date, place: str | None) -> Outcome:
    """The vote that a step recorded, measured by the rules of its day."""
    return outcome(int(facts["due"]), int(facts["present"]), int(facts["in_favour"]), day, place)


def _vote(record: Bargaining, asked: Asked) -> Outcome:
    assert asked.on is not None  # a guard is asked with a day
    given = asked.facts
    made = the_vote(given, asked.on, province(record))
    told = sum(int(given.get(key) or 0) for key in ("in_favour", "against", "abstained"))
    if told > made.present:
        raise Refused(f"票数加起来{told}，比实到的{made.present}人多。", "请核对票数。", "in_favour")
    return made


def vote_adopts(record: Bargaining, asked: Asked) -> None:
    """Quorum and majority, both of all delegates or workers, the limits included where the law includes them."""
    made = _vote(record, asked)
    if not made.quorate:
        raise Refused(
            f"应到{made.due}人，实到{made.present}人，不到{made.quorum.value}，不能表决。",
            f"实到至少{made.need_present}人才能表决，请另外开会；这次可以登记“审议没有通过”。", "present",
        )  # fmt: skip
    if not made.adopted:
        raise Refused(
            f"同意{made.in_favour}票，全体{made.due}人要{made.need_for}票以上才通过。",
            "请登记“审议没有通过”，双方重新协商。", "in_favour",
        )  # fmt: skip


def vote_rejects(record: Bargaining, asked: Asked) -> None:
    """A vote that carried cannot be recorded as lost."""
    made = _vote(record, asked)
    if made.adopted:
        raise Refused(f"{made.words}已经通过。", "请登记“审议通过”。", "in_favour")


def may_sign(record: Bargaining, asked: Asked) -> None:
    """No wage in the text lies below the local minimum of the day (劳动合同法 55)."""
    if asked.on is not None:
        _stop_at(wage_findings(record.clauses.all(), asked.on, province(record)))


def signature_sound(record: Bargaining, asked: Asked) -> None:
    """The days of the text fit its purpose."""
    assert asked.on is not None
    expires, starts = _day(asked, "expires_on"), _day(asked, "starts_on")
    resigned = asked.steps.last("sign") is not None
    if record.purpose in (Purpose.SIGN, Purpose.RENEW) and expires is None and not resigned:
        raise Refused("没有写届满日期。", "请写合同的最后一天。", "expires_on")
    first = starts or asked.on
    if expires and expires < first:
        raise Refused(f"届满日期{cn_date(expires)}早于{cn_date(first)}。", "请核对期限。", "expires_on")
    if record.purpose == Purpose.END:
        if not asked.facts.get("end_on") and not resigned:
            raise Refused("没有写从哪天起解除。", "请写上不再有效的第一天。", "end_on")
        if not asked.facts.get("end_reason") and not resigned:
            raise Refused("没有写解除的原因。", "请写明原因。", "end_reason")
    elif asked.facts.get("end_on"):
        raise Refused(f"这次协商是{record.get_purpose_display()}，不是解除。", "请空着“从哪天起解除”。", "end_on")
    if record.purpose in (Purpose.SIGN, Purpose.RENEW) and expires:
        wage_day = starts or asked.on
        _stop_at(wage_findings(record.clauses.all(), wage_day, province(record)))


def is_reviewed(record: Bargaining, asked: Asked) -> None:
    """Ending a contract is agreed and published; there is no text to review."""
    if record.purpose == Purpose.END:
        raise Refused("解除合同不用报送审查。", "请登记公布；本省要求备案的，公布后登记备案。")


def filing_sound(record: Bargaining, asked: Asked) -> None:
    """The text reaches the authority on or after the day it was sent, in the number of copies of the law."""
    assert asked.on is not None and asked.at is not None
    came = _day(asked, "received_on")
    if came and came < asked.on:
        raise Refused(f"收到文本的{cn_date(came)}早于报送日期。", "请核对两个日期。", "received_on")
    if came and came > asked.at.date():
        raise Refused(f"{cn_date(came)}还没有到。", "收到以后再补这个日期。", "received_on")
    copies = asked.facts.get("copies")
    wanted = value_of(record, "filing_copies", asked.on)
    if copies is not None and Fraction(copies) < Fraction(str(wanted.value)):
        raise Refused(f"送了{copies}份，规定一式{wanted.value}份。", "请补齐份数再报送。", "copies")


def answer_in_time(record: Bargaining, asked: Asked) -> None:
    """An opinion after the review's end changes nothing: the text took effect by silence."""
    _refuse_late_opinion(record, asked)


def objection_in_time(record: Bargaining, asked: Asked) -> None:
    """An objection must come within the time of the review."""
    _refuse_late_opinion(record, asked)


def _refuse_late_opinion(record: Bargaining, asked: Asked) -> None:
    last = review_due(record, asked.steps)
    if last and asked.on and asked.on > last:
        raise Refused(
            f"审查期到{cn_date(last)}已满，从{cn_date(last + DAY)}起生效。",
            "请登记“期满生效”；意见书里的问题，可以生效后发起变更协商。", "on",
        )  # fmt: skip


def review_over(record: Bargaining, asked: Asked) -> None:
    """Silence counts on the day after the review's last day."""
    last = review_due(record, asked.steps)
    if last and asked.on and asked.on <= last:
        raise Refused(
            f"审查期到{cn_date(last)}才满，{cn_date(last + DAY)}起没有异议才生效。",
            "请等期满，或者登记收到的审查意见。", "on",
        )  # fmt: skip


def may_publish(record: Bargaining, asked: Asked) -> None:
    """A text is published once it is in effect; an agreed end needs no review first."""
    if record.state == "signed" and record.purpose != Purpose.END:
        raise Refused("文本还没有报送审查，没有生效。", "请先登记报送审查。")


def extended_once(record: Bargaining, asked: Asked) -> None:
    """Coordination is extended once, before its first period is over."""
    accepted = asked.steps.last("dispute")
    again = asked.steps.last("extend")
    if accepted is None or asked.on is None:
        return
    if again is not None and again.pk > accepted.pk:
        raise Refused("已经延长过一次。", "请登记协调结果。")
    last = due(accepted.on, rule("bargaining.dispute").at(accepted.on, province(record))).on
    if asked.on > last:
        raise Refused(f"协调期限到{cn_date(last)}已满。", "请登记协调结果，过期的会标明。", "on")


def _day(asked: Asked, key: str) -> date | None:
    raw = asked.facts.get(key)
    return date.fromisoformat(raw) if raw else None
