"""What a review proposes: headings and tasks as plain data, whether they were read from a document or rolled over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui.kernel.refusal import Refused
from gonghui.planning.choices import Comparison, ItemKind, Source, TargetKind
from gonghui.planning.models import Target, Task
from gonghui.planning.reading.shapes import OnePlan, Section
from gonghui.planning.reading.shapes import Target as ReadTarget
from gonghui.planning.reading.shapes import Task as ReadTask

TASK_KEYS = (
    "text", "measures", "line", "owner_name", "helpers", "partners", "months", "due_on", "budget", "targets",
    "assigned_by",
)  # fmt: skip


@dataclass
class Proposal:
    """One heading or task that a review offers. `data` is JSON as `DraftItem.proposed` keeps it."""

    kind: ItemKind
    data: dict[str, Any]
    source: Source = Source.DOCUMENT
    told: str = ""
    why: str = ""
    line_number: int | None = None
    prior: int | None = None
    below: list["Proposal"] = field(default_factory=list)


def of_reading(plan: OnePlan, year: int) -> list[Proposal]:
    """The sections of a read plan as headings with their tasks below, in the document's order."""
    found = []
    for section in plan.sections:
        if not section.tasks:
            continue
        text = _heading_text(section)
        data = {"text": text, "above": section.parent[:200], "line": section.line_of_work}
        why = ""
        if section.missing:
            why = "原文丢了标题，" + ("请补写" if text == section.heading else "按前后的月份推出来的，请核对")
        heading = Proposal(ItemKind.HEADING, data, told=section.heading, why=why, line_number=section.line)
        heading.below = [_of_task(task, year) for task in section.tasks]
        found.append(heading)
    return found


def _heading_text(section: Section) -> str:
    """The heading; for one that the document has lost, the month that all its tasks share."""
    months = {tuple(task.months) for task in section.tasks}
    if section.missing and len(months) == 1 and len(only := months.pop()) == 1:
        return f"{only[0]}月"
    return section.heading[:200]


def _of_task(task: ReadTask, year: int) -> Proposal:
    due, notes = task.due, []
    if due is not None and due.year != year:
        notes.append(f"原文的期限{due.isoformat()}不在{year}年，按{'年底' if due.year > year else '月份'}记")
        due = date(year, 12, 31) if due.year > year else None
    if task.whole:
        notes.append(f"原文要求“{'、'.join(dict.fromkeys(task.whole))}”，没有数，可以补一个目标")
    whole = task.work or task.text
    text = whole.rstrip("；;。") if len(whole) <= 500 else whole[:500]
    measures = task.measures or (task.text if len(task.text) > 500 else "")
    data = task_data(
        text=text, measures=measures[:1000], line=task.line_of_work,
        owner_name=(task.owner or "")[:60], helpers="、".join(task.helpers)[:120],
        partners="、".join(task.partners)[:200], months=task.months, due_on=due,
        targets=[_of_target(target) for target in task.targets],
    )  # fmt: skip
    return Proposal(ItemKind.TASK, data, told=task.text, why="；".join(notes)[:600], line_number=task.line)


def _of_target(target: ReadTarget) -> dict[str, Any]:
    kind = TargetKind.INDICATOR if target.indicator else TargetKind.RECORDS
    return target_data(
        kind=kind, code=target.indicator or "", what=target.what[:120], quantity=target.quantity,
        maximum=target.maximum, unit=target.unit[:12], comparison=target.comparison, per=target.per[:20],
    )  # fmt: skip


