"""Why something cannot have been given so; forms, lists and imports ask the same."""

from datetime import datetime

from gonghui.benefits.choices import CASH, Kind
from gonghui.benefits.models import Benefit
from gonghui.benefits.queries import given_in_year
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused


def without_amount(row: Benefit, at: datetime) -> Refused | None:
    if row.kind in CASH and not row.amount:
        return Refused(f"{Kind(row.kind).label}没有写金额。", "请写发了多少元。", "amount")
    return None


def without_name(row: Benefit, at: datetime) -> Refused | None:
    if row.kind not in CASH and not row.what:
        return Refused(f"{Kind(row.kind).label}没有写是什么。", "请写东西的名称，比如毛巾、《工会法》读本。", "what")
    return None


def without_any(row: Benefit, at: datetime) -> Refused | None:
    return Refused("数量是0。", "没有发的不用登记；不计数的空着。", "quantity") if row.quantity == 0 else None


def given_twice(row: Benefit, at: datetime) -> Refused | None:
    """One occasion comes once a year: what comes every month says the month in its occasion."""
    known = given_in_year([row.person], row.occasion, row.kind, row.on) if row.person and row.on else {}
    earlier = next((one for one in known.get(row.person, ()) if one.pk != row.pk and one.what == row.what), None)
    return twice(earlier) if earlier else None


def twice(earlier: Benefit) -> Refused:
    """Says when the person was given the same before."""
    what = earlier.what or Kind(earlier.kind).label
    return Refused(
        f"{earlier.name}{cn_date(earlier.on)}已经领过“{earlier.occasion}”的{what}。",
        "重复的请删掉这一行；按月发的，请在事由里写明月份。",
        "occasion",
    )


def moved(row: Benefit, at: datetime) -> Refused | None:
    """Another union is another person's roll and another's clock: such a row is entered anew."""
    if row.pk is None or Benefit.objects.filter(pk=row.pk, union_id=row.union_id).exists():
        return None
    return Refused("所属工会不能改。", "记到别的工会名下的，请作废这一条，再登记一条。", "union")


ALONE = (without_amount, without_name, without_any)
"""Checks that look at the row alone."""
CHECKS = (*ALONE, moved, given_twice)
