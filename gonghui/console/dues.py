"""What is overdue or falls due, from the deadline rows: for the home page and for what a union owes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.console.places import act_url, record_url, unions_by_key
from gonghui.kernel.dates import cn_date
from gonghui.kernel.rules import Rule, rules
from gonghui.kernel.scope import Scope
from gonghui.kernel.workflow.asking import running
from gonghui.kernel.workflow.clocks import clock_of
from gonghui.kernel.workflow.models import Deadline
from gonghui.orgs.public import Union

AHEAD = 90
"""Days that the home page looks ahead."""


@dataclass(frozen=True)
class Due:
    """One matter as the page says it: what, why that day, which rule, what to do and where."""

    row: Deadline
    union: Union | None
    why: str
    rule: Rule | None
    act: str
    url: str
    record: str

    @property
    def of_law(self) -> bool:
        """Whether a rule of the statutes stands behind the last day; else the office set it itself or agreed on it."""
        return bool(self.row.rule)

    @property
    def last_day(self) -> date:
        return self.row.due_on

    @property
    def matter(self) -> str:
        """恒泰包装综合集体合同：答复协商要约; a matter of practice without a period of law stands in brackets."""
        if not self.row.subject:
            return self.row.title
        clock = clock_of(self.row.clock)
        return (
            f"{self.row.subject}：{self.row.title}"
            if clock and clock.length
            else f"{self.row.subject}（{self.row.title}）"
        )

    @property
    def title(self) -> str:
        """The matter after its union's name, unless the subject names the unit already."""
        if self.union is None or self.union.name.removesuffix("工会") in self.row.subject:
            return self.matter
        return f"{self.union.name} {self.matter}"


@dataclass(frozen=True)
class Group:
    """The matters of one stretch of days; `shown` are those on the page, `items` all of them."""

    key: str
    title: str
    look: str
    items: Sequence[Due]
    shown: Sequence[Due]

    @property
    def hidden(self) -> int:
        return len(self.items) - len(self.shown)


MOST = {"over": 5, "soon": 5}
STRETCHES = (("week", "七日内到期", 7, ""), ("month", "三十日内到期", 30, ""), ("quarter", "九十日内到期", 90, ""))


def dues(today: date, scope: Scope) -> list[Due]:
    """Everything overdue or due within 90 days in the reader's scope, most urgent first; two queries."""
    return told(running(today, scope, AHEAD), today)


def told(rows: Iterable[Deadline], today: date) -> list[Due]:
    """Deadline rows as the page says them, in their order."""
    found = list(rows)
    unions = unions_by_key(row.union_id for row in found)
    return [_said(row, unions.get(row.union_id or 0), today) for row in found]


def _said(row: Deadline, union: Union | None, today: date) -> Due:
    code = union.code if union else ""
    clock = clock_of(row.clock)
    record = record_url(row.entity, row.object_id, code)
    return Due(row, union, why(row, today), rules().get(row.rule), clock.act if clock and clock.act else "去办理",
               act_url(row.clock, row.entity, row.object_id, code), record)  # fmt: skip


def why(row: Deadline, today: date) -> str:
    """Why that day: 6月10日起20日内，到6月30日；7月4日是休息日，顺延."""
    clock = clock_of(row.clock)
    last = cn_date(row.due_on, today.year)
    if clock is None or not clock.length:
        return f"{last}{'已经到期' if row.due_on < today else '到期'}，还没有{clock.act if clock and clock.act else '办理'}"
    rule = rules()[clock.length]
    begun = f"{cn_date(row.starts_on, today.year)}起算"
    if row.shifted_from:
        moved = "顺延" if row.due_on > row.shifted_from else "提前"
        return f"{begun}，{cn_date(row.shifted_from, today.year)}是休息日，{moved}到{last}"
    return f"{begun}（{rule.starts.removesuffix('之日') or rule.title}），到{last}"


def grouped(items: Sequence[Due], today: date, whole: str = "") -> list[Group]:
    """The matters by urgency, the first few of each group shown; the group with key `whole` is shown in full.

    What is late by law stands first and apart from what is late by the office's own days.
    """
    late = [due for due in items if due.last_day < today]
    stretches = [("over", "已超期", "badt", [due for due in late if due.of_law]),
                 ("past", "过了自己定的日子", "", [due for due in late if not due.of_law])]  # fmt: skip
    rest = items[len(late) :]
    for key, title, days, look in (("soon", "三日内到期", 3, "warnt"), *STRETCHES):
        near = [due for due in rest if due.last_day <= today + timedelta(days=days)]
        stretches.append((key, title, look, near))
        rest = rest[len(near) :]
    groups = []
    for key, title, look, mine in stretches:
        if mine:
            most = len(mine) if key == whole else MOST.get(key, 3)
            groups.append(Group(key, title, look, mine, mine[:most]))
    return groups


def counted(items: Sequence[Due], today: date) -> dict[str, int]:
    """How many are overdue by law (`over`) and by own days (`past`), and how many fall due within 3, 7 and 90 days
    from today (each includes the shorter)."""
    late = [due.of_law for due in items if due.last_day < today]
    ahead = [(due.last_day - today).days for due in items]
    within = {f"in{days}": sum(0 <= left <= days for left in ahead) for days in (3, 7, AHEAD)}
    return {"over": sum(late), "past": len(late) - sum(late), **within}
