"""What other contexts may use of bargaining."""

from gonghui.bargaining.actions import contract_amend, contract_end, contract_record
from gonghui.bargaining.choices import ContractKind, ContractLevel, EffectBasis, Signing
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.bargaining.queries import contracts_of, run_out, running_out

__all__ = [
    "Contract", "ContractCover", "ContractKind", "ContractLevel", "EffectBasis", "Signing", "contract_amend",
    "contract_end", "contract_record", "contracts_of", "run_out", "running_out",
]  # fmt: skip
