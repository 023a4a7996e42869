"""The contracts that stand on the card of a union or an employer."""

from typing import Any

from gonghui.bargaining.public import CONTRACT_STATES, kind_words
from gonghui.kernel.ledger.api import Badge, Due, Reader, ledger_of
from gonghui.kernel.ledger.rows import dressed

MOST = 30


def contract_rows(reader: Reader, *where: Any, **path: Any) -> list[tuple[Any, Badge, str, Due]]:
    """(contract, state, kind in words, last day) of the contracts in scope that fit, those in force first."""
    rows = dressed(ledger_of("contracts"), reader).filter(*where, **path)
    return [
        (row, CONTRACT_STATES[row.state_now], kind_words(row),
         Due(row.expires_on, reader.today, row.state_now in ("valid", "lapsed")))
        for row in rows.order_by("rank", "-expires_on", "pk")[:MOST]
    ]  # fmt: skip
