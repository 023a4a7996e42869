"""Writing down what a text says, and the wage standards of an industry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from gonghui.bargaining.choices import ContractLevel, Measure, WageUnit
from gonghui.bargaining.models import Bargaining, Clause, Contract, WageStandard
from gonghui.bargaining.place import province
from gonghui.kernel.audit import writes
from gonghui.kernel.dates import cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import rule
from gonghui.orgs.public import Union

SETTLED = ("signed", "filed", "effective", "published", "closed", "dropped")
"""States in which a procedure's text is signed and no longer changed."""


@dataclass(frozen=True)
class ClauseText:
    """One item as the text has it. `figure` comes with its `measure`."""

    item: str
    agreed: bool
    text: str = ""
    measure: str = ""
    figure: Decimal | None = None


@transaction.atomic
def clauses_write(
    *, clauses: Sequence[ClauseText], by: writes.Hand, at: datetime, bargaining: Bargaining | None = None,
    contract: Contract | None = None,
) -> int:  # fmt: skip
    """Write the items of a draft (`bargaining`) or of a contract without a procedure; returns how many changed.

    Items that are not named stay as they are. Raises Refused for an agreed item without words or number, a number
    without its measure, a signed draft.
    """
    record: Any = bargaining or contract
    if (bargaining is None) == (contract is None):
        raise TypeError("clauses belong to a procedure or to a contract")
    writes.hold(record)
    if bargaining is not None and bargaining.state in SETTLED:
        raise Refused("文本已经签字，条款不能再改。", "要改条款，请对这份合同发起变更协商。")
    known = {clause.item: clause for clause in record.clauses.all()}
    changed = 0
    for position, each in enumerate(clauses, 1):
        _refuse_clause(each)
        values = {"agreed": each.agreed, "text": each.text.strip(), "measure": each.measure, "figure": each.figure}
        row = known.get(each.item)
        if row is None:
            owner = {"bargaining": bargaining, "contract": contract}
            writes.create(Clause(**owner, item=each.item, position=position, **values), by)
            changed += 1
        else:
            changed += bool(writes.change(row, by, **values))
    if changed:
        summary = f"记下条款{changed}项"
        writes.log("clauses_write", record, summary, by, at, union_id=record.union_id)
    return changed


def _refuse_clause(each: ClauseText) -> None:
    if each.agreed and not each.text.strip() and each.figure is None:
        raise Refused(f"“{each.item}”标了约定，没有写内容。", "请写上条款内容，或者改为没有约定。", "text")
    if (each.figure is None) != (not each.measure):
        raise Refused(f"“{each.item}”的数字没有写明是什么。", "请选数字的种类，并填上数值。", "measure")
    if each.figure is not None and (each.figure < 0 or each.measure not in Measure.values):
        raise Refused(f"“{each.item}”的数字不对。", "请核对。", "figure")


@transaction.atomic
def wage_standard_record(
    *, union: Union, industry: str, post: str, amount: Decimal, unit: WageUnit, start_on: date, by: writes.Hand,
    at: datetime, contract: Contract | None = None, **details: Any,
) -> WageStandard:  # fmt: skip
    """Record a post's wage in an area or industry from `start_on` (inclusive) to `end_on` (exclusive, optional).

    Raises Refused for an amount that is none, a piece without its name, a contract of one employer alone, the same
    standard twice.
    """
    if amount <= 0:
        raise Refused("工资标准要大于0。", "请核对数额。", "amount")
    if unit == WageUnit.PIECE and not details.get("piece"):
        raise Refused("计件标准没有写计什么。", "请写明计件对象，如一双鞋、一立方米。", "piece")
    end_on = details.get("end_on")
    if end_on is not None and end_on <= start_on:
        raise Refused(f"截止日期{cn_date(end_on)}不晚于起始日期。", "请核对日期。", "end_on")
    if contract is not None and contract.level == ContractLevel.SINGLE:
        raise Refused("这是单个单位的合同，不是区域或行业协议。", "请选区域性或行业性的协议。", "contract")
    row = writes.create(
        WageStandard(
            union=union, contract=contract, industry=industry, post=post, amount=amount, unit=unit, start_on=start_on,
            **details,
        ),
        by,
    )  # fmt: skip
    said = f"登记{industry}{post}工资标准{amount}{WageUnit(unit).label}，从{cn_date(start_on)}起"
    writes.log("wage_standard_record", row, said, by, at, union_id=union.pk)
    return row


def reachable(standard: WageStandard, day: date) -> bool | None:
    """Whether enough workers can reach the piece rate in legal hours; None where nobody measured it."""
    if standard.reach is None:
        return None
    return rule("wage.quota_share").at(day, province()).met(Fraction(standard.reach) / 100)


@transaction.atomic
def wage_standard_end(*, standard: WageStandard, on: date, by: writes.Hand, at: datetime) -> None:
    """A standard holds no longer from `on` on. Raises Refused for a day not after its start, Stale."""
    if on <= standard.start_on:
        raise Refused(f"{cn_date(on)}不晚于起始的{cn_date(standard.start_on)}。", "请核对日期。", "on")
    changes = writes.change(standard, by, end_on=on)
    summary = f"{cn_date(on)}起不再执行{standard.industry}{standard.post}的工资标准"
    writes.log("wage_standard_end", standard, summary, by, at, changes, standard.union_id)
