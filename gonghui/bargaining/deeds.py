"""What steps do to the contract: its dates are derived from the steps, so a correction moves them too."""

from datetime import datetime
from typing import Any

from gonghui.bargaining.actions.contracts import contract_amend, contract_end, contract_record, contract_withdraw
from gonghui.bargaining.choices import ContractKind, ContractLevel, Purpose, Signing
from gonghui.bargaining.models import Bargaining
from gonghui.bargaining.terms import effective_on, expires_on, review_due, told
from gonghui.kernel.audit import writes
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.steps import Taken, steps_of


def signed(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """The signature makes the contract (签订, 续订); it ends one at once (解除); a change waits for its effect."""
    if record.purpose == Purpose.END:
        assert record.earlier is not None
        ends = told(step, "end_on")
        assert ends is not None  # the guard asked for it
        contract_end(contract=record.earlier, on=ends, reason=step.facts["end_reason"], by=by, at=at)
        writes.change(record, by, contract=record.earlier)
    elif record.purpose == Purpose.CHANGE:
        writes.change(record, by, contract=record.earlier)
    elif record.contract is None:
        _make(record, step, by, at)
    else:
        follow(record, step, by, at)


def _make(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    expires = told(step, "expires_on")
    assert expires is not None  # the guard asked for it
    contract = contract_record(
        union=record.union, kind=ContractKind(record.kind), level=ContractLevel(record.level),
        covers={cover.employer_id: cover.workers for cover in record.covers.all()},
        signing=Signing.RENEWAL if record.earlier else None, renews=record.earlier, signed_on=step.on,
        expires_on=expires, number=step.facts.get("number"), handler=record.handler, by=by, at=at,
    )  # fmt: skip
    writes.change(record, by, contract=contract)


def follow(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """Bring the contract's dates in line with the steps."""
    _derive(record, steps_of(record), by, at)


def filing_mended(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """A corrected filing moves the review and the day of effect; the review must still be over where that was recorded."""
    steps = steps_of(record)
    silence, last = steps.last("silence"), review_due(record, steps)
    if silence is not None and last is not None and silence.on <= last:
        raise Refused(
            f"这样改，审查期到{cn_date(last)}才满，而{cn_date(silence.on)}已经登记了期满生效。",
            "请先退回“登记期满生效”。",
        )
    follow(record, step, by, at)


def follow_without(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """The same as if this step had not been taken."""
    _derive(record, steps_of(record).until(step), by, at)


def _derive(record: Bargaining, steps: Taken, by: Hand, at: datetime) -> None:
    contract = record.contract
    if contract is None or record.purpose == Purpose.END:
        return
    contract.refresh_from_db()  # somebody may have corrected its number or list since the procedure was read
    if record.purpose == Purpose.CHANGE:
        ends = expires_on(steps)
        if effective_on(record, steps) and ends:
            contract_amend(contract=contract, expires_on=ends, by=by, at=at)
        return
    first, filing, effect = steps.last("sign"), steps.last("file"), effective_on(record, steps)
    days: dict[str, Any] = {"signed_on": first.on if first else contract.signed_on, "filed_on": filing.on if filing else None,
            "effective_on": effect, "expires_on": expires_on(steps) or contract.expires_on}  # fmt: skip
    number = next((s.facts["number"] for s in reversed(steps.all("sign")) if s.facts.get("number")), contract.number)
    contract_amend(contract=contract, number=number, by=by, at=at, **days)


def signature_mended(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """A corrected signature moves the contract's dates; an end that was carried out stays."""
    if record.purpose == Purpose.END:
        raise Refused("合同已经按这次签字解除。", "日期错了的，请在合同里更正终止日期。")
    follow(record, step, by, at)


def signature_undone(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """A signature taken back takes the contract with it, as far as nothing rests on it yet."""
    contract = record.contract
    if record.purpose == Purpose.END:
        raise Refused("合同已经按这次签字解除，不能退回。", "解除登记错了的，请在合同里更正终止日期。")
    earlier_signature = any(each.pk != step.pk for each in steps_of(record).all("sign"))
    if earlier_signature:
        follow_without(record, step, by, at)
        return
    writes.change(record, by, contract=None)
    if contract is not None and record.purpose != Purpose.CHANGE:
        contract_withdraw(contract=contract, reason="退回了首席代表签字", by=by, at=at)


def effect_undone(record: Bargaining, step: Step, by: Hand, at: datetime) -> None:
    """Effect taken back: the contract has no effective date again; a change that was carried out stays."""
    if record.purpose == Purpose.CHANGE and expires_on(steps_of(record)):
        raise Refused("变更已经写进合同，不能退回。", "期限错了的，请在合同里更正届满日期。")
    follow_without(record, step, by, at)
