"""The care of model workers: what was done for them, and what ends it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.benefits.public import Benefit, Given, Kind, Source, benefit_give
from gonghui.honours.choices import CareKind
from gonghui.honours.models import Care, ModelWorker
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import entry_record, entry_void, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.people.public import Person, members_on


@transaction.atomic
def care_record(*, values: Mapping[str, Any], by: writes.Hand, at: datetime) -> Care:
    """Record a visit, check-up, subsidy or rest; the next visit is counted from it. A subsidy stands among the benefits
    too, where it is signed for. Raises Refused for what cannot be."""
    row: Care = entry_record(ledger=ledger_of("model-cares"), values=values, by=by, at=at)
    if row.kind == CareKind.SUBSIDY:
        benefit_give(
            item=Given(_person(row.model_worker, row.on), amount=row.amount), kind=Kind.SUBSIDY, on=row.on, cause=row,
            occasion=f"劳模补助（{cn_date(row.on)}）", source=Source.UPPER, given_by=row.done_by, by=by, at=at,
        )  # fmt: skip
    return row


def _person(model_worker: ModelWorker, day: date) -> Person:
    """The model worker on the roll where exactly one bears the name, else by name and union: most have retired."""
    rows = members_on(day).filter(union=model_worker.union, worker__name=model_worker.name)
    found = list(rows.values_list("worker_id", flat=True)[:2])
    return Person(model_worker.name, model_worker.union_id, found[0] if len(found) == 1 else None)


@transaction.atomic
def care_void(*, care: Care, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take a service out of every count, and what was given with it. Raises Refused without a reason, and for a subsidy
    that was signed for."""
    given = Benefit.objects.filter(cause_label=care._meta.label_lower, cause_id=care.pk, voided_on=None).first()
    if given is not None and given.signed_on is not None:
        raise Refused(f"{care.model_worker.name}已经签收了这笔补助。", "请先在实惠发放里撤回签收。")
    entry_void(ledger=ledger_of("model-cares"), row=care, reason=reason, by=by, at=at)
    if given is not None:
        entry_void(ledger=ledger_of("benefits"), row=given, reason=reason, by=by, at=at)


@transaction.atomic
def model_worker_died(*, model_worker: ModelWorker, on: date, by: writes.Hand, at: datetime) -> None:
    """Record the death of a model worker; the visits end. Raises Refused the second time, before the title and before a
    service that was recorded."""
    refuse_future(on, at)
    if model_worker.died_on is not None:
        raise Refused(f"{cn_date(model_worker.died_on)}去世已经登记。", "日期错了的，请先撤销登记。")
    if on < model_worker.honoured_on:
        raise Refused(f"去世日期早于授予的{cn_date(model_worker.honoured_on)}。", "请核对日期。", "on")
    _refuse_served_after(model_worker, on)
    changes = writes.change(model_worker, by, died_on=on)
    writes.log("model_worker_died", model_worker, f"{model_worker.name}去世", by, at, changes, model_worker.union_id)
    settle_quietly([model_worker], by, at)


@transaction.atomic
def model_worker_revoke(*, model_worker: ModelWorker, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Record that the title was taken back by who had given it. Raises Refused the second time, without a reason and
    before a service that was recorded."""
    refuse_future(on, at)
    if model_worker.revoked_on is not None:
        raise Refused(f"{cn_date(model_worker.revoked_on)}已经取消称号。", "不用再办一次。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写取消的原因。", "请写明批准机关的决定和原因。", "reason")
    _refuse_served_after(model_worker, on)
    changes = writes.change(model_worker, by, revoked_on=on, revoked_reason=reason.strip())
    words = f"取消{model_worker.name}的劳模称号：{reason.strip()}"
    writes.log("model_worker_revoke", model_worker, words, by, at, changes, model_worker.union_id)
    settle_quietly([model_worker], by, at)


@transaction.atomic
def model_worker_restore(*, model_worker: ModelWorker, reason: str, by: writes.Hand, at: datetime) -> None:
    """Take back a death or a revocation that was entered by mistake; the visits go on. Raises Refused without a reason,
    and where neither was entered."""
    if model_worker.gone_on is None:
        raise Refused(f"{model_worker.name}没有登记去世，也没有取消称号。", "不用撤销。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写撤销的原因。", "请写一句为什么，比如记到别人名下了。", "reason")
    changes = writes.change(model_worker, by, died_on=None, revoked_on=None, revoked_reason="")
    words = f"撤销{model_worker.name}去世或取消称号的登记，原因：{reason.strip()[:120]}"
    writes.log("model_worker_restore", model_worker, words, by, at, changes, model_worker.union_id)
    settle_quietly([model_worker], by, at)


def _refuse_served_after(model_worker: ModelWorker, on: date) -> None:
    """Nobody is served after the end."""
    last = model_worker.cares.filter(voided_on=None, on__gt=on).order_by("on").last()
    if last is not None:
        raise Refused(
            f"{cn_date(last.on)}还登记了{last.get_kind_display()}。", "请核对日期；那一条记错了的，先作废它。", "on"
        )
