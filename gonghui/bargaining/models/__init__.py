"""What bargaining keeps: contracts, the procedures that lead to them, clauses, checks."""

from gonghui.bargaining.models.checks import CheckItem, ComplianceCheck, QualityWeight
from gonghui.bargaining.models.clauses import Clause, WageStandard
from gonghui.bargaining.models.contracts import Contract, ContractCover, ContractQuerySet, in_force_on
from gonghui.bargaining.models.procedures import Bargaining, BargainingCover, Delegate

__all__ = [
    "Bargaining", "BargainingCover", "CheckItem", "Clause", "ComplianceCheck", "Contract", "ContractCover",
    "ContractQuerySet", "Delegate", "QualityWeight", "WageStandard", "in_force_on",
]  # fmt: skip
