"""Next year's proposals from this year's plan: moved dates, open tasks, gaps with the unions concerned."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from gonghui.kernel.dates import Span, cn_date
from gonghui.kernel.indicators import Figure, Indicator, all_indicators, figures, opened
from gonghui.kernel.workflow.asking import deadlines
from gonghui.orgs.public import Union, certificates_ending, terms_ending, tree_on
from gonghui.planning.choices import OPEN_STATES, Comparison, ItemKind, Source, TargetKind
from gonghui.planning.feasts import moved
from gonghui.planning.models import Plan, Task
from gonghui.planning.progress import Progress, Status, measure
from gonghui.planning.proposals import Proposal, data_of, target_data, task_data
from gonghui.planning.queries import tasks_in
from gonghui.planning.wording import number

NAMED = 12
"""So many unions are named in a proposal; the rest are counted."""

OUR_CLOCKS = ("planning.",)


def proposals(plan: Plan, year: int, today: date) -> list[Proposal]:
    """Headings with tasks for `year` from a plan of the year before, then the gaps under a heading of their own.

    What came of each task, its cost and its records hang on the proposal through `prior`. Figures are those of the
    plan's last day, or of `today` while it still runs.
    """
    tasks = tasks_in(plan)
    progress = measure([plan], min(today, plan.end_on), tasks)
    headings = {heading.pk: _heading(heading.text, heading.above, heading.line) for heading in plan.headings.all()}
    loose = _heading("其他工作", "", "")
    for task in tasks:
        parts = [progress[target.pk] for target in task.targets.all()]
        place = headings.get(task.heading_id or 0, loose)
        if not task.assigned_by or task.state in OPEN_STATES:
            place.below.append(_task(task, parts, plan.year, year))
    found = [heading for heading in (*headings.values(), loose) if heading.below]
    gaps = [*_fallen(plan, today), *_falling_due(plan, year)]
    if gaps:
        shortfalls = _heading("补上年短板和今年到期的工作", "", "")
        shortfalls.source, shortfalls.why, shortfalls.below = Source.MISSED, "按数字和时限推出，不是原文", gaps
        found.append(shortfalls)
    return found


def _heading(text: str, above: str, line: str) -> Proposal:
    return Proposal(ItemKind.HEADING, {"text": text, "above": above, "line": line}, Source.YEARLY, told=text)


def _task(task: Task, parts: Sequence[Progress], old: int, new: int) -> Proposal:
    placed = moved(task.text, task.months, task.due_on, old, new)
    data = data_of(task, list(task.targets.all()), placed.months, placed.due_on)
    data["text"] = task.text.replace(f"{old}年", f"{new}年")
    notes, source = [placed.why], Source.YEARLY
    missed = [part for part in parts if part.status in (Status.BEHIND, Status.ON_COURSE) and part.missing]
    if missed:
        source = Source.MISSED
        notes += [f"上年目标没有达到：{part.target.what} {part.display}，还差{_many(part)}" for part in missed]
    elif task.state in OPEN_STATES:
        source = Source.OPEN
        notes.append("上年没有登记完成")
    came = [task.outcome and f"上年结果：{task.outcome}", task.cost is not None and f"花费{number(task.cost)}元"]
    notes += [str(note) for note in came if note]
    return Proposal(ItemKind.TASK, data, source, told=task.text, why="；".join(notes)[:600], prior=task.pk)


def _many(part: Progress) -> str:
    unit = "个百分点" if part.target.unit == "%" else part.target.unit
    return f"{number(round(part.missing or 0, 1))}{unit}"


def _fallen(plan: Plan, today: date) -> list[Proposal]:
    """Rates that stand lower than a year before, with the unions that lack it."""
    day = min(today, plan.end_on)
    before = plan.start_on - timedelta(days=1)
    rates = [item for item in all_indicators() if item.is_rate and item.higher_is_better and not item.flowing]
    node = ("union", plan.union_id)
    now_span, then_span = Span(day, day), Span(before, before)
    tree = tree_on(day)
    now = figures(rates, tree, node, now_span)  # type: ignore[arg-type]
    then = figures(rates, tree_on(before), node, then_span)  # type: ignore[arg-type]
    found = []
    for new, old in zip(now, then, strict=True):
        if new.value is None or old.value is None or new.value >= old.value - 0.05:
            continue
        lacking = _lacking(new.indicator, plan.union_id, day)
        found.append(_raise(new, old, before, lacking))
    return found


def _raise(new: Figure, old: Figure, before: date, lacking: Sequence[str]) -> Proposal:
    item = new.indicator
    target = target_data(kind=TargetKind.INDICATOR, code=item.code, what=item.title, quantity=round(old.value or 0, 1),
                         unit="%", comparison=Comparison.AT_LEAST)  # fmt: skip
    text = f"提高{item.title}，恢复到{old.display}以上"
    why = f"{item.title}从{cn_date(before)}的{old.display}降到{new.display}（{new.numerator}/{new.denominator}）"
    if lacking:
        why += f"。涉及：{_names(lacking)}"
    data = task_data(text=text, measures=f"涉及{_names(lacking)}"[:1000] if lacking else "", months=range(1, 13),
                     targets=[target])  # fmt: skip
    return Proposal(ItemKind.TASK, data, Source.FALLEN, told=text, why=why[:600])


def _lacking(item: Indicator, union_id: int, day: date) -> list[str]:
    """The names of the unions with rows in the base that are not in the numerator."""
    if item.denominator is None:
        return []
    tree, span = tree_on(day), Span(day, day)
    have = {item.numerator.key(row) for row in opened(item.numerator, tree, ("union", union_id), span)}
    missing = [
        row
        for row in opened(item.denominator, tree, ("union", union_id), span)
        if item.denominator.key(row) not in have
    ]
    column = item.denominator.columns[0] if item.denominator.columns else None
    names = {union.pk: union.short_name or union.name for union in Union.objects.all()}
    said = [names.get(getattr(row, "union_id", None) or 0) or str(column.of(row) if column else "") for row in missing]
    return list(dict.fromkeys(name for name in said if name))


def _names(names: Sequence[str]) -> str:
    shown = "、".join(islice(names, NAMED))
    return f"{shown}等{len(names)}家" if len(names) > NAMED else f"{shown}，共{len(names)}家"


def _falling_due(plan: Plan, year: int) -> list[Proposal]:
    """What the clocks, the committees' terms and the certificates bring in `year`, one proposal a matter."""
    matters: dict[str, list[tuple[date, int | None]]] = defaultdict(list)
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = deadlines().filter(closed_on=None, due_on__range=(first, last))
    for clock, title, due_on, union in rows.order_by("due_on").values_list("clock", "title", "due_on", "union_id"):
        if not clock.startswith(OUR_CLOCKS):
            matters[title].append((due_on, union))
    eve = first - timedelta(days=1)
    days = (last - eve).days
    owned: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("委员会任期届满，组织换届", terms_ending(eve, days), "expires_on"),
        ("法人资格证书到期换证", certificates_ending(eve, days), "valid_until"),
    )
    for title, queryset, column in owned:
        known = any(word in matter for matter in matters for word in ("换届", "任期") if "任期" in title) or any(
            "证书" in matter for matter in matters if "证书" in title
        )
        if not known:
            matters[title] = [(getattr(row, column), row.union_id) for row in queryset if getattr(row, column) >= first]
    mine = tree_on(eve).below(("union", plan.union_id))[0]
    names = {union.pk: union.short_name or union.name for union in Union.objects.all()}
    return [
        _falls_due(title, ends, names, year)
        for title, found in matters.items()
        if (ends := [end for end in found if mine is None or end[1] in mine])
    ]


def _falls_due(title: str, ends: Sequence[tuple[date, int | None]], names: dict[int, str], year: int) -> Proposal:
    unions = list(dict.fromkeys(names.get(union or 0, "") for _, union in ends))
    concerned = _names([name for name in unions if name])
    text = f"{title}（{year}年{len(ends)}件）"
    months = sorted({day.month for day, _ in ends})
    target = target_data(kind=TargetKind.RECORDS, what=title, quantity=len(ends), unit="件")
    data = task_data(text=text, measures=f"涉及{concerned}"[:1000], months=months, targets=[target])
    why = f"{year}年到期{len(ends)}件，最早{cn_date(min(day for day, _ in ends))}。涉及：{concerned}"
    return Proposal(ItemKind.TASK, data, Source.FALLS_DUE, told=text, why=why[:600])
