"""Bringing back what was lent."""

from datetime import date, datetime

from django.db import transaction

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import refuse_future
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.settling import settle_quietly
from gonghui.learning.models import Loan


@transaction.atomic
def loan_return(*, loan: Loan, on: date, by: writes.Hand, at: datetime) -> None:
    """Enter that a copy came back on `on`. Raises Refused before it was lent, for a day to come and the second time."""
    refuse_future(on, at)
    if loan.voided_on is not None:
        raise Refused("这一条已作废。", "不用登记归还。")
    if loan.returned_on is not None:
        raise Refused(f"{cn_date(loan.returned_on)}已经还了。", "写错日期的，请更正。")
    if on < loan.on:
        raise Refused(f"归还早于借出（{cn_date(loan.on)}）。", "请核对归还日期。", "on")
    changes = writes.change(loan, by, returned_on=on)
    late = (on - loan.due_on).days
    words = f"{loan.name}还了{loan.stock.name}" + (f"，晚了{late}天" if late > 0 else "")
    writes.log("loan_return", loan, words, by, at, changes, loan.stock.venue.union_id)
    settle_quietly([loan], by, at)
