"""Opening a bargaining procedure, its parties, and entering one that is under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.bargaining.actions.touch import settle_procedure
from gonghui.bargaining.choices import ContractKind, ContractLevel, Purpose
from gonghui.bargaining.flow import FLOW
from gonghui.bargaining.guards import the_vote
from gonghui.bargaining.models import Bargaining, BargainingCover, Contract
from gonghui.bargaining.place import province
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.moving import perform
from gonghui.orgs.public import Union

DETAILS = ("handler", "proposer", "no_union", "remarks")


@transaction.atomic
def bargaining_open(
    *, union: Union, kind: ContractKind, covers: Mapping[int, int | None], by: writes.Hand, at: datetime,
    level: ContractLevel = ContractLevel.SINGLE, purpose: Purpose = Purpose.SIGN, earlier: Contract | None = None,
    **details: Any,
) -> Bargaining:  # fmt: skip
    """Begin a procedure for the employers in `covers` ({employer key: workers or None}).

    To renew, change or end, name the `earlier` contract; its employers are taken when `covers` is empty. Raises
    Refused for a closed union, nobody to bargain for, an earlier contract that does not fit or is bargained over.
    """
    writes.hold(union)
    if union.closed_on and union.closed_on <= at.date():
        raise Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "请选还在的工会。", "union")
    if (earlier is None) != (purpose == Purpose.SIGN):
        raise Refused(f"{Purpose(purpose).label}要写明是哪一份合同。", "请从合同页发起。", "earlier")
    if earlier is not None:
        _refuse_earlier(earlier, kind, purpose)
        covers = covers or dict(earlier.covers.values_list("employer_id", "workers"))
        level = ContractLevel(earlier.level)
    if not covers:
        raise Refused("没有写为哪家单位协商。", "请至少选一家单位。", "covers")
    if level == ContractLevel.SINGLE and len(covers) > 1:
        raise Refused(f"单个单位的协商写了{len(covers)}家单位。", "请改成区域性或行业性，或者一家一次。", "covers")
    _refuse_double(kind, level, covers)
    record = writes.create(
        Bargaining(union=union, kind=kind, level=level, purpose=purpose, earlier=earlier, **details), by
    )
    rows = [BargainingCover(bargaining=record, employer_id=key, workers=n) for key, n in covers.items()]
    writes.create_many(rows, by)
    said = f"发起{union.name}{ContractKind(kind).label}的协商（{Purpose(purpose).label}）"
    writes.log("bargaining_open", record, said, by, at, union_id=union.pk)
    return record


def _refuse_double(kind: str, level: str, covers: Mapping[int, int | None]) -> None:
    """One kind of contract is bargained for an employer once at a time (an area's contract beside its own apart)."""
    running = BargainingCover.objects.filter(
        employer__in=list(covers), bargaining__kind=kind, bargaining__level=level, bargaining__contract=None
    ).exclude(bargaining__state__in=("closed", "dropped"))  # fmt: skip
    other = running.select_related("employer", "bargaining").first()
    if other is not None:
        raise Refused(
            f"{other.employer.name}的{ContractKind(kind).label}正在协商（{other.bargaining.get_purpose_display()}）。",
            "请打开那一次协商接着办；不谈了的，请先撤回。", "covers",
        )  # fmt: skip


def _refuse_earlier(earlier: Contract, kind: str, purpose: str) -> None:
    if earlier.kind != kind:
        raise Refused(f"那一份是{earlier.get_kind_display()}，不是同一类合同。", "请选同一类的合同。", "earlier")
    running = Bargaining.objects.filter(earlier=earlier).exclude(state__in=("closed", "dropped"))
    other = running.filter(contract=None).first()
    if other:
        raise Refused(f"这份合同正在协商（{other.get_purpose_display()}）。", "请打开那一次协商接着办。", "earlier")
    if purpose == Purpose.RENEW and Contract.objects.filter(renews=earlier).exists():
        raise Refused("这份合同已经续订过了。", "请打开续订的那一份。", "earlier")
    if earlier.ended_on:
        raise Refused(f"这份合同已于{cn_date(earlier.ended_on)}终止。", "请发起签订新的合同。", "earlier")


@transaction.atomic
def bargaining_amend(
    *, bargaining: Bargaining, by: writes.Hand, at: datetime, covers: Mapping[int, int | None] | None = None,
    **values: Any,
) -> bool:  # fmt: skip
    """Correct who handles a procedure, who proposed it, whom it is for (until the signature).

    Returns whether anything changed. Raises Refused for a list after the signature or an empty one, and Stale.
    """
    given = {key: value for key, value in values.items() if key in DETAILS}
    changes = writes.change(bargaining, by, **given)
    if covers is not None and (told := _covers_set(bargaining, covers, by)):
        changes["协商单位"] = ["", told]
    if changes:
        summary = f"更正协商的{'、'.join(changes)}"
        writes.log("bargaining_amend", bargaining, summary, by, at, changes, bargaining.union_id)
        settle_procedure(bargaining, by, at)
    return bool(changes)


def _covers_set(bargaining: Bargaining, covers: Mapping[int, int | None], by: writes.Hand) -> str:
    """Make the list exactly this one; returns what it is now, empty when nothing changed."""
    known = {cover.employer_id: cover for cover in bargaining.covers.all()}
    if {key: cover.workers for key, cover in known.items()} == dict(covers):
        return ""
    if bargaining.contract_id is not None:
        raise Refused("已经签字，单位名单在合同里改。", "请打开合同，用“更正”加减单位。", "covers")
    if not covers:
        raise Refused("没有写为哪家单位协商。", "请至少留一家单位。", "covers")
    if bargaining.level == ContractLevel.SINGLE and len(covers) > 1:
        raise Refused("这是单个单位的协商。", "请另外发起区域性或行业性的协商。", "covers")
    writes.remove_rows(bargaining.covers.exclude(employer_id__in=covers), by)
    fresh = [BargainingCover(bargaining=bargaining, employer_id=key, workers=n)
             for key, n in covers.items() if key not in known]  # fmt: skip
    writes.create_many(fresh, by)
    for key, workers in covers.items():
        if key in known:
            writes.change(known[key], by, workers=workers)
    return f"{len(covers)}家"


def bargaining_step(
    *, bargaining: Bargaining, name: str, on: date, by: writes.Hand, at: datetime,
    facts: Mapping[str, Any] | None = None, document: str = "", reason: str = "",
) -> Step:  # fmt: skip
    """Take a step of the procedure. Raises Refused with the reason and the way out, and Stale."""
    return perform(FLOW, bargaining, name, on=on, facts=facts, document=document, reason=reason, by=by, at=at)


def bargaining_vote(
    *, bargaining: Bargaining, on: date, facts: Mapping[str, Any], by: writes.Hand, at: datetime, document: str = "",
) -> Step:  # fmt: skip
    """Record a vote on the draft; the numbers say whether it was adopted. Raises Refused for impossible numbers."""
    kept = FLOW.transition("adopt").read(facts)
    name = "adopt" if the_vote(kept, on, province(bargaining)).adopted else "reject"
    return bargaining_step(bargaining=bargaining, name=name, on=on, facts=facts, document=document, by=by, at=at)


@dataclass(frozen=True)
class Past:
    """A step that was taken before the procedure was entered here."""

    name: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    document: str = ""
    reason: str = ""


@transaction.atomic
def bargaining_enter(
    *, bargaining: Bargaining, steps: Sequence[Past], by: writes.Hand, at: datetime
) -> list[Step]:  # fmt: skip
    """Enter a procedure that is under way: its past steps in their order, at once or not at all.

    Their clocks are met or late as the days say, but none of them rings: only what still runs does. Raises Refused
    with the step that does not fit.
    """
    taken = []
    for number, past in enumerate(steps, 1):
        try:
            taken.append(bargaining_step(bargaining=bargaining, name=past.name, on=past.on, facts=past.facts,
                                         document=past.document, reason=past.reason, by=by, at=at))  # fmt: skip
        except Refused as no:
            label = FLOW.transition(past.name).label
            raise Refused(f"第{number}步“{label}”没有登记：{no.what}", no.todo, no.field) from no
    return taken
