"""A deadline drawn out: how many days, from when to when, why that day, which article, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.dates import WEEKDAYS, cn_date
from gonghui.kernel.rules import NotInForce, Rule, Value, rule, rules
from gonghui.kernel.workflow.clocks import clock_of
from gonghui.kernel.workflow.models import Deadline

SOON = 3
CHECKED = {"verified": "已核对原文", "secondary": "转引自二手材料，没有核对原文", "unverified": "待核：没有见到原文",
           "office": "按本单位录入的文件"}  # fmt: skip


@dataclass(frozen=True)
class Track:
    """The bar, in percent of its width: up to today, the part moved for a rest day, the part overdue."""

    run: float
    shift_from: float | None
    late_from: float | None
    today: float

    @property
    def shift_width(self) -> float:
        return (self.late_from or 100) - (self.shift_from or 0)

    @property
    def late_width(self) -> float:
        return 100 - (self.late_from or 100)


@dataclass(frozen=True)
class ClockBlock:
    """One running or stopped deadline as the page shows it."""

    row: Deadline
    today: date
    rule: Rule | None
    value: Value | None
    stop_words: str
    act: str

    @property
    def left(self) -> int:
        return (self.row.due_on - self.today).days

    @property
    def look(self) -> str:
        return "over" if self.left < 0 else "soon" if self.left <= SOON else ""

    @property
    def big(self) -> tuple[str, str]:
        """(word before the number, the number)."""
        return ("超期", str(-self.left)) if self.left < 0 else ("还剩", str(self.left))

    @property
    def track(self) -> Track:
        last = max(self.row.due_on, self.today)
        whole = max((last - self.row.starts_on).days, 1)

        def at(day: date) -> float:
            return round(min(max((day - self.row.starts_on).days / whole, 0), 1) * 100, 1)

        shifted = self.row.shifted_from
        return Track(
            at(min(self.today, self.row.due_on)), at(shifted) if shifted and shifted < self.row.due_on else None,
            at(self.row.due_on) if self.today > self.row.due_on else None, at(self.today),
        )  # fmt: skip

    @property
    def start_words(self) -> str:
        return f"{cn_date(self.row.starts_on, self.today.year)}起"

    @property
    def due_words(self) -> str:
        return f"{cn_date(self.row.due_on, self.today.year)}到期"

    @property
    def shift_words(self) -> str:
        """7月4日满，星期六，顺延."""
        shifted = self.row.shifted_from
        if shifted is None:
            return ""
        word = "顺延" if self.row.due_on > shifted else "提前"
        return f"{cn_date(shifted, self.today.year)}满，星期{WEEKDAYS[shifted.weekday()]}，{word}"

    @property
    def label(self) -> str:
        """The bar in words, for a screen reader."""
        more = f"，{self.shift_words}" if self.shift_words else ""
        return f"{self.start_words}，{self.due_words}{more}，今天{cn_date(self.today, self.today.year)}"

    @property
    def checked(self) -> str:
        return CHECKED.get(self.row.confidence, "")

    @property
    def how(self) -> list[str]:
        """日子怎么算的, line by line."""
        row, value = self.row, self.value
        if value is None or value.value is None:
            return [f"最后一天是记录里写明的{cn_date(row.due_on)}，不是按天数算出来的。", *_notes(row)]
        length = f"{value.value}{value.unit}"
        if value.direction == "before":
            lines = [f"从登记的那一天往回数{length}，那一天不算。"]
        else:
            lines = [
                f"{cn_date(row.starts_on)}当天不算，第1天是{cn_date(row.starts_on + timedelta(days=1))}；一共{length}。"
            ]
            if value.kind == "working_days":
                lines.append("只数工作日，周末和放假不数，调休上班的要数。")
            else:
                lines.append("周末和放假也数在里面。")
        bare = row.shifted_from or row.due_on
        if row.shifted_from:
            moved = "顺延到" if row.due_on > row.shifted_from else "提前到"
            lines.append(
                f"数到{cn_date(bare)}，星期{WEEKDAYS[bare.weekday()]}，是休息日，{moved}{cn_date(row.due_on)}"
                f"（星期{WEEKDAYS[row.due_on.weekday()]}）。"
            )
        else:
            lines.append(f"数到{cn_date(bare)}，星期{WEEKDAYS[bare.weekday()]}，是工作日，就是这一天。")
        return [*lines, *_notes(row)]


def _notes(row: Deadline) -> list[str]:
    return [row.note] if row.note else []


def clock_block(row: Deadline, today: date) -> ClockBlock:
    """The block of a deadline."""
    clock = clock_of(row.clock)
    found, value = rules().get(row.rule), None
    if found is not None and clock is not None and clock.length:
        try:
            value = rule(row.rule).at(row.starts_on, clock.place(None) if clock.place else None)
        except NotInForce:
            value = None
    return ClockBlock(row, today, found, value, clock.stop_words if clock else "", clock.act if clock else "")


def running_blocks(rows: Sequence[Deadline], today: date) -> list[ClockBlock]:
    """The deadlines that run today, most urgent first."""
    open_rows = [row for row in rows if row.closed_on is None and row.starts_on <= today]
    return [clock_block(row, today) for row in sorted(open_rows, key=lambda row: (row.due_on, row.pk))]
