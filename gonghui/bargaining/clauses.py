"""The checklist of a text, and its wages against the local minimum (劳动合同法 55)."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from gonghui.bargaining.choices import ContractKind, Measure
from gonghui.bargaining.findings import Finding
from gonghui.bargaining.models import Bargaining, Clause, Contract
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.rules import NotInForce, Value, rule

CONTENTS = {
    ContractKind.COLLECTIVE: "contract.contents", ContractKind.WAGE: "wage.contents",
    ContractKind.WOMEN: "contract.women_items", ContractKind.SAFETY: "contract.safety_items",
}  # fmt: skip
MINIMUM = {Measure.MONTH_WAGE: "wage.minimum_month", Measure.HOUR_WAGE: "wage.minimum_hour"}


def checklist(kind: str, day: date, place: str | None) -> Value:
    """The rule that lists what a text of this kind may settle; its value is the list of items."""
    return rule(CONTENTS[ContractKind(kind)]).at(day, place)


def clauses_of(contract: Contract) -> list[Clause]:
    """What the contract says: the draft of the latest procedure that changed it and has clauses, else its own."""
    drafts = Bargaining.objects.filter(contract=contract, clauses__isnull=False).exclude(state="dropped")
    latest = drafts.order_by("-pk").first()
    return list((latest or contract).clauses.all())


def clause_findings(clauses: Sequence[Clause], kind: str, day: date, place: str | None) -> list[Finding]:
    """Whether the text was gone through item by item, and its wages."""
    listed = checklist(kind, day, place)
    seen = {clause.item for clause in clauses}
    open_items = [item for item in listed.value if item not in seen]
    agreed = sum(clause.agreed for clause in clauses)
    if open_items:
        named = "、".join(open_items[:3]) + ("等" if len(open_items) > 3 else "")
        words = f"{len(listed.value)}项里还有{len(open_items)}项没有核对：{named}。"
        found = Finding("contents", "warn", words, "请在条款清单里逐项核对，约定了的写上内容。", listed)
    else:
        found = Finding("contents", "ok", f"逐项核对过，约定了{agreed}项。", value=listed)
    return [found, *wage_findings(clauses, day, place)]


def wage_findings(clauses: Iterable[Clause], day: date, place: str | None) -> list[Finding]:
    """Each wage in the text against the minimum of `day`; a minimum nobody entered is said, never guessed."""
    found = []
    for clause in clauses:
        key = MINIMUM.get(Measure(clause.measure)) if clause.measure else None
        if key is None or clause.figure is None or not clause.agreed:
            continue
        value, why = _minimum(key, day, place)
        if value is None:
            words = f"“{clause.item}”写的是{clause.figure}元；{why}"
            todo = "登记了才能比；请镇总工会按省里的文件登记。"
            found.append(Finding(f"wage_{clause.pk}", "warn", words, todo))
        elif value.met(Fraction(clause.figure)):
            words = f"“{clause.item}”{clause.figure}元，不低于当地最低工资{value.value}元。"
            found.append(Finding(f"wage_{clause.pk}", "ok", words, value=value))
        else:
            words = f"“{clause.item}”{clause.figure}元，低于{cn_date(day)}当地最低工资{value.value}元。"
            todo = "劳动报酬不得低于当地政府规定的最低标准，请双方改好再签字。"
            found.append(Finding(f"wage_{clause.pk}", "stop", words, todo, value))
    return found


def _minimum(key: str, day: date, place: str | None) -> tuple[Value | None, str]:
    try:
        value = rule(key).at(day, place)
    except NotInForce as none:
        return None, none.what
    return (value, "") if value.value is not None else (None, "没有录入当地最低工资标准，比不了。")


def term_findings(kind: str, starts_on: date, expires_on: date, place: str | None) -> list[Finding]:
    """Whether the recorded term (both days inclusive) is as long as the law wants it; a wage agreement runs a year."""
    shortest, longest = rule("contract.term_min").at(starts_on, place), rule("contract.term_max").at(starts_on, place)
    if kind == ContractKind.WAGE:
        every = rule("wage.every").at(starts_on, place)
        if expires_on >= _after(starts_on, int(every.value)):
            words = f"工资协议到{cn_date(expires_on)}，超过了{every.value}年。"
            return [Finding("term", "warn", words, "工资协商一般每年一次，请核对期限。", every)]
        return [Finding("term", "ok", f"期限到{cn_date(expires_on)}。", value=every)]
    if expires_on >= _after(starts_on, int(longest.value)):
        words = f"期限从{cn_date(starts_on)}到{cn_date(expires_on)}，超过{longest.value}年。"
        return [Finding("term", "warn", words, "集体合同期限一般为一年至三年，请核对届满日期。", longest)]
    if expires_on < _after(starts_on, int(shortest.value), -1):
        words = f"期限从{cn_date(starts_on)}到{cn_date(expires_on)}，不满{shortest.value}年。"
        return [Finding("term", "warn", words, "集体合同期限一般为一年至三年，请核对届满日期。", shortest)]
    return [Finding("term", "ok", f"期限从{cn_date(starts_on)}到{cn_date(expires_on)}。", value=longest)]


def _after(starts_on: date, years: int, days: int = 0) -> date:
    """The same-numbered day `years` later; the day before it is the last day of a term of so many years."""
    end = add_months(starts_on, years * 12)
    return date.fromordinal(end.toordinal() + days)
