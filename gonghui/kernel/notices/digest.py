"""What leaves the house once a day: how many matters are how urgent, and which; no persons, nothing delicate."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta

from gonghui.kernel.dates import cn_date
from gonghui.kernel.notices.models import Channel, Notice
from gonghui.kernel.workflow.asking import running
from gonghui.kernel.workflow.models import Deadline

AHEAD = 7
"""Days that a digest looks ahead."""

LINES = 8
"""Matters that one urgency lists; of the rest it says how many."""

BYTES = 2000
"""The most that a group's robot takes is 2,048 bytes."""

DELICATE = (
    "困难",
    "帮扶",
    "救助",
    "慰问",
    "病",
    "医疗",
    "低保",
    "残",
    "争议",
    "仲裁",
    "调解",
    "信访",
    "举报",
    "投诉",
    "处分",
)
"""A title with one of these words is counted and never written: a chat group is no closed file."""

Names = Callable[[Collection[int]], Mapping[int, str]]
_names: list[Names] = []


def register_union_names(names: Names) -> None:
    """Say how unions are called; the context that knows unions does."""
    _names[:] = [names]


def union_names(keys: Iterable[int | None]) -> Mapping[int, str]:
    """{union: name} of these keys."""
    wanted = {key for key in keys if key is not None}
    return _names[0](wanted) if _names and wanted else {}


def digest(channel: Channel, today: date) -> str:
    """The text for a channel on a day; "" when there is nothing to say.

    A person's channel tells of what that person was reminded of and still runs; a group's of everything that is
    overdue or falls due within a week.
    """
    rows = running(today, days=AHEAD)
    if channel.account_id is not None:
        told = Notice.objects.filter(account_id=channel.account_id, deadline_id__isnull=False)
        rows = rows.filter(pk__in=told.values("deadline_id"))
    return compose(list(rows.only("pk", "union_id", "title", "due_on")), today)


def compose(rows: Collection[Deadline], today: date) -> str:
    """Counts by urgency, then union and matter; at most 2,000 bytes."""
    if not rows:
        return ""
    names = union_names(row.union_id for row in rows)
    groups: dict[str, list[Deadline]] = defaultdict(list)
    for row in rows:
        groups[_urgency(row, today)].append(row)
    order = [head for head in ("已超期", "三日内到期", "七日内到期") if head in groups]
    counts = "，".join(f"{head}{len(groups[head])}件" for head in order)
    out = [f"工会通 {cn_date(today, today.year)}：{counts}。"]
    for head in order:
        out += _listed(head, groups[head], names, today)
    return shortened(out, "请登录工会通办理。")


def _urgency(row: Deadline, today: date) -> str:
    if row.due_on < today:
        return "已超期"
    return "三日内到期" if row.due_on <= today + timedelta(days=3) else "七日内到期"


def _listed(head: str, rows: list[Deadline], names: Mapping[int, str], today: date) -> list[str]:
    plain = [row for row in rows if not any(word in row.title for word in DELICATE)]
    shown = plain[:LINES]
    out = [f"【{head}】"]
    out += [f"{names.get(row.union_id or 0, '')} {row.title}（{cn_date(row.due_on, today.year)}）".strip()
            for row in shown]  # fmt: skip
    if left := len(rows) - len(shown):
        out.append(f"{'另有' if shown else ''}{left}件，登录后查看。")
    return out


def shortened(lines: list[str], last: str) -> str:
    """As many lines as fit, and the last one always."""
    room = BYTES - len(last.encode()) - 1
    kept: list[str] = []
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, last])
