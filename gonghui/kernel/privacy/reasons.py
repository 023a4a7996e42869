"""Why somebody looks at private values or takes them out: a short list, with words where the list does not say it."""

from gonghui.kernel.refusal import Refused

REASONS = (
    ("verify", "核对证件和登记"), ("join", "办理入会、转会"), ("benefit", "申请帮扶、互助保障"), ("contact", "联系本人"),
    ("report", "上级要求报送"), ("audit", "检查、审计"), ("subject", "本人要求查看"), ("other", "其他"),
)  # fmt: skip
LABELS = dict(REASONS)
LONGEST = 80


def purpose_words(reason: str, words: str) -> str:
    """The purpose as the event and the register keep it. Raises Refused for none, and for 其他 without words."""
    words = words.strip()[:LONGEST]
    if reason not in LABELS:
        raise Refused("还没有选用途。", "请选一项用途；都不合适的选“其他”，再写清楚。", "reason")
    if reason == "other" and len(words) < 4:
        raise Refused("选了“其他”，还没有写清用途。", "请写一句要做什么。", "purpose")
    return f"{LABELS[reason]}：{words}" if words else LABELS[reason]
