"""What the product stands on which rule: its clocks by themselves, everything else by the list below."""

from dataclasses import dataclass

from django.urls import reverse

from gonghui.kernel.privacy.retention import retentions
from gonghui.kernel.workflow.clocks import clocks

KINDS = {"clock": "时限", "form": "表单", "check": "核对", "indicator": "指标", "page": "页面", "print": "打印件"}


@dataclass(frozen=True)
class Use:
    """One user of a rule. `kind`: one of `KINDS`; `url` where it can be seen, or ""."""

    rule: str
    kind: str
    title: str
    url: str = ""

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]


ELSEWHERE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("check", "集体协商：审议表决", ("bargaining.quorum", "bargaining.adoption")),
    ("check", "集体协商：协商代表", (
        "bargaining.delegates_min", "bargaining.delegates_equal", "bargaining.chiefs", "bargaining.outsiders",
        "bargaining.outsider_chief", "bargaining.no_double_role", "wage.outsiders", "wage.jiangxi_women_delegate",
        "wage.shandong_frontline", "bargaining.beijing_delegates", "bargaining.chongqing_delegates",
        "wage.jiangxi_delegates", "wage.yunnan_delegates", "bargaining.zhejiang_large_delegates",
    )),
    ("check", "集体合同：条款齐不齐", ("contract.contents", "contract.safety_items", "contract.women_items", "wage.contents")),
    ("check", "集体合同：期限", ("contract.term_min", "contract.term_max", "wage.every")),
    ("check", "集体合同：工资不低于当地最低标准", ("wage.minimum_month", "wage.minimum_hour")),
    ("check", "行业工资标准：劳动定额", ("wage.quota_share",)),
    ("check", "协商争议：延长", ("bargaining.dispute_extension",)),
    ("page", "集体协商：报送的份数", ("contract.filing_copies", "wage.filing_copies")),
    ("print", "集体协商文书", ("bargaining.no_refusal", "contract.floor", "contract.publication")),
    ("print", "建会文书", ("formation.deadline", "formation.superior_approval")),
    ("print", "法人登记和换届文书", ("certificate.renewal_window", "committee.term")),
)  # fmt: skip
"""Kind, what it is called on the screens, and the rules; a test finds a key in the code that is missing here."""


def uses_of(rule_key: str) -> list[Use]:
    """Everything that stands on a rule: its clocks, checks, pages and papers, the keeping periods; by kind and title."""
    found = {Use(clock.rule, "clock", clock.title) for clock in clocks() if clock.rule == rule_key}
    found |= {Use(key, kind, title) for kind, title, keys in ELSEWHERE for key in keys if key == rule_key}
    due = reverse("console:privacy-due")
    found |= {Use(one.rule, "page", f"到期清理：{one.title}", due) for one in retentions() if one.rule == rule_key}
    return sorted(found, key=lambda use: (list(KINDS).index(use.kind), use.title))
