"""What procedures and contracts are called on screens and papers."""

from gonghui.bargaining.choices import ContractKind
from gonghui.bargaining.models import Bargaining, Contract

SHORT = {
    ContractKind.COLLECTIVE: "综合", ContractKind.WAGE: "工资专项", ContractKind.WOMEN: "女职工专项",
    ContractKind.SAFETY: "劳动安全卫生专项",
}  # fmt: skip


def bargaining_parties(record: Bargaining) -> str:
    """The only employer, or the union and how many employers it bargains for."""
    names = [cover.employer.name for cover in record.covers.all()]
    if len(names) == 1:
        return names[0]
    return f"{record.union.name}（{len(names)}家）" if names else record.union.name


def bargaining_name(record: Bargaining) -> str:
    """宏达机械有限公司工资专项协议（续订）. Reads covers with their employers."""
    return f"{bargaining_parties(record)}{record.get_kind_display()}（{record.get_purpose_display()}）"


def contract_title(contract: Contract) -> str:
    """宏达机械有限公司工资专项协议. Reads covers with their employers."""
    names = [cover.employer.name for cover in contract.covers.all()]
    who = names[0] if len(names) == 1 else f"{contract.union.name}（{len(names)}家）"
    return f"{who}{contract.get_kind_display()}"
