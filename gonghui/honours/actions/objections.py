"""Objections: registered while the notice runs or after the award, looked into, answered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.honours.actions.nominating import nomination_step
from gonghui.honours.choices import Outcome
from gonghui.honours.models import Objection
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.kernel.workflow.steps import steps_of


@transaction.atomic
def objection_record(*, values: Mapping[str, Any], by: writes.Hand, at: datetime) -> Objection:
    """Register an objection; one that comes after the award begins a recheck of it. Raises Refused for what cannot be."""
    row: Objection = entry_record(ledger=ledger_of("objections"), values=values, by=by, at=at)
    return row


def recheck_begins(row: Objection, by: writes.Hand, at: datetime) -> None:
    """What goes with an objection that is open, however it was entered: what was awarded already is rechecked."""
    record = row.nomination
    if record.state != "awarded" or row.voided_on is not None or row.handled_on is not None:
        return
    last = steps_of(record).last()
    on = max(row.received_on, last.on) if last else row.received_on
    reason = f"{cn_date(row.received_on)}收到异议"
    nomination_step(nomination=record, name="recheck", on=on, reason=reason, by=by, at=at)


@transaction.atomic
def objection_handle(
    *, objection: Objection, on: date, outcome: Outcome, findings: str, by: writes.Hand, at: datetime
) -> None:
    """Record what looking into it came to. Raises Refused the second time, before it came in, and without findings."""
    refuse_future(on, at)
    if objection.handled_on is not None:
        raise Refused(f"{cn_date(objection.handled_on)}已经核查过了。", "不用再登记；有新的情况，请另登记一条异议。")
    if on < objection.received_on:
        raise Refused(f"核查日期早于收到的{cn_date(objection.received_on)}。", "请核对日期。", "on")
    if len(findings.strip()) < 2:
        raise Refused("还没有写核查情况。", "请写明问了谁、看了什么、结论是什么。", "findings")
    changes = writes.change(objection, by, handled_on=on, outcome=Outcome(outcome).value, findings=findings.strip())
    words = f"异议核查：{Outcome(outcome).label}"
    writes.log("objection_handle", objection, words, by, at, changes, objection.nomination.union_id)
    settle_quietly([objection], by, at)
