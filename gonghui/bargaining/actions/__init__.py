"""The verbs of bargaining. Those of the procedure stand in `actions.procedures`, above the flow they drive."""

from gonghui.bargaining.actions.checks import Checked, check_record, check_rectified, quality_weight_set
from gonghui.bargaining.actions.clauses import ClauseText, clauses_write
from gonghui.bargaining.actions.contracts import (
    contract_amend,
    contract_end,
    contract_record,
    contract_withdraw,
    cover_set,
    previous_contract,
)
from gonghui.bargaining.actions.covers import contract_cover_end
from gonghui.bargaining.actions.delegates import delegate_amend, delegate_leave, delegate_name

__all__ = [
    "Checked", "ClauseText", "check_record", "check_rectified", "clauses_write", "contract_amend", "contract_cover_end", "contract_end",
    "contract_record", "contract_withdraw", "cover_set", "delegate_amend", "delegate_leave", "delegate_name",
    "previous_contract", "quality_weight_set",
]  # fmt: skip
