"""What other contexts may use of bargaining."""

from gonghui.bargaining.actions import (
    Checked,
    ClauseText,
    check_record,
    check_rectified,
    clauses_write,
    contract_amend,
    contract_cover_end,
    contract_end,
    contract_record,
    delegate_amend,
    delegate_leave,
    delegate_name,
    quality_weight_set,
)
from gonghui.bargaining.actions.procedures import (
    Past,
    bargaining_amend,
    bargaining_enter,
    bargaining_open,
    bargaining_step,
    bargaining_vote,
)
from gonghui.bargaining.choices import (
    ContractKind,
    ContractLevel,
    EffectBasis,
    Kept,
    Measure,
    Purpose,
    Side,
    Signing,
    WageUnit,
)
from gonghui.bargaining.clauses import checklist, clause_findings, clauses_of, term_findings, wage_findings
from gonghui.bargaining.delegates import delegate_findings, sitting
from gonghui.bargaining.findings import Finding
from gonghui.bargaining.flow import FLOW as BARGAINING_FLOW
from gonghui.bargaining.ledger_words import CONTRACT_STATES, contract_name, kind_words
from gonghui.bargaining.models import (
    Bargaining,
    BargainingCover,
    CheckItem,
    Clause,
    ComplianceCheck,
    Contract,
    ContractCover,
    Delegate,
    WageStandard,
    in_force_on,
)
from gonghui.bargaining.naming import bargaining_name, bargaining_parties, contract_title
from gonghui.bargaining.performance import checked_in, kept_in
from gonghui.bargaining.place import province
from gonghui.bargaining.quality import Quality, assessment, commendable, quality
from gonghui.bargaining.quality import points as quality_points
from gonghui.bargaining.quality import weights as quality_weights
from gonghui.bargaining.queries import contracts_of, run_out, running_out
from gonghui.bargaining.terms import review_due, starts_on
from gonghui.bargaining.votes import Outcome, outcome

__all__ = [
    "BARGAINING_FLOW", "CONTRACT_STATES", "Bargaining", "BargainingCover", "CheckItem", "Checked", "Clause",
    "ClauseText", "ComplianceCheck", "Contract", "ContractCover", "ContractKind", "ContractLevel", "Delegate",
    "EffectBasis", "Finding", "Kept", "Measure", "Outcome", "Past", "Purpose", "Quality", "Side", "Signing",
    "WageStandard", "WageUnit", "assessment", "bargaining_amend", "bargaining_enter", "bargaining_name",
    "bargaining_open", "bargaining_parties", "bargaining_step", "bargaining_vote", "check_record", "check_rectified",
    "checked_in", "checklist", "clause_findings", "clauses_of", "clauses_write", "commendable", "contract_amend",
    "contract_cover_end", "contract_end", "contract_name", "contract_record", "contract_title", "contracts_of",
    "delegate_amend", "delegate_findings", "delegate_leave", "delegate_name", "in_force_on", "kept_in", "kind_words",
    "outcome", "province", "quality", "quality_points", "quality_weight_set", "quality_weights", "review_due",
    "run_out", "running_out", "sitting", "starts_on", "term_findings", "wage_findings",
]  # fmt: skip
