"""What steps do besides the state: the days of the notice, and the row of the honours' register."""

from datetime import date, datetime, timedelta

from gonghui.honours.choices import Basis
from gonghui.honours.models import Honour, Nomination, Programme
from gonghui.honours.notice import notice_until
from gonghui.kernel.audit import writes
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.settling import settle_quietly

DAY = timedelta(days=1)


def valid_until(programme: Programme, awarded_on: date) -> date | None:
    """The last day of an honour's validity; None for one that is for good."""
    years = programme.valid_years
    return add_months(awarded_on, 12 * years) - DAY if years else None


def noticed(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """The notice runs from the day it went up."""
    until = notice_until(record.round.programme, step.on)
    writes.change(record, by, notice_from=step.on, notice_until=until)


def notice_undone(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """No notice: an objection that came in rests on it."""
    if record.objections.valid().exists():
        raise Refused("公示期间登记过异议。", "异议登记错了的，请先作废异议。")
    writes.change(record, by, notice_from=None, notice_until=None)


def awarded(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """The award makes the row of the register."""
    programme = record.round.programme
    basis = Basis.RECEIVED if programme.upward else Basis.ROUND
    honour = writes.create(Honour(
        programme=programme, year=record.round.year, union=record.union, worker=record.worker, name=record.name,
        awarded_on=step.on, number=step.facts.get("number") or "", basis=basis, valid_until=valid_until(programme, step.on),
        nomination=record,
    ), by)  # fmt: skip
    writes.log("honour_award", honour, f"授予{record.name}{programme.name}", by, at, union_id=record.union_id)
    settle_quietly([honour], by, at)


def _honour(record: Nomination) -> Honour:
    return Honour.objects.get(nomination=record)


def award_mended(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """A corrected award moves the row with it."""
    honour = _honour(record)
    until = valid_until(record.round.programme, step.on)
    writes.change(honour, by, awarded_on=step.on, number=step.facts.get("number") or "", valid_until=until)
    settle_quietly([honour], by, at)


def award_undone(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """An award that was never made leaves the register: the row is void and lets go of the nomination."""
    honour = _honour(record)
    if honour.rechecks.exists():
        raise Refused(f"{honour.name}的荣誉已经复核过。", "要取消请登记撤销荣誉。")
    writes.change(honour, by, voided_on=at.date(), void_reason="退回了登记表彰", nomination=None)
    settle_quietly([honour], by, at)


def revoked(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """From that day on the honour no longer stands; figures of earlier days keep it."""
    honour = _honour(record)
    if step.on < honour.awarded_on:
        raise Refused(f"撤销日期早于表彰的{cn_date(honour.awarded_on)}。", "请核对日期。", "on")
    writes.change(honour, by, revoked_on=step.on, revoked_reason=step.reason)
    settle_quietly([honour], by, at)


def revoke_undone(record: Nomination, step: Step, by: Hand, at: datetime) -> None:
    """It stands again, as if nobody had revoked it."""
    honour = _honour(record)
    writes.change(honour, by, revoked_on=None, revoked_reason="")
    settle_quietly([honour], by, at)