def task_data(
    *, text: str, measures: str = "", line: str = "", owner_name: str = "", helpers: str = "", partners: str = "",
    months: Sequence[int] = (), due_on: date | None = None, budget: Decimal | None = None,
    targets: Sequence[dict[str, Any]] = (), assigned_by: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A proposed task as JSON: days in ISO form, money as text."""
    return {
        "text": text, "measures": measures, "line": line, "owner_name": owner_name, "helpers": helpers,
        "partners": partners, "months": list(months), "due_on": due_on.isoformat() if due_on else None,
        "budget": None if budget is None else str(budget), "targets": list(targets), "assigned_by": assigned_by,
    }  # fmt: skip


def target_data(
    *, kind: str, code: str = "", what: str = "", quantity: Any = None, maximum: Any = None, unit: str = "",
    comparison: str = Comparison.AT_LEAST, per: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A proposed target as JSON: numbers as text."""
    return {
        "kind": str(kind), "code": code, "what": what, "quantity": _number(quantity), "maximum": _number(maximum),
        "unit": unit, "comparison": str(comparison), "per": per,
    }  # fmt: skip


def _number(value: Any) -> str | None:
    if value is None:
        return None
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def data_of(task: Task, targets: Sequence[Target], months: Sequence[int], due_on: date | None) -> dict[str, Any]:
    """A stored task with its targets as a proposal for another year."""
    return task_data(
        text=task.text, measures=task.measures, line=task.line, owner_name=task.owner_name, helpers=task.helpers,
        partners=task.partners, months=months, due_on=due_on, budget=task.budget, assigned_by="",
        targets=[
            target_data(kind=t.kind, code=t.code, what=t.what, quantity=t.quantity, maximum=t.maximum, unit=t.unit,
                        comparison=t.comparison, per=t.per)
            for t in targets
        ],
    )  # fmt: skip


def checked_task(data: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    """Mended task data as it is kept. Raises Refused for a missing text, a wrong date, number or indicator."""
    if odd := data.keys() - set(TASK_KEYS):
        raise TypeError(f"no such field of a proposal: {odd}")
    text = " ".join(str(data.get("text", "")).split())
    if not text:
        raise Refused("没有写要做的工作。", "请写要做的工作，或者选“不要”。", "text")
    if len(text) > 500:
        raise Refused(f"要做的工作有{len(text)}个字，太长了。", "请控制在500字以内，细节写进主要措施。", "text")
    due = data.get("due_on")
    if isinstance(due, str) and due:
        due = _day(due)
    months = [int(month) for month in data.get("months") or ()]
    if any(not 1 <= month <= 12 for month in months):
        raise Refused("月份只有1到12。", "请核对月份。", "months")
    targets = [_checked_target(target, known) for target in data.get("targets") or ()]
    plain = {key: str(data.get(key) or "").strip() for key in ("measures", "line", "owner_name", "helpers", "partners")}
    return task_data(text=text, months=months, due_on=due or None, budget=_money(data.get("budget")), targets=targets,
                     assigned_by=str(data.get("assigned_by") or ""), **plain)  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"完成期限“{text[:20]}”不是日期。", "请写成2026-07-06这样。", "due_on") from None


def _money(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        raise Refused(f"经费“{str(value)[:20]}”不是金额。", "请只写数字，单位是元。", "budget") from None
    if amount < 0:
        raise Refused("经费不能是负数。", "请核对金额。", "budget")
    return amount


def _checked_target(target: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    kind = TargetKind(target.get("kind", TargetKind.RECORDS))
    code = str(target.get("code") or "") if kind == TargetKind.INDICATOR else ""
    if kind == TargetKind.INDICATOR and code not in known:
        raise Refused(f"没有指标“{code[:60]}”。", "请从指标里选，或者改成按记录计。", "targets")
    for key in ("quantity", "maximum"):
        value = target.get(key)
        if value in (None, ""):
            continue
        try:
            Decimal(str(value))
        except ArithmeticError:
            raise Refused(f"数量“{str(value)[:20]}”不是数。", "请只写数字。", "targets") from None
    if kind in (TargetKind.INDICATOR, TargetKind.RECORDS) and target.get("quantity") in (None, ""):
        raise Refused("目标没有写数量。", "请写数量，或者去掉这个目标。", "targets")
    return target_data(
        kind=kind, code=code, what=str(target.get("what") or "")[:120], quantity=target.get("quantity") or None,
        maximum=target.get("maximum") or None, unit=str(target.get("unit") or "")[:12],
        comparison=Comparison(target.get("comparison") or Comparison.AT_LEAST), per=str(target.get("per") or "")[:20],
    )  # fmt: skip
