"""The rows of the plan's sheet as the templates show them: months, bars, states, where a number comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gonghui.kernel.dates import cn_date
from gonghui.planning.public import (
    Comparison,
    Level,
    Plan,
    Progress,
    Row,
    Sheet,
    Status,
    TargetKind,
    TaskState,
    month_words,
    quantity_words,
    target_words,
)

LOOKS: Mapping[Status, tuple[str, str, str]] = {
    Status.REACHED: ("done", "check-circle-fill", "已达到"),
    Status.ON_COURSE: ("doing", "circle-half", "正常"),
    Status.BEHIND: ("wait", "flag-fill", "落后"),
    Status.NOT_YET: ("todo", "circle", "未到时间"),
    Status.UNKNOWN: ("todo", "question-circle", "没有数"),
    Status.WORDS: ("doing", "circle-half", "看结果"),
}


@dataclass(frozen=True)
class Shown:
    """One target of a row: the bar in percent, the tick of the time gone, the words around them."""

    part: Progress
    link: str

    @property
    def look(self) -> str:
        """How the bar is dressed."""
        if self.part.by_hand and self.part.status != Status.REACHED:
            return "hand"
        return {Status.REACHED: "done", Status.BEHIND: "late"}.get(self.part.status, "")

    @property
    def width(self) -> int:
        return round(self.part.share * 100)

    @property
    def tick(self) -> int | None:
        """Where the time stands; rates and what is reached have none."""
        counted = self.part.goal is not None and self.part.target.unit != "%"
        running = self.part.status in (Status.ON_COURSE, Status.BEHIND) and 0 < self.part.gone < 1
        ceiling = self.part.target.comparison == Comparison.AT_MOST
        return round(self.part.gone * 100) if counted and running and not ceiling else None

    @property
    def bare(self) -> bool:
        """A target without a number has no bar."""
        return self.part.goal is None

    @property
    def quantity(self) -> str:
        return quantity_words(self.part.target)

    @property
    def words(self) -> str:
        return target_words(self.part.target)

    @property
    def source(self) -> str:
        """Where the number comes from, in a word."""
        target = self.part.target
        if self.part.by_hand:
            return f"手填 · {target.hand_by} {cn_date(target.hand_on, target.hand_on.year if target.hand_on else None)}"
        if target.kind == TargetKind.INDICATOR:
            counted = self.part.counted
            base = f" {counted.numerator:,}/{counted.denominator:,}" if counted and counted.denominator else ""
            return (counted.indicator.title if counted else target.code) + base
        if target.kind == TargetKind.RECORDS:
            return f"挂上的记录{self.part.records or 0}条"
        return "办成一件事" if target.kind == TargetKind.MILESTONE else "文字要求"


@dataclass(frozen=True)
class Line:
    """One task as a row of the table."""

    row: Row
    shown: Sequence[Shown]
    today: date

    @property
    def task(self) -> Any:
        return self.row.task

    @property
    def state(self) -> tuple[str, str, str]:
        """(look, icon, word) of the badge."""
        if self.task.state == TaskState.DONE:
            return ("done", "check-circle-fill", "已完成")
        if self.row.status == Status.BEHIND and self.overdue:
            return ("wait", "flag-fill", "到期未完成")
        if self.row.status == Status.ON_COURSE and self.task.state == TaskState.TODO and not self.shown:
            return ("todo", "circle", "未登记")
        return LOOKS[self.row.status]

    @property
    def overdue(self) -> bool:
        return bool(self.task.ends_on and self.task.ends_on < self.today and self.task.state != TaskState.DONE)

    @property
    def months(self) -> list[tuple[int, str]]:
        """(month, class) of the twelve blocks: d gone, p planned, n the present month; none in a plan over years."""
        plan, out = self.task.plan, []
        if plan is not None and plan.level == Level.PROGRAMME:
            return []
        for month in range(1, 13):
            marks = []
            if month in self.task.months or not self.task.months:
                past = plan is not None and (plan.year, month) < (self.today.year, self.today.month)
                marks.append("d" if past else "p")
            if plan is not None and (plan.year, month) == (self.today.year, self.today.month):
                marks.append("n")
            out.append((month, " ".join(marks)))
        return out

    @property
    def when(self) -> str:
        """The months and the last day in words."""
        said = month_words(self.task.months) or "全年"
        return f"{said}，{cn_date(self.task.due_on, self.task.due_on.year)}前" if self.task.due_on else said


def lines_of(sheet: Sheet) -> list[Line]:
    """The rows of a sheet, in their order."""
    return [
        Line(row, [Shown(part, figure_address(part, sheet.plan)) for part in row.parts], sheet.day)
        for row in sheet.rows
    ]


def figure_address(part: Progress, plan: Plan | None) -> str:
    """The page that opens the records of a figure, for the plan's year and union; "" for a target without a figure."""
    if part.counted is None or part.span is None or plan is None or part.span.start.year != part.span.end.year:
        return ""  # no page shows a figure over several years
    query = {"period": str(part.span.end.year)}
    if plan.level == Level.GRASSROOTS:
        query["org"] = plan.union.code
    return f"{reverse('console:figure', args=[part.target.code])}?{urlencode(query)}"


def grouped(lines: Iterable[Line], by: str, sheet: Sheet) -> list[tuple[str, list[Line]]]:
    """(heading, lines) in the order of the document, or by owner, line of work or month; empty groups are left out
    except the document's own headings."""
    if by in ("owner", "line"):
        found: dict[str, list[Line]] = {}
        for line in lines:
            key = line.task.owner_name or "没有写责任人" if by == "owner" else line.task.line or "没有写条线"
            found.setdefault(key, []).append(line)
        return list(found.items())
    by_task = {line.task.pk: line for line in lines}
    groups = []
    for group in sheet.groups:
        mine = [by_task[row.task.pk] for row in group.rows if row.task.pk in by_task]
        title = group.heading.text if group.heading else "没有标题的任务" if len(sheet.groups) > 1 else ""
        if mine or (group.heading and len(by_task) == len(sheet.rows)):
            groups.append((title, mine))
    return groups
