"""The one way of counting from a day by a rule's length (民法典 200–203, 1259; docs/adr/0005)."""

from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules.calendar import Calendar, calendar
from gonghui.kernel.rules.model import LENGTHS, Value

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """The last day of a period (inclusive), or, counted back, the day reached.

    `shifted_from`: the last day by bare counting, when it was a rest day. `provisional`: the holidays of a year that
    matters are not known; `note` says so.
    """

    on: date
    shifted_from: date | None
    provisional: bool
    note: str


def due(start: date, value: Value, days: Calendar | None = None) -> Due:
    """Count a rule's length from `start`; the day of the event itself is not counted.

    Months and years end on the same-numbered day, or the month's last day. A last day on a rest day moves to the next
    working day. Counted back (`direction: before`), a deadline moves to the working day before, while the day on which
    a window opens stays. Raises Refused for a repealed rule, one that is no length, one that leaves a choice, and a
    day beyond the calendar.
    """
    days = days or calendar()
    length = _length(value)
    try:
        plain = _plain(start, length, value, days)
        on = _moved(plain, value, days)
    except (OverflowError, ValueError) as beyond:
        raise Refused("这个日期算不出期限。", "请换一个日期。") from beyond
    counted = [plain, on]
    if value.kind == "working_days":
        counted.append(start + (DAY if plain > start else -DAY))
    doubts = days.doubts(min(counted).year, max(counted).year)
    shifted = plain if on != plain else None
    moved = f"{cn_date(plain)}是休息日，{'顺延' if on > plain else '提前'}到{cn_date(on)}。" if shifted else ""
    return Due(on, shifted, bool(doubts), "".join([moved, *doubts]))


def _length(value: Value) -> int:
    if value.value is None:
        raise Refused("这条规定已经废止。", "请换一条规定。")
    if value.kind not in LENGTHS:
        raise Refused("这条规定不是期限，算不出日期。", "请换一条以日、工作日、月或者年计算的规定。")
    if isinstance(value.value, list):
        choices = "或者".join(f"{choice}{value.unit}" for choice in value.value)
        raise Refused(f"这条规定可以是{choices}，要先定下来才能算。", "请按章程或者大会的决定计算。")
    if isinstance(value.value, dict):
        raise Refused(
            f"这条规定是{value.value['min']}到{value.value['max']}{value.unit}，不是一个固定的期限。", "请按约定计算。"
        )
    return int(value.value)


def _plain(start: date, length: int, value: Value, days: Calendar) -> date:
    sign = -1 if value.direction == "before" else 1
    if value.kind == "working_days":
        return _working(start, length, sign, days)
    if value.kind == "days":
        return start + timedelta(days=sign * length)
    return add_months(start, sign * length * (12 if value.kind == "years" else 1))


def _working(day: date, length: int, sign: int, days: Calendar) -> date:
    while length:
        day += sign * DAY
        length -= not days.rests(day)
    return day


def _moved(day: date, value: Value, days: Calendar) -> date:
    """Forward to the next working day; counted back, a deadline goes to the one before and a window's opening stays."""
    if value.direction == "before" and value.compare != "at_least":
        return day
    step = -DAY if value.direction == "before" else DAY
    while days.rests(day):
        day += step
    return day
