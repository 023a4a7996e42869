"""Writing down what a text says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from gonghui.bargaining.choices import Measure
from gonghui.bargaining.models import Bargaining, Clause, Contract
from gonghui.kernel.audit import writes
from gonghui.kernel.refusal import Refused

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
