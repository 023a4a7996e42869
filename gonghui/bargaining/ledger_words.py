"""How lists and cards call a contract: its state, its kind, its name."""

from typing import Any

from gonghui.bargaining.choices import ContractKind, ContractLevel, Signing
from gonghui.kernel.ledger.reader import Badge

CONTRACT_STATES = {"valid": Badge("有效", "done"), "waiting": Badge("待生效", "wait"), "renewed": Badge("已续订", "end"),
          "lapsed": Badge("届满未续", "over"), "ended": Badge("已终止", "end")}  # fmt: skip
KIND_WORDS = {ContractKind.COLLECTIVE: "综合", ContractKind.WAGE: "工资", ContractKind.WOMEN: "女职工",
              ContractKind.SAFETY: "安全卫生"}  # fmt: skip
LEVEL_WORDS = {ContractLevel.SINGLE: "", ContractLevel.AREA: "区域", ContractLevel.INDUSTRY: "行业"}


def contract_name(row: Any) -> str:
    """A contract as the office calls it: its only employer, or its union and how many it covers."""
    if row.employers_n == 1:
        return row.first_employer
    return f"{row.union.name}（{row.employers_n}家）"


def kind_words(row: Any) -> str:
    """综合·续订 · 区域·工资·首签."""
    level = LEVEL_WORDS[ContractLevel(row.level)]
    return "·".join(filter(None, (level, KIND_WORDS[ContractKind(row.kind)], Signing(row.signing).label)))
