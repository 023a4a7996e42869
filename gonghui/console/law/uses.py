"""What the product stands on which rule: its clocks by themselves, everything else by the list below."""

from collections.abc import Iterable

from django.urls import reverse

from gonghui.kernel.privacy.retention import retentions
from gonghui.kernel.rules.uses import Use, register_uses
from gonghui.kernel.workflow.clocks import clocks

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


@register_uses
def of_clocks() -> Iterable[Use]:
    """Every clock names the rule that measures it."""
    return [Use(clock.rule, "clock", clock.title) for clock in clocks() if clock.rule]


@register_uses
def of_the_list() -> Iterable[Use]:
    """Checks, pages and papers."""
    return [Use(key, kind, title) for kind, title, keys in ELSEWHERE for key in keys]


@register_uses
def of_retentions() -> Iterable[Use]:
    """Every keeping period names the rule that says how long."""
    return [Use(one.rule, "page", f"到期清理：{one.title}", reverse("console:privacy-due")) for one in retentions()]
