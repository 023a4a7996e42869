"""What is overdue or falls due by the dates on record: contracts, terms of office, certificates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from gonghui.bargaining.public import Contract, run_out, running_out
from gonghui.kernel.dates import cn_date
from gonghui.kernel.rules import Rule, rule
from gonghui.kernel.scope import Scope
from gonghui.orgs.public import certificates_ending, terms_ending

TERM, CERTIFICATE, CONTRACT = "committee.term", "certificate.renewal_window", "contract.renewal_window"
AHEAD = 90
"""Days that the home page looks ahead."""


@dataclass(frozen=True)
class Due:
    """One matter: its last day (inclusive), what it is, why that day, the rule, and where it is dealt with."""

    last_day: date
    title: str
    why: str
    rule: Rule
    act: str
    url: str
    record: str


@dataclass(frozen=True)
class Group:
    """The matters of one stretch of days; `shown` are those on the page, `items` all of them."""

    key: str
    title: str
    look: str
    items: list[Due]
    shown: list[Due]

    @property
    def hidden(self) -> int:
        return len(self.items) - len(self.shown)


MOST = {"over": 5, "soon": 5}
STRETCHES = (("week", "七日内到期", 7, ""), ("month", "三十日内到期", 30, ""), ("quarter", "九十日内到期", 90, ""))


def dues(today: date, scope: Scope) -> list[Due]:
    """Everything overdue or due within 90 days in the reader's scope, most urgent first; four queries."""
    return sorted(_all(today, scope), key=lambda due: (due.last_day, due.title))


def _all(today: date, scope: Scope) -> Iterator[Due]:
    for contract in run_out(today, scope):
        yield _contract(contract, today, "届满，还没有登记续订")
    for contract in running_out(today, AHEAD, scope):
        yield _contract(contract, today, f"届满，期满前{rule(CONTRACT).at(today).value}个月内可以提出续订")
    for term in terms_ending(today, AHEAD, scope):
        assert term.expires_on is not None  # the query compares it
        why = "任期已满，还没有登记换届" if term.expires_on < today else "任期届满，要按时换届"
        card = reverse("console:union", args=[term.union.code])
        yield Due(term.expires_on, f"{term.union.name}第{term.term}届委员会换届", f"{_day(term.expires_on, today)}{why}",
                  rule(TERM), "登记换届", reverse("console:union-committee", args=[term.union.code]), card)  # fmt: skip
    for paper in certificates_ending(today, AHEAD, scope):
        assert paper.valid_until is not None
        why = (
            "证书过期，还没有登记新证"
            if paper.valid_until < today
            else f"证书到期，期满前{rule(CERTIFICATE).at(today).value}日内换领"
        )
        card = reverse("console:union", args=[paper.union.code])
        yield Due(paper.valid_until, f"{paper.union.name}法人资格证书换领", f"{_day(paper.valid_until, today)}{why}",
                  rule(CERTIFICATE), "登记换证", reverse("console:union-certificate", args=[paper.union.code]), card)  # fmt: skip


def _contract(contract: Contract, today: date, why: str) -> Due:
    return Due(
        contract.expires_on, f"{contract.union.name}{contract.get_kind_display()}",
        f"{_day(contract.expires_on, today)}{why}", rule(CONTRACT), "登记续订",
        reverse("console:contract-renew", args=[contract.pk]), reverse("console:contract", args=[contract.pk]),
    )  # fmt: skip


def _day(day: date, today: date) -> str:
    return cn_date(day, today.year)


def grouped(items: list[Due], today: date, whole: str = "") -> list[Group]:
    """The matters by urgency, the first few of each group shown; the group with key `whole` is shown in full."""
    ends = [("over", "已超期", -1, "badt"), ("soon", "三日内到期", 3, "warnt"), *STRETCHES]
    groups, rest = [], items
    for key, title, days, look in ends:
        last = today + timedelta(days=days)
        mine = [due for due in rest if due.last_day <= last]
        rest = rest[len(mine) :]
        if mine:
            most = len(mine) if key == whole else MOST.get(key, 3)
            groups.append(Group(key, title, look, mine, mine[:most]))
    return groups


def counted(items: list[Due], today: date) -> dict[str, int]:
    """How many are overdue, and how many fall due within 3, 7 and 90 days from today (each includes the shorter)."""
    ahead = [(due.last_day - today).days for due in items]
    within = {f"in{days}": sum(0 <= left <= days for left in ahead) for days in (3, 7, AHEAD)}
    return {"over": sum(left < 0 for left in ahead), **within}
