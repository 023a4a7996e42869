"""Nominating, and the steps that a round takes for its whole list at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.honours.against import Candidate, facts_against
from gonghui.honours.choices import ForWhom, Position
from gonghui.honours.flow import FLOW
from gonghui.honours.models import Allotment, Nomination, Programme, Round
from gonghui.honours.places import live, places, places_of
from gonghui.honours.roll import find_on_roll, refuse_off_roll
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.moving import perform
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.orgs.public import Employer, Union, UnionEmployer
from gonghui.people.public import Worker

DETAILS = ("post", "position", "deeds", "due", "present", "in_favour", "despite")
"""What is corrected on a nomination; whom it is about and in which round never changes."""


@transaction.atomic
def nomination_open(
    *, round: Round, union: Union, on: date, by: writes.Hand, at: datetime, name: str = "", worker: Worker | None = None,
    employer: Employer | None = None, despite: str = "", **details: Any,
) -> Nomination:  # fmt: skip
    """Put somebody forward in a round; `on` is the day of the union's paper (inclusive up to the round's last day).

    A person is found by `name` on the union's roll unless given as `worker`; for a group `name` is its name. `despite`
    is the reason where something stands against it that does not bar. Raises Refused before and after the days of the
    round, for whom it is not for, when the round or the union has no place left, the second time, and for what bars.
    """
    refuse_future(on, at)
    _refuse_days(round, on)
    writes.hold(round)
    _refuse_union(union, on)
    one = candidate_for(round.programme, union, on, name, worker, employer)
    mark = mark_of(round.programme, one)
    _refuse_double(round, mark, one, by)
    _refuse_full(round, union)
    _refuse_facts(round.programme, one, on, despite)
    _refuse_votes(details)
    given = {key: details[key] for key in DETAILS if details.get(key) is not None and key in details}
    row = writes.create(Nomination(round=round, union=union, worker=one.worker, employer=one.employer, name=one.name,
                                   mark=mark, on=on, despite=despite.strip(), **given), by)  # fmt: skip
    writes.log("nomination_open", row, f"推荐{one.name}参评{round}", by, at, union_id=union.pk)
    settle_quietly([row], by, at)
    return row


def candidate_for(
    programme: Programme, union: Union, day: date, name: str = "", worker: Worker | None = None,
    employer: Employer | None = None,
) -> Candidate:  # fmt: skip
    """Whom a nomination is about, by what the programme is for. Raises Refused for what is missing or not there."""
    if programme.given_to == ForWhom.PERSON:
        if worker is None and not name:
            raise Refused("没有写推荐谁。", "请写姓名。", "name")
        found = worker or find_on_roll(union, name, day)
        refuse_off_roll(found, union, day)
        return Candidate(union, found.name, found)
    if programme.given_to == ForWhom.UNION:
        return Candidate(union, union.name)
    if programme.given_to == ForWhom.EMPLOYER:
        firm = employer or _only_employer(union, day)
        return Candidate(union, firm.name, employer=firm)
    if not name.strip():
        raise Refused("没有写推荐哪个班组。", "请写班组或小组的名称。", "name")
    return Candidate(union, name.strip())


def _only_employer(union: Union, day: date) -> Employer:
    links = list(UnionEmployer.objects.on(day).filter(union=union).select_related("employer")[:2])
    if len(links) != 1:
        raise Refused(
            f"{union.name}{'有几家单位' if links else '还没有登记单位'}。", "请写明推荐哪家单位。", "employer"
        )
    return links[0].employer


def mark_of(programme: Programme, one: Candidate) -> str:
    """What makes the nominated distinct in a round."""
    if one.worker is not None:
        return f"w{one.worker.pk}"
    if programme.given_to == ForWhom.EMPLOYER and one.employer is not None:
        return f"e{one.employer.pk}"
    return f"u{one.union.pk}" if programme.given_to == ForWhom.UNION else f"g{one.union.pk}:{one.name}"


def _refuse_days(round: Round, on: date) -> None:
    if round.voided_on is not None:
        raise Refused(f"{round}已作废。", "请选还在的评选。", "round")
    if on < round.announced_on:
        raise Refused(f"{round}{cn_date(round.announced_on)}才通知。", "请核对推荐日期。", "on")
    if on > round.nominate_until:
        raise Refused(
            f"{round}的推荐{cn_date(round.nominate_until)}截止了。", "要延长的，请镇总工会先更正推荐截止日期。", "on"
        )


def _refuse_union(union: Union, on: date) -> None:
    if union.closed_on is not None and union.closed_on <= on:
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "请选还在的工会。", "union")


def _refuse_double(round: Round, mark: str, one: Candidate, by: writes.Hand) -> None:
    row = live(round).filter(mark=mark).select_related("union").first()
    if row is not None:
        whose = by.names(row.union_id, row.union.name, "别的工会")
        raise Refused(f"{one.name}{cn_date(row.on)}已经由{whose}推荐了。", "不用再推荐，要补材料请打开那一条。", "name")


def _refuse_full(round: Round, union: Union) -> None:
    mine = places_of(round, union)
    if mine.full:
        raise Refused(f"{union.name}有{mine.total}个名额，已经推荐了{mine.taken}个。" if mine.total else f"{union.name}没有名额。",
                      "要换人，请先撤回一个；要加名额，请镇总工会分配。", "union")  # fmt: skip
    whole = places(round)
    if whole.full:
        raise Refused(f"{round}可推荐{whole.total}个，已经推荐了{whole.taken}个。",
                      "要换人，请先撤回一个；名额加了的，请镇总工会先更正名额。", "round")  # fmt: skip


def _refuse_facts(programme: Programme, one: Candidate, on: date, despite: str) -> None:
    facts = facts_against(programme, one, on)
    hard = [fact for fact in facts if fact.hard]
    if hard:
        raise Refused("".join(fact.words for fact in hard), hard[0].todo, "name")
    if facts and len(despite.strip()) < 2:
        raise Refused("".join(fact.words for fact in facts), "仍要推荐的，请写明原因。", "despite")


def _refuse_votes(given: Mapping[str, Any]) -> None:
    due, present, yes = (given.get(key) for key in ("due", "present", "in_favour"))
    if present is not None and due is not None and present > due:
        raise Refused(f"实到{present}人，比应到的{due}人多。", "请核对民主评议的人数。", "present")
    if yes is not None and present is not None and yes > present:
        raise Refused(f"同意{yes}人，比实到的{present}人多。", "请核对民主评议的人数。", "in_favour")
    position = given.get("position")
    if position and position not in Position.values:
        raise Refused("岗位类别没有这个选项。", f"可以填：{'、'.join(Position.labels)}。", "position")


@transaction.atomic
def nomination_amend(
    *, nomination: Nomination, by: writes.Hand, at: datetime, **values: Any
) -> dict[str, list[Any]]:  # fmt: skip
    """Correct what a nomination says of the nominated. Returns what changed. Raises Refused for numbers that cannot be
    so, and Stale."""
    given = {key: value for key, value in values.items() if key in DETAILS}
    now = {key: getattr(nomination, key) for key in DETAILS}
    _refuse_votes(now | given)
    changes = writes.change(
        nomination, by, **{k: ("" if v is None and isinstance(now[k], str) else v) for k, v in given.items()}
    )
    if changes:
        writes.log("nomination_amend", nomination, f"更正{nomination.name}的推荐", by, at, changes, nomination.union_id)
    return changes


def nomination_step(
    *, nomination: Nomination, name: str, on: date, by: writes.Hand, at: datetime,
    facts: Mapping[str, Any] | None = None, document: str = "", reason: str = "",
) -> Step:  # fmt: skip
    """Take a step of a nomination. Raises Refused with the reason and the way out, and Stale."""
    return perform(FLOW, nomination, name, on=on, facts=facts, document=document, reason=reason, by=by, at=at)


@dataclass(frozen=True)
class Vote:
    """What a review gave one nomination."""

    in_favour: int
    against: int = 0
    opinion: str = ""


@transaction.atomic
def round_review(
    *, round: Round, on: date, body: str, present: int, votes: Mapping[int, Vote], by: writes.Hand, at: datetime,
    document: str = "",
) -> tuple[int, int]:  # fmt: skip
    """Record one meeting's votes on several nominations (by key); the votes say by themselves who passed.

    Returns (passed, failed). Raises Refused, and writes nothing, when one of them cannot be.
    """
    passed = 0
    rows = _waiting(round, "nominated", list(votes))
    for row in rows:
        vote = votes[row.pk]
        carried = 2 * vote.in_favour > present
        facts = {"body": body, "present": present, "in_favour": vote.in_favour, "against": vote.against,
                 "opinion": vote.opinion}  # fmt: skip
        _take(row, "approve" if carried else "reject", on, by, at, facts, document)
        passed += carried
    return passed, len(rows) - passed


@transaction.atomic
def round_publicise(
    *, round: Round, on: date, place: str, by: writes.Hand, at: datetime, share_reason: str = "", document: str = ""
) -> int:  # fmt: skip
    """Put the names that passed up for public notice together; returns how many. Raises Refused for an empty list and
    for one whose make-up is not as the programme wants it, without a reason."""
    rows = _waiting(round, "reviewed")
    for row in rows:
        _take(row, "notice", on, by, at, {"place": place, "share_reason": share_reason}, document)
    return len(rows)


@transaction.atomic
def round_recommend(
    *, round: Round, on: date, to: str, by: writes.Hand, at: datetime, number: str = "", document: str = ""
) -> int:  # fmt: skip
    """Recommend upward all whose notice is over; returns how many."""
    rows = _waiting(round, "noticed")
    for row in rows:
        _take(row, "recommend", on, by, at, {"to": to, "number": number}, document)
    return len(rows)


@transaction.atomic
def round_award(
    *, round: Round, on: date, by: writes.Hand, at: datetime, number: str = "", document: str = ""
) -> int:  # fmt: skip
    """Award all that may be awarded now, in the order of their nomination; returns how many.

    Raises Refused when one of them may not be: an open objection, a notice that runs, more than the quota.
    """
    rows = _waiting(round, "recommended" if round.programme.upward else "noticed")
    for row in rows:
        _take(row, "award", on, by, at, {"number": number}, document)
    return len(rows)


def _waiting(round: Round, state: str, keys: Sequence[int] | None = None) -> list[Nomination]:
    rows = round.nominations.filter(voided_on=None, state=state).select_related("round__programme", "union", "worker")
    found = list((rows if keys is None else rows.filter(pk__in=keys)).order_by("on", "pk"))
    if not found:
        raise Refused(f"没有“{FLOW.state(state).label}”的推荐。", "请先看每一个推荐到了哪一步。")
    if keys is not None and len(found) != len(set(keys)):
        raise Refused("有的推荐已经评审过了。", "请刷新页面核对。")
    return found


def _take(row: Nomination, name: str, on: date, by: writes.Hand, at: datetime, facts: Mapping[str, Any],
          document: str) -> None:  # fmt: skip
    """A step for one of many; a refusal says whose it is."""
    try:
        nomination_step(nomination=row, name=name, on=on, facts=facts, document=document, by=by, at=at)
    except Refused as no:
        raise type(no)(f"{row.name}：{no.what}", no.todo, no.field) from None


@transaction.atomic
def allot(*, round: Round, union: Union, places: int, by: writes.Hand, at: datetime) -> None:
    """Say how many places one union has in a round. Raises Refused for fewer than it has nominated already."""
    taken = live(round).filter(union=union).count()
    if places < taken:
        raise Refused(f"{union.name}已经推荐了{taken}个。", "要减名额，请先撤回推荐。", "places")
    row = round.allotments.filter(union=union).first()
    if row is None:
        row = writes.create(Allotment(round=round, union=union, places=places), by)
    else:
        writes.change(row, by, places=places)
    writes.log("honour_allot", round, f"分给{union.name}{places}个名额", by, at)
