"""The care of model workers: what was done for them, and what ends it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gonghui.honours.models import Care, ModelWorker
from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import entry_record, ledger_of
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly


@transaction.atomic
def care_record(*, values: Mapping[str, Any], by: writes.Hand, at: datetime) -> Care:
    """Record a visit, check-up, subsidy or rest; the next visit is counted from it. Raises Refused for what cannot be."""
    row: Care = entry_record(ledger=ledger_of("model-cares"), values=values, by=by, at=at)
    return row


@transaction.atomic
def model_worker_died(*, model_worker: ModelWorker, on: date, by: writes.Hand, at: datetime) -> None:
    """Record the death of a model worker; the visits end. Raises Refused the second time and before the title."""
    refuse_future(on, at)
    if model_worker.died_on is not None:
        raise Refused(f"{cn_date(model_worker.died_on)}去世已经登记。", "日期错了的，请在办理记录里核对。")
    if on < model_worker.honoured_on:
        raise Refused(f"去世日期早于授予的{cn_date(model_worker.honoured_on)}。", "请核对日期。", "on")
    changes = writes.change(model_worker, by, died_on=on)
    writes.log("model_worker_died", model_worker, f"{model_worker.name}去世", by, at, changes, model_worker.union_id)
    settle_quietly([model_worker], by, at)


@transaction.atomic
def model_worker_revoke(*, model_worker: ModelWorker, on: date, reason: str, by: writes.Hand, at: datetime) -> None:
    """Record that the title was taken back by who had given it. Raises Refused the second time and without a reason."""
    refuse_future(on, at)
    if model_worker.revoked_on is not None:
        raise Refused(f"{cn_date(model_worker.revoked_on)}已经取消称号。", "不用再办一次。")
    if len(reason.strip()) < 2:
        raise Refused("还没有写取消的原因。", "请写明批准机关的决定和原因。", "reason")
    changes = writes.change(model_worker, by, revoked_on=on, revoked_reason=reason.strip())
    words = f"取消{model_worker.name}的劳模称号：{reason.strip()}"
    writes.log("model_worker_revoke", model_worker, words, by, at, changes, model_worker.union_id)
    settle_quietly([model_worker], by, at)
